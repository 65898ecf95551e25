/** Payment intents as a merchant drives them: paid at once, confirmed twice, captured, canceled, given back. */
import { idOf, insist, post, recent } from '../clients.ts';
import { newToken } from '../processors/cards.ts';
import type { World } from '../world.ts';
import { anAmount, type Operation } from './operation.ts';

const CARDS = 40;

/** Creates and confirms in one request, with the buyer there. */
export const payNow: Operation = async (world) => {
  const { chance, town } = world;
  const manual = chance.happens(0.4);
  const amount = anAmount(world);
  const kept = chance.happens(0.4) ? recent(world, town.cards) : null;
  const reply = await post(world, '/v1/payment_intents', {
    amount,
    currency: 'usd',
    capture_method: manual ? 'manual' : 'automatic',
    confirm: true,
    payment_method: kept?.id ?? newToken('tok', chance, CARDS),
    ...(kept ? { customer: kept.customer } : {}),
  });
  const failed = (reply?.body.error as { payment_intent?: { id: string } } | undefined)
    ?.payment_intent;
  const id = idOf(reply) ?? failed?.id ?? null;
  if (id) town.intents.push({ id, manual, amountMinor: amount });
};

/** Creates one, and confirms it from several places at once. */
export const payTwice: Operation = async (world) => {
  const { chance, town } = world;
  const manual = chance.happens(0.4);
  const amount = anAmount(world);
  const made = await post(world, '/v1/payment_intents', {
    amount,
    currency: 'usd',
    capture_method: manual ? 'manual' : 'automatic',
  });
  const id = idOf(made);
  if (!id) return;
  town.intents.push({ id, manual, amountMinor: amount });
  await Promise.all(Array.from({ length: chance.between(1, 3) }, () => confirm(world, id)));
};

async function confirm(world: World, id: string): Promise<void> {
  const token = newToken('tok', world.chance, CARDS);
  await post(world, `/v1/payment_intents/${id}/confirm`, { payment_method: token });
}

/** Tries one again that may have failed, or may not. */
export const confirmAgain: Operation = async (world) => {
  const intent = recent(world, world.town.intents);
  if (intent) await confirm(world, intent.id);
};

export const amend: Operation = async (world) => {
  const intent = recent(world, world.town.intents);
  if (intent) await post(world, `/v1/payment_intents/${intent.id}`, { amount: anAmount(world) });
};

/** Charges a kept card without its owner, under a mandate or in the hope of one. */
export const chargeLater: Operation = async (world) => {
  const { chance, town } = world;
  const card = recent(world, town.cards);
  if (!card) return payNow(world);
  const amount = anAmount(world);
  const manual = chance.happens(0.15);
  const charge = async () => {
    const reply = await post(world, '/v1/payment_intents', {
      amount,
      currency: chance.happens(0.95) ? 'usd' : 'eur',
      customer: card.customer,
      payment_method: card.id,
      off_session: chance.happens(0.8) ? true : 'recurring',
      confirm: true,
      ...(manual ? { capture_method: 'manual' } : {}),
    });
    const id = idOf(reply);
    if (id) town.intents.push({ id, manual, amountMinor: amount });
  };
  await Promise.all(Array.from({ length: chance.pick([1, 1, 2, 3]) }, charge));
};

/** One of the newest that wait for their capture, with some luck. */
function held(world: World): string | null {
  return (
    recent(
      world,
      world.town.intents.filter(({ manual }) => manual),
    )?.id ?? null
  );
}

export const capture: Operation = async (world) => {
  const id = held(world);
  if (!id) return;
  const part = world.chance.happens(0.4) ? { amount_to_capture: anAmount(world) } : {};
  await post(world, `/v1/payment_intents/${id}/capture`, part);
};

export const cancel: Operation = async (world) => {
  const id = world.chance.happens(0.5) ? held(world) : recent(world, world.town.intents)?.id;
  if (id) await post(world, `/v1/payment_intents/${id}/cancel`);
};

/** Two hands on the same money. */
export const captureAndCancel: Operation = async (world) => {
  const id = held(world);
  if (!id) return;
  await Promise.all([
    post(world, `/v1/payment_intents/${id}/capture`),
    post(world, `/v1/payment_intents/${id}/cancel`),
  ]);
};

export const refund: Operation = async (world) => {
  const { chance } = world;
  const intent = recent(world, world.town.intents);
  if (!intent) return;
  const one = () =>
    post(world, '/v1/refunds', {
      payment_intent: intent.id,
      ...(chance.happens(0.6) ? { amount: chance.pick([50, 100, 250, 500]) } : {}),
    });
  await Promise.all(Array.from({ length: chance.pick([1, 1, 2, 3]) }, one));
};

/** Less than the day that a key is remembered, by all the time that insisting on it may take. */
const KEY_LIFE_MS = 23 * 3_600_000;

/** Sends an earlier request again under its key: the same, or another. A forgotten key is a new request. */
export const repeatKey: Operation = async (world) => {
  const { keyed } = world.town;
  const since = world.kernel.now() - KEY_LIFE_MS;
  const before = recent(
    world,
    keyed.filter(({ sentMs }) => sentMs > since),
  );
  if (!before) return;
  const body = world.chance.happens(0.75)
    ? before.body
    : JSON.stringify({ ...(JSON.parse(before.body) as object), metadata: { other: 'yes' } });
  await insist(world, before.path, body, before.key);
};
