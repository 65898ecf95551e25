/**
 * The people of the demo, and how the shop finds their customers at the API. A real shop would
 * know its buyers by signing in; here a strip on top of each page says who is looking.
 */
import type Stripe from 'stripe';

export const BUYER_KEYS = ['ada', 'noor', 'max', 'guest'] as const;
export type BuyerKey = (typeof BUYER_KEYS)[number];

export interface Buyer {
  readonly key: BuyerKey;
  readonly name: string;
  readonly email: string;
  /** Two words for the strip. */
  readonly role: string;
  readonly about: string;
}

export const BUYERS: readonly Buyer[] = [
  {
    key: 'ada',
    name: 'Ada Brooks',
    email: 'ada@example.com',
    role: 'returning',
    about:
      'Has bought before and allowed her cards to be shown again. The newest one is chosen for her; one press pays.',
  },
  {
    key: 'noor',
    name: 'Noor Haddad',
    email: 'noor@example.com',
    role: 'new',
    about: 'Has an account and no card yet. Types one, and decides whether it may be kept.',
  },
  {
    key: 'max',
    name: 'Max Lindqvist',
    email: 'max@example.com',
    role: '50 cards',
    about: 'Never throws a card away. Shows what a long list looks like.',
  },
];

export function parseBuyerKey(value: string | undefined): BuyerKey | undefined {
  return BUYER_KEYS.find((key) => key === value);
}

export function buyerOf(key: BuyerKey): Buyer | undefined {
  return BUYERS.find((buyer) => buyer.key === key);
}

/** The customer of that address at the API, or null before there is one. */
export async function findCustomer(
  stripe: Stripe,
  { email }: Pick<Buyer, 'email'>,
): Promise<Stripe.Customer | null> {
  const found = await stripe.customers.list({ email, limit: 1 });
  return found.data[0] ?? null;
}
