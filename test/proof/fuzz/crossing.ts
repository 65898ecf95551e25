/**
 * Whether anything of one account can be reached from another. Every route of the merchant's and of
 * the buyer's API is asked by one side for what is the other's, in each place that an id may stand in,
 * and must answer exactly as it answers an id that nobody has; and nothing of the other side changes.
 * Routes and parameters come from the server's own tables, so that a new one is asked as well.
 */
import Sqlite from 'better-sqlite3';
import { parseConfig } from '../../../server/config.ts';
import { createApp, V1 } from '../../../server/http/app.ts';
import { type Chance, chanceOf } from './chance.ts';
import { furnishSide, prefixOf, type Side, send } from './crossing-things.ts';
import { type Installation, KEY, openInstallation, type Reply } from './installation.ts';

/** What a creation needs beside an id before it looks at one; `$pm` is the asker's own card. */
const BODIES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  '/v1/payment_intents': {
    amount: 700,
    currency: 'usd',
    customer: '$cus',
    payment_method: '$pm',
    confirm: true,
    off_session: true,
  },
  '/v1/setup_intents': { customer: '$cus', payment_method: '$pm', confirm: true },
  '/v1/subscriptions': { customer: '$cus', items: [{ price: '$price' }] },
  '/v1/refunds': { amount: 1 },
  '/v1/checkout/sessions': {
    mode: 'setup',
    ui_mode: 'elements',
    currency: 'usd',
    customer: '$cus',
    return_url: 'https://shop.example/done',
  },
  '/v1/mandates': {
    payment_method: '$pm',
    customer_acceptance: { type: 'offline' },
    terms: { category: 'unscheduled', currency: 'usd', max_amount: 5000, text: 'As agreed.' },
  },
  '/v1/prices': { currency: 'usd', unit_amount: 5 },
  '/v1/customer_sessions': { components: {} },
  '/v1/invoices': { currency: 'usd', customer: '$cus' },
  '/v1/test_helpers/test_clocks': { frozen_time: 1_793_620_800 },
  '/v1/test_helpers/test_clocks/:id/advance': { frozen_time: 1_793_620_900 },
  '/v1/customers/:id/collect': { amount: 100, currency: 'usd' },
  '/v1/invoices/:id/add_lines': { lines: [{ amount: 1, description: 'x' }] },
  '/v1/webhook_endpoints/:id/resend': { since: 1_793_000_000 },
  '/v1/attempts/:id/resolve': { as: 'charged', evidence: 'a statement' },
};
/** Parameters that hold an id, and where those that are nested stand. */
const NAMES: Readonly<Record<string, (id: string) => unknown>> = {
  customer: String,
  payment_method: String,
  payment_intent: String,
  charge: String,
  mandate: String,
  invoice: String,
  subscription: String,
  product: String,
  price: String,
  test_clock: String,
  default_payment_method: String,
  default_price: String,
  webhook_endpoint: String,
  event: String,
  query: String,
  starting_after: String,
  ending_before: String,
  items: (price) => [{ price }],
  line_items: (price) => [{ price, quantity: 1 }],
  invoice_settings: (id) => ({ default_payment_method: id }),
  lines: (price) => [{ pricing: { price } }],
};
/** Kinds of id that a parameter is tried with; every kind that its name speaks of. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  customer: ['cus'],
  payment_method: ['pm'],
  default_payment_method: ['pm'],
  invoice_settings: ['pm'],
  payment_intent: ['pi'],
  charge: ['ch'],
  mandate: ['mandate'],
  invoice: ['in'],
  subscription: ['sub'],
  product: ['prod'],
  price: ['price'],
  default_price: ['price'],
  items: ['price'],
  line_items: ['price'],
  lines: ['price'],
  test_clock: ['clock'],
  webhook_endpoint: ['we'],
  event: ['evt'],
};
/** Which of its own a side names in a path, by the route's first words. */
const OWN: Readonly<Record<string, string>> = {
  customers: 'cus',
  payment_methods: 'pm',
  setup_intents: 'seti',
  payment_intents: 'pi',
  attempts: 'att',
  'checkout/sessions': 'cs_test',
  mandates: 'mandate',
  consents: 'cons',
  charges: 'ch',
  refunds: 're',
  products: 'prod',
  prices: 'price',
  subscriptions: 'sub',
  invoices: 'in',
  events: 'evt',
  'test_helpers/test_clocks': 'clock',
  webhook_endpoints: 'we',
  receipts: 'cons',
};
const QUOTE = /[0-9A-Za-z]/g;
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** An id like this one that nobody has. */
function nobodys(chance: Chance, id: string): string {
  const body = id.slice(id.lastIndexOf('_') + 1).replace(QUOTE, () => chance.pick([...LETTERS]));
  return `${prefixOf(id)}_${body}`;
}

