/** Setting up now and charging later, as merchants know it; and the way back when it fails. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startWorld, type World } from '../../support/world.ts';
import {
  accept,
  answerChallenge,
  eventsAbout,
  look,
  openSession,
  press,
  raw,
  refusal,
  SHOP,
  standing,
} from '../shop.ts';
import {
  agree,
  attach,
  attemptsOf,
  authorize,
  CARD,
  chargeLater,
  consentsOn,
  mandate,
  newCustomer,
  openWallet,
  readiness,
  refusedLater,
  revoke,
  secretIn,
  takenFor,
} from './agreements.ts';

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.close());

/** Goes through the link: the card that it shows first, its mandate ticked or not. */
async function payBack(
  url: string | null,
  wish: { readonly authorize: boolean; readonly token?: string },
): Promise<void> {
  const secret = secretIn(url);
  const state = await look(world, secret, wish.token ? '?payment_method=' : '');
  const card = state.payment_methods[0]?.id;
  const answer = await press(world, secret, {
    ...(wish.token ? { card_token: wish.token } : { payment_method: card }),
    consents: wish.authorize ? { mandate: accept(state.offers.mandate) } : {},
  });
  if (answer.result?.status === 'requires_action')
    await answerChallenge(answer.result.next_action?.redirect_to_url.url, 'approve');
  assert.equal((await standing(world, secret)).status, 'complete', JSON.stringify(answer.error));
}

describe('setup mode', () => {
  it('ends with the setup intent in the event, the card attached, and a charge without the buyer', async () => {
    const customer = await newCustomer(world);
    const { session, intent, card } = await agree(world, customer);
    const { data } = await world.stripe.events.list({
      type: 'checkout.session.completed',
      limit: 1,
    });
    const object = data[0]?.data.object as unknown as Record<string, unknown>;
    assert.deepEqual(
      [object.id, object.setup_intent, object.customer, object.status, object.payment_status],
      [session, intent, customer, 'complete', 'no_payment_required'],
    );
    const method = await world.stripe.paymentMethods.retrieve(card);
    assert.deepEqual([method.customer, method.allow_redisplay], [customer, 'limited']);
    const paid = await chargeLater(world, customer, card, 1099);
    assert.deepEqual([paid.status, paid.amount_received], ['succeeded', 1099]);
    const [attempt] = await attemptsOf(world, paid.id);
    assert.equal(attempt?.authorization, 'mandate');
    assert.deepEqual(await eventsAbout(world, paid.id), [
      'payment_intent.created',
      'payment_intent.succeeded',
    ]);
  });

  it('saves and authorizes by two boxes, each alone', async () => {
    const customer = await newCustomer(world);
    const { card } = await agree(world, customer, { save: true });
    assert.equal((await world.stripe.paymentMethods.retrieve(card)).allow_redisplay, 'always');
    const scopes = (await consentsOn(world, `payment_method=${card}`)).map((each) => each.scope);
    assert.deepEqual(scopes, ['redisplay', 'mandate']);
  });

  it('a guest becomes a customer, who owns the card', async () => {
    const session = await openSession(world, { mode: 'setup' });
    const { offers } = await look(world, session.secret);
    const answer = await press(world, session.secret, {
      card_token: await world.token(),
      email: 'new@example.com',
      consents: { mandate: accept(offers.mandate) },
    });
    assert.equal(answer.result?.status, 'complete');
    const { customer, payment_method: card } = await world.stripe.setupIntents.retrieve(
      session.intent,
    );
    assert.ok(customer && card);
    assert.equal(
      (await chargeLater(world, String(customer), String(card), 500)).status,
      'succeeded',
    );
  });
});

