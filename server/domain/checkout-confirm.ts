/**
 * One press: everything is checked, the consents are recorded and the attempt is planned in one
 * transaction; then the processor is asked. The same press again is answered from its attempts.
 */
import { type Context, inSpan } from '../context.ts';
import type { Address, Shipping } from '../model/address.ts';
import { missingFields } from '../model/billing-details.ts';
import { originsOf } from '../model/checkout-return.ts';
import { type CheckoutSession, keepingOf } from '../model/checkout-session.ts';
import type { Credential } from '../model/credential.ts';
import type { Customer } from '../model/customer.ts';
import type { BillingDetails, PaymentMethod } from '../model/payment-method.ts';
import { conflict, invalidRequest, missingParam, Problem } from '../model/problem.ts';
import type { Route } from '../model/routing.ts';
import { standingAttempt } from '../storage/attempts.ts';
import { checkoutSessions } from '../storage/checkout-sessions.ts';
import { customers } from '../storage/customers.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { credentialsOf } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { setupIntents } from '../storage/setup-intents.ts';
import { wantsChallenge } from './card-options.ts';
import { exchange, type Incoming, insertCard } from './cards.ts';
import { begin, carryOut, type Planned, type Target } from './charge.ts';
import {
  type Accepted,
  recordAcceptance,
  refuseMisfits,
  refuseWithoutMandate,
} from './checkout-acceptance.ts';
import { answer, intentOf, latestAttempt, type PressOutcome } from './checkout-press.ts';
import { findCheckoutSession } from './checkout-sessions.ts';
import { customerOf, refuseClosed, shownCards } from './checkout-state.ts';
import { createCustomerIn } from './customers.ts';
import { acceptedOffer } from './offers.ts';
import { findPaymentIntent } from './payment-intents.ts';
import { asksFor } from './recovery.ts';
import { noteRefusal } from './refusals.ts';
import { routeFor } from './routing.ts';
import { findSetupIntent } from './setup-intents.ts';

interface Acceptance {
  readonly offer: string;
  readonly accepted: boolean;
}

/** Refusals that say something about permission, and so are kept on record. */
const REFUSED = ['offer_not_valid', 'mandate_required'];

/** What the buyer pressed with. */
export interface Press {
  readonly press: string;
  /** A shown card, or the token of one that was typed; exactly one of both. */
  readonly paymentMethod: string | null;
  readonly cardToken: string | null;
  readonly cvcToken: string | null;
  readonly redisplay: Acceptance | undefined;
  readonly mandate: Acceptance | undefined;
  readonly debit?: Acceptance | undefined;
  readonly billingDetails: Partial<BillingDetails>;
  readonly shipping: Shipping | null;
  readonly email: string | null;
}

/** What was checked before anything is written. */
interface Checked {
  readonly session: CheckoutSession;
  readonly customer: Customer | null;
  readonly saved: PaymentMethod | null;
  readonly incoming: Incoming | null;
  readonly accepted: Accepted;
  readonly billing: BillingDetails;
}

/** The card among those that the session shows. @throws Problem for any other, or one that cannot be used */
async function shownCard(
  ctx: Context,
  session: CheckoutSession,
  customer: Customer | null,
  id: string,
): Promise<PaymentMethod> {
  const shown = (await shownCards(ctx, session, customer)).find(({ method }) => method.id === id);
  if (!shown)
    throw invalidRequest(
      'This checkout does not show that card.',
      'resource_missing',
      'payment_method',
    );
  const [reason] = shown.reasons;
  if (reason) throw invalidRequest(reason.message, reason.code, 'payment_method');
  return shown.method;
}

function billingOf(
  session: CheckoutSession,
  customer: Customer | null,
  saved: PaymentMethod | null,
  press: Press,
): BillingDetails {
  const known = saved?.billingDetails;
  const given = press.billingDetails;
  return {
    email: given.email ?? press.email ?? known?.email ?? customer?.email ?? session.customerEmail,
    name: given.name ?? known?.name ?? null,
    phone: given.phone ?? known?.phone ?? null,
    address: given.address ?? known?.address ?? null,
  };
}

/** Refuses what a session requires and nobody gave. */
function refuseMissing(
  session: CheckoutSession,
  billing: BillingDetails,
  press: Press,
  customer: Customer | null,
): void {
  if (session.billingAddressCollection === 'required') {
    const [missing] = missingFields(billing, 'required');
    if (missing) {
      const inAddress = missing !== 'email' && missing !== 'name';
      throw missingParam(`billing_details${inAddress ? '[address]' : ''}[${missing}]`);
    }
  }
  const countries = session.shippingAddressCountries;
  if (countries === null) return;
  const country = (press.shipping ?? customer?.shipping)?.address.country?.toUpperCase();
  if (!press.shipping && !customer?.shipping) throw missingParam('shipping');
  if (country === undefined || !countries.includes(country)) {
    throw invalidRequest(
      'Shipping is not available to that country.',
      'parameter_invalid',
      'shipping[address][country]',
    );
  }
}

