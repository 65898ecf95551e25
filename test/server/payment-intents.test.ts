/** Payment intents on the merchant API: created, changed, confirmed, canceled; money moves once. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type Stripe from 'stripe';
import { startWorld, type World } from '../support/world.ts';
import {
  answerChallenge,
  eventsAbout,
  eventually,
  form,
  raw,
  refusal,
  returningBuyer,
} from './shop.ts';

type Params = Partial<Stripe.PaymentIntentCreateParams>;

describe('payment intents', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  const create = (more: Params = {}) =>
    world.stripe.paymentIntents.create({ amount: 1099, currency: 'usd', ...more });
  const attempts = async (id: string) =>
    (await raw(world, 'GET', `/v1/payment_intents/${id}/attempts`)).body.data as Record<
      string,
      unknown
    >[];
  const charged = async (id: string) => {
    const made = await attempts(id);
    const found = await Promise.all(made.map((each) => world.charges(String(each.id))));
    return found.flat().map(({ status, amount }) => [status, amount]);
  };

  it('rest until somebody confirms them', async () => {
    const intent = await create({
      currency: 'USD',
      metadata: { order: '7' },
      description: 'Shirt',
    });
    assert.match(intent.id, /^pi_/);
    assert.ok(intent.client_secret?.startsWith(`${intent.id}_secret_`));
    assert.deepEqual(
      [intent.status, intent.amount, intent.currency, intent.latest_charge],
      ['requires_payment_method', 1099, 'usd', null],
    );
    const carded = await create({ payment_method: 'pm_card_visa' });
    assert.equal(carded.status, 'requires_confirmation');
    assert.deepEqual(await attempts(carded.id), []);
  });

  it('charge once when confirmed, and tell of it', async () => {
    const intent = await create({ payment_method: 'pm_card_visa', confirm: true });
    assert.deepEqual(
      [intent.status, intent.amount_received, intent.last_payment_error],
      ['succeeded', 1099, null],
    );
    assert.deepEqual(await charged(intent.id), [['succeeded', 1099]]);
    const [attempt] = await attempts(intent.id);
    assert.deepEqual(
      [attempt?.object, attempt?.operation, attempt?.status, attempt?.sequence],
      ['attempt', 'charge', 'succeeded', 1],
    );
    assert.deepEqual([attempt?.initiator, attempt?.authorization], ['customer', 'on_session']);
    assert.deepEqual(await eventsAbout(world, intent.id), [
      'payment_intent.created',
      'payment_intent.succeeded',
    ]);
    const again = await refusal(world.stripe.paymentIntents.confirm(intent.id));
    assert.deepEqual([again.statusCode, again.code], [400, 'payment_intent_unexpected_state']);
    const cancel = await refusal(world.stripe.paymentIntents.cancel(intent.id));
    assert.equal(cancel.code, 'payment_intent_unexpected_state');
  });

  it('that twenty requests confirm at once are charged once', async () => {
    const { id } = await create({ payment_method: 'pm_card_visa' });
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () => world.stripe.paymentIntents.confirm(id)),
    );
    assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const answer of answers)
      if (answer.status === 'rejected') assert.ok([400, 409].includes(answer.reason.statusCode));
    assert.deepEqual(await charged(id), [['succeeded', 1099]]);
  });

  it('give a declined card back with the reason, and take another', async () => {
    const error = await refusal(
      create({ payment_method: 'pm_card_chargeDeclinedInsufficientFunds', confirm: true }),
    );
    assert.deepEqual(
      [error.statusCode, error.type, error.code, error.decline_code],
      [402, 'StripeCardError', 'card_declined', 'insufficient_funds'],
    );
    const intent = error.payment_intent;
    assert.ok(intent);
    assert.deepEqual([intent.status, intent.payment_method], ['requires_payment_method', null]);
    const last = intent.last_payment_error;
    assert.equal(last?.payment_method?.card?.last4, '9995');
    assert.equal(last?.charge, intent.latest_charge);
    assert.equal(error.charge, intent.latest_charge);
    const charge = await world.stripe.charges.retrieve(String(intent.latest_charge));
    assert.deepEqual(
      [charge.status, charge.paid, charge.failure_code],
      ['failed', false, 'card_declined'],
    );
    const paid = await world.stripe.paymentIntents.confirm(intent.id, {
      payment_method: 'pm_card_visa',
    });
    assert.equal(paid.status, 'succeeded');
    assert.deepEqual(
      (await attempts(intent.id)).map(({ sequence, status }) => [sequence, status]),
      [
        [1, 'declined'],
        [2, 'succeeded'],
      ],
    );
    assert.deepEqual(await eventsAbout(world, intent.id), [
      'payment_intent.created',
      'payment_intent.payment_failed',
      'payment_intent.succeeded',
    ]);
  });

  const DECLINES = [
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', undefined],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', undefined],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', undefined],
    ['pm_card_visa_chargeDeclinedFraudulent', 'card_declined', 'fraudulent'],
  ] as const;
  for (const [card, code, decline] of DECLINES)
    it(`${card} is declined as its name says`, async () => {
      const error = await refusal(create({ payment_method: card, confirm: true }));
      assert.deepEqual([error.statusCode, error.code], [402, code]);
      if (decline) assert.equal(error.decline_code, decline);
    });

  it('ask the buyer where the bank wants it, and go on from their answer', async () => {
    const card = 'pm_card_authenticationRequired';
    const intent = await create({
      payment_method: card,
      confirm: true,
      return_url: 'https://shop.example/back',
    });
    assert.equal(intent.status, 'requires_action');
    assert.equal(intent.next_action?.type, 'redirect_to_url');
    assert.equal(intent.next_action?.redirect_to_url?.return_url, 'https://shop.example/back');
    assert.equal(intent.latest_charge, null);
    assert.equal((await refusal(world.stripe.paymentIntents.confirm(intent.id))).statusCode, 400);
    const dearer = await refusal(world.stripe.paymentIntents.update(intent.id, { amount: 9999 }));
    assert.deepEqual([dearer.code, dearer.param], ['payment_intent_unexpected_state', 'amount']);
    await answerChallenge(intent.next_action?.redirect_to_url?.url ?? '', 'approve');
    const paid = await answered(intent.id);
    assert.deepEqual([paid.status, paid.amount_received], ['succeeded', 1099]);
    const refused = await create({ payment_method: card, confirm: true });
    await answerChallenge(refused.next_action?.redirect_to_url?.url ?? '', 'decline');
    const failed = await answered(refused.id);
    assert.equal(failed.status, 'requires_payment_method');
    assert.equal(failed.last_payment_error?.code, 'payment_intent_authentication_failure');
  });

  const answered = (id: string) =>
    eventually(
      () => world.stripe.paymentIntents.retrieve(id),
      ({ status }) => status !== 'requires_action',
    );

  it('rather fail than ask, where the merchant wants that', async () => {
    const error = await refusal(
      create({
        payment_method: 'pm_card_authenticationRequired',
        confirm: true,
        error_on_requires_action: true,
      }),
    );
    assert.deepEqual(
      [error.statusCode, error.code, error.decline_code],
      [402, 'authentication_required', 'authentication_required'],
    );
    assert.equal(error.payment_intent?.status, 'requires_payment_method');
    assert.equal(error.payment_intent?.next_action, null);
    assert.deepEqual(
      (await charged(error.payment_intent?.id ?? '')).map(([status]) => status),
      ['requires_action'],
    );
    const plain = await create({
      payment_method: 'pm_card_visa',
      confirm: true,
      error_on_requires_action: true,
    });
    assert.equal(plain.status, 'succeeded');
  });

  it('ask any card where the merchant wants the bank to ask', async () => {
    for (const wish of ['any', 'challenge'] as const) {
      const intent = await create({
        payment_method: 'pm_card_visa',
        confirm: true,
        payment_method_options: { card: { request_three_d_secure: wish } },
      });
      assert.equal(intent.status, 'requires_action', wish);
      assert.equal(intent.payment_method_options?.card?.request_three_d_secure, wish);
    }
  });

  it('only hold the money where capture is manual, however that is said', async () => {
    const own: Params = { payment_method_options: { card: { capture_method: 'manual' } } };
    for (const more of [{ capture_method: 'manual' } satisfies Params, own]) {
      const intent = await create({ payment_method: 'pm_card_visa', confirm: true, ...more });
      assert.deepEqual(
        [intent.status, intent.amount_capturable, intent.amount_received],
        ['requires_capture', 1099, 0],
      );
      assert.deepEqual(await charged(intent.id), [['authorized', 1099]]);
    }
  });

  it('keep a card for the customer only where they say so, with a record of it', async () => {
    const { id: customer } = await world.stripe.customers.create();
    await create({ customer, payment_method: 'pm_card_visa', confirm: true });
    assert.deepEqual((await world.stripe.paymentMethods.list({ customer })).data, []);
    await create({
      customer,
      payment_method: 'pm_card_mastercard',
      confirm: true,
      setup_future_usage: 'off_session',
      payment_method_options: { card: { setup_future_usage: 'none' } },
    });
    assert.deepEqual((await world.stripe.paymentMethods.list({ customer })).data, []);
    const kept = await create({
      customer,
      payment_method: 'pm_card_visa',
      confirm: true,
      setup_future_usage: 'off_session',
    });
    const [card] = (await world.stripe.paymentMethods.list({ customer })).data;
    assert.deepEqual([card?.id, card?.allow_redisplay], [kept.payment_method, 'unspecified']);
    const { body } = await raw(world, 'GET', `/v1/consents?payment_method=${card?.id}`);
    assert.deepEqual(
      (body.data as Record<string, unknown>[]).map(({ act, actor }) => [act, actor]),
      [['assertion', 'merchant']],
    );
  });

  it('change while nothing was tried, and only then', async () => {
    const { id } = await create({ metadata: { a: '1', b: '2' } });
    const after = await world.stripe.paymentIntents.update(id, {
      amount: 500,
      currency: 'eur',
      payment_method: 'pm_card_visa',
      metadata: { a: '' },
      receipt_email: 'ada@example.com',
    });
    assert.deepEqual(
      [after.amount, after.currency, after.status, after.metadata],
      [500, 'eur', 'requires_confirmation', { b: '2' }],
    );
    const unset = await world.stripe.paymentIntents.update(id, { payment_method: '' });
    assert.deepEqual([unset.payment_method, unset.status], [null, 'requires_payment_method']);
    const paid = await world.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    assert.equal(paid.amount_received, 500);
    const late = await refusal(world.stripe.paymentIntents.update(id, { amount: 1 }));
    assert.equal(late.code, 'payment_intent_unexpected_state');
    const noted = await world.stripe.paymentIntents.update(id, { metadata: { c: '3' } });
    assert.deepEqual(noted.metadata, { b: '2', c: '3' });
  });

  it('are canceled with a reason, and then are over', async () => {
    const { id } = await create({ payment_method: 'pm_card_visa' });
    const gone = await world.stripe.paymentIntents.cancel(id, { cancellation_reason: 'duplicate' });
    assert.deepEqual([gone.status, gone.cancellation_reason], ['canceled', 'duplicate']);
    assert.ok(gone.canceled_at);
    for (const call of [
      () => world.stripe.paymentIntents.confirm(id),
      () => world.stripe.paymentIntents.cancel(id),
      () => world.stripe.paymentIntents.update(id, { amount: 1 }),
    ])
      assert.equal((await refusal(call())).code, 'payment_intent_unexpected_state');
    assert.deepEqual(await charged(id), []);
  });

  it('leave nothing behind when they cannot even be begun', async () => {
    const { customer, card } = await returningBuyer(world);
    const count = async () => (await world.stripe.paymentIntents.list({ limit: 100 })).data.length;
    const before = await count();
    const CASES: readonly [Params, string | undefined][] = [
      [{ confirm: true }, 'payment_method'],
      [{ customer: 'cus_none' }, 'customer'],
      [{ payment_method: 'pm_none', confirm: true }, 'payment_method'],
      [{ payment_method: card, confirm: true }, 'payment_method'],
      [{ payment_method: 'pm_card_nonsense', confirm: true }, 'payment_method'],
      [{ customer, payment_method: card, off_session: true }, 'off_session'],
      [{ expand: ['nothing_such'], payment_method: 'pm_card_visa', confirm: true }, 'expand'],
    ];
    for (const [more, param] of CASES) {
      const error = await refusal(create(more));
      assert.deepEqual([error.statusCode, error.param], [400, param], JSON.stringify(more));
    }
    for (const amount of ['0', '-5', '1.5', 'lots', '100000000']) {
      const { status, error } = await form(
        world,
        '/v1/payment_intents',
        `amount=${amount}&currency=usd`,
      );
      assert.deepEqual([status, error.param], [400, 'amount'], amount);
    }
    assert.equal(await count(), before);
  });

  it('are listed by customer and found by id', async () => {
    const { customer } = await returningBuyer(world);
    const one = await create({ customer });
    const two = await create({ customer });
    const { data } = await world.stripe.paymentIntents.list({ customer });
    assert.deepEqual(
      data.map(({ id }) => id),
      [two.id, one.id],
    );
    const missing = await refusal(world.stripe.paymentIntents.retrieve('pi_none'));
    assert.deepEqual([missing.statusCode, missing.code], [404, 'resource_missing']);
  });
});
