/** The same card saved again is the same payment method; what was allowed is joined, never widened in silence. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startWorld, type World } from '../../support/world.ts';
import { form, look, openSession } from '../shop.ts';
import {
  agree,
  attach,
  CARD,
  chargeLater,
  consentsOn,
  mandate,
  newCustomer,
  openWallet,
  payTyped,
  revoke,
} from './agreements.ts';

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.close());

const cardsOf = async (customer: string) =>
  (await world.stripe.paymentMethods.list({ customer })).data.map((each) => ({
    id: each.id,
    show: each.allow_redisplay,
    exp: `${each.card?.exp_month}/${each.card?.exp_year}`,
  }));

const withdraw = async (customer: string) => {
  const grants = (await consentsOn(world, `customer=${customer}`)).filter(
    (each) => each.scope === 'redisplay' && each.act !== 'withdrawal',
  );
  const answer = await form(world, `/v1/consents/${grants.at(-1)?.id}/withdraw`, '');
  assert.equal(answer.status, 200, answer.text);
};

describe('saved twice', () => {
  it('is one card with a new expiry, whatever saved it', async () => {
    const customer = await newCustomer(world);
    await payTyped(world, customer, { save: true, exp: [12, 2031] });
    const [first] = await cardsOf(customer);
    await payTyped(world, customer, { save: true, exp: [3, 2035] });
    await agree(world, customer, { exp: [4, 2036] });
    await attach(world, customer);
    const cards = await cardsOf(customer);
    assert.deepEqual(
      cards.map((each) => each.id),
      [first?.id],
    );
    assert.equal(cards[0]?.show, 'always');
    const records = await consentsOn(world, `customer=${customer}`);
    assert.deepEqual(
      records.map((each) => `${each.act} ${each.scope}`),
      ['grant redisplay', 'grant redisplay', 'grant mandate', 'assertion redisplay'],
    );
  });

  it('takes the expiry that was typed last', async () => {
    const customer = await newCustomer(world);
    await payTyped(world, customer, { save: true, exp: [12, 2031] });
    await payTyped(world, customer, { save: true, exp: [3, 2035] });
    assert.deepEqual(
      (await cardsOf(customer)).map((each) => each.exp),
      ['3/2035'],
    );
  });

  it('answers under both ids, and the mandate belongs to the one that stays', async () => {
    const customer = await newCustomer(world);
    await payTyped(world, customer, { save: true });
    const [kept] = await cardsOf(customer);
    const { card, mandate: id } = await agree(world, customer);
    assert.equal(card, kept?.id);
    assert.equal((await mandate(world, id)).payment_method, card);
    const [method] = (await (await openWallet(world, customer)).look()).payment_methods;
    assert.deepEqual(
      [method?.id, method?.mandates.map((each) => each.id), method?.shown.allowed],
      [card, [id], true],
    );
    assert.equal((await chargeLater(world, customer, card, 500)).status, 'succeeded');
    const typed = (await consentsOn(world, `customer=${customer}`)).at(-1)?.payment_method ?? '';
    assert.notEqual(typed, card);
    assert.equal((await world.stripe.paymentMethods.retrieve(typed)).id, card);
    assert.equal((await chargeLater(world, customer, typed, 500)).status, 'succeeded');
  });

  it('belongs to each customer alone', async () => {
    const [ada, eve] = [await newCustomer(world), await newCustomer(world, 'eve@example.com')];
    await payTyped(world, ada, { save: true });
    await payTyped(world, eve, { save: true });
    const [one, other] = [await cardsOf(ada), await cardsOf(eve)];
    assert.deepEqual([one.length, other.length], [1, 1]);
    assert.notEqual(one[0]?.id, other[0]?.id);
  });
});

describe('joining what was allowed', () => {
  type Step = 'save' | 'agree' | 'pay' | 'withdraw' | 'attach';
  const rows: readonly [readonly Step[], string | null][] = [
    [['save'], 'always'],
    [['pay'], null],
    [['agree'], 'limited'],
    [['attach'], 'unspecified'],
    [['agree', 'pay'], 'limited'],
    [['agree', 'save'], 'always'],
    [['save', 'agree'], 'always'],
    [['save', 'pay'], 'always'],
    [['attach', 'pay'], 'unspecified'],
    [['attach', 'agree'], 'limited'],
    [['save', 'withdraw'], null],
    [['save', 'withdraw', 'pay'], null],
    [['save', 'agree', 'withdraw'], 'limited'],
    [['save', 'agree', 'withdraw', 'pay'], 'limited'],
    [['save', 'agree', 'withdraw', 'agree'], 'limited'],
    [['save', 'agree', 'withdraw', 'save'], 'always'],
    [['save', 'withdraw', 'save'], 'always'],
  ];
  for (const [steps, shown] of rows) {
    it(`${steps.join(', ')}: ${shown ?? 'not kept'}`, async () => {
      const customer = await newCustomer(world);
      for (const step of steps) {
        if (step === 'withdraw') await withdraw(customer);
        else if (step === 'attach') await attach(world, customer);
        else if (step === 'agree') await agree(world, customer);
        else await payTyped(world, customer, { save: step === 'save' });
      }
      assert.deepEqual(
        (await cardsOf(customer)).map((each) => each.show),
        shown === null ? [] : [shown],
      );
      const { secret } = await openSession(world, { customer });
      const visible = (await look(world, secret)).payment_methods.length;
      assert.equal(visible, shown === 'always' ? 1 : 0);
    });
  }

  it('what an agreement alone let be shown ends with it', async () => {
    const customer = await newCustomer(world);
    await attach(world, customer);
    const { mandate: id } = await agree(world, customer);
    await revoke(world, id);
    assert.deepEqual(
      (await cardsOf(customer)).map((each) => each.show),
      ['unspecified'],
    );
  });
});

describe('withdrawing', () => {
  it('without any mandate detaches the card, and its processor is told', async () => {
    const customer = await newCustomer(world);
    await payTyped(world, customer, { save: true, number: CARD.amex });
    const [card] = await cardsOf(customer);
    const before = await world.stripe.events.list({ type: 'payment_method.detached' });
    await withdraw(customer);
    assert.ok((await world.keepsake.worker.turn()) > 0, 'there was something to tell');
    assert.equal(await world.keepsake.worker.turn(), 0, 'and it was told');
    const after = await world.stripe.events.list({ type: 'payment_method.detached' });
    assert.equal(after.data.length, before.data.length + 1);
    assert.equal(Object(after.data[0]?.data.object).id, card?.id);
  });

  it('leaves an agreement alone: the card stays limited and can be charged', async () => {
    const customer = await newCustomer(world);
    const { card, mandate: id } = await agree(world, customer, { save: true });
    await withdraw(customer);
    assert.equal((await mandate(world, id)).status, 'active');
    assert.equal((await chargeLater(world, customer, card, 500)).status, 'succeeded');
    assert.deepEqual(
      (await cardsOf(customer)).map((each) => each.show),
      ['limited'],
    );
  });
});
