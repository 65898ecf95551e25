/**
 * What a restricted key may do: for each kind of object nothing, read, or write (which includes
 * reading). What a request needs follows from its method and its route, by one table, so that a route
 * without a row is found when the program starts. It knows no key.
 */

export const RESOURCES = [
  'customers',
  'payment_methods',
  'setup_intents',
  'payment_intents',
  'checkout_sessions',
  'customer_sessions',
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
  'test_clocks',
  'webhook_endpoints',
] as const;
export type Resource = (typeof RESOURCES)[number];
export type Right = 'none' | 'read' | 'write';
/** What is not named is `none`. */
export type Permissions = Readonly<Partial<Record<Resource, Right>>>;

export interface Needed {
  readonly resource: Resource;
  readonly right: 'read' | 'write';
}

/** Paths that begin otherwise than their resource is called. */
const PLACES: Readonly<Record<string, Resource>> = {
  'checkout/sessions': 'checkout_sessions',
  'test_helpers/test_clocks': 'test_clocks',
};

/** Routes that are about something else than the first word of their path, or only ask. */
const OTHERWISE: Readonly<Record<string, Needed>> = {
  'GET /v1/customers/:id/payment_methods': { resource: 'payment_methods', right: 'read' },
  // A story holds whatever happened, as events do, and the account of a charge holds persons.
  'GET /v1/customers/:id/timeline': { resource: 'events', right: 'read' },
  'GET /v1/charges/:id/evidence': { resource: 'consents', right: 'read' },
  'GET /v1/attempts/:id': { resource: 'payment_intents', right: 'read' },
  'POST /v1/attempts/:id/resolve': { resource: 'payment_intents', right: 'write' },
  'POST /v1/customers/:id/collect': { resource: 'invoices', right: 'write' },
  'POST /v1/invoices/create_preview': { resource: 'invoices', right: 'read' },
};

const isResource = (word: string): word is Resource => RESOURCES.some((each) => each === word);

/**
 * What a request to a route needs.
 * @param method upper case
 * @param route with its placeholders, such as `/v1/customers/:id`
 * @returns null for a route that the table does not know
 */
export function neededFor(method: string, route: string): Needed | null {
  const known = OTHERWISE[`${method} ${route}`];
  if (known) return known;
  const words = route.replace(/^\/v1\//, '').split('/');
  const place = words.slice(0, 2).join('/');
  const resource = PLACES[place] ?? words[0] ?? '';
  if (!route.startsWith('/v1/') || !isResource(resource)) return null;
  return { resource, right: method === 'GET' ? 'read' : 'write' };
}

/** Whether a key may; null stands for a key that may do everything. */
export function allows(permissions: Permissions | null, { resource, right }: Needed): boolean {
  if (permissions === null) return true;
  const held = permissions[resource] ?? 'none';
  return held === 'write' || held === right;
}

/** With one of these in its hands, a key moves money anyway. */
const PAYING: readonly Resource[] = [
  'payment_intents',
  'checkout_sessions',
  'customer_sessions',
  'invoices',
];

/** Whether a key may see by what a buyer pays (secrets, and links that hold them); reading alone does not. */
export function seesSecrets(permissions: Permissions | null): boolean {
  return PAYING.some((resource) => allows(permissions, { resource, right: 'write' }));
}

/** Whether a text is a secret by which one pays, or holds one. */
export const holdsSecret = (text: string) => text.includes('_secret_');

/**
 * Reads `customers=read,payment_intents=write`; `all` stands for every resource, later words win.
 * @returns what is wrong with it where it cannot be read
 */
export function readPermissions(
  text: string,
): { readonly permissions: Permissions } | { readonly problem: string } {
  const permissions: Partial<Record<Resource, Right>> = {};
  for (const part of text.split(',')) {
    const [name = '', right = ''] = part.trim().split('=', 2);
    if (right !== 'none' && right !== 'read' && right !== 'write')
      return { problem: `${part.trim() || 'nothing'}: say RESOURCE=read, write or none` };
    const named = name === 'all' ? RESOURCES : RESOURCES.filter((each) => each === name);
    if (named.length === 0)
      return { problem: `${name} is no resource; there are all, ${RESOURCES.join(', ')}` };
    for (const each of named) permissions[each] = right;
  }
  return { permissions };
}
