/**
 * Buyers who are asked by their bank at Adyen: their way back brings the answer, for payments and for
 * cards that are kept without one.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type Stripe from 'stripe';
import {
  type AdyenShop,
  answerChallenge,
  eventually,
  onwardFrom,
  startAdyenShop,
} from './adyen-test-system/shop.ts';

let shop: AdyenShop;
let stripe: Stripe;

describe('challenges at adyen', () => {
  before(async () => {
    shop = await startAdyenShop();
    stripe = shop.world.stripe;
  });
  after(() => shop.close());

  for (const approve of [true, false]) {
    it(`a challenge ${approve ? 'approved' : 'declined'}: the way back tells, and goes on to the shop`, async () => {
      const intent = await shop.pay({
        payment_method: 'pm_card_authenticationRequired',
        capture_method: 'manual',
      });
      assert.equal(intent.status, 'requires_action');
      const action = intent.next_action?.redirect_to_url;
      assert.equal(action?.return_url, 'https://shop.example/back');
      const back = await answerChallenge(String(action?.url), approve);
      assert.ok(back.startsWith(`${shop.world.api.url}/returns/adyen/att_`), back);
      shop.system.hold(true);
      assert.equal(await onwardFrom(back), 'https://shop.example/back');
      const after = await stripe.paymentIntents.retrieve(intent.id);
      assert.equal(after.status, approve ? 'requires_capture' : 'requires_payment_method');
      shop.system.hold(false);
      await shop.system.delivered();
      const [charge] = await shop.triesOf(intent.id);
      assert.deepEqual(
        [charge?.status, charge?.late],
        [approve ? 'authorized' : 'declined', false],
      );
      // Once more, or with somebody else's answer, it decides nothing.
      await onwardFrom(back.replace(/redirectResult=\w+/, 'redirectResult=ABC'));
      const still = await stripe.paymentIntents.retrieve(intent.id);
      assert.equal(still.status, after.status);
    });
  }

  it('a card is checked and kept without a payment, its holder asked; what recurs is told so', async () => {
    const customer = await stripe.customers.create({ email: 'noor@example.com' });
    const setup = await stripe.setupIntents.create({
      customer: customer.id,
      payment_method: 'pm_card_authenticationRequired',
      confirm: true,
      usage: 'off_session',
      mandate_data: { customer_acceptance: { type: 'offline' } },
      return_url: 'https://shop.example/back',
    });
    assert.equal(setup.status, 'requires_action');
    const back = await answerChallenge(String(setup.next_action?.redirect_to_url?.url), true);
    assert.equal(await onwardFrom(back), 'https://shop.example/back');
    const done = await stripe.setupIntents.retrieve(setup.id);
    assert.equal(done.status, 'succeeded');
    const [checked] = shop.system.ledger.payments.slice(-1);
    assert.deepEqual(checked?.amount, { currency: 'EUR', value: 0 });

    const card = String(done.payment_method);
    const agreement =
      `payment_method=${card}&customer_acceptance[type]=offline&terms[category]=recurring` +
      '&terms[currency]=usd';
    const taken = await fetch(`${shop.world.api.url}/v1/mandates`, {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.world.api.key}` },
      body: new URLSearchParams(agreement),
    });
    assert.equal(taken.status, 200, await taken.text());
    const later = await stripe.paymentIntents.create({
      amount: 900,
      currency: 'usd',
      customer: customer.id,
      payment_method: card,
      off_session: 'recurring',
      confirm: true,
    });
    assert.equal(later.status, 'succeeded');
    const [charge] = await shop.triesOf(later.id);
    const [twin] = shop.paymentsOf(charge?.id);
    assert.equal(twin?.request.recurringProcessingModel, 'Subscription');
  });

  it('a payment whose buyer is being asked is not canceled on suspicion', async () => {
    const intent = await shop.pay({ payment_method: 'pm_card_authenticationRequired' });
    assert.equal(intent.status, 'requires_action');
    const canceled = await stripe.paymentIntents.cancel(intent.id);
    assert.ok(['processing', 'requires_action'].includes(canceled.status), canceled.status);
    // Adyen found nothing to cancel: the buyer may still answer, and pay.
    const still = await eventually(
      () => stripe.paymentIntents.retrieve(intent.id),
      ({ status }) => status === 'requires_action',
    );
    assert.equal(still.status, 'requires_action');
  });

  it('who comes back with nothing, or with something else, gets on and moves nothing', async () => {
    const at = `${shop.world.api.url}/returns`;
    const done = `${shop.world.api.url}/challenge-done`;
    for (const path of ['adyen/att_none?redirectResult=A', 'nobody/att_none', 'adyen/%00'])
      assert.equal(await onwardFrom(`${at}/${path}`), done, path);
    const intent = await shop.pay({ payment_method: 'pm_card_authenticationRequired' });
    const [charge] = await shop.triesOf(intent.id);
    for (const query of ['', '?redirectResult=', '?redirectResult=A&redirectResult=B', '?keep=x'])
      assert.equal(
        await onwardFrom(`${at}/adyen/${charge?.id}${query}`),
        'https://shop.example/back',
        query,
      );
    assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'requires_action');
    const posted = await fetch(`${at}/adyen/${charge?.id}`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ redirectResult: '4242424242424242' }),
    });
    assert.equal(posted.status, 400);
  });

  it('no request was refused by the published description', () => {
    assert.deepEqual(shop.system.refused, []);
  });
});
