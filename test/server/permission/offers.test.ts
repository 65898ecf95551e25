/** Offers: the words follow the facts, and only an unaltered offer of this very session is accepted. */
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { startWorld, type World } from '../../support/world.ts';
import { accept, json, look, openSession, press, SHIRT, saveCard } from '../shop.ts';
import { attemptsOf, newCustomer, refusalsOn } from './agreements.ts';

const LOCALES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'ja', 'ar', 'he'];
const SAVES = { saved_payment_method_options: { payment_method_save: 'enabled' } } as const;
const AUTHORIZES = { payment_intent_data: { setup_future_usage: 'off_session' } } as const;

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.close());

describe('the words', () => {
  it('differ by language, and their hash is of exactly what is shown', async () => {
    const { secret } = await openSession(world, { ...SAVES, ...AUTHORIZES });
    const texts = new Set<string>();
    for (const locale of LOCALES) {
      const { offers } = await look(world, secret, `?locale=${locale}`);
      for (const offer of [offers.redisplay, offers.mandate]) {
        assert.ok(offer);
        assert.equal(offer.locale, locale);
        assert.equal(offer.sha256, createHash('sha256').update(offer.text).digest('hex'));
        assert.match(offer.id, /^offer_[\w-]{20,}$/);
        texts.add(offer.text);
      }
    }
    assert.equal(texts.size, 2 * LOCALES.length);
  });

  it('differ by card, and name it where it is known', async () => {
    const customer = await newCustomer(world);
    const visa = await saveCard(world, customer);
    const amex = await saveCard(world, customer, 'pm_card_amex');
    const { secret } = await openSession(world, { customer, ...AUTHORIZES });
    const of = async (card: string) =>
      (await look(world, secret, `?payment_method=${card}`)).offers;
    const [first, second, none] = [await of(visa), await of(amex), await of('')];
    assert.match(first.mandate?.text ?? '', /4242/);
    assert.match(second.mandate?.text ?? '', /0005/);
    assert.doesNotMatch(none.mandate?.text ?? '', /4242|0005/);
    assert.equal(new Set([first, second, none].map((each) => each.mandate?.id)).size, 3);
    assert.deepEqual(await of(visa), first, 'the same facts give the same offer');
  });

  it('are tied to the session and its amount even where the text is the same', async () => {
    const one = await openSession(world, SAVES);
    const other = await openSession(world, SAVES);
    const dearer = await openSession(world, {
      ...SAVES,
      line_items: SHIRT.map((item) => ({ ...item, quantity: 2 })),
    });
    const offers = await Promise.all(
      [one, other, dearer].map(async ({ secret }) => (await look(world, secret)).offers.redisplay),
    );
    assert.equal(new Set(offers.map((offer) => offer?.text)).size, 1);
    assert.equal(new Set(offers.map((offer) => offer?.id)).size, 3);
  });

  it('say amount, interval and end where the merchant names them', async () => {
    const { secret } = await openSession(world, {
      mode: 'setup',
      customer: await newCustomer(world),
      payment_method_options: {
        card: {
          mandate_options: {
            amount: 2500,
            amount_type: 'maximum',
            currency: 'usd',
            interval: 'month',
            interval_count: 1,
            reference: 'plan',
            start_date: 1_800_000_000,
            end_date: 1_830_000_000,
          },
        },
      },
    } as never);
    const text = (await look(world, secret)).offers.mandate?.text ?? '';
    assert.match(text, /\$25\.00/);
    assert.match(text, /month/);
    assert.match(text, /January 15, 2027/);
    assert.match(text, /December 28, 2027/);
  });
});

