/**
 * A checkout in mode `subscription` succeeded: its subscription begins, under the permission that was
 * given with the press, in the transaction that records the outcome. It charges nobody.
 */
import type { Context } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import { planOf } from '../model/checkout-plan.ts';
import type { CheckoutSession, LineItem } from '../model/checkout-session.ts';
import type { InvoiceLine } from '../model/invoice.ts';
import { MISSING_METHOD } from '../model/subscription.ts';
import { grantOfMandate } from '../storage/consents.ts';
import { customers } from '../storage/customers.ts';
import { mandates } from '../storage/mandates.ts';
import { prices } from '../storage/prices.ts';
import { products } from '../storage/products.ts';
import type { Queryable } from '../storage/repository.ts';
import { settleInvoicePaid } from './invoice-outcomes.ts';
import { draftSubscription, type ItemWish, openSubscription } from './subscribing.ts';

/** What a session was paid with, or saved. */
export interface Achieved {
  readonly attempt: Attempt;
  /** The card as the customer has it now. */
  readonly paymentMethod: string | null;
  /** Whether the money is there, and not under way. */
  readonly arrived: boolean;
}

async function wishOf(ctx: Context, tx: Queryable, item: LineItem): Promise<ItemWish> {
  const price = item.price === null ? null : await prices.find(tx, ctx.account, item.price);
  const product = price && (await products.find(tx, ctx.account, price.product));
  if (!price || !product) throw new Error(`line item ${item.id} has lost its price`);
  return { price, product, quantity: item.quantity, metadata: {} };
}

/** What is paid once, beside what comes round. */
function onceLine(ctx: Context, item: LineItem): InvoiceLine {
  const { name, quantity, unitAmountMinor, amountTotalMinor: amountMinor, price, product } = item;
  const atMs = ctx.now();
  return {
    id: ctx.newId('il'),
    description: `${quantity} × ${name}`,
    quantity,
    unitAmountMinor,
    amountMinor,
    periodStartMs: atMs,
    periodEndMs: atMs,
    price,
    product,
    subscriptionItem: null,
    metadata: {},
  };
}

/** The merchant's choices for the subscription, in the domain's names. */
function chosenIn({ subscriptionData: data }: CheckoutSession) {
  const settings = Object(data.trial_settings) as { end_behavior?: Record<string, unknown> };
  const missing = settings.end_behavior?.missing_payment_method;
  return {
    description: typeof data.description === 'string' ? data.description : null,
    metadata: (data.metadata ?? {}) as Record<string, string>,
    missingMethod: MISSING_METHOD.find((each) => each === missing) ?? 'create_invoice',
  };
}

/**
 * Makes the subscription of a session that completes now, with its first invoice: paid, or waiting for
 * money that is under way.
 * @returns what the session names from now on; null for a session of another mode
 */
export async function subscribe(
  ctx: Context,
  tx: Queryable,
  session: CheckoutSession,
  { attempt, paymentMethod, arrived }: Achieved,
): Promise<Pick<CheckoutSession, 'subscription' | 'invoice'> | null> {
  const plan = planOf(session);
  if (!plan || session.customer === null || session.subscription !== null) return null;
  const customer = await customers.find(tx, ctx.account, session.customer);
  if (!customer) throw new Error(`session ${session.id} has lost its customer`);
  const promised = attempt.mandate;
  const mandate = promised === null ? null : await mandates.find(tx, ctx.account, promised);
  const grant = promised === null ? null : await grantOfMandate(tx, ctx.account, promised);
  const items: ItemWish[] = [];
  for (const item of plan.items) items.push(await wishOf(ctx, tx, item));
  const draft = draftSubscription(ctx, {
    ...chosenIn(session),
    customer,
    items,
    defaultPaymentMethod: paymentMethod,
    mandate: mandate?.id ?? null,
    trialEndMs: plan.trialEndMs,
    // Its periods are those of the agreement, which began with the press and not with its outcome.
    anchorMs: grant?.terms?.anchorMs ?? grant?.terms?.validFromMs ?? null,
    checkoutSession: session.id,
  });
  const paidOnce = session.lineItems.filter(({ recurring }) => recurring === null);
  const { subscription, invoice } = await openSubscription(ctx, tx, draft, {
    intent: session.paymentIntent,
    oneTime: paidOnce.map((item) => onceLine(ctx, item)),
    // A trial so short that it is over already: its first charge is due.
    dueMs: session.paymentIntent === null ? ctx.now() : null,
  });
  if (mandate)
    await mandates.update(tx, ctx.account, mandate.id, { subscription: subscription.id });
  if (arrived && session.paymentIntent !== null) await settleInvoicePaid(ctx, tx, invoice, attempt);
  return { subscription: subscription.id, invoice: invoice.id };
}
