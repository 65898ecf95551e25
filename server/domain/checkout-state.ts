/** Everything that the tag shows, gathered for one answer. It decides nothing: the model does. */
import type { Context } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import { type CheckoutPlan, nextChargeMs, planOf } from '../model/checkout-plan.ts';
import { originsOf } from '../model/checkout-return.ts';
import { type CheckoutSession, isRemovable } from '../model/checkout-session.ts';
import type { Credential } from '../model/credential.ts';
import type { Customer } from '../model/customer.ts';
import { dependentsOf, titleOf } from '../model/dependents.ts';
import { PREFILL_WINDOW_MS } from '../model/limits.ts';
import { type DebitType, isDebit, offeredDebit } from '../model/method-type.ts';
import { isExpired, type PaymentMethod } from '../model/payment-method.ts';
import { type Prefill, prefill } from '../model/prefill.ts';
import { invalidRequest } from '../model/problem.ts';
import { type ReadinessReason, readiness } from '../model/readiness.ts';
import { DEFAULT_FILTER, type Shown, shownMethods } from '../model/redisplay.ts';
import type { CardEntry } from '../processors/processor.ts';
import { customers } from '../storage/customers.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { attachedMethods, credentialsOfMany, paymentMethods } from '../storage/payment-methods.ts';
import { livingSubscriptionsOf } from '../storage/subscriptions.ts';
import { cardBehind } from './card-behind.ts';
import { NO_BILLING_DETAILS } from './cards.ts';
import { latestAttempt } from './checkout-press.ts';
import { findCheckoutSession } from './checkout-sessions.ts';
import { type Offers, offersFor, sessionLocale } from './offers.ts';
import { routedProcessors } from './routing.ts';

export interface ShownMethod {
  readonly method: PaymentMethod;
  readonly isDefault: boolean;
  readonly expired: boolean;
  readonly reasons: readonly ReadinessReason[];
  readonly removable: boolean;
  readonly paysFor: readonly string[];
}

/** A bank account is typed where the bank's cards are. */
export interface BankEntry {
  readonly type: DebitType;
  readonly url: string;
}

export interface CheckoutView {
  readonly session: CheckoutSession;
  readonly customer: Customer | null;
  readonly methods: readonly ShownMethod[];
  readonly prefill: Prefill | null;
  readonly offers: Offers;
  readonly cardEntry: CardEntry | null;
  /** Where a bank account is typed; null where none can be. */
  readonly bankEntry: BankEntry | null;
  readonly latest: Attempt | null;
  /** What begins here and comes round; null where nothing does. */
  readonly plan: (CheckoutPlan & { readonly nextMs: number }) | null;
}

/** Refuses a session that is over: nothing of the customer is shown any more. */
export function refuseClosed(session: CheckoutSession): void {
  if (session.status === 'expired')
    throw invalidRequest(
      'This checkout session has expired. Go back to the shop and start again.',
      'checkout_session_expired',
    );
  if (session.status === 'complete')
    throw invalidRequest(
      'This checkout session is complete; it was paid or set up already.',
      'checkout_session_complete',
    );
}

/** What speaks against using a card with the buyer present. */
function reasonsAgainst(
  ctx: Context,
  session: CheckoutSession,
  method: PaymentMethod,
  credentials: readonly Credential[],
): readonly ReadinessReason[] {
  return readiness({
    nowMs: ctx.now(),
    initiator: 'customer',
    charge: { amountMinor: session.amountTotalMinor, currency: session.currency, category: null },
    method,
    credentials,
    processors: routedProcessors(ctx, method, {
      amountMinor: session.amountTotalMinor ?? 0,
      currency: session.paymentIntent === null ? null : session.currency,
    }),
    mandates: [],
    usesOf: () => [],
    policy: ctx.config.mandates,
    consentWithdrawn: false,
    blocked: false,
    attemptUnknown: null,
    retryNotBeforeMs: null,
    retryBudgetUntilMs: null,
  }).reasons;
}

/** The card that a recovery is about, whatever else may be shown: its agreement is what is paid for. */
async function recoveredCard(
  ctx: Context,
  session: CheckoutSession,
  customer: Customer,
): Promise<PaymentMethod | null> {
  if (session.recoversIntent === null) return null;
  const intent = await paymentIntents.find(ctx.store.db, ctx.account, session.recoversIntent);
  const id = intent && (await cardBehind(ctx, ctx.store.db, intent));
  const method = id === null ? null : await paymentMethods.find(ctx.store.db, ctx.account, id);
  return method?.customer === customer.id && method.detachedMs === null ? method : null;
}