/** An answer without what differs from one request to the next. */
function plain({ status, text }: Reply, id: string): string {
  const told = text
    .replaceAll(id, 'THE_ID')
    .replace(/\w+_secret_[\w-]+/g, 'A_SECRET')
    .replace(/\b(?:[a-z]+_)+[0-9A-Za-z]{24}\b/g, 'AN_ID')
    .replace(/\b\d{10}\b/g, 'A_TIME')
    .replace(/"(?:sha256|hash|url|signature)":"[^"]*"/g, '""');
  return `${status} ${told}`;
}

interface Route {
  readonly method: string;
  readonly path: string;
  /** Names of parameters; of the buyer's API nobody tells them. */
  readonly takes: readonly string[];
}

function merchantRoutes(): readonly Route[] {
  return V1.map(([method, path, { schema }]) => {
    const { shape } = schema as unknown as { readonly shape?: Readonly<Record<string, unknown>> };
    if (shape === undefined) throw new Error(`${method} ${path} has no object for its schema`);
    return { method: method.toUpperCase(), path, takes: Object.keys(shape) };
  });
}

const BUYERS_BODY = ['payment_method', 'replacement', 'backup'];

/** The routes of the elements, as the application itself lists them. */
function buyerRoutes(): readonly Route[] {
  const config = parseConfig({
    secretKey: KEY,
    encryptionKeys: `x:${Buffer.alloc(32).toString('base64')}`,
    bankSecret: 'x'.repeat(32),
  });
  const app = createApp(
    { config, newId: () => '', wall: () => 0 } as never,
    { elements: '' } as never,
  );
  const routes = app.routes.filter(
    ({ method, path }) =>
      path.startsWith('/elements/') && ['GET', 'POST', 'DELETE'].includes(method),
  );
  return routes.map(({ method, path }) => ({ method, path, takes: BUYERS_BODY }));
}

const nounOf = (path: string) =>
  /^\/(?:v1|elements)\/((?:checkout\/|test_helpers\/)?[a-z_]+)/.exec(path)?.[1] ?? '';

/** One request, with an id in one place. */
interface Attack {
  readonly route: Route;
  readonly place: string;
  request(id: string): {
    readonly path: string;
    readonly body: Record<string, unknown> | undefined;
  };
}

const first = (side: Side, kind: string | undefined) =>
  (kind === undefined ? undefined : side.ids.get(kind)?.[0]) ?? 'none_0';

/** What a route takes beside the id that is tried. */
function bodyOf(path: string, from: Side): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(BODIES[path] ?? {});
  return JSON.parse(text.replace(/\$([a-z_]+)/g, (_, kind: string) => first(from, kind)));
}

/** Every place of a route that an id of this kind may stand in. */
function attacks(route: Route, from: Side, kind: string): readonly Attack[] {
  const { method, path, takes } = route;
  const base = bodyOf(path, from);
  const own = path.replace(':id', first(from, OWN[nounOf(path)]));
  const inQuery = method === 'GET' || method === 'DELETE';
  const found: Attack[] = [];
  if (path.includes(':id') && OWN[nounOf(path)] === kind)
    found.push({
      route,
      place: ':id',
      request: (id) => ({ path: path.replace(':id', id), body: inQuery ? undefined : { ...base } }),
    });
  for (const name of takes) {
    const shaped = NAMES[name];
    const kinds = KINDS[name] ?? (shaped ? [OWN[nounOf(path)] ?? kind] : []);
    if (!kinds.includes(kind) || (!shaped && !BUYERS_BODY.includes(name))) continue;
    found.push({
      route,
      place: name,
      request: (id) => {
        const value = shaped ? shaped(id) : id;
        return inQuery
          ? { path: `${own}?${name}=${encodeURIComponent(String(value))}`, body: undefined }
          : { path: own, body: { ...base, [name]: value } };
      },
    });
  }
  return found;
}

