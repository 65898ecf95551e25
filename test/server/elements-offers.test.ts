/** Words are offered to one session, accepted as they were shown, and kept as they were accepted. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { startWorld, type World } from '../support/world.ts';
import {
  ADA,
  accept,
  look,
  type OpenSession,
  openSession,
  press,
  raw,
  returningBuyer,
} from './shop.ts';

const SAVE = { saved_payment_method_options: { payment_method_save: 'enabled' } } as const;
const LATER = { payment_intent_data: { setup_future_usage: 'off_session' } } as const;

describe('offers', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  const records = async (query = '') =>
    (await raw(world, 'GET', `/v1/consents${query}`)).body.data as Record<string, unknown>[];
  const cardOf = async ({ intent }: OpenSession) => {
    const found = await world.stripe.paymentIntents.retrieve(intent);
    return world.stripe.paymentMethods.retrieve(String(found.payment_method));
  };

  it('are words with their fingerprint, the same each time they are asked for', async () => {
    const { secret } = await openSession(world, { ...SAVE, ...LATER });
    const { offers } = await look(world, secret);
    for (const offer of [offers.redisplay, offers.mandate]) {
      assert.match(offer?.id ?? '', /^offer_/);
      assert.equal(
        offer?.sha256,
        createHash('sha256')
          .update(offer?.text ?? '')
          .digest('hex'),
      );
    }
    assert.match(offers.redisplay?.text ?? '', /^Save this card for future purchases/);
    assert.match(offers.mandate?.text ?? '', /^I authorize /);
    assert.deepEqual((await look(world, secret)).offers, offers);
  });

  it('come in the language that is asked for, each with an id of its own', async () => {
    const { secret } = await openSession(world, { ...SAVE, locale: 'fr' });
    const french = (await look(world, secret)).offers.redisplay;
    const german = (await look(world, secret, '?locale=de-AT')).offers.redisplay;
    const none = (await look(world, secret, '?locale=tlh')).offers.redisplay;
    assert.deepEqual([french?.locale, german?.locale, none?.locale], ['fr', 'de', 'fr']);
    assert.notEqual(french?.id, german?.id);
    const { result } = await press(world, secret, {
      card_token: await world.token(),
      consents: { redisplay: accept(german) },
    });
    assert.equal(result?.status, 'complete');
    const [record] = await records();
    assert.equal(Object(record?.words).locale, 'de');
  });

  it('that are accepted are kept word for word, and the card with them', async () => {
    const { id: customer } = await world.stripe.customers.create(ADA);
    const session = await openSession(world, { customer, ...SAVE });
    const { offers } = await look(world, session.secret);
    await press(world, session.secret, {
      card_token: await world.token(),
      consents: { redisplay: accept(offers.redisplay) },
    });
    const card = await cardOf(session);
    assert.deepEqual([card.customer, card.allow_redisplay], [customer, 'always']);
    const [record] = await records(`?payment_method=${card.id}`);
    assert.deepEqual(
      [
        record?.act,
        record?.scope,
        record?.actor,
        record?.surface,
        record?.checkout_session ?? record?.session,
      ],
      ['grant', 'redisplay', 'buyer', 'embedded', session.id],
    );
    const words = Object(record?.words);
    assert.deepEqual(
      [words.text, words.sha256, words.offer],
      [offers.redisplay?.text, offers.redisplay?.sha256, offers.redisplay?.id],
    );
  });

  it('that are not accepted keep nothing', async () => {
    const { id: customer } = await world.stripe.customers.create(ADA);
    for (const consents of [undefined, { redisplay: { offer: 'offer_x', accepted: false } }]) {
      const session = await openSession(world, { customer, ...SAVE });
      const card_token = await world.token();
      const { result } = await press(world, session.secret, { card_token, consents });
      assert.equal(result?.status, 'complete');
      assert.equal((await cardOf(session)).customer, null);
    }
    assert.deepEqual((await world.stripe.paymentMethods.list({ customer })).data, []);
    assert.deepEqual(await records(`?customer=${customer}`), []);
  });

  it('for later charges keep a card that is not shown', async () => {
    const { id: customer } = await world.stripe.customers.create(ADA);
    const session = await openSession(world, { customer, ...SAVE, ...LATER });
    const { offers } = await look(world, session.secret);
    await press(world, session.secret, {
      card_token: await world.token(),
      consents: { mandate: accept(offers.mandate) },
    });
    const card = await cardOf(session);
    assert.deepEqual([card.customer, card.allow_redisplay], [customer, 'limited']);
    const later = await world.stripe.paymentIntents.create({
      amount: 900,
      currency: 'usd',
      customer,
      payment_method: card.id,
      off_session: true,
      confirm: true,
    });
    assert.equal(later.status, 'succeeded');
  });

  it('speak of the card that was chosen', async () => {
    const { customer, card } = await returningBuyer(world);
    const { secret } = await openSession(world, { customer, ...SAVE, ...LATER });
    const chosen = (await look(world, secret, `?payment_method=${card}`)).offers;
    const typed = (await look(world, secret, '?payment_method=')).offers;
    assert.match(chosen.mandate?.text ?? '', /4242/);
    assert.doesNotMatch(typed.mandate?.text ?? '', /4242/);
    assert.notEqual(chosen.mandate?.id, typed.mandate?.id);
    assert.deepEqual([chosen.redisplay, typed.redisplay !== null], [null, true]);
    const wrong = await press(world, secret, {
      card_token: await world.token(),
      consents: { mandate: accept(chosen.mandate) },
    });
    assert.deepEqual([wrong.status, wrong.error?.code], [400, 'offer_not_valid']);
    const right = await press(world, secret, {
      payment_method: card,
      consents: { mandate: accept(chosen.mandate) },
    });
    assert.equal(right.result?.status, 'complete');
  });

  it('that are altered, another’s or never made are refused, and nothing is written', async () => {
    const { customer, card } = await returningBuyer(world);
    const mine = await openSession(world, { customer, ...SAVE });
    const twin = await openSession(world, { customer, ...SAVE });
    const without = await openSession(world, { customer });
    const offer = (await look(world, mine.secret)).offers.redisplay;
    assert.ok(offer);
    const foreign = (await look(world, twin.secret)).offers.redisplay;
    const last = offer.id.at(-1) === 'A' ? 'B' : 'A';
    const before = await records();
    const customers = (await world.stripe.customers.list({ limit: 100 })).data.length;
    const CASES = [
      [mine, foreign?.id],
      [mine, offer.id.slice(0, -1) + last],
      [mine, ''],
      [mine, 'offer_none'],
      [mine, offer.sha256],
      [without, offer.id],
    ] as const;
    for (const [session, id] of CASES) {
      for (const card_token of [await world.token(), undefined]) {
        const { status, error } = await press(world, session.secret, {
          ...(card_token ? { card_token } : { payment_method: card }),
          consents: { redisplay: { offer: id, accepted: true } },
        });
        assert.deepEqual(
          [status, error?.code, error?.param],
          [400, 'offer_not_valid', 'consents[redisplay][offer]'],
          String(id),
        );
      }
    }
    assert.deepEqual(await records(), before);
    assert.equal((await world.stripe.customers.list({ limit: 100 })).data.length, customers);
    for (const { intent } of [mine, twin, without]) {
      const { status } = await world.stripe.paymentIntents.retrieve(intent);
      assert.equal(status, 'requires_payment_method');
    }
  });

  it('of a guest hold after a card was declined', async () => {
    const session = await openSession(world, SAVE);
    const { offers } = await look(world, session.secret);
    const consents = { redisplay: accept(offers.redisplay) };
    const declined = await press(world, session.secret, {
      card_token: await world.token('4000000000000002'),
      consents,
      email: 'guest@example.com',
    });
    assert.equal(declined.status, 402);
    const { result } = await press(world, session.secret, {
      card_token: await world.token(),
      consents,
      email: 'guest@example.com',
    });
    assert.equal(result?.status, 'complete');
    const card = await cardOf(session);
    const owner = await world.stripe.customers.retrieve(String(card.customer));
    assert.equal(!owner.deleted && owner.email, 'guest@example.com');
    assert.equal(card.allow_redisplay, 'always');
    const { customer } = await world.stripe.checkout.sessions.retrieve(session.id);
    assert.equal(customer, card.customer);
    const { data } = await world.stripe.paymentMethods.list({ customer: String(customer) });
    assert.equal(data.length, 1);
  });

  it('of a returning card that is typed again leave one card, refreshed', async () => {
    const { customer, card } = await returningBuyer(world);
    const { secret } = await openSession(world, { customer, ...SAVE });
    const { offers } = await look(world, secret);
    const card_token = await world.token('4242424242424242', { exp_month: 7, exp_year: 2039 });
    await press(world, secret, { card_token, consents: { redisplay: accept(offers.redisplay) } });
    const { data } = await world.stripe.paymentMethods.list({ customer });
    assert.deepEqual(
      data.map((each) => [each.id, each.card?.exp_month, each.card?.exp_year]),
      [[card, 7, 2039]],
    );
  });
});
