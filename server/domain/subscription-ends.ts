/**
 * The end of a subscription, whoever brings it: the buyer, the merchant, its own schedule, a debt that was
 * not collected. From then on nobody is charged for it.
 */
import type { Context } from '../context.ts';
import type { Invoice } from '../model/invoice.ts';
import type { CancellationDetails, Subscription } from '../model/subscription.ts';
import { isOver } from '../model/subscription-steps.ts';
import { invoicesOf } from '../storage/invoices.ts';
import { mandates, mandatesOfCards } from '../storage/mandates.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { methodsOfCustomer } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { livingSubscriptionsOf } from '../storage/subscriptions.ts';
import { changeInvoice, changeSubscription } from './billing-records.ts';
import { buyerActed } from './dunning.ts';
import { cancelIn } from './follow-up-consequences.ts';
import { revokeIn } from './mandate-records.ts';

/** Intents that nothing is open for: their end costs nobody anything. */
const IDLE = ['requires_payment_method', 'requires_confirmation'];

/** Whether money may be on its way for this invoice, or the buyer is being asked. */
export async function isUnderWay(
  ctx: Context,
  tx: Queryable,
  invoice: Pick<Invoice, 'intent'>,
): Promise<boolean> {
  if (invoice.intent === null) return false;
  const intent = await paymentIntents.find(tx, ctx.account, invoice.intent);
  return intent !== null && !IDLE.includes(intent.status) && intent.status !== 'canceled';
}

/** An invoice that nobody has to pay any more. Nothing of it may be under way. */
export async function voidIn(ctx: Context, tx: Queryable, invoice: Invoice): Promise<Invoice> {
  const intent =
    invoice.intent === null ? null : await paymentIntents.find(tx, ctx.account, invoice.intent);
  if (intent && IDLE.includes(intent.status)) await cancelIn(ctx, tx, intent, 'void_invoice');
  const change = {
    status: 'void',
    voidedAtMs: ctx.now(),
    autoAdvance: false,
    dueMs: null,
  } as const;
  const after = await changeInvoice(ctx, tx, invoice, change, ['voided']);
  await buyerActed(ctx, tx, after);
  return after;
}

/** What is still owed stays owed, and nobody tries to collect it any more. */
async function stopCollecting(
  ctx: Context,
  tx: Queryable,
  subscription: Subscription,
): Promise<void> {
  const pending = await invoicesOf(tx, ctx.account, subscription.id, ['draft', 'open']);
  for (const invoice of pending) {
    const never = subscription.status === 'incomplete' && !(await isUnderWay(ctx, tx, invoice));
    if (never) await voidIn(ctx, tx, invoice);
    else {
      const rests = { autoAdvance: false, dueMs: null };
      const idle =
        invoice.autoAdvance || invoice.dueMs !== null
          ? await changeInvoice(ctx, tx, invoice, rests, ['updated'])
          : invoice;
      await buyerActed(ctx, tx, idle);
    }
  }
}

/**
 * Ends a subscription now. One that is over already stays as it is.
 * @param end `atMs` is when it ended, where that is not now
 */
export async function endIn(
  ctx: Context,
  tx: Queryable,
  subscription: Subscription,
  end: {
    readonly reason: CancellationDetails['reason'];
    readonly comment?: CancellationDetails['comment'] | undefined;
    readonly feedback?: CancellationDetails['feedback'] | undefined;
    readonly atMs?: number;
  },
): Promise<Subscription> {
  if (isOver(subscription.status)) return subscription;
  await stopCollecting(ctx, tx, subscription);
  const { cancellationDetails: before } = subscription;
  const change = {
    status: 'canceled',
    canceledAtMs: subscription.canceledAtMs ?? ctx.now(),
    endedAtMs: end.atMs ?? ctx.now(),
    cancellationDetails: {
      comment: end.comment ?? before.comment,
      feedback: end.feedback ?? before.feedback,
      reason: before.reason ?? end.reason,
    },
  } as const;
  const ended = await changeSubscription(ctx, tx, subscription, change, ['deleted']);
  await endPermission(ctx, tx, subscription);
  return ended;
}

/** What was allowed for this subscription alone ends with it, for each card that ever paid for it. */
async function endPermission(
  ctx: Context,
  tx: Queryable,
  { id, customer, mandate }: Subscription,
): Promise<void> {
  // Its own may be for a card that is detached.
  const own = mandate === null ? null : await mandates.find(tx, ctx.account, mandate);
  const cards = (await methodsOfCustomer(tx, ctx.account, customer)).map((card) => card.id);
  const others = await mandatesOfCards(tx, ctx.account, cards);
  for (const each of own ? [own, ...others.filter((other) => other.id !== own.id)] : others)
    if (each.subscription === id && each.revokedMs === null && each.supersededBy === null)
      await revokeIn(ctx, tx, each.id, { actor: 'system', surface: 'api' });
}

/** The first payment never came: the subscription never began, and nothing of it is due. */
export async function expireIncompleteIn(
  ctx: Context,
  tx: Queryable,
  subscription: Subscription,
): Promise<Subscription> {
  await stopCollecting(ctx, tx, subscription);
  const change = { status: 'incomplete_expired', endedAtMs: ctx.now() } as const;
  return changeSubscription(ctx, tx, subscription, change);
}

/** Ends all of a customer's subscriptions. */
export async function endAllOf(ctx: Context, tx: Queryable, customer: string): Promise<void> {
  for (const each of await livingSubscriptionsOf(tx, ctx.account, customer))
    await endIn(ctx, tx, each, { reason: 'cancellation_requested' });
}
