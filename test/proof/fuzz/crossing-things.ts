/**
 * What two accounts have before one of them tries to reach what is the other's: one of each kind of
 * object, made by requests alone. It judges nothing.
 */
import { furnish } from './belongings.ts';
import type { Installation, Reply } from './installation.ts';

/** An account as its merchant sees it. */
export interface Side {
  readonly account: string;
  readonly key: string;
  /** Ids of everything that it has, by the prefix of the id. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
  readonly checkoutSecret: string;
  readonly walletSecret: string;
  /** An idempotency key that this side has used to make a customer. */
  readonly usedKey: string;
}

export const prefixOf = (id: string) => id.slice(0, id.lastIndexOf('_'));

const ID = /"((?:[a-z]+_)+[0-9A-Za-z]{24})"/g;
const LISTS = [
  'customers',
  'payment_intents',
  'setup_intents',
  'checkout/sessions',
  'mandates',
  'consents',
  'refusals',
  'charges',
  'refunds',
  'products',
  'prices',
  'subscriptions',
  'invoices',
  'events',
  'test_helpers/test_clocks',
  'webhook_endpoints',
];
/** Ids of one kind that are tried. */
const EACH = 2;
/** Not objects that a request can name. */
const UNNAMED = ['req', 'li', 'il', 'si', 'ii'];

export function send(
  target: Installation,
  key: string,
  method: string,
  path: string,
  body?: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...more };
  const bytes = body === undefined ? null : Buffer.from(JSON.stringify(body));
  return target.ask({ method, path, headers, body: bytes });
}

/** Furnishes an account with one of each kind, beside what every attacked installation has. */
export async function furnishSide(
  target: Installation,
  account: string,
  key: string,
): Promise<Side> {
  const have = await furnish(target, key);
  const make = async (path: string, body: Record<string, unknown>) =>
    String((await target.made(`/v1/${path}`, body, key)).id);
  const product = await make('products', { name: 'Beans' });
  const recurring = { interval: 'month' };
  const price = await make('prices', { product, currency: 'usd', unit_amount: 1200, recurring });
  await make('test_helpers/test_clocks', { frozen_time: Math.floor(target.now() / 1000) });
  const { customer } = have;
  await make('subscriptions', { customer, items: [{ price }], trial_period_days: 9 });
  const invoice = await make('invoices', { customer, currency: 'usd' });
  await make(`invoices/${invoice}/add_lines`, { lines: [{ amount: 500, description: 'A bag' }] });
  const usedKey = `order-${account}`;
  await send(target, key, 'POST', '/v1/customers', { name: 'Ben' }, { 'idempotency-key': usedKey });
  const ids = new Map<string, string[]>();
  const found = (id: string) => {
    const kind = prefixOf(id);
    const known = ids.get(kind) ?? [];
    if (UNNAMED.includes(kind) || known.includes(id) || known.length >= EACH) return;
    ids.set(kind, [...known, id]);
  };
  found(have.customer);
  found(have.card);
  for (const path of LISTS) {
    const { status, text } = await send(target, key, 'GET', `/v1/${path}`);
    if (status !== 200) throw new Error(`${path}: ${text}`);
    for (const [, id = ''] of text.matchAll(ID)) found(id);
  }
  const { sessionSecret: checkoutSecret, walletSecret } = have;
  return { account, key, ids, checkoutSecret, walletSecret, usedKey };
}
