/** The wallet: every card of one customer with what was allowed for it, and the few things a buyer may do. */
import type { Context } from '../context.ts';
import { type ConsentRecord, redisplayStanding } from '../model/consent.ts';
import type { Customer } from '../model/customer.ts';
import type { CustomerSession } from '../model/customer-session.ts';
import { dependentsOf, titleOf } from '../model/dependents.ts';
import type { Mandate, MandateUse } from '../model/mandate.ts';
import { type BillingDetails, isExpired, type PaymentMethod } from '../model/payment-method.ts';
import { conflict, invalidRequest, notFound, type Problem } from '../model/problem.ts';
import type { Subscription } from '../model/subscription.ts';
import { outlastsCard } from '../model/succession.ts';
import type { CardEntry } from '../processors/processor.ts';
import { consents, consentsOfCard } from '../storage/consents.ts';
import { mandatesOfCards, usesOf } from '../storage/mandates.ts';
import { methodsOfCustomer } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { livingSubscriptionsOf } from '../storage/subscriptions.ts';
import { findConsent } from './consents.ts';
import { findCustomer, updateCustomer, updateCustomerIn } from './customers.ts';
import {
  findMandate,
  revokeMandate,
  type StandingMandate,
  withStanding,
} from './mandate-records.ts';
import { findPaymentMethod, updatePaymentMethod } from './payment-methods.ts';
import { type Receipt, receiptFor } from './receipts.ts';
import { removeIn } from './removal.ts';
import { afterDefaultChange, moveTo } from './subscription-permissions.ts';
import { withdrawConsent } from './withdrawals.ts';

export const BY_BUYER = { actor: 'buyer', surface: 'wallet' } as const;

export interface WalletMandate extends StandingMandate {
  readonly grant: ConsentRecord;
  readonly uses: readonly MandateUse[];
  /** Whether its card ends before it does, and it is time to say so. */
  readonly outlastsCard: boolean;
  /** The card named for when this one has ended. */
  readonly backup: PaymentMethod | null;
  /** The card that this one stands in for; null for an agreement of its own. */
  readonly backs: PaymentMethod | null;
}

export interface WalletCard {
  readonly method: PaymentMethod;
  readonly isDefault: boolean;
  readonly expired: boolean;
  /** The record that lets checkouts show it; null when nothing does. */
  readonly shownBy: ConsentRecord | null;
  /** Those that may still charge it, newest first. */
  readonly mandates: readonly WalletMandate[];
  readonly paysFor: readonly string[];
}

export interface Wallet {
  readonly session: CustomerSession;
  readonly customer: Customer;
  readonly cards: readonly WalletCard[];
  readonly cardEntry: CardEntry | null;
}

/** What concerns one customer's agreements beyond each card alone. */
interface Household {
  readonly methods: readonly PaymentMethod[];
  /** Every mandate of these cards. */
  readonly mandates: readonly Mandate[];
  readonly subscriptions: readonly Subscription[];
}

function cardOfMandate({ methods, mandates }: Household, id: string | undefined) {
  const mandate = mandates.find((each) => each.id === id);
  return methods.find((each) => each.id === mandate?.paymentMethod) ?? null;
}

async function livingMandates(
  ctx: Context,
  method: PaymentMethod,
  household: Household,
): Promise<readonly WalletMandate[]> {
  const { db } = ctx.store;
  const all = await withStanding(
    ctx,
    db,
    household.mandates.filter((each) => each.paymentMethod === method.id),
  );
  const living = all.filter(({ standing }) => standing.status !== 'inactive');
  const uses = await usesOf(
    db,
    living.map(({ mandate }) => mandate.id),
  );
  return Promise.all(
    living.map(async (each) => ({
      ...each,
      grant: await findConsent(ctx, each.mandate.consent),
      uses: uses.filter((use) => use.mandate === each.mandate.id && use.state === 'consumed'),
      outlastsCard:
        each.mandate.terms.backs === undefined &&
        outlastsCard(each.mandate, method.card, ctx.now()),
      backup: cardOfMandate(
        household,
        household.mandates.find(
          ({ terms, revokedMs }) => terms.backs === each.mandate.id && revokedMs === null,
        )?.id,
      ),
      backs: cardOfMandate(household, each.mandate.terms.backs),
    })),
  );
}

async function cardOf(
  ctx: Context,
  customer: Customer,
  method: PaymentMethod,
  household: Household,
): Promise<WalletCard> {
  const standing = redisplayStanding(
    await consentsOfCard(ctx.store.db, ctx.account, method.id),
    false,
  );
  const allowed = method.allowRedisplay === 'always' && standing.allowedBy !== null;
  return {
    method,
    isDefault: customer.defaultPaymentMethod === method.id,
    expired: isExpired(method.card, ctx.now()),
    shownBy:
      allowed && standing.allowedBy !== null
        ? await consents.find(ctx.store.db, ctx.account, standing.allowedBy)
        : null,
    mandates: await livingMandates(ctx, method, household),
    paysFor: dependentsOf(method.id, household.subscriptions, customer.defaultPaymentMethod).map(
      titleOf,
    ),
  };
}

