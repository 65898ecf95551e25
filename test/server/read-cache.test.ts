/**
 * A checkout that is looked at again is answered from memory, and never shows what was: whatever
 * changes by the API, by another process or by time alone is seen at the next look.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import Sqlite from 'better-sqlite3';
import type { CheckoutState } from '../../server/wire/elements.ts';
import { frameOf } from '../support/bank-frame.ts';
import { startWorld, type World } from '../support/world.ts';
import { ADA, accept, look, openSession, press, returningBuyer, SHOP, saveCard } from './shop.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Every text that any connection of this process has run since it was last emptied. */
const ran: string[] = [];
const { prepare } = Sqlite.prototype;
Sqlite.prototype.prepare = function spied(this: Sqlite.Database, text: string) {
  const statement: Sqlite.Statement = Reflect.apply(prepare, this, [text]);
  for (const verb of ['all', 'get', 'run'] as const) {
    const run = statement[verb];
    const value = (...values: unknown[]) => {
      ran.push(text);
      return Reflect.apply(run, statement, values);
    };
    Object.defineProperty(statement, verb, { value });
  }
  return statement;
} as typeof prepare;
after(() => {
  Sqlite.prototype.prepare = prepare;
});

describe('a checkout that is looked at again', () => {
  let folder: string;
  let world: World;
  let bent = 0;
  let customer: string;
  let card: string;
  let session: { readonly id: string; readonly secret: string };
  const now = () => Date.now() + bent;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keepsake-cache-'));
    world = await startWorld({
      databaseUrl: `file:${join(folder, 'keepsake.db')}`,
      overrides: { now },
    });
  });
  after(async () => {
    await world.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    bent = 0;
    ({ customer, card } = await returningBuyer(world));
    session = await openSession(world, {
      customer,
      saved_payment_method_options: { payment_method_save: 'enabled' },
    });
  });

  const see = () => look(world, session.secret);

  /** Looks until the answer comes from memory. @returns it, and what was asked of the store for it */
  async function remembered(): Promise<{ state: CheckoutState; asked: readonly string[] }> {
    await see();
    ran.length = 0;
    const state = await see();
    return { state, asked: [...ran] };
  }

  it('costs one small question, and says the same', async () => {
    const first = await see();
    const { state, asked } = await remembered();
    assert.deepEqual(state, first);
    assert.equal(asked.length, 1, asked.join('\n'));
    assert.match(asked[0] ?? '', /revision/);
    assert.deepEqual(Object.keys(state), Object.keys(first));
  });

  it('is made anew from nothing but what its revision counts', async () => {
    ran.length = 0;
    const state = await see();
    assert.equal(state.payment_methods.length, 1);
    const tables = new Set(ran.flatMap((text) => text.match(/(?<=(from|join) "?)\w+/g) ?? []));
    // Whoever lets a view rest on another table gives that table triggers, or a clause in the question.
    assert.deepEqual([...tables].sort(), [
      'attempts',
      'checkout_sessions',
      'credentials',
      'customers',
      'payment_methods',
      'subscriptions',
    ]);
    const attempts = ran.filter((text) => /from "attempts"/.test(text));
    for (const text of attempts) assert.match(text, /"intent" = \?/);
  });

  type Change = (own: Sqlite.Database) => unknown;
  const CHANGES: readonly (readonly [
    name: string,
    change: Change,
    seen: (state: CheckoutState) => unknown,
    expected: unknown,
  ])[] = [
    [
      'a card is added',
      () => saveCard(world, customer, 'pm_card_mastercard'),
      (state) => state.payment_methods.map(({ brand }) => brand),
      ['mastercard', 'visa'],
    ],
    [
      'a card may not be shown any more',
      () => world.stripe.paymentMethods.update(card, { allow_redisplay: 'limited' }),
      (state) => state.payment_methods,
      [],
    ],
    [
      'a card is detached',
      () => world.stripe.paymentMethods.detach(card),
      (state) => state.payment_methods,
      [],
    ],
    [
      'a card gets another expiry',
      () => world.stripe.paymentMethods.update(card, { card: { exp_month: 3, exp_year: 2041 } }),
      (state) => state.payment_methods[0]?.exp_year,
      2041,
    ],
    [
      'billing details change',
      () =>
        world.stripe.paymentMethods.update(card, {
          billing_details: { ...ADA, name: 'Ada Short' },
        }),
      (state) => state.prefill?.billing_details.name,
      'Ada Short',
    ],
    [
      'the customer changes',
      () => world.stripe.customers.update(customer, { email: 'new@example.com' }),
      (state) => state.customer?.email,
      'new@example.com',
    ],
    [
      'another card is the default',
      () =>
        world.stripe.customers.update(customer, {
          invoice_settings: { default_payment_method: card },
        }),
      (state) => state.payment_methods[0]?.is_default,
      true,
    ],
    [
      'a subscription begins to depend on it',
      async () => {
        const price = await world.stripe.prices.create({
          currency: 'usd',
          unit_amount: 900,
          recurring: { interval: 'month' },
          product_data: { name: 'Tea' },
        });
        await world.stripe.subscriptions.create({
          customer,
          items: [{ price: price.id }],
          default_payment_method: card,
          trial_period_days: 9,
        });
      },
      (state) => state.payment_methods[0]?.pays_for,
      ['Tea'],
    ],
    [
      'the customer is deleted',
      () => world.stripe.customers.del(customer),
      (state) => [state.customer, state.payment_methods],
      [null, []],
    ],
    [
      'another process forgets a credential',
      (own) => own.prepare('delete from credentials where payment_method = ?').run(card),
      (state) => state.payment_methods[0]?.usable,
      false,
    ],
    [
      'another process makes a credential useless',
      (own) =>
        own
          .prepare("update credentials set reusability = 'single_use' where payment_method = ?")
          .run(card),
      (state) => state.payment_methods[0]?.reasons[0]?.code,
      'credential_single_use',
    ],
    [
      'another process changes a card',
      (own) => own.prepare("update payment_methods set last4 = '0001' where id = ?").run(card),
      (state) => state.payment_methods[0]?.last4,
      '0001',
    ],
    [
      'another process gives the card away',
      (own) => own.prepare("update payment_methods set customer = 'cus_x' where id = ?").run(card),
      (state) => state.payment_methods,
      [],
    ],
    [
      'another process removes the card',
      (own) => own.prepare('delete from payment_methods where id = ?').run(card),
      (state) => state.payment_methods,
      [],
    ],
    [
      'another process renames the customer',
      (own) => own.prepare("update customers set name = 'Eve' where id = ?").run(customer),
      (state) => state.customer?.name,
      'Eve',
    ],
    [
      'another process changes the session',
      (own) =>
        own
          .prepare('update checkout_sessions set amount_total_minor = 5 where id = ?')
          .run(session.id),
      (state) => state.session.amount_total,
      5,
    ],
  ];
  for (const [name, change, seen, expected] of CHANGES) {
    it(`sees it when ${name}`, async () => {
      const { state: before } = await remembered();
      assert.notDeepEqual(seen(before), expected);
      const own = new Sqlite(join(folder, 'keepsake.db'));
      await change(own);
      own.close();
      assert.deepEqual(seen(await see()), expected);
      assert.deepEqual(seen((await remembered()).state), expected);
    });
  }

  it('sees a press', async () => {
    assert.equal((await remembered()).state.press, null);
    const declined = await saveCard(world, customer, 'pm_card_chargeCustomerFail');
    await remembered();
    const { status } = await press(world, session.secret, { payment_method: declined });
    assert.equal(status, 402);
    assert.equal((await see()).press?.status, 'failed');
    assert.equal((await see()).press?.status, 'failed');
  });

  it('shows nothing more once the session is over', async () => {
    await remembered();
    await world.stripe.checkout.sessions.expire(session.id);
    const { status, body } = await world.elements(session.secret, '/elements/checkout');
    assert.equal(status, 400);
    assert.equal('payment_methods' in body, false);
  });

  it('is refused to another origin, and without the secret, all the same', async () => {
    await remembered();
    const as = async (secret: string, origin?: string) =>
      (await world.elements(secret, '/elements/checkout', origin ? { origin } : {})).status;
    assert.equal(await as(session.secret, SHOP), 200);
    assert.equal(await as(session.secret, 'https://elsewhere.example'), 403);
    assert.equal(await as(`${session.secret}x`), 401);
  });

  it('keeps other questions apart', async () => {
    const { state } = await remembered();
    const german = await look(world, session.secret, '?locale=de');
    assert.notEqual(german.offers.redisplay?.text, state.offers.redisplay?.text);
    assert.deepEqual((await remembered()).state, state);
    assert.deepEqual(await look(world, session.secret, '?locale=de'), german);
  });

  it('offers what can be accepted', async () => {
    const { state } = await remembered();
    const consents = { redisplay: accept(state.offers.redisplay) };
    const card_token = await world.token('5555555555554444');
    const { result } = await press(world, session.secret, { card_token, consents });
    assert.equal(result?.status, 'complete');
  });

  it('prefills for thirty minutes from the start, to the millisecond', async () => {
    const endsMs = ((await see()).prefill?.expires_at ?? 0) * 1000;
    bent = endsMs - 1000 - Date.now();
    assert.equal((await remembered()).state.prefill?.payment_method, card);
    bent += 2000;
    assert.equal((await see()).prefill, null);
  });

  it('sees a card expire with its month', async () => {
    const at = new Date(now());
    const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
    await world.stripe.paymentMethods.update(card, {
      card: { exp_month: month + 1, exp_year: year },
    });
    const turnMs = Date.UTC(year, month + 1, 1);
    // A session is open for a day: it begins in the month's last hour.
    bent = turnMs - HOUR - Date.now();
    session = await openSession(world, { customer });
    bent = turnMs - 1000 - Date.now();
    assert.equal((await remembered()).state.payment_methods[0]?.expired, false);
    bent += 2000;
    assert.equal((await see()).payment_methods[0]?.expired, true);
  });

  it('gives a frame that can still be opened for long', async () => {
    const expiresMs = async () =>
      Number(new URL(frameOf((await see()).card_entry)).searchParams.get('expires')) * 1000;
    const first = (await expiresMs()) - now();
    assert.ok(first > 10 * MINUTE);
    for (let waited = 0; waited < 5; waited += 1) {
      bent += 20_000;
      assert.ok((await expiresMs()) - now() > first - 90_000);
    }
  });
});