async function check(ctx: Context, session: CheckoutSession, press: Press): Promise<Checked> {
  refuseClosed(session);
  if ((press.paymentMethod === null) === (press.cardToken === null)) {
    throw press.paymentMethod === null
      ? missingParam('payment_method')
      : invalidRequest(
          'Send either payment_method or card_token, not both.',
          'parameter_invalid',
          'card_token',
        );
  }
  const customer = await customerOf(ctx, session);
  const saved =
    press.paymentMethod === null
      ? null
      : await shownCard(ctx, session, customer, press.paymentMethod);
  const billing = billingOf(session, customer, saved, press);
  refuseMissing(session, billing, press, customer);
  const box = acceptedOffer(ctx, session, null, 'redisplay', press.redisplay);
  // The box speaks of a card that is typed; left ticked beside a saved card it grants nothing.
  const redisplay = saved ? null : box;
  const accepted: Accepted = {
    redisplay,
    mandate: acceptedOffer(ctx, session, saved, 'mandate', press.mandate),
    debit: acceptedOffer(ctx, session, saved, 'debit', press.debit),
  };
  refuseWithoutMandate(session, accepted);
  const incoming =
    press.cardToken === null
      ? null
      : await exchange(ctx, press.cardToken, session.id, 'card_token');
  const type = saved?.type ?? incoming?.exchanged.bank?.type ?? 'card';
  refuseMisfits(session, type, accepted, saved ? 'payment_method' : 'card_token');
  return { session, customer, saved, incoming, accepted, billing };
}

/** The customer that a kept card will belong to: the session's, or one made for it now. */
async function ownerOf(
  ctx: Context,
  tx: Queryable,
  { session, customer, accepted, billing }: Checked,
): Promise<string | null> {
  if (customer) return customer.id;
  const kept = accepted.redisplay !== null || accepted.mandate !== null;
  if (!kept && session.customerCreation !== 'always') return null;
  const made = await createCustomerIn(ctx, tx, { email: billing.email, name: billing.name });
  return made.id;
}

async function cardOf(
  ctx: Context,
  tx: Queryable,
  checked: Checked,
): Promise<{ method: PaymentMethod; route: Route<Credential> }> {
  const { saved, incoming, billing, session } = checked;
  const { amountTotalMinor: amountMinor, currency } = session;
  const setup = session.paymentIntent === null;
  const wish = {
    intent: intentOf(session),
    amountMinor: setup ? 0 : (amountMinor ?? 0),
    currency: setup ? null : currency,
  };
  if (incoming) {
    const { method, credentials } = await insertCard(ctx, tx, incoming, {
      billingDetails: billing,
    });
    return { method, route: routeFor(ctx, method, credentials, 'single_use', wish) };
  }
  if (!saved) throw new Error('a press has a card');
  const known = await credentialsOf(tx, ctx.account, saved.id);
  return { method: saved, route: routeFor(ctx, saved, known, 'on_session', wish) };
}

async function targetOf(
  ctx: Context,
  tx: Queryable,
  session: CheckoutSession,
  owner: string | null,
  shipping: Shipping | null,
): Promise<Target> {
  if (session.paymentIntent === null) {
    const intent = await findSetupIntent(ctx, intentOf(session), tx);
    if (owner !== intent.customer)
      await setupIntents.update(tx, ctx.account, intent.id, { customer: owner });
    return { kind: 'setup', intent: { ...intent, customer: owner } };
  }
  const intent = await findPaymentIntent(ctx, intentOf(session), tx);
  // A link may outlive what it asked for: the intent behind it is the merchant's to change.
  if (intent.status === 'canceled' || !asksFor(session, intent))
    throw invalidRequest(
      'What this checkout asks for has changed. Go back to the shop and start again.',
      'checkout_session_expired',
    );
  if (owner !== intent.customer || shipping)
    await paymentIntents.update(tx, ctx.account, intent.id, {
      customer: owner,
      shipping: shipping ?? intent.shipping,
    });
  return { kind: 'payment', intent: { ...intent, customer: owner } };
}

const changed = (typed: Address | undefined, known: Address | undefined) =>
  typed !== undefined && known !== undefined && JSON.stringify(typed) !== JSON.stringify(known);

/** A saved card sent to a new address, or under another email, is for the buyer to confirm once more. */
function asksForChallenge({ saved, customer }: Checked, press: Press): boolean {
  if (!saved || press.cvcToken !== null) return false;
  const email = press.email ?? press.billingDetails.email ?? null;
  const otherEmail =
    email !== null &&
    customer?.email != null &&
    email.toLowerCase() !== customer.email.toLowerCase();
  return otherEmail || changed(press.shipping?.address, customer?.shipping?.address);
}

