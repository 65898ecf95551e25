/** Readiness: every reason can be had, says who mends it, and is the very reason that confirm gives. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { READINESS_CODES } from '../../../server/model/readiness.ts';
import { startWorld, type World } from '../../support/world.ts';
import { form, raw } from '../shop.ts';
import {
  agree,
  attach,
  attemptsOf,
  authorize,
  bentClock,
  CARD,
  chargeLater,
  consentsOn,
  DAY_MS,
  fault,
  newCustomer,
  payTyped,
  readiness,
  refusedLater,
  revoke,
} from './agreements.ts';
import { createTeller } from './teller.ts';

const clock = bentClock();
const teller = createTeller({ currencies: ['usd'] });
/** A real bank, and a processor in this process that does what a test says. */
let world: World;
let told: World;
before(async () => {
  world = await startWorld({
    overrides: { now: clock.now },
    config: { processorTimeoutMs: 300, failedConfirmsPerAddress: 1000 },
  });
  told = await startWorld({ overrides: { now: clock.now, processors: [teller] } });
});
after(() => Promise.all([world.close(), told.close()]));

interface Case {
  readonly at: World;
  readonly card: string;
  readonly customer: string;
  readonly currency?: string;
  readonly amount?: number;
}

const seen = new Set<string>();

/** The endpoint says these reasons, confirm says the same, and nothing is tried. */
async function saysThe(
  reasons: readonly [code: string, fix: string][],
  { at, card, customer, currency = 'usd', amount = 500 }: Case,
): Promise<void> {
  const answer = await readiness(at, card, amount, `currency=${currency}`);
  assert.deepEqual(
    answer.reasons.map((reason) => [reason.code, reason.fix]),
    reasons,
  );
  assert.equal(answer.ready, false);
  const refused = await refusedLater(at, customer, card, amount, { currency });
  assert.deepEqual([refused.status, refused.code], [400, 'payment_method_not_ready']);
  assert.deepEqual(
    refused.reasons,
    reasons.map(([code]) => code),
  );
  assert.deepEqual(await attemptsOf(at, refused.intent.id), []);
  for (const [code] of reasons) seen.add(code);
}

async function fresh(at: World, id = 'pm_card_visa') {
  const customer = await newCustomer(at);
  return { at, customer, card: await attach(at, customer, id) };
}

describe('of mandates', () => {
  it('none', async () => saysThe([['no_active_mandate', 'buyer']], await fresh(world)));
  it('revoked', async () => {
    const one = await fresh(world);
    await revoke(world, await authorize(world, one.card));
    await saysThe([['mandate_revoked', 'buyer']], one);
  });
  it('over the cap', async () => {
    const one = await fresh(world);
    await authorize(world, one.card, { currency: 'usd', max_amount: 499 });
    await saysThe([['mandate_amount_exceeded', 'buyer']], one);
  });
  it('another currency', async () => {
    const one = await fresh(world);
    await authorize(world, one.card, { currency: 'eur' });
    await saysThe([['mandate_currency_mismatch', 'merchant']], one);
  });
  it('exhausted', async () => {
    const one = await fresh(world);
    await authorize(world, one.card, { max_count: 1 });
    await chargeLater(world, one.customer, one.card, 500);
    await saysThe([['mandate_exhausted', 'buyer']], one);
  });
  it('a period that is full, with the moment at which the next begins', async () => {
    const one = await fresh(world);
    await authorize(world, one.card, {
      currency: 'usd',
      interval: 'day',
      max_amount_per_period: 600,
    });
    await chargeLater(world, one.customer, one.card, 500);
    await saysThe([['mandate_period_exceeded', 'wait']], one);
    const [reason] = (await readiness(world, one.card)).reasons;
    assert.equal(reason?.until, (clock.now() + DAY_MS) / 1000);
  });
  it('expired', async () => {
    const one = await fresh(world);
    await authorize(world, one.card, { valid_until: clock.now() / 1000 + 60 });
    assert.equal((await readiness(world, one.card)).ready, true);
    clock.advance(60_000);
    await saysThe([['mandate_expired', 'buyer']], one);
  });
  it('by category', async () => {
    const one = await fresh(world);
    await authorize(world, one.card, { category: 'recurring' });
    const query = (category: string) => `currency=usd&category=${category}`;
    assert.equal((await readiness(world, one.card, 500, query('recurring'))).ready, true);
    assert.equal((await readiness(world, one.card, 500, query('unscheduled'))).ready, false);
  });
});

