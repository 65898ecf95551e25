/** Buyers in a checkout: they look, press, press again, press in two tabs, come back and ask. */
import { buyer, idOf, newUuid, post, recent } from '../clients.ts';
import { newToken } from '../processors/cards.ts';
import type { Session } from '../town.ts';
import type { World } from '../world.ts';
import { anAmount, type Operation } from './operation.ts';

const FACES = 6;

export const openCheckout: Operation = async (world) => {
  const { chance, town } = world;
  const person = recent(
    world,
    town.people.filter(({ erased }) => !erased),
  );
  const mode = chance.happens(0.75) ? 'payment' : 'setup';
  const amount = anAmount(world);
  const manual = mode === 'payment' && chance.happens(0.25);
  const reply = await post(world, '/v1/checkout/sessions', {
    mode,
    ui_mode: 'elements',
    ...(person ? { customer: person.id } : {}),
    ...(mode === 'setup'
      ? { currency: 'usd' }
      : {
          line_items: [
            {
              quantity: 1,
              price_data: {
                currency: 'usd',
                unit_amount: amount,
                product_data: { name: 'Postcards' },
              },
            },
          ],
          payment_intent_data: {
            ...(manual ? { capture_method: 'manual' } : {}),
            ...(chance.happens(0.4) ? { setup_future_usage: 'off_session' } : {}),
          },
        }),
    saved_payment_method_options: {
      payment_method_save: chance.happens(0.7) ? 'enabled' : 'disabled',
      payment_method_remove: chance.happens(0.7) ? 'enabled' : 'disabled',
    },
    return_url: 'https://shop.test/thanks',
    ...(chance.happens(0.3) ? { expires_at: Math.floor(world.kernel.now() / 1000) + 1_900 } : {}),
  });
  const id = idOf(reply);
  if (!id || !reply) return;
  const { client_secret: secret, payment_intent: intent } = reply.body;
  const session: Session = {
    id,
    secret: String(secret),
    mode,
    intent: typeof intent === 'string' ? intent : null,
    presses: [],
  };
  town.sessions.push(session);
  if (session.intent) town.intents.push({ id: session.intent, manual, amountMinor: amount });
  if (chance.happens(0.8)) await look(world, session);
};

type Offers = Readonly<Record<'redisplay' | 'mandate', { id: string } | null>>;

/** Looks, chooses a card that is shown or types one, and presses; perhaps in two tabs. */
async function look(world: World, session: Session): Promise<void> {
  const { chance } = world;
  const state = await buyer(world, session.secret, 'GET', '/elements/checkout');
  if (state?.status !== 200) return;
  const shown = (state.body.payment_methods as { id: string; usable: boolean }[]).filter(
    ({ usable }) => usable,
  );
  const chosen = shown.length > 0 && chance.happens(0.5) ? chance.pick(shown).id : null;
  const about = await buyer(
    world,
    session.secret,
    'GET',
    `/elements/checkout?payment_method=${chosen ?? ''}`,
  );
  if (about?.status !== 200) return;
  const offers = about.body.offers as Offers;
  const accept = (offer: { id: string } | null, likely: number) =>
    offer && chance.happens(likely) ? { offer: offer.id, accepted: true } : undefined;
  const consents = {
    redisplay: chosen ? undefined : accept(offers.redisplay, 0.7),
    mandate: accept(offers.mandate, 0.85),
  };
  const press = () => ({
    press: newUuid(world),
    ...(chosen ? { payment_method: chosen } : { card_token: newToken('ctok', chance, FACES) }),
    consents,
  });
  const first = press();
  session.presses.push(first);
  const second = chance.happens(0.3) ? (chance.happens(0.5) ? first : press()) : null;
  if (second && second !== first) session.presses.push(second);
  const pressing = (body: Readonly<Record<string, unknown>>) =>
    buyer(world, session.secret, 'POST', '/elements/checkout/confirm', body);
  await Promise.all([pressing(first), ...(second ? [pressing(second)] : [])]);
}

export const pressNew: Operation = async (world) => {
  const session = recent(world, world.town.sessions);
  if (session) await look(world, session);
  else await openCheckout(world);
};

/** The same press once more, after a reload. */
export const pressAgain: Operation = async (world) => {
  const session = recent(world, world.town.sessions);
  const press = session ? recent(world, session.presses) : null;
  if (session && press)
    await buyer(world, session.secret, 'POST', '/elements/checkout/confirm', press);
};

export const askStatus: Operation = async (world) => {
  const session = recent(world, world.town.sessions);
  if (session) await buyer(world, session.secret, 'GET', '/elements/checkout/status');
};

export const removeShown: Operation = async (world) => {
  const session = recent(world, world.town.sessions);
  if (!session) return;
  const state = await buyer(world, session.secret, 'GET', '/elements/checkout');
  const shown = (state?.body.payment_methods ?? []) as { id: string; removable: boolean }[];
  const card = shown.find(({ removable }) => removable);
  if (card) await buyer(world, session.secret, 'DELETE', `/elements/payment_methods/${card.id}`);
};

export const expireSession: Operation = async (world) => {
  const session = recent(world, world.town.sessions);
  if (session) await post(world, `/v1/checkout/sessions/${session.id}/expire`);
};