describe('a later charge that is declined', () => {
  it('answers 402 with the intent, and the link brings the buyer back with another card', async () => {
    const customer = await newCustomer(world);
    const { card } = await agree(world, customer, { number: CARD.declinesLater });
    const declined = await refusedLater(world, customer, card, 700);
    assert.deepEqual(
      [declined.status, declined.code, declined.declineCode, declined.intent.status],
      [402, 'card_declined', 'generic_decline', 'requires_payment_method'],
    );
    assert.equal(declined.intent.last_payment_error?.payment_method?.id, card);
    const token = await world.token(CARD.mastercard);
    await payBack(declined.recoveryUrl, { authorize: true, token });
    const paid = await world.stripe.paymentIntents.retrieve(declined.intent.id);
    assert.deepEqual([paid.status, paid.amount_received], ['succeeded', 700]);
    assert.equal(await takenFor(world, paid.id), 1);
    const renewed = String(paid.payment_method);
    assert.notEqual(renewed, card);
    assert.equal((await chargeLater(world, customer, renewed, 700)).status, 'succeeded');
  });

  it('tells of the link by an event, once', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer, 'pm_card_chargeCustomerFail');
    await authorize(world, card);
    const first = await refusedLater(world, customer, card, 700);
    const again = await refusal(
      world.stripe.paymentIntents.confirm(first.intent.id, {
        payment_method: card,
        off_session: true,
      }),
    );
    assert.equal((again.raw as { recovery_url?: string }).recovery_url, first.recoveryUrl);
    const { data } = await world.stripe.events.list({
      type: 'keepsake.recovery_required',
      limit: 100,
    });
    const mine = data
      .map((event) => event.data.object as unknown as Record<string, unknown>)
      .filter((object) => object.id === first.intent.id);
    assert.equal(mine.length, 1);
    assert.equal(mine[0]?.recovery_url, first.recoveryUrl);
    assert.ok(Number(mine[0]?.expires_at) > Date.now() / 1000);
    assert.equal(Object(mine[0]?.payment_intent).id, first.intent.id);
  });
});

describe('a later charge that the issuer wants the buyer for', () => {
  it('answers authentication_required, waits, and goes through after the buyer was there', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer, 'pm_card_authenticationRequiredOnSetup');
    const id = await authorize(world, card);
    const needed = await refusedLater(world, customer, card, 700);
    assert.deepEqual([needed.status, needed.code], [402, 'authentication_required']);
    assert.equal((await mandate(world, id)).needs_reauthentication, true);
    assert.deepEqual(
      (await readiness(world, card)).reasons.map((reason) => reason.code),
      ['needs_reauthentication'],
    );
    await payBack(needed.recoveryUrl, { authorize: true });
    const after = await mandate(world, id);
    assert.deepEqual([after.status, after.needs_reauthentication], ['active', false]);
    const list = await raw(world, 'GET', `/v1/mandates?payment_method=${card}`);
    assert.equal((list.body as { data: unknown[] }).data.length, 1, 'renewed, not doubled');
    assert.equal((await chargeLater(world, customer, card, 700)).status, 'succeeded');
    const [, paid] = await attemptsOf(world, needed.intent.id);
    assert.equal(paid?.mandate, id, 'the attempt names the mandate that there is');
  });

  it('without the mandate ticked the debt is paid and nothing is renewed', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer, 'pm_card_authenticationRequired');
    const id = await authorize(world, card);
    const needed = await refusedLater(world, customer, card, 700);
    await payBack(needed.recoveryUrl, { authorize: false });
    const paid = await world.stripe.paymentIntents.retrieve(needed.intent.id);
    assert.equal(paid.status, 'succeeded');
    assert.equal((await mandate(world, id)).needs_reauthentication, true);
  });
});

