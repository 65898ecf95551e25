/**
 * `expand[]`: replaces ids by the objects they name, along dotted paths, after an object has been
 * encoded. What can be expanded is one table; anything else is refused.
 */
import type { Context } from '../context.ts';
import { type Expandable, load } from '../domain/load.ts';
import { Problem } from '../model/problem.ts';
import { requirePermission } from './auth.ts';

/**
 * For each kind of object, the fields that hold an id and the noun it belongs to; null for a field
 * that clients may ask for and that never holds anything here.
 */
const EXPANDABLE: Readonly<Record<string, Readonly<Record<string, Expandable | null>>>> = {
  customer: {
    'invoice_settings.default_payment_method': 'payment_method',
    default_source: null,
    test_clock: 'test_clock',
  },
  payment_method: { customer: 'customer' },
  payment_intent: {
    customer: 'customer',
    payment_method: 'payment_method',
    latest_charge: 'charge',
    invoice: 'invoice',
  },
  setup_intent: { customer: 'customer', payment_method: 'payment_method' },
  'checkout.session': {
    customer: 'customer',
    payment_intent: 'payment_intent',
    setup_intent: 'setup_intent',
    line_items: 'line_items',
    invoice: 'invoice',
    subscription: 'subscription',
  },
  charge: { customer: 'customer', payment_intent: 'payment_intent' },
  refund: { charge: 'charge', payment_intent: 'payment_intent' },
  product: { default_price: 'price' },
  price: { product: 'product' },
  subscription: {
    customer: 'customer',
    default_payment_method: 'payment_method',
    default_source: null,
    latest_invoice: 'invoice',
    pending_setup_intent: 'setup_intent',
    schedule: null,
    test_clock: 'test_clock',
  },
  subscription_item: {},
  invoice: {
    confirmation_secret: null,
    customer: 'customer',
    default_payment_method: 'payment_method',
    'parent.subscription_details.subscription': 'subscription',
    test_clock: 'test_clock',
  },
  invoice_payment: { 'payment.payment_intent': 'payment_intent' },
  line_item: { 'pricing.price_details.price': 'price' },
};

/** Fields that hold an object, or a list of objects, of this kind as they are: paths lead on through them. */
const EMBEDDED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  subscription: { items: 'subscription_item' },
  subscription_item: { price: 'price' },
  invoice: { lines: 'line_item', payments: 'invoice_payment' },
};

const DEPTH_LIMIT = 4;

type Wire = Record<string, unknown>;
const isWire = (value: unknown): value is Wire =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a request that changes something answers with, by its path; what is not named has nothing to expand. */
const ANSWERS: Readonly<Record<string, string>> = {
  customers: 'customer',
  payment_methods: 'payment_method',
  payment_intents: 'payment_intent',
  setup_intents: 'setup_intent',
  'checkout/sessions': 'checkout.session',
  refunds: 'refund',
  products: 'product',
  prices: 'price',
  subscriptions: 'subscription',
  invoices: 'invoice',
};

type Visit = (noun: Expandable) => void;

/** @param visit is called for every object on the way */
function leads(kind: string, parts: readonly string[], visit: Visit): boolean {
  const embedded = EMBEDDED[kind]?.[parts[0] ?? ''];
  if (embedded !== undefined) {
    const rest = parts.slice(parts[1] === 'data' ? 2 : 1);
    return rest.length === 0 || leads(embedded, rest, visit);
  }
  const head = headOf({ object: kind }, parts);
  if (!head) return false;
  if (head.noun !== null) visit(head.noun);
  return head.rest.length === 0 || (head.noun !== null && leads(head.noun, head.rest, visit));
}

/**
 * Refuses paths that lead nowhere, or to what the key may not read, before a request changes anything.
 * @throws Problem 400 or 403
 */
export function refuseUnknownPaths(ctx: Context, pathname: string, paths: readonly string[]): void {
  const noun = /^\/v1\/((?:checkout\/)?[a-z_]+)/.exec(pathname)?.[1] ?? '';
  const kind = ANSWERS[noun] ?? noun;
  for (const path of paths) {
    const parts = path.split('.');
    const visit = (each: Expandable) => requireReading(ctx, each);
    if (parts.length > DEPTH_LIMIT + 1 || !leads(kind, parts, visit)) throw refuse(path);
  }
}

function refuse(path: string): Problem {
  return new Problem({
    status: 400,
    type: 'invalid_request_error',
    param: 'expand',
    message: `This property cannot be expanded (${path}).`,
  });
}

/** The field at the head of a path: one key, or more where the table has a nested one. */
function headOf(
  object: Wire,
  parts: readonly string[],
): { field: string; noun: Expandable | null; rest: readonly string[] } | null {
  const fields = EXPANDABLE[String(object.object)] ?? {};
  for (const size of [1, 2, 3]) {
    const field = parts.slice(0, size).join('.');
    if (parts.length >= size && Object.hasOwn(fields, field))
      return { field, noun: fields[field] ?? null, rest: parts.slice(size) };
  }
  return null;
}

/** What is shown by way of another object may be shown to this key. @throws Problem 403 */
function requireReading({ permissions = null }: Context, noun: Expandable): void {
  if (permissions === null) return;
  const resource = noun === 'line_items' ? 'checkout_sessions' : (`${noun}s` as const);
  requirePermission({ hint: 'of this request', permissions }, { resource, right: 'read' });
}

async function expandField(
  ctx: Context,
  object: Wire,
  parts: readonly string[],
  path: string,
): Promise<void> {
  const [first = ''] = parts;
  if (EMBEDDED[String(object.object)]?.[first] !== undefined) {
    const inner = object[first];
    if (parts.length > 1 && isWire(inner)) await expandPath(ctx, inner, parts.slice(1), path);
    return;
  }
  const head = headOf(object, parts);
  if (!head) throw refuse(path);
  const keys = head.field.split('.');
  const last = keys.pop() ?? '';
  const holder = keys.reduce<unknown>(
    (value, key) => (isWire(value) ? value[key] : undefined),
    object,
  );
  if (head.noun === null || !isWire(holder)) return;
  const value = head.noun === 'line_items' ? object.id : holder[last];
  if (typeof value === 'string') {
    requireReading(ctx, head.noun);
    holder[last] = await load(ctx, head.noun, value);
  }
  const expanded = holder[last];
  if (head.rest.length > 0 && isWire(expanded)) await expandPath(ctx, expanded, head.rest, path);
}

async function expandPath(
  ctx: Context,
  object: Wire,
  parts: readonly string[],
  path: string,
): Promise<void> {
  if (object.object !== 'list') return expandField(ctx, object, parts, path);
  if (parts[0] !== 'data' || parts.length < 2) throw refuse(path);
  for (const each of object.data as unknown[])
    if (isWire(each)) await expandField(ctx, each, parts.slice(1), path);
}

/** Expands `paths` in place. @throws Problem 400 for a path that leads nowhere */
export async function expandAll(
  ctx: Context,
  object: Wire,
  paths: readonly string[],
): Promise<Wire> {
  for (const path of paths) {
    const parts = path.split('.');
    if (parts.length > DEPTH_LIMIT + 1) throw refuse(path);
    await expandPath(ctx, object, parts, path);
  }
  return object;
}
