/**
 * What a second processor is worth: the same orders by our routing, by our server with the first
 * processor alone, and by the fallback that is written in an afternoon, which asks the next one
 * whenever the first did not say yes. The days are made up from seeds (`recovery-world.ts`).
 */
import { randomBytes } from 'node:crypto';
import { createKeepsake } from '../../server/index.ts';
import type { ChargeCall, Processor } from '../../server/processors/processor.ts';
import { type Bench, createBench, isPortable, RATES } from './recovery-world.ts';
import type { Row } from './table.ts';

const ORDERS = 600;
const SEEDS = [1, 2, 3];
const CARDS = 40;
/** Between two orders, in milliseconds. */
const APART_MS = 5_000;
const KEY = 'sk_test_recovery';
const START_MS = Date.UTC(2027, 0, 15, 9);

/** What became of all orders. */
interface Result {
  /** Orders whose buyer was told that they paid, or for whom it came out in the end. */
  readonly paid: number;
  readonly chargedTwice: number;
  readonly incompatible: number;
  readonly afterNever: number;
}

function resultOf(bench: Bench, paid: number): Result {
  const times = new Map<number, number>();
  for (const { order } of bench.charged) times.set(order, (times.get(order) ?? 0) + 1);
  const chargedTwice = [...times.values()].filter((count) => count > 1).length;
  const { incompatible, afterNever } = bench;
  return { paid, chargedTwice, incompatible, afterNever };
}

const cardOf = (order: number) => `tok_card${order % CARDS}`;

type Post = (path: string, body: object) => Promise<Record<string, unknown>>;

/** Cards that are kept for customers of their own. @returns card and customer by the card's token */
async function keepCards(post: Post) {
  const kept = new Map<string, { readonly card: string; readonly customer: string }>();
  for (let index = 0; index < CARDS; index += 1) {
    const { id: customer } = await post('/v1/customers', {});
    const made = await post('/v1/payment_methods', {
      type: 'card',
      card: { token: cardOf(index) },
    });
    await post(`/v1/payment_methods/${made.id}/attach`, { customer });
    kept.set(cardOf(index), { card: String(made.id), customer: String(customer) });
  }
  return kept;
}

/** Our server, asked by a merchant as any would be. */
async function byServer(bench: Bench, processors: readonly Processor[]): Promise<Result> {
  let now = START_MS;
  const keepsake = await createKeepsake(
    {
      databaseUrl: ':memory:',
      secretKey: KEY,
      encryptionKeys: `bench:${randomBytes(32).toString('base64')}`,
      bankSecret: 'of nobody in particular',
      logLevel: 'silent',
    },
    { processors, now: () => now },
  );
  const post: Post = async (path, body) => {
    const request = new Request(`http://localhost${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await (await keepsake.fetch(request)).json()) as Record<string, unknown>;
  };
  const kept = await keepCards(post);
  while ((await keepsake.worker.turn()) > 0);
  const intents: string[] = [];
  for (let order = 0; order < ORDERS; order += 1) {
    now += APART_MS;
    const { card, customer } = kept.get(cardOf(order)) ?? {};
    const answer = await post('/v1/payment_intents', {
      amount: 1099,
      currency: 'usd',
      customer,
      payment_method: card,
      confirm: true,
      description: `order ${order}`,
    });
    const failed = answer.error as { payment_intent?: { id: string } } | undefined;
    intents.push(String(answer.id ?? failed?.payment_intent?.id));
  }
  for (let round = 0; round < 20; round += 1) {
    now += 20_000;
    await keepsake.worker.turn();
    if ((await keepsake.reconcile()).open.length === 0) break;
  }
  let paid = 0;
  for (const intent of intents) {
    const request = new Request(`http://localhost/v1/payment_intents/${intent}`, {
      headers: { authorization: `Bearer ${KEY}` },
    });
    const { status } = (await (await keepsake.fetch(request)).json()) as { status?: string };
    if (status === 'succeeded') paid += 1;
  }
  await keepsake.close();
  return resultOf(bench, paid);
}

/** Whoever did not say yes is followed by the next, whatever they said, with whatever there is. */
async function naively(bench: Bench, seed: number): Promise<Result> {
  let paid = 0;
  for (let order = 0; order < ORDERS; order += 1) {
    const card = cardOf(order);
    for (const { name, charge } of bench.processors) {
      const token = name === 'north' || !isPortable(seed, card) ? 'north' : 'network';
      const call: ChargeCall = {
        attempt: `${name} ${order}`,
        notAfterMs: Number.POSITIVE_INFINITY,
        credential: `${card}@${token}`,
        amountMinor: 1099,
        currency: 'usd',
        capture: 'automatic',
        initiator: 'customer',
        keep: null,
        cvcToken: null,
        returnUrl: null,
        frameOrigins: [],
        requireChallenge: false,
        networkTransactionId: null,
        description: `order ${order}`,
      };
      const { kind } = await charge(call);
      if (kind !== 'succeeded') continue;
      paid += 1;
      break;
    }
  }
  return resultOf(bench, paid);
}

const NONE: Result = { paid: 0, chargedTwice: 0, incompatible: 0, afterNever: 0 };
const plus = (a: Result, b: Result): Result => ({
  paid: a.paid + b.paid,
  chargedTwice: a.chargedTwice + b.chargedTwice,
  incompatible: a.incompatible + b.incompatible,
  afterNever: a.afterNever + b.afterNever,
});

export async function measureRecovery(): Promise<readonly Row[]> {
  let [ours, one, naive] = [NONE, NONE, NONE];
  for (const seed of SEEDS) {
    const both = createBench(seed);
    ours = plus(ours, await byServer(both, both.processors));
    const alone = createBench(seed);
    one = plus(one, await byServer(alone, alone.processors.slice(0, 1)));
    naive = plus(naive, await naively(createBench(seed), seed));
  }
  const all = ORDERS * SEEDS.length;
  const share = (count: number) => `${((100 * count) / all).toFixed(1)} %`;
  const lost = (all - one.paid) / all;
  const won = (ours.paid - one.paid) / Math.max(1, all - one.paid);
  const never = (name: string, of: (result: Result) => number): Row => ({
    name: `recovery: ${name}`,
    ours: String(of(ours)),
    against: `${of(naive)} (naive)`,
    ratio: null,
    limit: '0',
    kept: of(ours) === 0,
  });
  return [
    {
      name: 'recovery: orders paid',
      ours: share(ours.paid),
      against: `${share(one.paid)} (one)`,
      ratio: ours.paid / one.paid,
      limit: '≥ 1.12',
      kept: ours.paid / one.paid >= 1.12,
      note: `of ${all} orders one processor loses ${(100 * lost).toFixed(1)} %; the second brings ${(100 * won).toFixed(0)} % of these back. ${Math.round(100 * (1 - RATES.portable))} % of the cards cannot be taken there.`,
    },
    {
      name: 'recovery: against naive',
      ours: share(ours.paid),
      against: `${share(naive.paid)} (naive)`,
      ratio: ours.paid / naive.paid,
      limit: '≥ 0.97',
      kept: ours.paid / naive.paid >= 0.97,
    },
    never('charged twice', (result) => result.chargedTwice),
    never('tried after a never', (result) => result.afterNever),
    never('sent in vain', (result) => result.incompatible),
  ];
}