/** The saved cards that a session shows, each with whether it can be used and why not. */
export async function shownCards(
  ctx: Context,
  session: CheckoutSession,
  customer: Customer | null,
): Promise<readonly ShownMethod[]> {
  if (!customer || session.savedPaymentMethodOptions.hiddenMs) return [];
  const filter = session.savedPaymentMethodOptions.allowRedisplayFilters;
  const attached = await attachedMethods(
    ctx.store.db,
    ctx.account,
    customer.id,
    filter ?? DEFAULT_FILTER,
  );
  const saved = attached.filter(({ type }) => session.paymentMethodTypes.includes(type));
  const permitted = shownMethods(saved, { filter, nowMs: ctx.now() });
  const recovered = await recoveredCard(ctx, session, customer);
  const first =
    recovered && session.paymentMethodTypes.includes(recovered.type)
      ? [{ method: recovered, expired: isExpired(recovered.card, ctx.now()) }]
      : [];
  const rest = permitted.filter(({ method }) => method.id !== recovered?.id);
  const shown: readonly Shown[] = [...first, ...rest];
  const credentials = await credentialsOfMany(
    ctx.store.db,
    ctx.account,
    shown.map(({ method }) => method.id),
  );
  const living = await livingSubscriptionsOf(ctx.store.db, ctx.account, customer.id);
  const dependence = ({ id }: PaymentMethod) => {
    const paysFor = dependentsOf(id, living, customer.defaultPaymentMethod).map(titleOf);
    return {
      paysFor,
      removable: isRemovable(session, { shown: true, dependents: paysFor.length }),
    };
  };
  return shown.map(({ method, expired }) => ({
    method,
    expired,
    isDefault: customer.defaultPaymentMethod === method.id,
    reasons: reasonsAgainst(ctx, session, method, credentials.get(method.id) ?? []),
    ...dependence(method),
  }));
}

/** Whoever holds a recovery link may not be the buyer: it shows brand and last four digits, and no person. */
function withoutPerson(view: CheckoutView): CheckoutView {
  if (view.session.savedPaymentMethodOptions.hiddenMs) return { ...view, customer: null };
  if (view.session.recoversIntent === null) return view;
  const first = view.methods.find(
    ({ method, reasons }) => method.type === 'card' && reasons.length === 0,
  );
  const chosen: Prefill | null = first
    ? {
        paymentMethod: first.method.id,
        reason: 'newest',
        expiresAtMs: view.session.createdMs + PREFILL_WINDOW_MS,
        billingDetails: NO_BILLING_DETAILS,
        shipping: null,
      }
    : null;
  return { ...view, customer: null, prefill: chosen };
}

function chooseCard(
  ctx: Context,
  session: CheckoutSession,
  customer: Customer | null,
  methods: readonly ShownMethod[],
): Prefill | null {
  return prefill({
    mode: session.mode,
    createdMs: session.createdMs,
    nowMs: ctx.now(),
    // A debit is allowed each time anew, so an account is never chosen beforehand.
    shown: methods.filter(({ method, reasons }) => method.type === 'card' && reasons.length === 0),
    defaultPaymentMethod: customer?.defaultPaymentMethod ?? null,
    billingCollection: session.billingAddressCollection,
    shippingCountries: session.shippingAddressCountries,
    shipping: customer?.shipping ?? null,
  });
}

/** The customer of a session, if it has one that still lives. */
export async function customerOf(ctx: Context, session: CheckoutSession): Promise<Customer | null> {
  const customer =
    session.customer === null
      ? null
      : await customers.find(ctx.store.db, ctx.account, session.customer);
  return customer?.deletedMs === null ? customer : null;
}

/**
 * @param wish `card`: a shown card's id to make the offers for, `''` for a card that is yet to be
 *   typed, null for whatever is prefilled; `locale`: a BCP 47 tag, or null for the session's
 * @throws Problem 400 for a session that is over
 */
export async function viewCheckout(
  ctx: Context,
  id: string,
  wish: { readonly card: string | null; readonly locale: string | null },
): Promise<CheckoutView> {
  const session = await findCheckoutSession(ctx, id);
  refuseClosed(session);
  const customer = await customerOf(ctx, session);
  const methods = await shownCards(ctx, session, customer);
  const chosen = chooseCard(ctx, session, customer, methods);
  const card =
    methods.find(({ method }) => method.id === (wish.card ?? chosen?.paymentMethod))?.method ??
    null;
  const types = session.paymentMethodTypes;
  const typed = wish.card && isDebit(wish.card) && types.includes(wish.card) ? wish.card : null;
  if (wish.card && !card && !typed)
    throw invalidRequest(
      'This checkout does not show that card.',
      'resource_missing',
      'payment_method',
    );
  const origins = originsOf(session, ctx.config.publicUrl);
  const entry = ctx.processors[0]?.cardEntry({ id: session.id, origins }) ?? null;
  const debit = offeredDebit(types, session.currency);
  const plan = planOf(session);
  const takesCards = types.includes('card');
  const subject = typed ?? card ?? (takesCards ? null : debit);
  return withoutPerson({
    session,
    customer,
    methods,
    prefill: chosen,
    offers: withNewCards(
      offersFor(ctx, session, subject, sessionLocale(session, wish.locale)),
      ctx,
      session,
      wish,
    ),
    cardEntry: takesCards ? entry : null,
    bankEntry: debit && entry?.driver === 'bank' ? { type: debit, url: entry.url } : null,
    latest: await latestAttempt(ctx, session),
    plan: plan && { ...plan, nextMs: nextChargeMs(plan, ctx.now()) },
  });
}

/** The box for saving belongs to a card that is typed, whichever saved card is chosen at first. */
function withNewCards(
  offers: Offers,
  ctx: Context,
  session: CheckoutSession,
  wish: { readonly card: string | null; readonly locale: string | null },
): Offers {
  if (offers.redisplay || wish.card) return offers;
  return {
    ...offers,
    redisplay: offersFor(ctx, session, null, sessionLocale(session, wish.locale)).redisplay,
  };
}
