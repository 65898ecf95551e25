/**
 * Bank debits of an installation whose processor is Stripe. What answers as Stripe is a second
 * Keepsake, which speaks Stripe's words for them over real HTTP; its webhooks come back to the first.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type Stripe from 'stripe';
import { outcomeOfIntent } from '../../../server/processors/stripe-answers.ts';
import { accountRefused, debitCode } from '../../../server/processors/stripe-debits.ts';
import { startWorld, type World } from '../../support/world.ts';
import { ADA, accept, eventually, look, openSession, press, refusal, SHIRT } from '../shop.ts';

const SECRET = 'whsec_between_the_two';
const ACCOUNT = { routing_number: '110000000', account_holder_type: 'individual' } as const;
const GOOD = '000123456789';
const POOR = '000222222227';
const IBAN = 'DE89370400440532013000';
const mandate_data = { customer_acceptance: { type: 'offline', offline: {} } } as const;

let behind: World;
let shop: World;

/** The newest intent at the installation behind. */
async function twin(): Promise<Stripe.PaymentIntent> {
  const { data } = await behind.stripe.paymentIntents.list({ limit: 1 });
  const [newest] = data;
  assert.ok(newest);
  return newest;
}

/** Lets every debit at the bank behind end, and brings what the installation behind tells of it. */
async function arrive(type: string): Promise<void> {
  const about = await twin();
  await fetch(`${behind.bank.url}/settle`, { method: 'POST' });
  const told = await eventually(
    async () => {
      const { data } = await behind.stripe.events.list({ limit: 30 });
      return data.find(
        (event) => event.type === type && (event.data.object as { id: string }).id === about.id,
      );
    },
    (event) => event !== undefined,
  );
  const payload = JSON.stringify(told);
  const signature = shop.stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET });
  const answer = await fetch(`${shop.api.url}/webhooks/processors/stripe`, {
    method: 'POST',
    headers: { 'stripe-signature': signature },
    body: payload,
  });
  assert.equal(answer.status, 200);
}

const account = (number = GOOD, more: Partial<Stripe.PaymentMethodCreateParams> = {}) =>
  shop.stripe.paymentMethods.create({
    type: 'us_bank_account',
    us_bank_account: { ...ACCOUNT, account_number: number },
    billing_details: { name: 'Ada Long' },
    ...more,
  });