describe('an offer that is not this session’s, unaltered', () => {
  async function refused(
    kind: 'redisplay' | 'mandate',
    make: (mine: string, customer: string) => Promise<{ offer: string; card?: string }>,
  ): Promise<void> {
    const customer = await newCustomer(world);
    const session = await openSession(world, { customer, ...SAVES, ...AUTHORIZES });
    const { offers } = await look(world, session.secret, '?payment_method=');
    const { offer, card } = await make(offers[kind]?.id ?? '', customer);
    const answer = await press(world, session.secret, {
      ...(card ? { payment_method: card } : { card_token: await world.token() }),
      consents: { [kind]: { offer, accepted: true } },
    });
    assert.deepEqual(
      [answer.status, answer.error?.code, answer.error?.param],
      [400, 'offer_not_valid', `consents[${kind}][offer]`],
    );
    assert.deepEqual(await attemptsOf(world, session.intent), []);
    const [kept] = await refusalsOn(world, `payment_intent=${session.intent}`);
    assert.deepEqual([kept?.code, kept?.checkout_session], ['offer_not_valid', session.id]);
  }
  const kinds = ['redisplay', 'mandate'] as const;
  for (const kind of kinds) {
    it(`${kind}: altered by one character`, () =>
      refused(kind, async (mine) => ({
        offer: `${mine.slice(0, -1)}${mine.endsWith('A') ? 'B' : 'A'}`,
      })));
    it(`${kind}: another session's`, () =>
      refused(kind, async (_mine, customer) => {
        const other = await openSession(world, { customer, ...SAVES, ...AUTHORIZES });
        return {
          offer: (await look(world, other.secret, '?payment_method=')).offers[kind]?.id ?? '',
        };
      }));
    it(`${kind}: made up`, () => refused(kind, async () => ({ offer: 'offer_x' })));
  }
  it('mandate: the redisplay offer of the same session', () =>
    refused('mandate', async (_mine, customer) => {
      const other = await openSession(world, { customer, ...SAVES });
      return { offer: (await look(world, other.secret)).offers.redisplay?.id ?? '' };
    }));

  it('mandate: the offer for another card', async () => {
    const customer = await newCustomer(world);
    const visa = await saveCard(world, customer);
    const amex = await saveCard(world, customer, 'pm_card_amex');
    const session = await openSession(world, { customer, ...AUTHORIZES });
    const { offers } = await look(world, session.secret, `?payment_method=${amex}`);
    const answer = await press(world, session.secret, {
      payment_method: visa,
      consents: { mandate: accept(offers.mandate) },
    });
    assert.deepEqual([answer.status, answer.error?.code], [400, 'offer_not_valid']);
    assert.deepEqual(await attemptsOf(world, session.intent), []);
  });

  it('redisplay: where the session offers no box', async () => {
    const session = await openSession(world, { customer: await newCustomer(world) });
    const answer = await press(world, session.secret, {
      card_token: await world.token(),
      consents: { redisplay: { offer: 'offer_x', accepted: true } },
    });
    assert.deepEqual([answer.status, answer.error?.code], [400, 'offer_not_valid']);
  });
});

it('a setup cannot complete without its mandate, and the refusal is on record', async () => {
  const session = await openSession(world, { mode: 'setup', customer: await newCustomer(world) });
  const answer = await press(world, session.secret, { card_token: await world.token() });
  assert.deepEqual([answer.status, answer.error?.code], [400, 'mandate_required']);
  const [kept] = await refusalsOn(world, `payment_intent=${session.intent}`);
  assert.equal(kept?.code, 'mandate_required');
});

it('the very offer that was shown is accepted, in any of the languages', async () => {
  for (const locale of ['de', 'ja', 'ar']) {
    const session = await openSession(world, { customer: await newCustomer(world), ...SAVES });
    const { offers } = await look(world, session.secret, `?locale=${locale}`);
    const answer = await press(world, session.secret, {
      card_token: await world.token(),
      consents: { redisplay: accept(offers.redisplay) },
    });
    assert.equal(answer.result?.status, 'complete', JSON.stringify(answer.error));
    const { data } = (await json(world, '/v1/consents', '')).body as { data?: unknown };
    assert.equal(data, undefined, 'records are never posted');
  }
});

it('an unticked offer grants nothing', async () => {
  const customer = await newCustomer(world);
  const session = await openSession(world, { customer, ...SAVES, ...AUTHORIZES });
  const { offers } = await look(world, session.secret);
  const untick = (offer: { id: string } | null) => ({ offer: offer?.id ?? '', accepted: false });
  const answer = await press(world, session.secret, {
    press: randomUUID(),
    card_token: await world.token(),
    consents: { redisplay: untick(offers.redisplay), mandate: untick(offers.mandate) },
  });
  assert.equal(answer.result?.status, 'complete');
  const { data } = await world.stripe.paymentMethods.list({ customer });
  assert.deepEqual(data, []);
});