describe('of the card', () => {
  it('withdrawn: nothing keeps it any more', async () => {
    const customer = await newCustomer(world);
    await payTyped(world, customer, { save: true });
    const [grant] = await consentsOn(world, `customer=${customer}`);
    assert.ok(grant);
    await form(world, `/v1/consents/${grant.id}/withdraw`, '');
    await saysThe(
      [
        ['no_active_mandate', 'buyer'],
        ['payment_method_detached', 'buyer'],
        ['credential_single_use', 'buyer'],
        ['consent_withdrawn', 'buyer'],
      ],
      { at: world, customer, card: grant.payment_method },
    );
  });
  it('single use: never kept, and said so before the due date', async () => {
    const made = await world.stripe.paymentMethods.create({
      type: 'card',
      card: { token: 'tok_visa' },
    });
    const { reasons } = await readiness(world, made.id);
    assert.deepEqual(
      reasons.map((reason) => reason.code),
      ['no_active_mandate', 'credential_single_use'],
    );
  });
  it('saved for showing only: no charge without the buyer', async () => {
    const customer = await newCustomer(world);
    await payTyped(world, customer, { save: true });
    const [card] = (await world.stripe.paymentMethods.list({ customer })).data;
    assert.ok(card);
    await authorize(world, card.id);
    await saysThe([['credential_on_session_only', 'buyer']], {
      at: world,
      customer,
      card: card.id,
    });
  });
  it('expired, by the merchant’s word or by time', async () => {
    const one = await fresh(world);
    await authorize(world, one.card);
    await world.stripe.paymentMethods.update(one.card, { card: { exp_month: 1, exp_year: 2025 } });
    await saysThe([['card_expired', 'buyer']], one);
  });
  it('blocked by its issuer', async () => {
    const one = await fresh(world);
    await authorize(world, one.card);
    await fault(world, { kind: 'decline', next: 1, code: 'stolen_card' });
    await refusedLater(world, one.customer, one.card, 500);
    await saysThe([['card_blocked', 'buyer']], one);
  });
  it('its issuer wants to see the buyer', async () => {
    const one = await fresh(world, 'pm_card_authenticationRequired');
    await authorize(world, one.card);
    await refusedLater(world, one.customer, one.card, 500);
    await saysThe([['needs_reauthentication', 'buyer']], one);
  });
  it('declined as often as the networks allow', async () => {
    const one = await fresh(world, 'pm_card_chargeCustomerFail');
    await authorize(world, one.card);
    for (let round = 0; round < 10; round++) {
      assert.equal((await refusedLater(world, one.customer, one.card, 500)).status, 402);
      clock.advance(1000);
    }
    await saysThe([['retry_budget_exhausted', 'wait']], one);
    clock.advance(DAY_MS);
    assert.equal((await readiness(world, one.card)).ready, true);
    for (let round = 0; round < 5; round++)
      assert.equal((await refusedLater(world, one.customer, one.card, 500)).status, 402);
    await saysThe([['retry_budget_exhausted', 'wait']], one);
    clock.advance(2 * DAY_MS);
    assert.equal((await readiness(world, one.card)).ready, false, 'fifteen in thirty days');
  });
});

