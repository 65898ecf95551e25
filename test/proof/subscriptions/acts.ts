/**
 * What the merchant's server and the buyers do, by the public doors only: they ask, ask again where no
 * answer came, and note what they were answered. What must come of it is the oracle's business.
 */
import type { Reply } from '../simulation/machine.ts';
import { SECRET_KEY } from '../simulation/machine.ts';
import { DAY_MS } from './calendar.ts';
import type { Part, Wish } from './cast.ts';
import type { HeardRow } from './ledger.ts';
import type { World } from './world.ts';

type Json = Readonly<Record<string, unknown>>;

/** A wish that was granted. */
export type Granted = Wish & { readonly atMs: number };

/** One subscriber, as far as the merchant knows. */
export interface Subscriber {
  readonly part: Part;
  customer: string;
  card: string;
  mandate: string;
  subscription: string;
  item: string;
  /** From when on they wanted periods to be counted, where that was said; epoch ms. */
  countedMs: number | null;
  readonly granted: Granted[];
}

const AS_MERCHANT = { authorization: `Bearer ${SECRET_KEY}` };
const TRIES = 40;

/** Asks with a key until there is an answer. @throws Error for one that says that the server is broken */
async function insist(
  world: World,
  method: 'POST' | 'DELETE',
  path: string,
  body?: Json,
): Promise<Reply> {
  // Letters alone: nothing that could look like the number of a card.
  const key = [...world.chance.bytes(16)].map((each) => ((each % 26) + 10).toString(36)).join('');
  const headers = { ...AS_MERCHANT, 'idempotency-key': key };
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const reply = await world.ask({ method, path, headers, ...text });
    if (reply && reply.status >= 500) throw new Error(`${path}: ${reply.status} ${reply.text}`);
    const error = (reply?.body.error ?? {}) as Json;
    if (reply && error.code !== 'idempotency_key_in_use') return reply;
    await world.pause(world.chance.between(500, 20_000));
  }
  throw new Error(`${path} was never answered`);
}

