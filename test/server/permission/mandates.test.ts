/** Mandates: what they cover and no charge more, how their uses are counted, how they end. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type Stripe from 'stripe';
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
  fault,
  mandate,
  newCustomer,
  postMandate,
  type Refused,
  refusalsOn,
  refusedLater,
  revoke,
  takenFor,
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

type More = Partial<Stripe.PaymentIntentCreateParams>;

describe('one mandate, one charge', () => {
  const rows: readonly [string, Record<string, unknown>, [number, More?], string | null][] = [
    ['nothing is bounded', {}, [99_999_99], null],
    ['up to the cap', { currency: 'usd', max_amount: 5000 }, [5000], null],
    ['beyond the cap', { currency: 'usd', max_amount: 5000 }, [5001], 'mandate_amount_exceeded'],
    ['another currency', { currency: 'eur' }, [500], 'mandate_currency_mismatch'],
    [
      'more than a period holds',
      { currency: 'usd', max_amount_per_period: 900, interval: 'month' },
      [901],
      'mandate_amount_exceeded',
    ],
    ['not yet valid', { valid_from: seconds() + 3600 }, [500], 'no_active_mandate'],
    [
      'its category asked for',
      { category: 'recurring' },
      [500, { off_session: 'recurring' }],
      null,
    ],
    [
      'another category asked for',
      { category: 'unscheduled' },
      [500, { off_session: 'recurring' }],
      'no_active_mandate',
    ],
    ['any category will do', { category: 'installment' }, [500, { off_session: 'one_off' }], null],
  ];
  for (const [name, terms, [amount, more], reason] of rows) {
    it(`${name}: ${reason ?? 'goes through'}`, async () => {
      const customer = await newCustomer(world);
      const card = await attach(world, customer);
      const id = await authorize(world, card, terms);
      if (reason) {
        await isRefused(await refusedLater(world, customer, card, amount, more), reason);
        return;
      }
      const intent = await chargeLater(world, customer, card, amount, more);
      assert.equal(intent.status, 'succeeded');
      const [attempt] = await attemptsOf(world, intent.id);
      assert.deepEqual(
        [attempt?.authorization, attempt?.mandate, attempt?.initiator],
        ['mandate', id, 'merchant'],
      );
    });
  }

  it('no mandate: no charge', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer);
    await isRefused(await refusedLater(world, customer, card, 500), 'no_active_mandate');
  });

  it('the mandate that the merchant names, and no other', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer);
    const small = await authorize(world, card, { currency: 'usd', max_amount: 100 });
    const great = await authorize(world, card, { currency: 'usd', max_amount: 10_000 });
    const refused = await refusedLater(world, customer, card, 500, { mandate: small });
    await isRefused(refused, 'mandate_amount_exceeded');
    const intent = await chargeLater(world, customer, card, 500, { mandate: great });
    assert.equal((await attemptsOf(world, intent.id))[0]?.mandate, great);
  });

  it('another card’s mandate covers nothing', async () => {
    const customer = await newCustomer(world);
    const [card, other] = [
      await attach(world, customer),
      await attach(world, customer, 'pm_card_amex'),
    ];
    const id = await authorize(world, other);
    await isRefused(await refusedLater(world, customer, card, 500), 'no_active_mandate');
    const refused = await refusedLater(world, customer, card, 500, { mandate: id });
    await isRefused(refused, 'no_active_mandate');
  });
});

describe('time', () => {
  it('ends it at its moment, and a new period opens the cap again', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer);
    const id = await authorize(world, card, {
      currency: 'usd',
      interval: 'week',
      max_amount_per_period: 1000,
      valid_until: seconds() + 10 * 86_400,
    });
    assert.equal((await chargeLater(world, customer, card, 700)).status, 'succeeded');
    await isRefused(await refusedLater(world, customer, card, 301), 'mandate_period_exceeded');
    assert.equal((await chargeLater(world, customer, card, 300)).status, 'succeeded');
    clock.advance(7 * DAY_MS - 1000);
    await isRefused(await refusedLater(world, customer, card, 1), 'mandate_period_exceeded');
    clock.advance(1000);
    assert.equal((await chargeLater(world, customer, card, 1000)).status, 'succeeded');
    clock.advance(3 * DAY_MS);
    await isRefused(await refusedLater(world, customer, card, 1), 'mandate_expired');
    const ended = await mandate(world, id);
    assert.deepEqual([ended.status, ended.status_reason], ['inactive', 'expired']);
  });
});

describe('uses', () => {
  it('are consumed by success and released by a decline', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer, 'pm_card_chargeCustomerFail');
    await authorize(world, card, { max_count: 1 });
    for (let round = 0; round < 2; round++) {
      const declined = await refusedLater(world, customer, card, 500);
      assert.deepEqual([declined.status, declined.code], [402, 'card_declined']);
      assert.equal(declined.intent.status, 'requires_payment_method');
    }
    const good = await attach(world, customer);
    const id = await authorize(world, good, { max_count: 1 });
    await chargeLater(world, customer, good, 500);
    await isRefused(await refusedLater(world, customer, good, 500), 'mandate_exhausted');
    assert.equal((await mandate(world, id)).status_reason, 'exhausted');
  });

  it('stay reserved while the outcome is unknown', async () => {
    const impatient = await startWorld({ config: { processorTimeoutMs: 200 } });
    try {
      const customer = await newCustomer(impatient);
      const card = await attach(impatient, customer);
      const terms = { currency: 'usd', interval: 'month', max_amount_per_period: 1000 };
      await authorize(impatient, card, terms);
      await fault(impatient, { kind: 'timeout_before_effect', next: 1, ms: 5000 });
      const intent = await chargeLater(impatient, customer, card, 800);
      assert.equal(intent.status, 'processing');
      assert.equal((await attemptsOf(impatient, intent.id))[0]?.status, 'unknown');
      const { reasons } = await refusedLater(impatient, customer, card, 201);
      assert.deepEqual(reasons, ['mandate_period_exceeded', 'attempt_outcome_unknown']);
    } finally {
      await impatient.close();
    }
  });

  it('two requests at once against the last unit: one charge', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer);
    await authorize(world, card, { max_count: 3, currency: 'usd', max_amount: 900 });
    await chargeLater(world, customer, card, 900);
    await chargeLater(world, customer, card, 900);
    const answers = await Promise.allSettled(
      Array.from({ length: 6 }, () => chargeLater(world, customer, card, 900)),
    );
    assert.equal(answers.filter((each) => each.status === 'fulfilled').length, 1);
    const mine = (await world.stripe.paymentIntents.list({ customer, limit: 100 })).data;
    const taken = await Promise.all(mine.map((each) => takenFor(world, each.id)));
    assert.equal(
      taken.reduce((sum, each) => sum + each, 0),
      3,
    );
    const kept = await refusalsOn(world, `customer=${customer}`);
    assert.deepEqual(
      kept.map((each) => each.reasons[0]),
      Array.from({ length: 5 }, () => 'mandate_exhausted'),
    );
  });

  it('the same for a cap of a period', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer);
    await authorize(world, card, { currency: 'usd', interval: 'day', max_amount_per_period: 1000 });
    const answers = await Promise.allSettled(
      [600, 600, 300, 300, 300].map((amount) => chargeLater(world, customer, card, amount)),
    );
    const took = answers.flatMap((each) =>
      each.status === 'fulfilled' ? [each.value.amount] : [],
    );
    const sum = took.reduce((total, each) => total + each, 0);
    assert.ok(sum <= 1000 && sum >= 800, `${sum}`);
  });
});

describe('ends', () => {
  it('revoked at once, by a record of its own; a second revocation changes nothing', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer);
    const id = await authorize(world, card);
    await chargeLater(world, customer, card, 500);
    const revoked = await revoke(world, id);
    assert.deepEqual(
      [revoked.status, revoked.status_reason, revoked.revoked_by],
      ['inactive', 'revoked', 'merchant'],
    );
    await isRefused(await refusedLater(world, customer, card, 500), 'mandate_revoked');
    await revoke(world, id);
    const records = await consentsOn(world, `payment_method=${card}`);
    assert.deepEqual(
      records.map((each) => `${each.act} ${each.scope}`),
      ['assertion redisplay', 'assertion mandate', 'revocation mandate'],
    );
    assert.equal(records[2]?.refers_to, records[1]?.id);
  });

  it('with its card', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer);
    const id = await authorize(world, card);
    await world.stripe.paymentMethods.detach(card);
    assert.equal((await mandate(world, id)).status, 'inactive');
    const refused = await refusedLater(world, customer, card, 500);
    assert.ok(refused.reasons.includes('payment_method_detached'), refused.reasons.join());
    await isRefused(refused, 'mandate_revoked');
  });

  it('a card that only the mandate kept goes with it', async () => {
    const customer = await newCustomer(world);
    const { card, mandate: id } = await agree(world, customer);
    assert.equal((await world.stripe.paymentMethods.retrieve(card)).allow_redisplay, 'limited');
    await revoke(world, id);
    assert.equal((await world.stripe.paymentMethods.retrieve(card)).customer, null);
  });

  it('by the issuer: the revocation is on record', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer);
    const id = await authorize(world, card);
    await fault(world, { kind: 'decline', next: 1, code: 'revocation_of_authorization' });
    assert.equal((await refusedLater(world, customer, card, 500)).status, 402);
    assert.deepEqual(
      [(await mandate(world, id)).status, (await mandate(world, id)).revoked_by],
      ['inactive', 'issuer'],
    );
    const last = (await consentsOn(world, `payment_method=${card}`)).at(-1);
    assert.deepEqual([last?.act, last?.actor, last?.mandate], ['revocation', 'issuer', id]);
    const again = await refusedLater(world, customer, card, 500);
    assert.ok(again.reasons.includes('mandate_revoked') && again.reasons.includes('card_blocked'));
  });
});

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
