/** What a checkout shows, and which card it has already chosen, when a browser asks for it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type Stripe from 'stripe';
import { luhn } from '../../server/model/card-number.ts';
import { frameOf } from '../support/bank-frame.ts';
import { startWorld, type World } from '../support/world.ts';
import { ADA, look, openSession, press, returningBuyer, SHOP, saveCard } from './shop.ts';

const MINUTE = 60_000;
type Options = NonNullable<Stripe.Checkout.SessionCreateParams['saved_payment_method_options']>;

describe('what a checkout shows', () => {
  let world: World;
  const bent = 0;
  before(async () => {
    world = await startWorld({ overrides: { now: () => Date.now() + bent } });
  });
  after(() => world.close());

  const buyer = async () => (await world.stripe.customers.create({ email: ADA.email })).id;
  const shown = async (customer: string, saved_payment_method_options: Options = {}) => {
    const { secret } = await openSession(world, { customer, saved_payment_method_options });
    return (await look(world, secret)).payment_methods.map(({ id }) => id);
  };

  it('is everything, in one answer', async () => {
    const { customer, card } = await returningBuyer(world);
    const { id, secret } = await openSession(world, { customer, locale: 'de' });
    const state = await look(world, secret);
    const { session, merchant, payment_methods, line_items, card_entry, press: pressed } = state;
    assert.deepEqual(
      [session.id, session.mode, session.status, session.amount_total, session.return_url],
      [id, 'payment', 'open', 1099, `${SHOP}/done`],
    );
    assert.equal(merchant.name, 'Keepsake demo shop');
    assert.deepEqual(line_items, [{ name: 'T-shirt', quantity: 1, amount_total: 1099 }]);
    assert.deepEqual(payment_methods, [
      {
        id: card,
        brand: 'visa',
        last4: '4242',
        exp_month: payment_methods[0]?.exp_month,
        exp_year: payment_methods[0]?.exp_year,
        funding: 'credit',
        is_default: false,
        expired: false,
        usable: true,
        reasons: [],
        removable: false,
        pays_for: [],
      },
    ]);
    const frame = new URL(frameOf(card_entry));
    assert.equal(frame.origin, world.bank.url);
    assert.equal((await fetch(frame)).status, 200);
    assert.equal(pressed, null);
  });

  const KINDS = ['always', 'limited', 'unspecified'] as const;
  const FILTERS = [undefined, ...Array.from({ length: 7 }, (_, index) => index + 1)].map((bits) =>
    bits === undefined ? undefined : KINDS.filter((_, index) => bits & (1 << index)),
  );
  it('is what the filter names, and a filter that is given replaces the usual one', async () => {
    const customer = await buyer();
    const card = {
      always: await saveCard(world, customer, 'pm_card_visa', { allow_redisplay: 'always' }),
      limited: await saveCard(world, customer, 'pm_card_amex', { allow_redisplay: 'limited' }),
      unspecified: await saveCard(world, customer, 'pm_card_discover', {
        allow_redisplay: 'unspecified',
      }),
    };
    for (const filter of FILTERS) {
      const expected = KINDS.filter((kind) => (filter ?? ['always']).includes(kind));
      assert.deepEqual(
        await shown(customer, filter ? { allow_redisplay_filters: filter } : {}),
        expected.map((kind) => card[kind]).toReversed(),
        String(filter),
      );
    }
  });

  for (const show of [true, false])
    for (const save of [true, false])
      for (const remove of [true, false])
        it(`shows ${show}, saves ${save}, removes ${remove}: each on its own`, async () => {
          const { customer, card } = await returningBuyer(world);
          const { secret } = await openSession(world, {
            customer,
            saved_payment_method_options: {
              allow_redisplay_filters: show ? ['always'] : ['limited'],
              payment_method_save: save ? 'enabled' : 'disabled',
              payment_method_remove: remove ? 'enabled' : 'disabled',
            },
          });
          const state = await look(world, secret);
          assert.deepEqual(
            state.payment_methods.map((method) => [method.id, method.removable]),
            show ? [[card, remove]] : [],
          );
          assert.equal(state.offers.redisplay !== null, save);
          assert.equal(state.offers.mandate, null);
        });

  it('is at most fifty cards, the newest first', async () => {
    const customer = await buyer();
    const ids: string[] = [];
    for (let each = 0; each < 53; each += 1) {
      const body = `424242${String(each).padStart(9, '0')}`;
      const check = [...'0123456789'].find((digit) => luhn(body + digit));
      const token = await world.token(`${body}${check}`);
      const { id } = await world.stripe.paymentMethods.create({
        type: 'card',
        card: { token },
        allow_redisplay: 'always',
      });
      ids.unshift((await world.stripe.paymentMethods.attach(id, { customer })).id);
    }
    assert.deepEqual(await shown(customer), ids.slice(0, 50));
  });

  it('is never a card that was detached, and never another’s', async () => {
    const { customer, card } = await returningBuyer(world);
    await returningBuyer(world);
    assert.deepEqual(await shown(customer), [card]);
    await world.stripe.paymentMethods.detach(card);
    assert.deepEqual(await shown(customer), []);
  });

  it('is nothing for a guest', async () => {
    await returningBuyer(world);
    const { secret } = await openSession(world, { customer_email: 'guest@example.com' });
    const state = await look(world, secret);
    assert.deepEqual([state.payment_methods, state.prefill], [[], null]);
    assert.deepEqual(state.customer, { email: 'guest@example.com', name: null });
  });

  it('tells that a card has expired, and does not take it', async () => {
    const { customer, card } = await returningBuyer(world);
    await world.stripe.paymentMethods.update(card, { card: { exp_month: 1, exp_year: 2020 } });
    const { secret } = await openSession(world, { customer });
    const state = await look(world, secret);
    const [method] = state.payment_methods;
    assert.deepEqual(
      [method?.expired, method?.usable, method?.reasons[0]?.code, method?.reasons[0]?.fix],
      [true, false, 'card_expired', 'buyer'],
    );
    assert.equal(state.prefill, null);
    const refused = await press(world, secret, { payment_method: card });
    assert.deepEqual([refused.status, refused.error?.code], [400, 'card_expired']);
    const today = new Date();
    await world.stripe.paymentMethods.update(card, {
      card: { exp_month: today.getUTCMonth() + 1, exp_year: today.getUTCFullYear() },
    });
    assert.equal((await look(world, secret)).payment_methods[0]?.expired, false);
  });

  it('is only what the filter lets a press use', async () => {
    const { customer, card } = await returningBuyer(world);
    const { secret } = await openSession(world, {
      customer,
      saved_payment_method_options: { allow_redisplay_filters: ['limited'] },
    });
    const refused = await press(world, secret, { payment_method: card });
    assert.deepEqual([refused.status, refused.error?.code], [400, 'resource_missing']);
    const foreign = await returningBuyer(world);
    const theirs = await press(world, secret, { payment_method: foreign.card });
    assert.equal(theirs.error?.code, 'resource_missing');
    assert.equal((await world.charges()).length, 0);
  });
});

describe('what a checkout has already chosen', () => {
  let world: World;
  let bent = 0;
  before(async () => {
    world = await startWorld({ overrides: { now: () => Date.now() + bent } });
  });
  after(() => world.close());

  const buyer = async (more = {}) =>
    (await world.stripe.customers.create({ email: ADA.email, ...more })).id;
  const chosen = async (customer: string, more: Parameters<typeof openSession>[1] = {}) => {
    const { secret } = await openSession(world, { customer, ...more });
    return (await look(world, secret)).prefill;
  };

  it('is the newest card, with its own details, for thirty minutes from the start', async () => {
    const customer = await buyer();
    await saveCard(world, customer, 'pm_card_visa');
    const newest = await saveCard(world, customer, 'pm_card_mastercard');
    const { secret } = await openSession(world, { customer });
    const { prefill, session } = await look(world, secret);
    assert.deepEqual([prefill?.payment_method, prefill?.reason], [newest, 'newest']);
    assert.deepEqual(
      [prefill?.billing_details.name, prefill?.billing_details.address?.postal_code],
      [ADA.name, '94110'],
    );
    assert.equal(prefill?.shipping, null);
    assert.equal(session.status, 'open');
    bent += 29 * MINUTE + 50_000;
    assert.equal((await look(world, secret)).prefill?.payment_method, newest);
    bent += 11_000;
    const late = await look(world, secret);
    assert.deepEqual([late.prefill, late.payment_methods.length], [null, 2]);
    assert.equal(JSON.stringify(late).includes('94110'), false);
  });

  it('is a default only in a subscription, and nothing in a setup', async () => {
    const customer = await buyer();
    const older = await saveCard(world, customer, 'pm_card_visa');
    const newest = await saveCard(world, customer, 'pm_card_amex');
    await world.stripe.customers.update(customer, {
      invoice_settings: { default_payment_method: older },
    });
    const { secret } = await openSession(world, { customer });
    const state = await look(world, secret);
    assert.equal(state.prefill?.payment_method, newest);
    assert.deepEqual(
      state.payment_methods.map((method) => method.is_default),
      [false, true],
    );
    assert.equal(await chosen(customer, { mode: 'setup' }), null);
  });

  it('skips cards that have expired or whose details do not suffice', async () => {
    const customer = await buyer();
    const good = await saveCard(world, customer, 'pm_card_visa');
    await saveCard(world, customer, 'pm_card_mastercard', { card: { exp_year: 2020 } });
    await saveCard(world, customer, 'pm_card_amex', { billing_details: { name: 'Ada' } });
    assert.equal((await chosen(customer))?.payment_method, good);
  });

  const WHOLE = { line1: '1 Way', city: 'San Francisco', state: 'CA', postal_code: '94110' };
  const DETAILS = [
    ['auto', { ...ADA, address: { country: 'DE' } }, true],
    ['auto', { ...ADA, address: { country: 'US' } }, false],
    ['auto', { ...ADA, address: { country: 'CA' } }, false],
    ['auto', { ...ADA, address: { country: 'GB', postal_code: 'E1' } }, true],
    ['auto', { ...ADA, email: '' }, false],
    ['auto', { ...ADA, name: '' }, false],
    ['auto', { ...ADA, address: '' }, false],
    ['required', ADA, false],
    ['required', { ...ADA, address: { ...WHOLE, country: 'US' } }, true],
    ['required', { ...ADA, address: { ...WHOLE, country: 'US', line1: '' } }, false],
  ] as const;
  for (const [collection, billing_details, suffices] of DETAILS)
    it(`${collection} with ${JSON.stringify(billing_details)}: ${suffices ? 'yes' : 'no'}`, async () => {
      const customer = await buyer();
      const { id } = await world.stripe.paymentMethods.attach('pm_card_visa', { customer });
      await world.stripe.paymentMethods.update(id, { allow_redisplay: 'always', billing_details });
      const prefill = await chosen(customer, { billing_address_collection: collection });
      assert.equal(prefill !== null, suffices);
    });

  it('sends along the shipping address where the session ships there', async () => {
    const shipping = { name: 'Ada', address: { line1: '1 Way', country: 'US' } };
    const customer = await buyer({ shipping });
    await saveCard(world, customer);
    const to = async (...allowed_countries: ('US' | 'FR')[]) =>
      (await chosen(customer, { shipping_address_collection: { allowed_countries } }))?.shipping;
    assert.equal((await to('US', 'FR'))?.address.line1, '1 Way');
    assert.equal(await to('FR'), null);
    assert.equal((await chosen(customer))?.shipping, null);
  });
});
