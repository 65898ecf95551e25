/** What hostile requests once got away with: refused, by name where there is one, with nothing written. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createSandbox } from '../../server/processors/sandbox.ts';
import { startWorld, type World } from '../support/world.ts';
import { form, json, raw, refusal, returningBuyer } from './shop.ts';

describe('a hostile request', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  it('with an object where a length is measured is refused', async () => {
    const inForm = await form(world, '/v1/customers', 'name[length][a]=1');
    assert.deepEqual([inForm.status, inForm.error.param], [400, 'length']);
    const inJson = await json(world, '/v1/customers', { name: { length: { toString: 1 } } });
    assert.deepEqual([inJson.status, inJson.error.param], [400, 'length']);
    assert.equal((await form(world, '/v1/customers', 'metadata[length]=4')).status, 200);
  });

  it('that expands what leads nowhere is refused before anything is done', async () => {
    const { customer, card } = await returningBuyer(world);
    const paid = await world.stripe.paymentIntents.create({
      amount: 900,
      currency: 'usd',
      customer,
      payment_method: card,
      confirm: true,
    });
    const deep =
      'payment_intent.latest_charge.payment_intent.latest_charge.payment_intent.customer';
    for (const path of ['nothing', 'constructor', deep]) {
      const refused = await refusal(
        world.stripe.refunds.create({ payment_intent: paid.id, amount: 100, expand: [path] }),
      );
      assert.deepEqual([refused.statusCode, refused.param], [400, 'expand']);
      await refusal(
        world.stripe.customerSessions.create({ customer, components: {}, expand: [path] }),
      );
    }
    assert.equal((await world.stripe.refunds.list()).data.length, 0);
    const expanded = await world.stripe.refunds.create({
      payment_intent: paid.id,
      amount: 100,
      expand: ['charge'],
    });
    assert.equal(Object(expanded.charge).object, 'charge');
  });

  it('for what every object has finds no page', async () => {
    for (const name of ['hasOwnProperty', 'constructor', '__proto__'])
      assert.equal((await fetch(`${world.api.url}/pages/${name}`)).status, 404, name);
    assert.equal((await fetch(`${world.api.url}/pages/hosted.js`)).status, 200);
  });

  it('with a name of a megabyte hears it shortened, with a long query nothing', async () => {
    const long = await form(world, '/v1/customers', `${'x'.repeat(100_000)}=1`);
    assert.equal(long.error.code, 'parameter_unknown');
    assert.ok(String(long.error.param).length < 300 && String(long.error.message).length < 400);
    const query = await raw(world, 'GET', `/v1/customers?email=${'a'.repeat(9_000)}`);
    assert.equal(query.status, 400);
  });

  it('with U+0000 in it is refused, and so is an id with it', async () => {
    for (const sent of ['name=a%00b', 'metadata[a]=%00', 'metadata[%00]=a']) {
      const { status, error } = await form(world, '/v1/customers', sent);
      assert.deepEqual([status, error.code], [400, 'parameter_invalid'], sent);
    }
    assert.equal((await json(world, '/v1/customers', { name: 'a\u0000b' })).status, 400);
    assert.equal((await raw(world, 'GET', '/v1/customers?email=%00')).status, 400);
    assert.equal((await raw(world, 'GET', '/v1/customers/cus_%00')).status, 400);
  });

  it('that is badly encoded hides no number', async () => {
    for (const body of [
      'description=%zz4242%204242%204242%204242',
      'name=%&description=%2042424242%2042424242',
      'a%zz%5B4242%204242%204242%204242%5D=1',
    ]) {
      const { status, error } = await form(world, '/v1/customers', body);
      assert.deepEqual([status, error.code], [400, 'card_number_not_allowed'], body);
    }
    const kept = await form(world, '/v1/customers', 'description=100%25+of+%zz');
    assert.equal(kept.body.description, '100% of %zz');
  });
});

describe('a processor that talks nonsense', () => {
  const CALL = {
    attempt: 'att_1',
    notAfterMs: 1,
    credential: 'bpm_1',
    amountMinor: 1099,
    currency: 'usd',
    capture: 'automatic',
    initiator: 'customer',
    keep: null,
    cvcToken: null,
    returnUrl: null,
    frameOrigins: [],
    requireChallenge: false,
    networkTransactionId: null,
    description: null,
  } as const;
  const GOOD = {
    id: 'bch_1',
    reference: 'att_1',
    status: 'succeeded',
    amount: 1099,
    currency: 'usd',
    decline: null,
  };
  const said = (answer: () => { status: number; text: string }) =>
    createSandbox({
      name: 'sandbox',
      internalUrl: 'http://bank.test',
      publicUrl: 'http://bank.test',
      secret: 'x',
      timeoutMs: 1_000,
      now: () => 0,
      async fetch() {
        const { status, text } = answer();
        return { status, text: async () => text };
      },
    });
  const charged = async (more: object, status = 200) =>
    (await said(() => ({ status, text: JSON.stringify({ ...GOOD, ...more }) })).charge(CALL)).kind;

  const CASES: readonly (readonly [string, object, string])[] = [
    ['the answer to what was asked', {}, 'succeeded'],
    ['another amount', { amount: 1 }, 'unknown'],
    ['another currency', { currency: 'eur' }, 'unknown'],
    ['another attempt', { reference: 'att_2' }, 'unknown'],
    ['no id', { id: '' }, 'unknown'],
  ];
  for (const [what, more, kind] of CASES)
    it(`${what}: ${kind}`, async () => assert.equal(await charged(more), kind));

  it('a redirect that says nothing was done proves nothing', async () => {
    const refused = { error: { code: 'no', message: 'No.' }, executed: false };
    assert.equal(await charged(refused, 302), 'unknown');
    assert.equal(await charged(refused, 503), 'not_executed');
  });

  it('an error that is its own cause is no proof either', async () => {
    const circular = new Error('broken');
    circular.cause = circular;
    const processor = said(() => {
      throw circular;
    });
    assert.equal((await processor.charge(CALL)).kind, 'unknown');
  });

  it('words that hold a card number are left out', async () => {
    const decline = {
      code: 'do_not_honor',
      network_code: '05',
      message: 'No: 4242 4242 4242 4242',
    };
    const text = JSON.stringify({ ...GOOD, status: 'declined', decline });
    const outcome = await said(() => ({ status: 200, text })).charge(CALL);
    assert.ok(outcome.kind === 'declined');
    assert.equal(outcome.message, null);
  });
});
