/** Setup intents as a merchant drives them: a card is verified and kept, or given up. */
import { idOf, post, recent } from '../clients.ts';
import { newToken } from '../processors/cards.ts';
import type { Operation } from './operation.ts';

const FACES = 6;

export const setUp: Operation = async (world) => {
  const { chance, town } = world;
  const person = recent(
    world,
    town.people.filter(({ erased }) => !erased),
  );
  const acceptance = { customer_acceptance: { type: 'offline' } };
  const reply = await post(world, '/v1/setup_intents', {
    payment_method: newToken('tok', chance, FACES),
    usage: chance.pick(['off_session', 'on_session']),
    confirm: true,
    ...(person ? { customer: person.id } : {}),
    ...(chance.happens(0.5) ? { mandate_data: acceptance } : {}),
  });
  const id = idOf(reply);
  if (!id || !reply) return;
  town.setups.push(id);
  const { status, payment_method: card, mandate } = reply.body;
  if (status !== 'succeeded') return;
  if (typeof card === 'string' && person) town.cards.push({ id: card, customer: person.id });
  if (typeof mandate === 'string') town.mandates.push(mandate);
};

export const giveUpSetup: Operation = async (world) => {
  const id = recent(world, world.town.setups);
  if (id) await post(world, `/v1/setup_intents/${id}/cancel`);
};
