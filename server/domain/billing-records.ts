/**
 * The two ways in which a subscription or an invoice changes: its row, when somebody has to look at it
 * next, and the event that tells of it, all in one transaction. What to change is decided elsewhere.
 */
import type { Context } from '../context.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Subscription } from '../model/subscription.ts';
import { nextLookMs } from '../model/subscription-steps.ts';
import { invoices } from '../storage/invoices.ts';
import type { Queryable } from '../storage/repository.ts';
import { subscriptions } from '../storage/subscriptions.ts';
import { invoiceSnapshot, subscriptionSnapshot } from './billing-snapshots.ts';
import { emit } from './events.ts';

type InvoiceEvent =
  | 'finalized'
  | 'marked_uncollectible'
  | 'paid'
  | 'payment_action_required'
  | 'payment_failed'
  | 'payment_succeeded'
  | 'updated'
  | 'voided';

export async function tellOfInvoice(
  ctx: Context,
  tx: Queryable,
  type: InvoiceEvent | 'created' | 'deleted',
  invoice: Invoice,
): Promise<void> {
  const object = await invoiceSnapshot(ctx, tx, invoice);
  await emit(ctx, tx, { type: `invoice.${type}`, object });
}

/** @param types what it is called on the way out; none for what merchants need not hear of */
export async function changeInvoice(
  ctx: Context,
  tx: Queryable,
  before: Invoice,
  fields: Partial<Invoice>,
  types: readonly InvoiceEvent[] = [],
): Promise<Invoice> {
  const after: Invoice = { ...before, ...fields };
  await invoices.update(tx, ctx.account, before.id, fields);
  for (const type of types) {
    if (type === 'updated') {
      const object = await invoiceSnapshot(ctx, tx, after);
      const was = await invoiceSnapshot(ctx, tx, before);
      await emit(ctx, tx, { type: 'invoice.updated', object, before: was });
    } else await tellOfInvoice(ctx, tx, type, after);
  }
  return after;
}

type SubscriptionEvent = 'deleted' | 'paused' | 'resumed' | 'updated';

/** Writes a change, and with it when a worker has to look next. */
export async function changeSubscription(
  ctx: Context,
  tx: Queryable,
  before: Subscription,
  fields: Partial<Subscription>,
  types: readonly SubscriptionEvent[] = ['updated'],
): Promise<Subscription> {
  const changed: Subscription = { ...before, ...fields };
  const dueMs = nextLookMs(changed);
  const after: Subscription = { ...changed, dueMs };
  await subscriptions.update(tx, ctx.account, before.id, { ...fields, dueMs });
  if (types.length === 0) return after;
  const object = await subscriptionSnapshot(ctx, tx, after);
  const was = await subscriptionSnapshot(ctx, tx, before);
  for (const type of types)
    await emit(ctx, tx, {
      type: `customer.subscription.${type}`,
      object,
      ...(type === 'updated' ? { before: was } : {}),
    });
  return after;
}