describe('of the processor', () => {
  it('an outcome that is not known', async () => {
    const one = await fresh(world);
    await authorize(world, one.card);
    await fault(world, { kind: 'timeout_before_effect', next: 1, ms: 5000 });
    assert.equal((await chargeLater(world, one.customer, one.card, 500)).status, 'processing');
    await saysThe([['attempt_outcome_unknown', 'wait']], one);
  });
  it('told to wait', async () => {
    const one = await fresh(told);
    await authorize(told, one.card);
    teller.declineNext('generic_decline', 'mac_25');
    assert.equal((await refusedLater(told, one.customer, one.card, 500)).status, 402);
    await saysThe([['retry_not_before', 'wait']], one);
    const [reason] = (await readiness(told, one.card)).reasons;
    assert.equal(reason?.until, (clock.now() + DAY_MS) / 1000);
    clock.advance(DAY_MS);
    assert.equal((await chargeLater(told, one.customer, one.card, 500)).status, 'succeeded');
  });
  it('a card that turns out to be for one use', async () => {
    const one = await fresh(told);
    await authorize(told, one.card);
    teller.declineNext('generic_decline', 'mac_40');
    await refusedLater(told, one.customer, one.card, 500);
    await saysThe([['credential_single_use', 'buyer']], one);
  });
  it('a currency that none takes', async () => {
    const one = await fresh(told);
    await authorize(told, one.card);
    await saysThe([['currency_not_supported', 'merchant']], { ...one, currency: 'eur' });
  });
  it('a credential that none can use', async () => {
    const one = await fresh(told);
    await authorize(told, one.card);
    teller.forgetKinds(true);
    await saysThe([['no_compatible_processor', 'merchant']], one);
    teller.forgetKinds(false);
    assert.equal((await readiness(told, one.card)).ready, true);
  });
});

it('every reason was had', () => {
  assert.deepEqual(
    READINESS_CODES.filter((code) => !seen.has(code)),
    [],
  );
});

describe('a card good for one use is never saved as if it were not', () => {
  it('paying with the box ticked: paid, and not kept', async () => {
    const customer = await newCustomer(told);
    teller.onlyOnce(CARD.visa);
    await payTyped(told, customer, { save: true, authorize: true });
    teller.onlyOnce(null);
    assert.deepEqual((await told.stripe.paymentMethods.list({ customer })).data, []);
    const mandates = await raw(told, 'GET', `/v1/mandates?customer=${customer}`);
    assert.deepEqual(
      (mandates.body as { data: unknown[] }).data,
      [],
      'nothing could be charged under it',
    );
  });
  it('setting up: declined', async () => {
    const customer = await newCustomer(told);
    teller.onlyOnce(CARD.visa);
    await assert.rejects(agree(told, customer), /card_declined/);
    await assert.rejects(attach(told, customer), /does not support/);
    teller.onlyOnce(null);
    assert.deepEqual((await told.stripe.paymentMethods.list({ customer })).data, []);
  });
});

describe('bad input', () => {
  for (const [query, param] of [
    ['currency=usd', 'amount'],
    ['amount=500', 'currency'],
    ['amount=0&currency=usd', 'amount'],
    ['amount=5.5&currency=usd', 'amount'],
    ['amount=500&currency=dollars', 'currency'],
    ['amount=500&currency=usd&category=weekly', 'category'],
    ['amount=500&currency=usd&when=now', 'when'],
  ] as const) {
    it(`${query}: names ${param}`, async () => {
      const { card } = await fresh(world);
      const answer = await raw(world, 'GET', `/v1/payment_methods/${card}/readiness?${query}`);
      assert.deepEqual([answer.status, answer.error.param], [400, param]);
    });
  }
  it('an unknown card', async () => {
    const answer = await raw(
      world,
      'GET',
      '/v1/payment_methods/pm_no/readiness?amount=5&currency=usd',
    );
    assert.deepEqual([answer.status, answer.error.code], [404, 'resource_missing']);
  });
});
