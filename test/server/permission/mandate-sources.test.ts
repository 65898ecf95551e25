/** Where mandates come from: a merchant's word, the words of a setup, an intent's data; and doing without. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startWorld, type World } from '../../support/world.ts';
import { form, openSession, raw, refusal } from '../shop.ts';
import {
  agree,
  attach,
  attemptsOf,
  authorize,
  bentClock,
  chargeLater,
  consentsOn,
  DAY_MS,
  mandate,
  newCustomer,
  postMandate,
  type Refused,
  refusalsOn,
  refusedLater,
} from './agreements.ts';

const clock = bentClock();
let world: World;
before(async () => {
  world = await startWorld({ overrides: { now: clock.now } });
});
after(() => world.close());

const seconds = () => clock.now() / 1000;

/** Nothing was tried, and the refusal is on record with its reason. */
async function isRefused(refused: Refused, reason: string): Promise<void> {
  assert.deepEqual(
    [refused.status, refused.code, refused.reasons[0]],
    [400, 'payment_method_not_ready', reason],
  );
  assert.deepEqual(await attemptsOf(world, refused.intent.id), []);
  const [kept] = await refusalsOn(world, `payment_intent=${refused.intent.id}`);
  assert.deepEqual([kept?.code, kept?.reasons[0]], ['payment_method_not_ready', reason]);
}

describe('POST /v1/mandates', () => {
  it('keeps the merchant’s words and terms, and says that it was taken elsewhere', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer);
    const { body } = await form(
      world,
      '/v1/mandates',
      `payment_method=${card}&customer_acceptance[type]=offline&customer_acceptance[accepted_at]=1700000000` +
        '&terms[category]=recurring&terms[currency]=usd&terms[max_amount]=2500&terms[interval]=month' +
        '&terms[max_amount_per_period]=2500&terms[max_count]=12&terms[valid_until]=1990000000' +
        '&terms[text]=Signed at the counter.&metadata[form]=7',
    );
    const made = body as Record<string, Record<string, unknown>>;
    assert.equal(made.object, 'mandate');
    assert.deepEqual(made.customer_acceptance, {
      accepted_at: 1_700_000_000,
      offline: {},
      type: 'offline',
    });
    assert.deepEqual(
      { ...made.terms, valid_from: 0 },
      {
        category: 'recurring',
        currency: 'usd',
        interval: 'month',
        interval_count: 1,
        max_amount: 2500,
        max_amount_per_period: 2500,
        max_count: 12,
        text: 'Signed at the counter.',
        valid_from: 0,
        valid_until: 1_990_000_000,
      },
    );
    const [record] = (await consentsOn(world, `payment_method=${card}`)).slice(-1);
    assert.deepEqual(
      [record?.act, record?.actor, record?.mandate],
      ['assertion', 'merchant', made.id],
    );
    const found = await world.stripe.mandates.retrieve(String(made.id));
    assert.deepEqual([found.status, found.type], ['active', 'multi_use']);
    const list = await raw(world, 'GET', `/v1/mandates?customer=${customer}`);
    assert.equal((list.body as { data: unknown[] }).data.length, 1);
  });

  const wrong: readonly [string, string][] = [
    ['customer_acceptance[type]=online&terms[category]=recurring', 'customer_acceptance[type]'],
    ['customer_acceptance[type]=offline', 'terms'],
    ['customer_acceptance[type]=offline&terms[category]=monthly', 'terms[category]'],
    [
      'customer_acceptance[type]=offline&terms[category]=recurring&terms[max_amount]=5',
      'terms[currency]',
    ],
    [
      'customer_acceptance[type]=offline&terms[category]=recurring&terms[currency]=usd&terms[max_amount_per_period]=5',
      'terms[interval]',
    ],
    [
      'customer_acceptance[type]=offline&terms[category]=recurring&terms[max_count]=0',
      'terms[max_count]',
    ],
    [
      'customer_acceptance[type]=offline&terms[category]=recurring&terms[valid_from]=20&terms[valid_until]=10',
      'terms[valid_until]',
    ],
    [
      'customer_acceptance[type]=offline&customer_acceptance[accepted_at]=4000000000&terms[category]=recurring',
      'customer_acceptance[accepted_at]',
    ],
    ['customer_acceptance[type]=offline&terms[category]=recurring&terms[cap]=1', 'terms[cap]'],
  ];
  for (const [body, param] of wrong) {
    it(`refuses a wrong ${param}`, async () => {
      const card = await attach(world, await newCustomer(world));
      const answer = await form(world, '/v1/mandates', `payment_method=${card}&${body}`);
      assert.deepEqual([answer.status, answer.error.param], [400, param], answer.text);
    });
  }

  it('refuses a card that nobody has, or that is unknown', async () => {
    const { id } = await world.stripe.paymentMethods.create({
      type: 'card',
      card: { token: 'tok_visa' },
    });
    const loose = await postMandate(world, id, { category: 'recurring' });
    assert.deepEqual([loose.status, loose.error.param], [400, 'payment_method']);
    const unknown = await postMandate(world, 'pm_nothing', { category: 'recurring' });
    assert.deepEqual([unknown.status, unknown.error.code], [400, 'resource_missing']);
    const missing = await raw(world, 'GET', '/v1/mandates/mandate_nothing');
    assert.deepEqual([missing.status, missing.error.code], [404, 'resource_missing']);
  });
});