/** Everything that an account has in the database, as one text. */
function holdings(db: Sqlite.Database, account: string): string {
  const tables = db
    .prepare<[], { name: string }>(
      `select m.name from sqlite_master m join pragma_table_info(m.name) c on c.name = 'account'
       where m.type = 'table' order by m.name`,
    )
    .all();
  return tables
    .map(({ name }) =>
      JSON.stringify(db.prepare(`select * from "${name}" where account = ?`).all(account)),
    )
    .join('\n');
}

/** One side tries whatever is the other's. @returns what it got, and how much was tried */
async function tryAll(target: Installation, from: Side, other: Side, chance: Chance) {
  const db = new Sqlite(target.file, { readonly: true });
  const reached: string[] = [];
  let tried = 0;
  let before = holdings(db, other.account);
  const look = (what: string) => {
    const after = holdings(db, other.account);
    if (after !== before) reached.push(`${what} changed what is another account's`);
    before = after;
  };
  const compare = async (what: string, ask: (id: string) => Promise<Reply>, id: string) => {
    tried += 1;
    const none = nobodys(chance, id);
    const theirs = plain(await ask(id), id);
    const nothing = plain(await ask(none), none);
    if (theirs !== nothing)
      reached.push(`${what}: ${theirs.slice(0, 200)} instead of ${nothing.slice(0, 200)}`);
  };
  const secrets = [from.checkoutSecret, from.walletSecret];
  const routes = [
    ...merchantRoutes().map((route) => ({ route, keys: [from.key] })),
    ...buyerRoutes().map((route) => ({ route, keys: secrets })),
  ];
  for (const { route, keys } of routes) {
    for (const [kind, ids] of other.ids)
      for (const attack of attacks(route, from, kind))
        for (const key of keys) {
          const what = `${route.method} ${route.path} by ${attack.place} (${kind})`;
          const ask = (id: string) => {
            const { path, body } = attack.request(id);
            return send(target, key, route.method, path, body);
          };
          await compare(what, ask, chance.pick(ids));
        }
    look(`${route.method} ${route.path}`);
  }
  const header = { 'idempotency-key': other.usedKey };
  const again = await send(target, from.key, 'POST', '/v1/customers', { name: 'Ben' }, header);
  if (again.status !== 200 || again.headers.has('idempotent-replayed'))
    reached.push('an idempotency key of another account is answered from');
  look('an idempotency key');
  db.close();
  return { reached, tried };
}

/**
 * Makes two accounts, each with one of everything, and lets each try what is the other's.
 * @returns what was reached across, and how many places were tried
 */
export async function crossAll(seed: string) {
  const target = await openInstallation(seed, 'crossing');
  try {
    const profile = { termsUrl: null, supportUrl: null, manageUrl: null };
    const { id } = await target.access.createAccount({ name: 'Other shop', ...profile });
    const { secret } = await target.access.createKey({
      account: id,
      name: 'till',
      kind: 'secret',
      permissions: null,
      expiresMs: null,
    });
    const ours = await furnishSide(target, 'acct_default', KEY);
    const theirs = await furnishSide(target, id, secret);
    const chance = chanceOf(seed, 'crossing');
    const there = await tryAll(target, ours, theirs, chance);
    const back = await tryAll(target, theirs, ours, chance);
    const kinds = [...theirs.ids.keys()].filter((kind) => ours.ids.has(kind)).sort();
    return {
      reached: [...there.reached, ...back.reached],
      tried: there.tried + back.tried,
      kinds,
    };
  } finally {
    await target.close();
  }
}
