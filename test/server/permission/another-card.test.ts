/** Another number, a second card for later, an expired card in a checkout, a computer that others use. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { agreements } from '../../../server/wire/elements.ts';
import { startWorld, type World } from '../../support/world.ts';
import { look, openSession, press, saveCard } from '../shop.ts';
import {
  agree,
  authorize,
  bentClock,
  CARD,
  chargeLater,
  codeOf,
  consentsOn,
  DAY_MS,
  mandate,
  newCustomer,
  openWallet,
  readiness,
  refusedLater,
} from './agreements.ts';

const clock = bentClock();
let world: World;
before(async () => {
  world = await startWorld({ overrides: { now: clock.now } });
});
after(() => world.close());

const EXPIRED = { card: { exp_month: 1, exp_year: 2024 } };

async function offered(secret: string, card: string, query = '') {
  const { status, body } = await world.elements(
    secret,
    `/elements/payment_methods/${card}/agreements${query}`,
  );
  assert.equal(status, 200, JSON.stringify(body));
  return z.strictObject(agreements.shape).parse(body).agreements;
}

const yes = (found: Awaited<ReturnType<typeof offered>>) =>
  found.flatMap(({ mandate: id, offer }) =>
    offer ? [{ mandate: id, offer: offer.id, accepted: true }] : [],
  );

describe('a number in the place of a card', () => {
  it('takes over what was accepted anew, word for word, and nothing else', async () => {
    const customer = await newCustomer(world);
    const { card, mandate: first } = await agree(world, customer, { save: true });
    const capped = await authorize(world, card, {
      category: 'recurring',
      interval: 'month',
      currency: 'usd',
      max_amount: 900,
    });
    const wallet = await openWallet(world, customer);
    const found = await offered(wallet.secret, card, '?locale=en');
    assert.deepEqual(found.map((each) => each.mandate).toSorted(), [first, capped].toSorted());
    const monthly = found.find((each) => each.mandate === capped);
    assert.match(
      monthly?.offer?.text ?? '',
      /charge this card every month.*never more than \$9\.00/,
    );
    const answer = await wallet.act('POST', `/elements/payment_methods/${card}`, {
      card_token: await world.token(CARD.mastercard),
      agreements: yes(found.filter((each) => each.mandate === capped)),
    });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const [kept, ...others] = (await wallet.look()).payment_methods;
    assert.deepEqual([kept?.last4, others, kept?.mandates.length], ['4444', [], 1]);
    const [made] = kept?.mandates ?? [];
    assert.equal(made?.agreed.text, monthly?.offer?.text);
    assert.deepEqual([made?.max_amount, made?.interval], [900, 'month']);
    assert.deepEqual(
      [(await mandate(world, first)).status, (await mandate(world, capped)).status],
      ['inactive', 'inactive'],
    );
    assert.equal((await chargeLater(world, customer, String(kept?.id), 900)).status, 'succeeded');
    const { reasons } = await refusedLater(world, customer, String(kept?.id), 100);
    assert.deepEqual(reasons, ['mandate_period_exceeded']);
    const grant = (await consentsOn(world, `payment_method=${kept?.id}`)).find(
      (each) => each.act === 'grant' && each.scope === 'mandate',
    );
    assert.equal((grant?.words as { offer: string } | undefined)?.offer, monthly?.offer?.id);
  });

  it('refuses words of another visit, another card or another day, and keeps the card', async () => {
    const customer = await newCustomer(world);
    const { card } = await agree(world, customer, { save: true });
    const other = await agree(world, customer, { number: CARD.amex, save: true });
    const [one, two] = [await openWallet(world, customer), await openWallet(world, customer)];
    const [mine] = await offered(one.secret, card);
    const [theirs] = await offered(two.secret, card);
    assert.notEqual(mine?.offer?.id, theirs?.offer?.id);
    for (const wrong of [
      { mandate: String(mine?.mandate), offer: String(theirs?.offer?.id), accepted: true },
      { mandate: other.mandate, offer: String(mine?.offer?.id), accepted: true },
      { mandate: String(mine?.mandate), offer: 'offer_none', accepted: true },
    ]) {
      const answer = await one.act('POST', `/elements/payment_methods/${card}`, {
        card_token: await world.token(CARD.mastercard),
        agreements: [wrong],
      });
      assert.deepEqual([answer.status, codeOf(answer)], [400, 'offer_not_valid']);
    }
    assert.equal(
      (await one.look()).payment_methods.some(({ id }) => id === card),
      true,
    );
  });
});

describe('a backup', () => {
  async function withBackup() {
    const customer = await newCustomer(world);
    const in40Days = new Date(clock.now() + 40 * DAY_MS);
    const exp = [in40Days.getUTCMonth() + 1, in40Days.getUTCFullYear()] as const;
    const { card, mandate: first } = await agree(world, customer, { save: true, exp });
    const heir = await saveCard(world, customer, 'pm_card_amex');
    const wallet = await openWallet(world, customer);
    const before = (await wallet.look()).payment_methods.find(({ id }) => id === card);
    assert.equal(before?.mandates[0]?.outlasts_card, true);
    const [found] = await offered(wallet.secret, card, `?backup=${heir}`);
    assert.match(found?.offer?.text ?? '', /American Express card ending in 0005.*First charge: /);
    const answer = await wallet.act('POST', `/elements/mandates/${first}/backup`, {
      payment_method: heir,
      offer: found?.offer?.id,
    });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return { customer, card, first, heir, wallet };
  }

  it('is named, shown on both cards, and covers nothing before the first card has ended', async () => {
    const { customer, card, heir, wallet } = await withBackup();
    const cards = (await wallet.look()).payment_methods;
    const of = (id: string) => cards.find((each) => each.id === id)?.mandates[0];
    assert.equal(of(card)?.backup?.id, heir);
    assert.deepEqual([of(heir)?.stands_in_for?.id, of(heir)?.status], [card, 'pending']);
    assert.deepEqual((await refusedLater(world, customer, heir, 500)).reasons, [
      'no_active_mandate',
    ]);
    assert.equal((await chargeLater(world, customer, card, 500)).status, 'succeeded');
    clock.advance(75 * DAY_MS);
    const path = `/v1/payment_methods/${card}/readiness?amount=500&currency=usd`;
    const answer: unknown = await world.stripe.rawRequest('GET', path);
    const told = answer as {
      reasons: { code: string }[];
      backup_payment_method: string;
    };
    assert.deepEqual(
      [told.reasons.map(({ code }) => code), told.backup_payment_method],
      [['card_expired'], heir],
    );
    assert.equal((await chargeLater(world, customer, heir, 500)).status, 'succeeded');
    // A new expiry date brings the first card back, and the backup to rest.
    await (await openWallet(world, customer)).act('POST', `/elements/payment_methods/${card}`, {
      exp_month: 12,
      exp_year: 2039,
    });
    assert.equal((await readiness(world, card)).ready, true);
    assert.deepEqual((await refusedLater(world, customer, heir, 500)).reasons, [
      'no_active_mandate',
    ]);
  });

  it('ends with what it stands in for: revoked, or its card removed', async () => {
    for (const end of ['revoke', 'remove'] as const) {
      const { card, first, heir, wallet } = await withBackup();
      const answer =
        end === 'revoke'
          ? await wallet.act('POST', `/elements/mandates/${first}/revoke`)
          : await wallet.act('DELETE', `/elements/payment_methods/${card}`);
      assert.equal(answer.status, 200);
      const left = (await wallet.look()).payment_methods.find(({ id }) => id === heir);
      assert.deepEqual([left?.mandates, left?.shown.allowed], [[], true], end);
    }
  });

  it('is nobody else’s to name, and no card is its own', async () => {
    const { card, first, heir } = await withBackup();
    const stranger = await openWallet(world, await newCustomer(world, 'eve@example.com'));
    const body = { payment_method: heir, offer: 'offer_x' };
    const foreign = await stranger.act('POST', `/elements/mandates/${first}/backup`, body);
    assert.deepEqual([foreign.status, codeOf(foreign)], [404, 'resource_missing']);
    const path = `/elements/payment_methods/${card}/agreements`;
    assert.equal((await world.elements(stranger.secret, path)).status, 404);
  });
});

describe('an expired card in a checkout', () => {
  async function visit(more: Parameters<typeof openSession>[1] = {}) {
    const customer = await newCustomer(world);
    const card = await saveCard(world, customer, 'pm_card_visa', EXPIRED);
    const session = await openSession(world, { customer, ...more });
    const update = (id: string, body: unknown) =>
      world.elements(session.secret, `/elements/payment_methods/${id}`, { method: 'POST', body });
    return { customer, card, session, update };
  }

  it('gets its new date, and can be paid with', async () => {
    const { card, session, update } = await visit();
    const [shown] = (await look(world, session.secret)).payment_methods;
    assert.deepEqual([shown?.expired, shown?.usable], [true, false]);
    const answer = await update(card, { exp_month: 12, exp_year: 2039 });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    assert.equal(answer.body.payment_method, card);
    const [now] = (await look(world, session.secret)).payment_methods;
    assert.deepEqual([now?.expired, now?.usable, now?.exp_year], [false, true, 2039]);
    const paid = await press(world, session.secret, { payment_method: card });
    assert.equal(paid.result?.status, 'complete');
  });

  it('gets another number that takes over its place as default', async () => {
    const { customer, card, session, update } = await visit();
    await (await openWallet(world, customer)).act(
      'POST',
      `/elements/payment_methods/${card}/default`,
    );
    const answer = await update(card, { card_token: await world.token(CARD.mastercard) });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const [now, ...others] = (await look(world, session.secret)).payment_methods;
    assert.deepEqual(
      [now?.last4, now?.is_default, now?.id, others],
      ['4444', true, answer.body.payment_method, []],
    );
    const carried = (await consentsOn(world, `payment_method=${now?.id}`)).at(-1);
    assert.deepEqual([carried?.act, carried?.surface], ['carry_over', 'embedded']);
  });

  it('is the only one: good cards, cards of others and recoveries’ are left alone', async () => {
    const { customer, update } = await visit();
    const good = await saveCard(world, customer, 'pm_card_amex');
    const fine = await update(good, { exp_month: 1, exp_year: 2040 });
    assert.deepEqual([fine.status, codeOf(fine)], [400, 'payment_method_not_expired']);
    const theirs = await saveCard(world, await newCustomer(world), 'pm_card_visa', EXPIRED);
    assert.equal((await update(theirs, { exp_month: 1, exp_year: 2040 })).status, 404);
  });
});

describe('a computer that others use', () => {
  const hide = (secret: string, body: unknown = {}) =>
    world.elements(secret, '/elements/checkout/hide', { method: 'POST', body });

  it('shows nothing of the buyer any more, after a reload too; the permissions stay', async () => {
    const customer = await newCustomer(world);
    const card = await saveCard(world, customer);
    const session = await openSession(world, { customer });
    assert.equal((await look(world, session.secret)).payment_methods.length, 1);
    assert.equal((await hide(session.secret)).status, 200);
    const state = await look(world, session.secret);
    assert.deepEqual(
      [state.payment_methods, state.prefill, state.customer, state.collect.email],
      [[], null, null, false],
    );
    assert.equal(state.session.saved_methods_hidden, true);
    const answer = await press(world, session.secret, { payment_method: card });
    assert.deepEqual([answer.status, answer.error?.code], [400, 'resource_missing']);
    const typed = await press(world, session.secret, {
      card_token: await world.token(),
      billing_details: { name: 'A', address: { country: 'DE' } },
    });
    assert.equal(typed.result?.status, 'complete');
    const another = await openSession(world, { customer });
    assert.equal((await look(world, another.secret)).payment_methods.length, 1);
  });

  it('ends the permissions only when asked, and only where cards may be removed', async () => {
    const customer = await newCustomer(world);
    await saveCard(world, customer);
    const closed = await openSession(world, { customer });
    const refused = await hide(closed.secret, { withdraw: true });
    assert.deepEqual([refused.status, codeOf(refused)], [403, 'removal_not_enabled']);
    const open = await openSession(world, {
      customer,
      saved_payment_method_options: { payment_method_remove: 'enabled' },
    });
    assert.equal((await hide(open.secret)).status, 200);
    assert.equal((await hide(open.secret, { withdraw: true })).status, 200);
    const another = await openSession(world, { customer });
    assert.deepEqual((await look(world, another.secret)).payment_methods, []);
  });
});