/** Where a number is typed; null where the processor has no fields of its own. */
function walletCardEntry(ctx: Context, session: CustomerSession): CardEntry | null {
  const origins = [new URL(ctx.config.publicUrl).origin, ...session.allowedOrigins];
  return ctx.processors[0]?.cardEntry({ id: session.id, origins }) ?? null;
}

/** Everything that the wallet shows. @throws Problem 404 once the customer is deleted */
export async function viewWallet(ctx: Context, session: CustomerSession): Promise<Wallet> {
  const customer = await findCustomer(ctx, session.customer);
  if (customer.deletedMs !== null) throw notFound('customer', customer.id, true);
  const methods = await methodsOfCustomer(ctx.store.db, ctx.account, customer.id);
  const ids = methods.map(({ id }) => id);
  const mandates = await mandatesOfCards(ctx.store.db, ctx.account, ids);
  const subscriptions = await livingSubscriptionsOf(ctx.store.db, ctx.account, customer.id);
  const household = { methods, mandates, subscriptions };
  return {
    session,
    customer,
    cards: await Promise.all(methods.map((method) => cardOf(ctx, customer, method, household))),
    cardEntry: walletCardEntry(ctx, session),
  };
}

/** A card of this session's customer. @throws Problem 404 for any other */
export async function ownCard(
  ctx: Context,
  session: Pick<CustomerSession, 'customer'>,
  id: string,
  db: Queryable = ctx.store.db,
): Promise<PaymentMethod> {
  const method = await findPaymentMethod(ctx, id, db);
  if (method.customer !== session.customer || method.detachedMs !== null)
    throw notFound('payment_method', id, true);
  return method;
}

export async function updateOwnCard(
  ctx: Context,
  session: Pick<CustomerSession, 'customer'>,
  id: string,
  change: {
    readonly expMonth?: number | undefined;
    readonly expYear?: number | undefined;
    readonly billingDetails?: Partial<BillingDetails> | undefined;
  },
): Promise<void> {
  const method = await ownCard(ctx, session, id);
  await updatePaymentMethod(ctx, method.id, (before) => ({
    card: {
      ...before.card,
      expMonth: change.expMonth ?? before.card.expMonth,
      expYear: change.expYear ?? before.card.expYear,
    },
    billingDetails: { ...before.billingDetails, ...change.billingDetails },
  }));
}

/** The default decides which card subscriptions start with. */
export async function makeOwnDefault(
  ctx: Context,
  session: CustomerSession,
  id: string,
): Promise<void> {
  const method = await ownCard(ctx, session, id);
  await updateCustomer(ctx, session.customer, async (before, tx) => {
    if (method.id !== before.defaultPaymentMethod) await afterDefaultChange(ctx, tx, before.id);
    return { defaultPaymentMethod: method.id };
  });
}

export async function withdrawOwnConsent(
  ctx: Context,
  session: CustomerSession,
  id: string,
): Promise<void> {
  const consent = await findConsent(ctx, id);
  if (consent.customer !== session.customer) throw notFound('consent', id, true);
  await withdrawConsent(ctx, id, BY_BUYER);
}

export async function revokeOwnMandate(
  ctx: Context,
  session: CustomerSession,
  id: string,
): Promise<void> {
  const { mandate } = await findMandate(ctx, id);
  if (mandate.customer !== session.customer) throw notFound('mandate', id, true);
  await revokeMandate(ctx, id, BY_BUYER);
}

function inUse(paysFor: readonly string[]): Problem {
  return conflict(
    `This card still pays for ${paysFor.join(', ')}. Name the card that takes over, or cancel that first.`,
    'payment_method_in_use',
  ).with({ pays_for: paysFor });
}

/**
 * @param replacement the card that takes over what the removed one was chosen for; null for none. A
 *   subscription that it takes over is charged to it once the buyer has agreed to that
 * @throws Problem 404 for a card of anybody else, 400 for a replacement that is none, 409 without one
 *   for a card that a subscription depends on
 */
export async function removeOwnCard(
  ctx: Context,
  session: CustomerSession,
  id: string,
  replacement: string | null = null,
): Promise<void> {
  await ctx.store.transact(async (tx) => {
    const method = await ownCard(ctx, session, id, tx);
    const heir = replacement === null ? null : await ownCard(ctx, session, replacement, tx);
    if (heir?.id === method.id)
      throw invalidRequest('A card cannot take its own place.', 'parameter_invalid', 'replacement');
    const { defaultPaymentMethod } = await findCustomer(ctx, session.customer, tx);
    const living = await livingSubscriptionsOf(tx, ctx.account, session.customer);
    const needed = dependentsOf(method.id, living, defaultPaymentMethod);
    if (needed.length > 0 && !heir) throw inUse(needed.map(titleOf));
    if (heir) for (const each of needed) await moveTo(ctx, tx, each, heir.id, null);
    await removeIn(ctx, tx, method, { ...BY_BUYER, session: session.id });
    if (heir && defaultPaymentMethod === method.id)
      await updateCustomerIn(ctx, tx, session.customer, async () => ({
        defaultPaymentMethod: heir.id,
      }));
  });
}

export async function ownReceipt(
  ctx: Context,
  session: CustomerSession,
  id: string,
): Promise<Receipt> {
  const consent = await findConsent(ctx, id);
  if (consent.customer !== session.customer) throw notFound('consent', id, true);
  return receiptFor(ctx, consent);
}