async function made(world: World, path: string, body: Json): Promise<Json> {
  const reply = await insist(world, 'POST', path, body);
  if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${reply.text}`);
  return reply.body;
}

/** What is sold: one price for each amount and rhythm. */
export function createShop(world: World) {
  const prices = new Map<string, Promise<string>>();
  let product: Promise<string> | null = null;
  return (part: Part): Promise<string> => {
    const { interval, count } = part.rhythm;
    const name = `${interval} ${count} ${part.amountMinor}`;
    const price = async () => {
      product ??= made(world, '/v1/products', { name: 'Coffee' }).then(({ id }) => String(id));
      const { id } = await made(world, '/v1/prices', {
        product: await product,
        currency: 'usd',
        unit_amount: part.amountMinor,
        recurring: { interval, interval_count: count },
      });
      return String(id);
    };
    const known = prices.get(name) ?? price();
    prices.set(name, known);
    return known;
  };
}

/** Keeps a new card; again with another one where the processor does not say whether it can be kept. */
async function attach(world: World, customer: string): Promise<string> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { tail } = world.issuers.issue();
    const path = `/v1/payment_methods/tok_${tail}/attach`;
    const reply = await insist(world, 'POST', path, { customer });
    if (reply.status === 200) return String(reply.body.id);
    await world.pause(world.chance.between(600_000, 7_200_000));
  }
  throw new Error('no card can be kept');
}

/** A new card of somebody, with the permission to charge it. */
async function newCard(world: World, { part, customer }: Subscriber) {
  const id = await attach(world, customer);
  const { interval, count } = part.rhythm;
  const most = part.cap === null ? {} : { max_amount: part.amountMinor * part.quantity * part.cap };
  const mandate = await made(world, '/v1/mandates', {
    payment_method: id,
    customer_acceptance: { type: 'offline' },
    terms: { category: 'recurring', currency: 'usd', interval, interval_count: count, ...most },
  });
  return { card: String(id), mandate: String(mandate.id) };
}

const seconds = (ms: number) => Math.ceil(ms / 1000);

/** Somebody becomes a customer and subscribes. */
export async function join(
  world: World,
  price: string,
  part: Part,
  subscriber: Subscriber,
): Promise<void> {
  const email = `${part.name}@example.test`;
  const customer = await made(world, '/v1/customers', { email, name: part.name });
  subscriber.customer = String(customer.id);
  const { card, mandate } = await newCard(world, subscriber);
  const countedMs = countedFrom(part, world.kernel.now());
  const reply = await made(world, '/v1/subscriptions', {
    customer: subscriber.customer,
    items: [{ price, quantity: part.quantity }],
    default_payment_method: card,
    mandate,
    off_session: true,
    ...(part.finalAction === null ? {} : { final_action: part.finalAction }),
    ...(countedMs === null
      ? {}
      : { [part.trialDays > 0 ? 'trial_end' : 'billing_cycle_anchor']: seconds(countedMs) }),
  });
  const { data } = reply.items as { readonly data: readonly Json[] };
  const item = data[0]?.id;
  Object.assign(subscriber, { card, mandate, subscription: reply.id, item, countedMs });
}

/** The end of a trial or the anchor, in whole seconds; null for whoever comes too late for it. */
function countedFrom({ joinMs, trialDays, anchorMs }: Part, nowMs: number): number | null {
  const wanted = trialDays > 0 ? joinMs + trialDays * DAY_MS : anchorMs;
  return wanted === null || wanted < nowMs + 3_600_000 ? null : seconds(wanted) * 1000;
}

function changeFor(world: World, wish: Wish, { item }: Subscriber): Json | null {
  switch (wish.kind) {
    case 'cancel_later':
      return { cancel_at_period_end: true };
    case 'stay':
      return { cancel_at_period_end: false };
    case 'quantity':
      return { items: [{ id: item, quantity: wish.quantity }] };
    case 'resume':
      return { pause_collection: '' };
    case 'pause': {
      const { behavior, days } = wish;
      const until = world.kernel.now() + (days ?? 0) * DAY_MS;
      return {
        pause_collection: { behavior, ...(days === null ? {} : { resumes_at: seconds(until) }) },
      };
    }
    case 'cancel_now':
    case 'new_card':
    case 'revoke':
      return null;
  }
}

async function giveCard(world: World, subscriber: Subscriber): Promise<Reply> {
  const { card, mandate } = await newCard(world, subscriber);
  const path = `/v1/subscriptions/${subscriber.subscription}`;
  const reply = await insist(world, 'POST', path, { default_payment_method: card, mandate });
  if (reply.status === 200) Object.assign(subscriber, { card, mandate });
  return reply;
}

/** Somebody gets what they want, unless the server says that it cannot be. */
export async function grant(world: World, subscriber: Subscriber, wish: Wish): Promise<void> {
  const path = `/v1/subscriptions/${subscriber.subscription}`;
  const change = changeFor(world, wish, subscriber);
  const atMs = world.kernel.now();
  const reply =
    wish.kind === 'cancel_now'
      ? await insist(world, 'DELETE', path)
      : wish.kind === 'new_card'
        ? await giveCard(world, subscriber)
        : wish.kind === 'revoke'
          ? await insist(world, 'POST', `/v1/mandates/${subscriber.mandate}/revoke`)
          : await insist(world, 'POST', path, change ?? {});
  if (reply.status === 200) subscriber.granted.push({ ...wish, atMs });
}

/** Somebody is told of a payment that failed, and does something about it or not. */
export async function answer(world: World, subscriber: Subscriber, heard: HeardRow): Promise<void> {
  switch (subscriber.part.answering) {
    case 'link':
      return openLink(world, heard);
    case 'card':
      await giveCard(world, subscriber);
      return;
    case 'again': {
      const open = await world.ask({
        method: 'GET',
        path: `/v1/invoices?customer=${subscriber.customer}&status=open`,
        headers: AS_MERCHANT,
      });
      for (const { id } of (open?.body.data ?? []) as { id: string }[])
        await insist(world, 'POST', `/v1/invoices/${id}/pay`, { off_session: true });
      return;
    }
    case 'nothing':
      return;
  }
}

interface State {
  readonly offers: { readonly mandate: { readonly id: string } | null };
}

/** The buyer opens the link that they were sent, types another card, allows later charges and pays. */
async function openLink(world: World, heard: HeardRow): Promise<void> {
  const { object } = JSON.parse(heard.data ?? '{}') as { object: { recovery_url?: string } };
  const secret = object.recovery_url?.split('#')[1] ?? '';
  const headers = { authorization: `Bearer ${secret}` };
  const ask = (method: 'GET' | 'POST', path: string, body?: Json) =>
    world.ask({ method, path, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  const looked = await ask('GET', '/elements/checkout?payment_method=');
  if (looked?.status !== 200) return;
  const { mandate } = (looked.body as unknown as State).offers;
  const hex = Buffer.from(world.chance.bytes(16)).toString('hex');
  const press = {
    press: `${hex.slice(0, 8)}-a${hex.slice(9, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`,
    card_token: `ctok_${world.issuers.issue().tail}`,
    billing_details: { name: 'Somebody', address: { country: 'DE' } },
    consents: { mandate: mandate ? { offer: mandate.id, accepted: true } : undefined },
  };
  for (let tries = 0; tries < 4; tries += 1) {
    const reply = await ask('POST', '/elements/checkout/confirm', press);
    if (reply && reply.status >= 500) throw new Error(`confirm: ${reply.status} ${reply.text}`);
    if (reply?.body.status === 'requires_action') {
      await world.pause(world.chance.between(2_000, 60_000));
      for (const open of world.acquirer.challenges())
        world.acquirer.endChallenge(open, world.chance.happens(0.85));
    }
    if (reply) return;
    await world.pause(5_000);
  }
}
