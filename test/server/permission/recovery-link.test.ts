/** The link that brings a buyer back: what it shows, what it spends, and when it is over. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startWorld, type World } from '../../support/world.ts';
import { look, press, standing } from '../shop.ts';
import {
  agree,
  attach,
  authorize,
  CARD,
  codeOf,
  fault,
  newCustomer,
  refusedLater,
  secretIn,
  takenFor,
} from './agreements.ts';

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.close());

describe('the link', () => {
  async function indebted() {
    const customer = await newCustomer(world);
    const card = await attach(world, customer, 'pm_card_authenticationRequired');
    await world.stripe.paymentMethods.update(card, {
      billing_details: {
        email: 'ada@example.com',
        name: 'Ada Long',
        phone: '+1 555 0100',
        address: {
          line1: '1 Analytical Way',
          city: 'London',
          country: 'GB',
          postal_code: 'N1 9GU',
        },
      },
    });
    await world.stripe.customers.update(customer, {
      shipping: { name: 'Ada Long', address: { line1: '1 Analytical Way', country: 'GB' } },
    });
    await authorize(world, card);
    const refused = await refusedLater(world, customer, card, 700);
    return { customer, card, intent: refused.intent.id, url: refused.recoveryUrl };
  }

  it('shows brand and last four digits, and no person; opening it spends nothing', async () => {
    const { card, url } = await indebted();
    for (let round = 0; round < 3; round++) await look(world, secretIn(url));
    const state = await look(world, secretIn(url));
    assert.equal(state.customer, null);
    assert.deepEqual([state.prefill?.billing_details.email, state.prefill?.shipping], [null, null]);
    assert.deepEqual(
      state.payment_methods.map((each) => [each.id, each.brand, each.last4, each.usable]),
      [[card, 'visa', '3184', true]],
    );
    assert.doesNotMatch(JSON.stringify(state), /ada|Analytical|London|N1 9GU|555/i);
  });

  it('leads to a page of ours, with the secret in its fragment alone', async () => {
    const { url } = await indebted();
    const address = new URL(String(url));
    assert.equal(address.origin, world.api.url);
    assert.equal(address.search, '');
    assert.match(address.pathname, /^\/pay\/cs_test_/);
    assert.equal((await fetch(address)).status, 200);
  });

  it('does not show what is kept for other agreements', async () => {
    const { customer, card, url } = await indebted();
    const other = await agree(world, customer, { number: CARD.amex });
    const shown = (await look(world, secretIn(url))).payment_methods.map((each) => each.id);
    assert.deepEqual([shown, shown.includes(other.card)], [[card], false]);
  });

  it('the merchant’s retry and the buyer at once: one charge', async () => {
    for (let round = 0; round < 3; round++) {
      const customer = await newCustomer(world);
      const card = await attach(world, customer);
      await authorize(world, card);
      await fault(world, { kind: 'decline', next: 1, code: 'insufficient_funds' });
      const declined = await refusedLater(world, customer, card, 700);
      const intent = declined.intent.id;
      await Promise.allSettled([
        world.stripe.paymentIntents.confirm(intent, { payment_method: card, off_session: true }),
        press(world, secretIn(declined.recoveryUrl), { payment_method: card }),
        world.stripe.paymentIntents.confirm(intent, { payment_method: card, off_session: true }),
      ]);
      assert.equal(await takenFor(world, intent), 1);
      assert.equal((await standing(world, secretIn(declined.recoveryUrl))).status, 'complete');
    }
  });

  it('is over once the merchant was paid otherwise', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer);
    await authorize(world, card);
    await fault(world, { kind: 'decline', next: 1, code: 'insufficient_funds' });
    const { intent, recoveryUrl } = await refusedLater(world, customer, card, 700);
    await world.stripe.paymentIntents.confirm(intent.id, {
      payment_method: card,
      off_session: true,
    });
    const answer = await world.elements(secretIn(recoveryUrl), '/elements/checkout');
    assert.deepEqual([answer.status, codeOf(answer)], [400, 'checkout_session_complete']);
  });

  it('is over once the debt is canceled, or another sum', async () => {
    const canceled = await indebted();
    await world.stripe.paymentIntents.cancel(canceled.intent);
    const dearer = await indebted();
    await world.stripe.paymentIntents.update(dearer.intent, { amount: 800 });
    for (const { url, card, intent } of [canceled, dearer]) {
      const seen = await world.elements(secretIn(url), '/elements/checkout');
      assert.deepEqual([seen.status, codeOf(seen)], [400, 'checkout_session_expired']);
      const pressed = await press(world, secretIn(url), { payment_method: card });
      assert.deepEqual([pressed.status, pressed.error?.code], [400, 'checkout_session_expired']);
      assert.equal(await takenFor(world, intent), 0);
    }
  });
});
