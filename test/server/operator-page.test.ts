/** One payment on the demo's merchant side: every try with what was decided, and why its card is not ready. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Hono } from 'hono';
import { merchantRoutes } from '../../demo/merchant.ts';
import { startWorld, type World } from '../support/world.ts';
import { attach, authorize, fault, newCustomer, refusedLater } from './permission/agreements.ts';
import { refusal } from './shop.ts';

const HERE = 'http://localhost:4000';
let world: World;
let shop: Hono;
before(async () => {
  world = await startWorld();
  shop = new Hono().route('/merchant', merchantRoutes(world.stripe));
});
after(() => world.close());

const page = async (path: string) => {
  const answer = await shop.request(`${HERE}${path}`);
  return { status: answer.status, html: await answer.text() };
};

describe('a payment’s page', () => {
  it('tells the decline, what was decided, the skipped try, the reasons; and no key', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer);
    const mandate = await authorize(world, card);
    await fault(world, { kind: 'decline', next: 1, code: 'stolen_card' });
    const { intent } = await refusedLater(world, customer, card, 2500);
    await refusal(
      world.stripe.paymentIntents.confirm(intent.id, { payment_method: card, off_session: true }),
    );
    const { status, html } = await page(`/merchant/payments/${intent.id}`);
    assert.equal(status, 200);
    for (const part of [
      '$25.00',
      'stolen_card',
      '43',
      'sandbox',
      mandate,
      'skipped',
      'card_blocked',
      'not ready',
    ])
      assert.ok(html.includes(part), part);
    assert.ok(html.indexOf('stolen_card') < html.indexOf('>skipped<'), 'first things first');
    assert.ok(!html.includes(world.api.key));
    const { html: all } = await page('/merchant');
    assert.ok(all.includes(`/merchant/payments/${intent.id}`));
  });
  it('is not there for a payment that never was', async () => {
    for (const id of ['pi_nobody', 'cus_1', '%3Cscript%3E'])
      assert.equal((await page(`/merchant/payments/${id}`)).status, 404, id);
  });
});
