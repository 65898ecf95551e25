/**
 * Bank debits of an installation whose processor is Adyen, by configuration alone, against the test
 * system: each request is held against Adyen's published description, and notifications settle.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type Stripe from 'stripe';
import { broughtAccount, readAccount } from '../../../server/processors/adyen-accounts.ts';
import { outcomeOfPayment } from '../../../server/processors/adyen-answers.ts';
import { readCredential, spellCredential } from '../../../server/processors/adyen-cards.ts';
import { refusalOf } from '../../../server/processors/adyen-refusals.ts';
import { ADA, accept, look, openSession, press, refusal } from '../shop.ts';
import { type AdyenShop, eventually, startAdyenShop } from './adyen-test-system/shop.ts';

const IBAN = 'NL91 ABNA 0417 1643 00';
const ROUTING = '011000138';
const NUMBER = '000123456789';
const mandate_data = { customer_acceptance: { type: 'offline', offline: {} } } as const;
const MINUTE = 60_000;

describe('bank debits at adyen', () => {
  let shop: AdyenShop;
  before(async () => {
    shop = await startAdyenShop();
  });
  after(() => shop.close());

  const iban = (more: Partial<Stripe.PaymentMethodCreateParams> = {}) =>
    shop.world.stripe.paymentMethods.create({
      type: 'sepa_debit',
      sepa_debit: { iban: IBAN },
      billing_details: { name: 'A. Klaassen' },
      ...more,
    });
  const ach = (more: Partial<Stripe.PaymentMethodCreateParams> = {}) =>
    shop.world.stripe.paymentMethods.create({
      type: 'us_bank_account',
      us_bank_account: {
        routing_number: ROUTING,
        account_number: NUMBER,
        account_holder_type: 'company',
        account_type: 'savings',
      },
      billing_details: { name: 'Ada Long' },
      ...more,
    });
  const debit = (
    type: 'sepa_debit' | 'us_bank_account',
    method: string,
    more: Partial<Stripe.PaymentIntentCreateParams> = {},
  ) =>
    shop.pay({
      currency: type === 'sepa_debit' ? 'eur' : 'usd',
      allowed_payment_method_types: [type],
      payment_method: method,
      mandate_data,
      ...more,
    });
  /** The newest try of an intent, and what Adyen was asked for. */
  const asked = async (intent: string) => {
    const tries = await shop.triesOf(intent);
    const attempt = tries.at(-1);
    assert.ok(attempt);
    const [payment, ...others] = shop.paymentsOf(attempt.id);
    assert.ok(payment);
    assert.equal(others.length, 0);
    return { attempt, payment, request: payment.request as Record<string, unknown> };
  };
  const ended = (intent: string, status: string) =>
    eventually(
      () => shop.world.stripe.paymentIntents.retrieve(intent),
      (now) => now.status === status,
    ).then((now) => {
      assert.equal(now.status, status);
      return now;
    });

  it('debits an IBAN; received is under way, and the notification settles', async () => {
    const method = await iban();
    assert.deepEqual(
      [method.sepa_debit?.last4, method.sepa_debit?.country, method.billing_details.name],
      ['4300', 'NL', 'A. Klaassen'],
    );
    const paid = await debit('sepa_debit', method.id);
    assert.equal(paid.status, 'processing');
    const { attempt, request } = await asked(paid.id);
    assert.equal(attempt.status, 'started');
    assert.deepEqual(request.paymentMethod, {
      type: 'sepadirectdebit',
      iban: 'NL91ABNA0417164300',
      ownerName: 'A. Klaassen',
    });
    assert.deepEqual(
      [request.shopperInteraction, request.storePaymentMethod],
      ['Ecommerce', undefined],
    );
    await refusal(shop.world.stripe.paymentIntents.confirm(paid.id));
    await shop.world.keepsake.reconcile();
    assert.equal((await shop.world.stripe.paymentIntents.retrieve(paid.id)).status, 'processing');
    shop.system.ledger.endDebit(attempt.id, null);
    assert.equal((await ended(paid.id, 'succeeded')).amount_received, 1099);
    assert.deepEqual(shop.system.refused, []);
  });

  it('debits by ACH what is told of the account, in its words', async () => {
    const { id, us_bank_account: shown } = await ach();
    assert.deepEqual([shown?.last4, shown?.routing_number], ['6789', ROUTING]);
    const paid = await debit('us_bank_account', id);
    const { attempt, request } = await asked(paid.id);
    assert.deepEqual(request.paymentMethod, {
      type: 'ach',
      bankAccountNumber: NUMBER,
      bankLocationId: ROUTING,
      bankAccountType: 'savings',
      accountHolderType: 'business',
      ownerName: 'Ada Long',
    });
    shop.system.ledger.endDebit(attempt.id, null);
    await ended(paid.id, 'succeeded');
  });

  for (const [reason, raw, code] of [
    ['Not enough balance', null, 'insufficient_funds'],
    ['Refused', 'R02 : Account closed', 'account_closed'],
    ['Refused', 'MD01 : No mandate', 'debit_not_authorized'],
  ] as const)
    it(`a debit that fails is no longer under way: ${raw ?? reason}`, async () => {
      const paid = await debit('sepa_debit', (await iban()).id);
      const { attempt } = await asked(paid.id);
      shop.system.ledger.endDebit(attempt.id, reason, raw);
      const { last_payment_error: error } = await ended(paid.id, 'requires_payment_method');
      assert.equal(error?.decline_code ?? error?.code, code);
    });

  it('kept by its first debit; the token is debited later, and forgotten with the account', async () => {
    const { stripe } = shop.world;
    const { id: customer } = await stripe.customers.create({ email: 'ada@example.com' });
    const { id } = await iban();
    const first = await debit('sepa_debit', id, { customer, setup_future_usage: 'off_session' });
    const one = await asked(first.id);
    assert.equal(one.request.storePaymentMethod, true);
    shop.system.ledger.endDebit(one.attempt.id, null);
    await ended(first.id, 'succeeded');
    const later = await debit('sepa_debit', id, {
      customer,
      mandate_data: undefined as never,
      off_session: true,
      amount: 500,
    });
    assert.equal(later.status, 'processing');
    const two = await asked(later.id);
    const [token] = [...shop.system.ledger.methods.values()].filter(
      ({ shopper }) => shopper === two.request.shopperReference,
    );
    assert.ok(token);
    assert.deepEqual(two.request.paymentMethod, {
      type: 'sepadirectdebit',
      storedPaymentMethodId: token.id,
    });
    assert.deepEqual(
      [two.request.shopperInteraction, two.request.recurringProcessingModel],
      ['ContAuth', 'UnscheduledCardOnFile'],
    );
    shop.system.ledger.endDebit(two.attempt.id, null);
    await ended(later.id, 'succeeded');
    await stripe.paymentMethods.detach(id);
    await shop.world.keepsake.worker.turn();
    const gone = await eventually(
      async () => shop.system.ledger.methods.has(token.id),
      (known) => !known,
    );
    assert.equal(gone, false);
  });

  it('a number waits ten minutes in memory and no longer; nothing is sent without one', async () => {
    const { id } = await iban();
    shop.advance(11 * MINUTE);
    const before = shop.system.ledger.payments.length;
    await assert.rejects(debit('sepa_debit', id), { statusCode: 402 });
    assert.equal(shop.system.ledger.payments.length, before);
  });

  it('takes a token that the merchant has there, and never one from a buyer', async () => {
    const { methods } = shop.system.ledger;
    methods.set('M5N7TQ4TG5PFWR50', {
      id: 'M5N7TQ4TG5PFWR50',
      shopper: 'shopper_of_theirs',
      type: 'ach',
      number: NUMBER,
      expiryMonth: '',
      expiryYear: '',
      holder: 'Ada Long',
    });
    const token = 'adyen_ach_M5N7TQ4TG5PFWR50_shopper_of_theirs';
    const { stripe } = shop.world;
    const method = await stripe.paymentMethods.create({ payment_method: token });
    assert.deepEqual([method.type, method.us_bank_account?.last4], ['us_bank_account', '6789']);
    const paid = await debit('us_bank_account', method.id);
    const { attempt, request } = await asked(paid.id);
    assert.equal(request.shopperReference, 'shopper_of_theirs');
    shop.system.ledger.endDebit(attempt.id, null);
    await ended(paid.id, 'succeeded');
    for (const wrong of [
      'adyen_sepadirectdebit_M5N7TQ4TG5PFWR50_shopper_of_theirs',
      'adyen_ach_M5N7TQ4TG5PFWR50_shopper_of_others',
    ])
      await assert.rejects(stripe.paymentMethods.create({ payment_method: wrong }), {
        code: 'resource_missing',
      });
    const { secret } = await openSession(shop.world, {
      allowed_payment_method_types: ['card', 'us_bank_account'],
    });
    const { offers } = await look(shop.world, secret, '?payment_method=us_bank_account');
    const before = shop.system.ledger.payments.length;
    const answer = await press(shop.world, secret, {
      card_token: token,
      billing_details: ADA,
      consents: { debit: accept(offers.debit ?? null) },
    });
    assert.equal(answer.error?.code, 'resource_missing', JSON.stringify(answer));
    assert.equal(shop.system.ledger.payments.length, before);
  });

  it('an account is not prepared without a debit: nothing is sent', async () => {
    const { stripe } = shop.world;
    const { id: customer } = await stripe.customers.create({ email: ADA.email });
    const before = shop.system.ledger.payments.length;
    const error = await refusal(
      stripe.setupIntents.create({
        customer,
        allowed_payment_method_types: ['sepa_debit'],
        payment_method: (await iban()).id,
        confirm: true,
        mandate_data,
      }),
    );
    assert.equal(error.statusCode, 402);
    assert.equal(shop.system.ledger.payments.length, before);
  });

  it('an account is refused at the field that is wrong, before anything is asked', async () => {
    const us = { routing_number: ROUTING, account_number: NUMBER };
    for (const [make, param] of [
      [() => iban({ sepa_debit: { iban: 'NL92ABNA0417164300' } }), 'sepa_debit[iban]'],
      [() => iban({ billing_details: {} }), 'sepa_debit[iban]'],
      [
        () => ach({ us_bank_account: { ...us, routing_number: '011000139' } }),
        'us_bank_account[routing_number]',
      ],
      [
        () => ach({ us_bank_account: { ...us, account_number: '12' } }),
        'us_bank_account[account_number]',
      ],
    ] as const) {
      const error = await refusal(make());
      assert.deepEqual([error.statusCode, error.param], [400, param]);
    }
  });

  it('a lost answer is unknown until the notification; nothing is debited twice', async () => {
    const { id } = await iban();
    shop.system.arm('after_effect');
    const paid = await debit('sepa_debit', id);
    shop.system.arm(null);
    const { attempt } = await asked(paid.id);
    assert.deepEqual([paid.status, attempt.status], ['processing', 'unknown']);
    shop.system.ledger.endDebit(attempt.id, null);
    await ended(paid.id, 'succeeded');
  });

  it('the picker has no place to type an account: Adyen’s fields in the tag are for cards', async () => {
    const { secret } = await openSession(shop.world, {
      allowed_payment_method_types: ['card', 'us_bank_account'],
    });
    const shown = await look(shop.world, secret);
    assert.deepEqual([shown.bank_entry, shown.card_entry?.driver], [null, 'adyen']);
  });

  it('no request was refused by Adyen’s description', () => {
    assert.deepEqual(shop.system.refused, []);
  });
});