const debit = (method: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  shop.stripe.paymentIntents.create({
    amount: 1099,
    currency: 'usd',
    allowed_payment_method_types: ['us_bank_account'],
    payment_method: method,
    confirm: true,
    mandate_data,
    ...more,
  });

const ended = (intent: string, status: string) =>
  eventually(
    () => shop.stripe.paymentIntents.retrieve(intent),
    (now) => now.status === status,
  );

describe('bank debits at stripe', () => {
  before(async () => {
    behind = await startWorld({ config: { mandates: 'advisory' } });
    shop = await startWorld({
      config: {
        processors: 'stripe',
        stripeSecretKey: behind.api.key,
        stripeWebhookSecret: SECRET,
        stripePublishableKey: 'pk_test_1',
        stripeApiBase: behind.api.url.replace('localhost', '127.0.0.1'),
      },
    });
  });
  after(async () => {
    await shop.close();
    await behind.close();
  });

  it('opens an account, debits it, and hears days later that the money has come', async () => {
    const method = await account();
    assert.deepEqual(
      [method.type, method.us_bank_account?.last4, method.us_bank_account?.routing_number],
      ['us_bank_account', '6789', '110000000'],
    );
    assert.equal(method.billing_details.name, 'Ada Long');
    const paid = await debit(method.id);
    assert.equal(paid.status, 'processing');
    const theirs = await twin();
    assert.deepEqual(
      [theirs.status, theirs.allowed_payment_method_types, theirs.amount],
      ['processing', ['us_bank_account'], 1099],
    );
    await refusal(shop.stripe.paymentIntents.confirm(paid.id));
    await shop.keepsake.reconcile();
    assert.equal((await shop.stripe.paymentIntents.retrieve(paid.id)).status, 'processing');
    await arrive('payment_intent.succeeded');
    assert.equal((await ended(paid.id, 'succeeded')).amount_received, 1099);
    const refund = await shop.stripe.refunds.create({ payment_intent: paid.id, amount: 100 });
    assert.equal(refund.status, 'succeeded');
  });

  it('an end that no webhook told of comes to light by the look-up', async () => {
    const paid = await debit((await account()).id);
    await fetch(`${behind.bank.url}/settle`, { method: 'POST' });
    await eventually(twin, ({ status }) => status === 'succeeded');
    await shop.keepsake.reconcile();
    assert.equal((await ended(paid.id, 'succeeded')).status, 'succeeded');
  });

  it('a debit that comes back says why, in the failure table’s words', async () => {
    const paid = await debit((await account(POOR)).id);
    assert.equal(paid.status, 'processing');
    await arrive('payment_intent.payment_failed');
    const { last_payment_error: error } = await ended(paid.id, 'requires_payment_method');
    assert.equal(error?.code, 'insufficient_funds');
    assert.match(error?.message ?? '', /bank account/);
  });

  it('kept by its first debit, debited later under its mandate', async () => {
    const { id: customer } = await shop.stripe.customers.create({ email: ADA.email });
    const { id } = await account();
    const first = await debit(id, { customer, setup_future_usage: 'off_session' });
    const theirs = await twin();
    assert.equal(theirs.setup_future_usage, 'off_session');
    await arrive('payment_intent.succeeded');
    await ended(first.id, 'succeeded');
    const later = await shop.stripe.paymentIntents.create({
      amount: 500,
      currency: 'usd',
      customer,
      payment_method: id,
      allowed_payment_method_types: ['us_bank_account'],
      off_session: true,
      confirm: true,
    });
    assert.equal(later.status, 'processing');
    assert.equal((await twin()).customer, theirs.customer);
    await arrive('payment_intent.succeeded');
    await ended(later.id, 'succeeded');
  });

  it('prepared by a setup with its holder’s authorization', async () => {
    const { id: customer } = await shop.stripe.customers.create({ email: ADA.email });
    const made = await shop.stripe.setupIntents.create({
      customer,
      allowed_payment_method_types: ['us_bank_account'],
      payment_method: (await account()).id,
      confirm: true,
      mandate_data,
    });
    assert.equal(made.status, 'succeeded');
    const { data } = await behind.stripe.setupIntents.list({ limit: 1 });
    assert.deepEqual(data[0]?.allowed_payment_method_types, ['us_bank_account']);
    assert.ok(data[0]?.mandate, 'Stripe was told of the authorization');
  });

  it('takes an account that the merchant’s own Stripe account has, by its id', async () => {
    const theirs = await behind.stripe.paymentMethods.create({
      type: 'sepa_debit',
      sepa_debit: { iban: IBAN },
      billing_details: { name: 'Ada Long', email: ADA.email },
    });
    const ours = await shop.stripe.paymentMethods.create({ payment_method: theirs.id });
    assert.equal(ours.type, 'sepa_debit');
    assert.deepEqual(
      [ours.sepa_debit?.last4, ours.sepa_debit?.country, ours.sepa_debit?.bank_code],
      ['3000', 'DE', '37040044'],
    );
    const paid = await debit(ours.id, {
      currency: 'eur',
      allowed_payment_method_types: ['sepa_debit'],
    });
    assert.equal(paid.status, 'processing');
    assert.equal((await twin()).payment_method, theirs.id);
    await arrive('payment_intent.succeeded');
    await ended(paid.id, 'succeeded');
  });

  it('a number that Stripe refuses is refused at its field', async () => {
    const error = await refusal(
      account('000123456789', {
        us_bank_account: { ...ACCOUNT, routing_number: '123456789', account_number: GOOD },
      }),
    );
    assert.deepEqual([error.statusCode, error.param], [400, 'us_bank_account[routing_number]']);
    assert.deepEqual(accountRefused(new Error('gone')), { ok: false, code: 'unavailable' });
  });

  it('the picker has no place to type an account; one from the page’s Stripe script needs its box', async () => {
    const { id, secret, intent } = await openSession(shop, {
      line_items: SHIRT,
      allowed_payment_method_types: ['card', 'us_bank_account'],
    });
    const shown = await look(shop, secret);
    assert.equal(shown.bank_entry, null);
    assert.equal(shown.card_entry?.driver, 'stripe');
    const { id: token } = await behind.stripe.paymentMethods.create({
      type: 'us_bank_account',
      us_bank_account: { ...ACCOUNT, account_number: GOOD },
      metadata: { keepsake_session: id },
    });
    const { offers } = await look(shop, secret, '?payment_method=us_bank_account');
    const body = { card_token: token, billing_details: ADA };
    const without = await press(shop, secret, body);
    assert.equal(without.status, 400, JSON.stringify(without));
    const answer = await press(shop, secret, {
      ...body,
      consents: { debit: accept(offers.debit ?? null) },
    });
    assert.equal(answer.result?.status, 'complete', JSON.stringify(answer.error));
    assert.equal(answer.result?.session.payment_status, 'unpaid');
    await arrive('payment_intent.succeeded');
    await ended(intent, 'succeeded');
  });
});

describe('what Stripe says of a debit', () => {
  const intent = (status: string, types: readonly string[], more: object = {}) =>
    outcomeOfIntent({
      object: 'payment_intent',
      id: 'pi_1',
      status,
      payment_method_types: types,
      allowed_payment_method_types: null,
      ...more,
    } as unknown as Stripe.PaymentIntent);

  for (const [status, types, kind] of [
    ['processing', ['us_bank_account'], 'pending'],
    ['processing', ['sepa_debit'], 'pending'],
    ['processing', ['card'], 'unknown'],
    ['processing', ['card', 'us_bank_account'], 'unknown'],
    ['processing', [], 'unknown'],
  ] as const)
    it(`${status} of ${types.join(' or ') || 'nothing'}: ${kind}`, () =>
      assert.equal(intent(status, types).kind, kind));

  it('an account to be proven has the address of Stripe’s page; a setup is never under way', () => {
    const next_action = {
      type: 'verify_with_microdeposits',
      verify_with_microdeposits: { hosted_verification_url: 'https://pay.example/prove' },
    };
    assert.deepEqual(intent('requires_action', ['us_bank_account'], { next_action }), {
      kind: 'requires_action',
      reference: 'pi_1',
      nextAction: { type: 'redirect_to_url', url: 'https://pay.example/prove', returnUrl: null },
    });
    const setup = intent('processing', ['us_bank_account'], { object: 'setup_intent' });
    assert.equal(setup.kind, 'unknown');
  });

  for (const [theirs, ours] of [
    ['bank_account_closed', 'account_closed'],
    ['bank_account_invalid_details', 'no_account'],
    ['bank_account_frozen', 'bank_account_restricted'],
    ['debit_not_authorized', 'debit_not_authorized'],
    ['lost_card', 'lost_card'],
  ] as const)
    it(`${theirs}: ${ours}`, () => assert.equal(debitCode(theirs), ours));
});
