/** Mandates: what they cover and no charge more, how their uses are counted, how they end. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type Stripe from 'stripe';
import { startWorld, type World } from '../../support/world.ts';
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