describe('the words of a setup bind what can be charged', () => {
  async function agreed(options: Record<string, unknown>) {
    const customer = await newCustomer(world);
    const more = { payment_method_options: { card: { mandate_options: options } } } as never;
    return { customer, ...(await agree(world, customer, { more })) };
  }

  it('a cap of a month, counted from the first charge that was named', async () => {
    const first = seconds() + 5 * 86_400;
    const {
      customer,
      card,
      mandate: id,
    } = await agreed({
      amount: 1000,
      amount_type: 'maximum',
      currency: 'usd',
      interval: 'week',
      start_date: first,
    });
    const { terms } = await mandate(world, id);
    assert.deepEqual(
      [terms.category, terms.max_amount, terms.max_amount_per_period, terms.interval],
      ['recurring', 1000, 1000, 'week'],
    );
    clock.advance(5 * DAY_MS + 1000);
    await chargeLater(world, customer, card, 1000);
    clock.advance(3 * DAY_MS);
    await isRefused(await refusedLater(world, customer, card, 1), 'mandate_period_exceeded');
    clock.advance(4 * DAY_MS);
    assert.equal((await chargeLater(world, customer, card, 1000)).status, 'succeeded');
  });

  it('one charge alone', async () => {
    const { customer, card, mandate: id } = await agreed({ count: 1 });
    assert.equal((await world.stripe.mandates.retrieve(id)).type, 'single_use');
    await chargeLater(world, customer, card, 500);
    await isRefused(await refusedLater(world, customer, card, 500), 'mandate_exhausted');
  });

  it('three instalments of one amount', async () => {
    const {
      customer,
      card,
      mandate: id,
    } = await agreed({
      count: 3,
      amount: 2000,
      amount_type: 'fixed',
      currency: 'usd',
      interval: 'month',
    });
    const { terms } = await mandate(world, id);
    assert.deepEqual([terms.category, terms.max_count, terms.max_amount], ['installment', 3, 2000]);
    await chargeLater(world, customer, card, 2000);
    await isRefused(await refusedLater(world, customer, card, 2000), 'mandate_period_exceeded');
  });

  it('terms that no words can say are refused', async () => {
    for (const [options, param] of [
      [{ amount: 5 }, 'currency'],
      [{ count: 3 }, 'interval'],
      [{ interval_count: 3 }, 'interval'],
      [{ amount: 5, currency: 'usd', start_date: 9, end_date: 8 }, 'end_date'],
    ] as const) {
      const error = await refusal(
        openSession(world, {
          mode: 'setup',
          payment_method_options: { card: { mandate_options: options } },
        } as never),
      );
      assert.equal(error.param, `payment_method_options[card][mandate_options][${param}]`);
    }
  });
});

it('a mandate of the merchant API: mandate_data on an intent', async () => {
  const customer = await newCustomer(world);
  const intent = await world.stripe.setupIntents.create({
    customer,
    payment_method: 'pm_card_visa',
    confirm: true,
    usage: 'off_session',
    mandate_data: { customer_acceptance: { type: 'offline', offline: {} } },
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  assert.equal(intent.status, 'succeeded');
  const card = String(intent.payment_method);
  assert.equal((await mandate(world, String(intent.mandate))).payment_method, card);
  assert.equal((await chargeLater(world, customer, card, 500)).status, 'succeeded');
});

it('advisory: goes through, and the attempt says that nothing covered it', async () => {
  const easy = await startWorld({ config: { mandates: 'advisory' } });
  try {
    const customer = await newCustomer(easy);
    const card = await attach(easy, customer);
    const intent = await chargeLater(easy, customer, card, 500);
    const [attempt] = await attemptsOf(easy, intent.id);
    assert.deepEqual([attempt?.authorization, attempt?.mandate], ['none', null]);
    const id = await authorize(easy, card, { currency: 'usd', max_amount: 600 });
    const covered = await chargeLater(easy, customer, card, 600);
    const beyond = await chargeLater(easy, customer, card, 601);
    const [first] = await attemptsOf(easy, covered.id);
    const [second] = await attemptsOf(easy, beyond.id);
    assert.deepEqual([first?.authorization, first?.mandate], ['mandate', id]);
    assert.deepEqual([second?.authorization, second?.mandate], ['none', null]);
    await easy.stripe.paymentMethods.detach(card);
    assert.equal((await refusedLater(easy, customer, card, 500)).status, 400);
  } finally {
    await easy.close();
  }
});