describe('a later charge that no mandate covers', () => {
  it('is brought back too, and the ticked mandate covers the next', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer);
    const old = await authorize(world, card);
    await revoke(world, old);
    const refused = await refusedLater(world, customer, card, 900);
    assert.deepEqual([refused.status, refused.reasons], [400, ['mandate_revoked']]);
    await payBack(refused.recoveryUrl, { authorize: true });
    assert.equal(
      (await world.stripe.paymentIntents.retrieve(refused.intent.id)).status,
      'succeeded',
    );
    assert.equal((await chargeLater(world, customer, card, 900)).status, 'succeeded');
    assert.equal((await mandate(world, old)).status, 'inactive');
  });

  it('a recurring agreement is renewed as one, up to what is due', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer);
    await authorize(world, card, {
      category: 'recurring',
      currency: 'usd',
      interval: 'month',
      max_amount: 500,
      max_amount_per_period: 500,
    });
    const more = { off_session: 'recurring' } as const;
    const refused = await refusedLater(world, customer, card, 900, more);
    assert.deepEqual(refused.reasons, ['mandate_amount_exceeded']);
    const { offers } = await look(world, secretIn(refused.recoveryUrl));
    assert.match(offers.mandate?.text ?? '', /\$9\.00/);
    assert.match(offers.mandate?.text ?? '', /month/);
    await payBack(refused.recoveryUrl, { authorize: true });
    assert.equal((await chargeLater(world, customer, card, 900, more)).status, 'succeeded');
  });

  it('has no link where only waiting or the merchant helps', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer);
    await authorize(world, card, {
      currency: 'usd',
      interval: 'month',
      max_amount_per_period: 100,
    });
    await chargeLater(world, customer, card, 100);
    const wait = await refusedLater(world, customer, card, 100);
    assert.deepEqual([wait.reasons, wait.recoveryUrl], [['mandate_period_exceeded'], null]);
    const mismatch = await refusedLater(world, customer, card, 100, { currency: 'eur' });
    assert.equal(mismatch.recoveryUrl, null);
  });

  it('is not kept under its idempotency key: the same request again may succeed', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer);
    const create = () =>
      world.stripe.paymentIntents.create(
        {
          amount: 500,
          currency: 'usd',
          customer,
          payment_method: card,
          off_session: true,
          confirm: true,
        },
        { idempotencyKey: `later-${card}` },
      );
    assert.equal((await refusal(create())).code, 'payment_method_not_ready');
    await authorize(world, card);
    assert.equal((await create()).status, 'succeeded');
  });
});

it('the default of a customer: set by the merchant, or by the buyer, and gone with its card', async () => {
  const customer = await newCustomer(world);
  const [visa, amex] = [
    await attach(world, customer),
    await attach(world, customer, 'pm_card_amex'),
  ];
  const updated = await world.stripe.customers.update(customer, {
    invoice_settings: { default_payment_method: visa },
  });
  assert.equal(updated.invoice_settings.default_payment_method, visa);
  const wallet = await openWallet(world, customer);
  const answer = await wallet.act('POST', `/elements/payment_methods/${amex}/default`);
  assert.equal(answer.status, 200);
  const defaults = (await wallet.look()).payment_methods.map((each) => [each.id, each.is_default]);
  assert.deepEqual(
    new Map(defaults as [string, boolean][]),
    new Map([
      [amex, true],
      [visa, false],
    ]),
  );
  const stored = async () => {
    const found = await world.stripe.customers.retrieve(customer);
    return found.deleted ? undefined : found.invoice_settings.default_payment_method;
  };
  assert.equal(await stored(), amex);
  await world.stripe.paymentMethods.detach(amex);
  assert.equal(await stored(), null);
  const foreign = await attach(world, await newCustomer(world));
  const error = await refusal(
    world.stripe.customers.update(customer, {
      invoice_settings: { default_payment_method: foreign },
    }),
  );
  assert.equal(error.param, 'invoice_settings[default_payment_method]');
});

it('no event holds a session’s secret, but for the link that brings the buyer back', async () => {
  await agree(world, await newCustomer(world), { more: { return_url: `${SHOP}/done` } });
  const { data } = await world.stripe.events.list({ limit: 100 });
  const telling = data.filter((event) => /cs_test_\w+_secret_/.test(JSON.stringify(event.data)));
  assert.deepEqual(
    [...new Set(telling.map((event) => event.type as string))],
    ['keepsake.recovery_required'],
  );
});
