/** What is subscribed to: coffee, every month. Plain data, and the price that the API keeps for it. */
import type Stripe from 'stripe';
import { CURRENCY } from '../catalogue.ts';

export const COFFEE = {
  name: 'Coffee, every month',
  line: 'A bag a month, roasted the day before',
  about:
    'Two hundred and fifty grams for the hours in which letters get written. Another roast each month, from one farm at a time, ground for the pot that you have.',
  facts: [
    '250 g, sent on the day of your choice',
    'Washed and natural, in turn',
    'Stop whenever you like',
  ],
  /** US cents a month. */
  priceMinor: 1400,
  trialDays: 14,
} as const;

/** How a subscription may begin. */
export const STARTS = ['now', 'trial'] as const;
export type Start = (typeof STARTS)[number];

export function parseStart(value: unknown): Start {
  return STARTS.find((start) => start === value) ?? 'now';
}

const LOOKUP_KEY = 'coffee_monthly';

/** The id of the price, made once and found by its key ever after. */
export async function coffeePrice(stripe: Stripe): Promise<string> {
  const known = await stripe.prices.list({ lookup_keys: [LOOKUP_KEY], active: true, limit: 1 });
  const [found] = known.data;
  if (found?.unit_amount === COFFEE.priceMinor) return found.id;
  const made = await stripe.prices.create({
    currency: CURRENCY,
    unit_amount: COFFEE.priceMinor,
    recurring: { interval: 'month' },
    lookup_key: LOOKUP_KEY,
    transfer_lookup_key: true,
    product_data: { name: COFFEE.name },
  });
  return made.id;
}