async function plan(
  ctx: Context,
  tx: Queryable,
  session: CheckoutSession,
  checked: Checked,
  press: Press,
): Promise<Planned> {
  const owner = await ownerOf(ctx, tx, checked);
  const { method, route } = await cardOf(ctx, tx, checked);
  const { billing, accepted } = checked;
  const given = await recordAcceptance(ctx, tx, accepted, { session, method, owner, billing });
  const { keep } = keepingOf({
    boxTicked: accepted.redisplay !== null,
    mandateAccepted: given.later !== null,
    current: checked.saved?.allowRedisplay ?? null,
  });
  const { email, name, phone, address } = checked.billing;
  const shippingDetails =
    press.shipping ??
    (session.shippingAddressCountries ? (checked.customer?.shipping ?? null) : null);
  await checkoutSessions.update(tx, ctx.account, session.id, {
    customer: owner,
    customerDetails: { email, name, phone, address },
    shippingDetails,
  });
  return begin(ctx, tx, {
    target: await targetOf(ctx, tx, session, owner, shippingDetails),
    method,
    route,
    initiator: 'customer',
    authorization: 'on_session',
    mandate: given.later ?? given.debit,
    debitMandate: given.debit,
    keep,
    press: press.press,
    returnUrl: `${ctx.config.publicUrl}/challenge-done`,
    frameOrigins: originsOf(session, ctx.config.publicUrl),
    cvcToken: press.cvcToken,
    session: session.id,
    requireChallenge: wantsChallenge(session.extra) || asksForChallenge(checked, press),
  });
}

/** Whoever was forgotten while this press was being checked is not written down again. */
async function refuseForgotten(ctx: Context, tx: Queryable, { customer }: Checked): Promise<void> {
  const now = customer && (await customers.find(tx, ctx.account, customer.id));
  if (!customer || now?.deletedMs === null) return;
  throw invalidRequest(
    'What this checkout asks for has changed. Go back to the shop and start again.',
    'checkout_session_expired',
  );
}

/** A press that another request planned first is that request's press. */
async function planOrFind(ctx: Context, checked: Checked, press: Press): Promise<Planned | null> {
  return ctx.store.transact(async (tx) => {
    const session = await findCheckoutSession(ctx, checked.session.id, tx);
    const standing = await standingAttempt(tx, ctx.account, intentOf(session));
    if (standing?.press === press.press) return null;
    refuseClosed(session);
    if (standing)
      throw conflict('A payment in this checkout is already under way.', 'press_in_progress');
    await refuseForgotten(ctx, tx, checked);
    return plan(ctx, tx, session, checked, press);
  });
}

/**
 * Pays, or saves the card, once for this press however often it comes.
 * @param admit throws when this caller has failed too often; never asked for a press that is known
 * @returns where the press stands, a decline included
 * @throws Problem 409 while another press is under way, 400 for what
 *   is missing, stale or over
 */
export function confirmCheckout(
  ctx: Context,
  session: CheckoutSession,
  press: Press,
  admit: () => void,
): Promise<PressOutcome & { readonly replayed: boolean }> {
  return inSpan(ctx, 'confirm', { 'keepsake.account': ctx.account }, (its) =>
    confirmNow(its, session, press, admit),
  );
}

async function confirmNow(
  ctx: Context,
  session: CheckoutSession,
  press: Press,
  admit: () => void,
): Promise<PressOutcome & { readonly replayed: boolean }> {
  const { id } = session;
  const before = await latestAttempt(ctx, session, press.press);
  if (before) return { ...(await answer(ctx, id, before)), replayed: true };
  admit();
  const checked = await check(ctx, session, press).catch(async (reason: unknown) => {
    // Another request of this press was faster: its answer holds, whatever this one met on its way.
    if (await latestAttempt(ctx, session, press.press)) return null;
    if (reason instanceof Problem && REFUSED.includes(reason.code ?? '')) {
      const { code = '', message } = reason;
      const { customer, id: ofSession, amountTotalMinor: amountMinor, currency } = session;
      await noteRefusal(ctx, {
        code,
        message,
        customer,
        session: ofSession,
        intent: intentOf(session),
        paymentMethod: press.paymentMethod,
        amountMinor,
        currency,
      });
    }
    throw reason;
  });
  const planned = checked && (await planOrFind(ctx, checked, press));
  const attempt = planned
    ? await carryOut(ctx, planned)
    : await latestAttempt(ctx, session, press.press);
  if (!attempt) throw new Error('a planned press has an attempt');
  return { ...(await answer(ctx, id, attempt)), replayed: planned === null };
}
