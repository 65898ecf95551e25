/**
 * Fills an empty API with the people of the demo, through the same doors that any merchant has: the
 * official SDK, and the sandbox bank for cards that have no test id. A second start finds everybody.
 */
import type Stripe from 'stripe';
import { authorizedByPhone } from './authorization.ts';
import { BUYERS, type Buyer, findCustomer } from './buyers.ts';

export interface SeedOptions {
  readonly stripe: Stripe;
  /** Where this process reaches the sandbox bank. */
  readonly bankUrl: string;
}

interface SeedCard {
  readonly testId: string;
  readonly shown: Stripe.PaymentMethod.AllowRedisplay;
  readonly expires?: { readonly exp_month: number; readonly exp_year: number };
}

/** Oldest first; the first becomes the default, the newest that may be shown is the one prefilled. */
const ADAS_CARDS: readonly SeedCard[] = [
  { testId: 'pm_card_visa', shown: 'always' },
  { testId: 'pm_card_amex', shown: 'always' },
  { testId: 'pm_card_discover', shown: 'always', expires: { exp_month: 4, exp_year: 2024 } },
  { testId: 'pm_card_mastercard', shown: 'always' },
  { testId: 'pm_card_visa_debit', shown: 'limited' },
];

const MAXS_CARDS = 50;
/** How many of them are made at a time. */
const LANES = 5;

const HOMES: Readonly<Record<string, Stripe.AddressParam>> = {
  ada: {
    line1: '12 Harbour Street',
    city: 'Portland',
    state: 'ME',
    postal_code: '04101',
    country: 'US',
  },
  max: { line1: '50 Long Row', city: 'Madison', state: 'WI', postal_code: '53703', country: 'US' },
};

export async function seed(options: SeedOptions): Promise<void> {
  await Promise.all(BUYERS.map((buyer) => seedBuyer(options, buyer)));
}

async function seedBuyer(options: SeedOptions, buyer: Buyer): Promise<void> {
  const { stripe } = options;
  const known = await findCustomer(stripe, buyer);
  if (known?.metadata.seeded === 'yes') return authorizedByPhone(stripe, buyer, known);
  // An earlier start was interrupted: begin again rather than guess how far it came.
  if (known !== null) await stripe.customers.del(known.id);
  const address = HOMES[buyer.key];
  const customer = await stripe.customers.create({
    name: buyer.name,
    email: buyer.email,
    ...(address !== undefined && { address, shipping: { name: buyer.name, address } }),
    metadata: { seeded: 'no' },
  });
  const cards = await cardsFor(options, buyer, customer.id);
  const [first] = cards;
  await stripe.customers.update(customer.id, {
    ...(first !== undefined && { invoice_settings: { default_payment_method: first } }),
    metadata: { seeded: 'yes' },
  });
  await authorizedByPhone(stripe, buyer, customer);
}

/** The ids of the cards made, oldest first. */
async function cardsFor(options: SeedOptions, buyer: Buyer, customer: string): Promise<string[]> {
  if (buyer.key === 'ada') return cardsByTestId(options.stripe, buyer, customer);
  if (buyer.key === 'max') return manyCards(options, buyer, customer);
  return [];
}

async function cardsByTestId(stripe: Stripe, buyer: Buyer, customer: string): Promise<string[]> {
  const ids: string[] = [];
  for (const card of ADAS_CARDS) {
    const { id } = await stripe.paymentMethods.attach(card.testId, { customer });
    await stripe.paymentMethods.update(id, {
      allow_redisplay: card.shown,
      billing_details: billingOf(buyer),
      ...(card.expires !== undefined && { card: card.expires }),
    });
    ids.push(id);
  }
  return ids;
}

async function manyCards(options: SeedOptions, buyer: Buyer, customer: string): Promise<string[]> {
  const ids: string[] = [];
  const waiting = Array.from({ length: MAXS_CARDS }, (_, index) => index);
  const lane = async (): Promise<void> => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      ids.push(await oneOfMany(options, buyer, customer, index));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return ids;
}

async function oneOfMany(
  { stripe, bankUrl }: SeedOptions,
  buyer: Buyer,
  customer: string,
  index: number,
): Promise<string> {
  const response = await fetch(`${bankUrl}/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      number: sandboxNumber(index),
      exp_month: 1 + (index % 12),
      exp_year: new Date().getUTCFullYear() + 1 + (index % 4),
      cvc: '123',
      name: buyer.name,
    }),
  });
  if (!response.ok) throw new Error(`the bank refused a card of the demo: ${response.status}`);
  const token = (await response.json()) as { id: string };
  const { id } = await stripe.paymentMethods.create({
    type: 'card',
    card: { token: token.id },
    billing_details: billingOf(buyer),
  });
  await stripe.paymentMethods.attach(id, { customer });
  await stripe.paymentMethods.update(id, { allow_redisplay: 'always' });
  return id;
}

/** What a card of theirs says about its owner; the newcomer has no address yet. */
export function billingOf(buyer: Buyer): Stripe.PaymentMethodUpdateParams.BillingDetails {
  const address = HOMES[buyer.key];
  return { email: buyer.email, name: buyer.name, ...(address !== undefined && { address }) };
}

/** The bank takes any number that begins with 424242 and whose check digit is right. */
export function sandboxNumber(index: number): string {
  const digits = `424242${String(100_000_000 + index * 7_654_321).slice(0, 9)}`;
  const sum = [...digits].reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits + ((10 - (sum % 10)) % 10);
}
