/** People come, keep cards, agree to later charges, take it all back, and are forgotten. */
import { codeOf, get, idOf, post, recent } from '../clients.ts';
import { Violation } from '../journal.ts';
import { newToken } from '../processors/cards.ts';
import type { World } from '../world.ts';
import { anAmount, type Operation } from './operation.ts';

const FACES = 6;

export const comeIn: Operation = async (world) => {
  const { people } = world.town;
  if (people.length >= 6) return;
  const word = `person${people.length}${world.chance.below(1_000_000)}x`;
  const reply = await post(world, '/v1/customers', {
    email: `${word}@example.test`,
    name: `Name ${word}`,
    metadata: { note: word },
  });
  const id = idOf(reply);
  if (id) people.push({ id, word, erased: false });
};

const somebody = (world: World) =>
  recent(
    world,
    world.town.people.filter(({ erased }) => !erased),
  );

/** A merchant keeps a card at its own word; the processor verifies it. */
export const keepCard: Operation = async (world) => {
  const person = somebody(world);
  if (!person) return comeIn(world);
  const token = newToken('tok', world.chance, FACES);
  const reply = await post(world, `/v1/payment_methods/${token}/attach`, { customer: person.id });
  const id = idOf(reply);
  if (!id) return;
  world.town.cards.push({ id, customer: person.id });
  // Whoever keeps a card mostly wants to charge it.
  if (world.chance.happens(0.8)) await agree(world, id);
};

async function agree(world: World, card: string): Promise<void> {
  const { chance } = world;
  const amount = anAmount(world) * 2;
  const terms = {
    category: chance.pick(['unscheduled', 'unscheduled', 'recurring']),
    currency: 'usd',
    ...(chance.happens(0.5) ? { max_amount: amount } : {}),
    ...(chance.happens(0.5) ? { max_count: chance.between(1, 4) } : {}),
    ...(chance.happens(0.4)
      ? { max_amount_per_period: amount * 2, interval: chance.pick(['day', 'week', 'month']) }
      : {}),
    ...(chance.happens(0.2)
      ? { valid_until: Math.floor(world.kernel.now() / 1000) + chance.between(60, 200_000) }
      : {}),
  };
  const body = { payment_method: card, customer_acceptance: { type: 'offline' }, terms };
  const id = idOf(await post(world, '/v1/mandates', body));
  if (id) world.town.mandates.push(id);
}

export const agreeLater: Operation = async (world) => {
  const card = recent(world, world.town.cards);
  if (card) await agree(world, card.id);
  else await keepCard(world);
};

export const revoke: Operation = async (world) => {
  const id = recent(world, world.town.mandates);
  if (id) await post(world, `/v1/mandates/${id}/revoke`);
};

export const detach: Operation = async (world) => {
  const card = recent(world, world.town.cards);
  if (card) await post(world, `/v1/payment_methods/${card.id}/detach`);
};

/** Withdraws what somebody allowed; which one is asked of the ledger. */
export const withdraw: Operation = async (world) => {
  const person = somebody(world);
  if (!person) return;
  const reply = await get(world, `/v1/consents?customer=${person.id}&limit=20`);
  const list = (reply?.body.data ?? []) as { id: string }[];
  if (list.length > 0) await post(world, `/v1/consents/${world.chance.pick(list).id}/withdraw`);
};

export const erase: Operation = async (world) => {
  const person = somebody(world);
  if (!person || world.chance.happens(0.7)) return;
  const reply = await world.ask({
    method: 'DELETE',
    path: `/v1/customers/${person.id}`,
    headers: { authorization: 'Bearer sk_test_simulation' },
  });
  if (reply?.status === 200) person.erased = true;
};

const CARD_NUMBER = ['4242', '4242', '4242', '4242'];

/** A card number where none belongs is refused, and stays nowhere. */
export const leakNumber: Operation = async (world) => {
  const number = CARD_NUMBER.join(world.chance.pick(['', ' ', '-']));
  const reply = await post(world, '/v1/customers', { metadata: { note: `card ${number}` } });
  if (reply && codeOf(reply) !== 'card_number_not_allowed')
    throw new Violation('no-card-number', `a card number was answered with ${reply.status}`);
};
