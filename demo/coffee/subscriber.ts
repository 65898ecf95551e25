/**
 * Whoever subscribes, at the API: a customer who lives on a test clock of their own, so that a visitor
 * can move their time and nobody else's. The buyer of the shop and the subscriber are two customers.
 */
import type Stripe from 'stripe';
import { type Buyer, findCustomer } from '../buyers.ts';
import type { Visit } from '../orders.ts';
import { billingOf } from '../seed.ts';
import { COFFEE, coffeePrice, type Start } from './plan.ts';

export interface Subscriber {
  readonly customer: Stripe.Customer;
  readonly clock: Stripe.TestHelpers.TestClock;
}

/** What a subscriber has. */
export interface Standing {
  /** The newest; null before there was one. */
  readonly subscription: Stripe.Subscription | null;
  /** The card that is charged next; null without one. */
  readonly card: Stripe.PaymentMethod.Card | null;
  /** Newest first. */
  readonly invoices: readonly Stripe.Invoice[];
}

const INVOICES = 60;

function emailOf({ email }: Buyer): string {
  return email.replace('@', '+coffee@');
}

export async function findSubscriber(stripe: Stripe, buyer: Buyer): Promise<Subscriber | null> {
  const customer = await findCustomer(stripe, { email: emailOf(buyer) });
  const clock = customer?.test_clock;
  if (!customer || typeof clock !== 'string') return null;
  return { customer, clock: await stripe.testHelpers.testClocks.retrieve(clock) };
}

/** The buyer's subscriber, made now if there is none; whoever has bought before brings a card along. */
export async function subscriberFor(stripe: Stripe, buyer: Buyer): Promise<Subscriber> {
  const known = await findSubscriber(stripe, buyer);
  if (known !== null) return known;
  const clock = await stripe.testHelpers.testClocks.create({
    frozen_time: Math.floor(Date.now() / 1000),
    name: `Coffee for ${buyer.name}`,
  });
  const billing = billingOf(buyer);
  const customer = await stripe.customers.create({
    name: buyer.name,
    email: emailOf(buyer),
    test_clock: clock.id,
  });
  if (billing.address) {
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    await stripe.paymentMethods.update(id, {
      allow_redisplay: 'always',
      billing_details: { ...billing, email: emailOf(buyer) },
    });
  }
  return { customer, clock };
}

/** Ends the clock, and with it the subscriber and all that they had. */
export async function startAgain(stripe: Stripe, { clock }: Subscriber): Promise<void> {
  await stripe.testHelpers.testClocks.del(clock.id);
}

/** A session in mode `subscription` for the embedded tag. */
export async function subscribeOrder(
  stripe: Stripe,
  { customer }: Subscriber,
  start: Start,
  { shopUrl, allowedOrigin }: Pick<Visit, 'shopUrl' | 'allowedOrigin'>,
): Promise<Stripe.Checkout.SessionCreateParams> {
  return {
    mode: 'subscription',
    ui_mode: 'elements',
    customer: customer.id,
    line_items: [{ price: await coffeePrice(stripe), quantity: 1 }],
    ...(start === 'trial' && { subscription_data: { trial_period_days: COFFEE.trialDays } }),
    saved_payment_method_options: { payment_method_save: 'enabled' },
    return_url: `${shopUrl}/coffee/yours?session_id={CHECKOUT_SESSION_ID}`,
    metadata: { order: `coffee/${start}/${customer.id}` },
    // Not one of the SDK's parameters: the API takes it beside them.
    ...(allowedOrigin !== null && { allowed_origins: [allowedOrigin] }),
  };
}

export async function standingOf(stripe: Stripe, { customer }: Subscriber): Promise<Standing> {
  const [subscriptions, invoices] = await Promise.all([
    stripe.subscriptions.list({ customer: customer.id, status: 'all', limit: 1 }),
    stripe.invoices.list({ customer: customer.id, limit: INVOICES }),
  ]);
  const subscription = subscriptions.data[0] ?? null;
  // Ours, beside Stripe's: the card that would be charged, whoever chose it.
  const effective = subscription && Object(subscription).effective_payment_method;
  const method =
    typeof effective === 'string' ? await stripe.paymentMethods.retrieve(effective) : null;
  return { subscription, card: method?.card ?? null, invoices: invoices.data };
}