describe('what Adyen says of a debit', () => {
  const asked = {
    attempt: 'att_1',
    operation: 'charge',
    capture: 'automatic',
    keep: null,
    amountMinor: 500,
    returnUrl: null,
  } as const;
  for (const [resultCode, debit, psp, kind] of [
    ['Received', true, 'P1', 'pending'],
    ['Pending', true, 'P1', 'pending'],
    ['Received', true, undefined, 'unknown'],
    ['Received', false, 'P1', 'unknown'],
    ['Pending', false, 'P1', 'unknown'],
    ['Authorised', true, 'P1', 'succeeded'],
    ['Refused', true, 'P1', 'declined'],
  ] as const)
    it(`${resultCode} of ${debit ? 'a debit' : 'a card'}${psp ? '' : ' without its number'}: ${kind}`, () => {
      const answer = { resultCode, ...(psp ? { pspReference: psp } : {}) };
      assert.equal(outcomeOfPayment(answer as never, { ...asked, debit }).kind, kind);
    });

  it('return codes are read whole, issuers’ as ever', () => {
    for (const [raw, code, networkCode] of [
      ['AM04 : Insufficient funds', 'insufficient_funds', 'AM04'],
      ['R10', 'debit_not_authorized', 'R10'],
      ['R3 : Revocation', 'revocation_of_all_authorizations', 'R3'],
      ['51 : Insufficient funds', 'insufficient_funds', '51'],
    ] as const) {
      const told = {
        number: '2',
        reason: 'Refused',
        raw,
        advice: undefined,
        operation: 'charge',
      } as const;
      assert.deepEqual(refusalOf(told), { code, networkCode, advice: null });
    }
  });

  it('a card’s credential is never read as an account’s, nor the other way round', () => {
    const card = spellCredential({ shopper: 's', id: 'i', holder: null });
    assert.equal(readAccount(card), null);
    assert.equal(readAccount('nothing'), null);
    const account = JSON.stringify({ account: { type: 'sepa_debit', shopper: 's', id: null } });
    assert.equal(readCredential(account), null);
    assert.deepEqual(readAccount(account), { type: 'sepa_debit', shopper: 's', id: null });
    assert.equal(broughtAccount('adyen_scheme_AB_shopper'), null);
  });
});
