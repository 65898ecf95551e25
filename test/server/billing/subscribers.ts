/** Customers who allowed renewals, and the things that they subscribe to, in one line each. */
import type Stripe from 'stripe';
import type { World } from '../../support/world.ts';
import { saveCard } from '../shop.ts';

/** $12.00 a month, unless `more` says otherwise. */
export async function coffee(
  world: World,
  more: Partial<Stripe.ProductCreateParams.DefaultPriceData> = {},
): Promise<string> {
  const product = await world.stripe.products.create({
    name: 'Coffee',
    default_price_data: {
      currency: 'usd',
      unit_amount: 1200,
      recurring: { interval: 'month' },
      ...more,
    },
  });
  return String(product.default_price);
}

export interface Subscriber {
  readonly customer: string;
  readonly card: string;
  readonly mandate: string | null;
}

/** The buyer allows renewals of a card, on paper. @returns the mandate */
export async function authorize(
  world: World,
  card: string,
  terms: Record<string, unknown> = {},
): Promise<string> {
  const mandate = (await world.stripe.rawRequest('POST', '/v1/mandates', {
    payment_method: card,
    customer_acceptance: { type: 'offline' },
    terms: { category: 'recurring', currency: 'usd', interval: 'month', ...terms },
  })) as unknown as { readonly id: string };
  return mandate.id;
}

/** A customer with a default card that may be charged again and again. */
export async function subscriber(
  world: World,
  testId = 'pm_card_visa',
  options: { readonly mandate?: boolean } = {},
): Promise<Subscriber> {
  const { id: customer } = await world.stripe.customers.create({
    email: 'ada@example.com',
    name: 'Ada Long',
  });
  const card = await saveCard(world, customer, testId);
  await world.stripe.customers.update(customer, {
    invoice_settings: { default_payment_method: card },
  });
  const mandate = options.mandate === false ? null : await authorize(world, card);
  return { customer, card, mandate };
}

/** The invoice of an answer in which it was expanded. */
export function invoiceOf(subscription: Stripe.Subscription): Stripe.Invoice {
  const { latest_invoice: invoice } = subscription;
  if (invoice === null || typeof invoice === 'string') throw new Error('not expanded');
  return invoice;
}
