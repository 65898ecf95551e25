/** Money at the bank: once for each reference, within its deadline, never more than there is. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PUBLISHED } from '../../server/bank/cards.ts';
import type { Reply, TestBank } from '../support/sandbox.ts';
import { newReference, startBank, VISA } from '../support/sandbox.ts';

describe('charges', () => {
  let bank: TestBank;
  before(async () => {
    bank = await startBank();
  });
  after(() => bank.stop());

  const setup = (input: Record<string, unknown>) =>
    bank.api('POST', '/setups', {
      reference: newReference(),
      keep: 'off_session',
      not_after: bank.now() + 1000,
      ...input,
    });
  const onCharge = (id: unknown, what: string, input: Record<string, unknown> = {}) =>
    bank.api('POST', `/charges/${id}/${what}`, {
      reference: newReference(),
      not_after: bank.now() + 1000,
      ...input,
    });
  const ledger = async (reference: string) =>
    (await bank.tool('GET', `/charges?reference=${reference}`)).at('data') as { status: string }[];
  const later = { initiator: 'merchant' };
  const refusal = (reply: Reply) => [reply.status, reply.at('error.code'), reply.at('executed')];

  it('succeed once for a reference, however often they are asked for', async () => {
    const payment_method = await bank.credential();
    const reference = newReference();
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => bank.charge({ payment_method, reference })),
    );
    assert.equal(new Set(replies.map((reply) => reply.at('id'))).size, 1);
    assert.ok(replies.every((reply) => reply.status === 200));
    assert.deepEqual(
      (await ledger(reference)).map(({ status }) => status),
      ['succeeded'],
    );
  });

  it('a key is for one request', async () => {
    const payment_method = await bank.credential();
    const reference = newReference();
    await bank.charge({ payment_method, reference });
    const other = await bank.charge({ payment_method, reference, amount: 1 });
    assert.deepEqual(refusal(other), [400, 'idempotency_mismatch', undefined]);
    const longer = await bank.charge({ payment_method, reference, not_after: bank.now() + 99_999 });
    assert.equal(longer.status, 200);
  });

  it('after a day the key is forgotten, the reference is not', async () => {
    const payment_method = await bank.credential();
    const reference = newReference();
    await bank.charge({ payment_method, reference });
    bank.advance(24 * 3600_000 + 1);
    const again = await bank.charge({ payment_method, reference });
    assert.deepEqual(refusal(again), [409, 'reference_used', undefined]);
    assert.equal((await ledger(reference)).length, 1);
  });

  it('are not executed after not_after', async () => {
    const payment_method = await bank.credential();
    const reference = newReference();
    const late = await bank.charge({ payment_method, reference, not_after: bank.now() - 1 });
    assert.deepEqual(refusal(late), [409, 'too_late', false]);
    assert.deepEqual(await ledger(reference), []);
  });

  const wrong = [
    [{ amount: 0 }, 'amount'],
    [{ amount: 10.5 }, 'amount'],
    [{ amount: -5 }, 'amount'],
    [{ currency: 'USD' }, 'currency'],
    [{ initiator: 'nobody' }, 'initiator'],
    [{ return_url: 'javascript:alert(1)' }, 'return_url'],
    [{ unheard: true }, 'unheard'],
  ] as const;
  for (const [change, param] of wrong) {
    it(`refuse ${JSON.stringify(change)}`, async () => {
      const reply = await bank.charge({ payment_method: 'bcard_x', ...change });
      assert.deepEqual(
        [reply.status, reply.at('error.param'), reply.at('executed')],
        [400, param, false],
      );
    });
  }

  it('need the key of the account that holds the card', async () => {
    const payment_method = await bank.credential();
    const south = await bank.charge({ payment_method }, 'sandbox:south');
    assert.deepEqual(refusal(south), [400, 'payment_method_incompatible', false]);
    const body = { reference: newReference(), payment_method };
    assert.deepEqual(refusal(await bank.api('POST', '/charges', body, null)), [
      401,
      'account_key_invalid',
      false,
    ]);
    assert.deepEqual(refusal(await bank.api('POST', '/charges', body, 'nobody')), [
      401,
      'account_key_invalid',
      false,
    ]);
  });

  it('use up a single-use card, a decline does not', async () => {
    const good = await bank.credential();
    await bank.charge({ payment_method: good });
    assert.deepEqual(refusal(await bank.charge({ payment_method: good })), [
      400,
      'credential_single_use',
      false,
    ]);
    const poor = await bank.credential('pm_card_chargeDeclined');
    assert.equal((await bank.charge({ payment_method: poor })).at('status'), 'declined');
    assert.equal((await bank.charge({ payment_method: poor })).at('status'), 'declined');
  });

  it('keep a card as far as was asked, and say so', async () => {
    const payment_method = await bank.credential();
    const first = await bank.charge({ payment_method, keep: 'on_session' });
    assert.equal(first.at('reusability'), 'on_session');
    assert.match(String(first.at('network_transaction_id')), /^ntx_/);
    const without = await bank.charge({ payment_method, ...later });
    assert.equal(without.at('decline.code'), 'authentication_required');
    const second = await bank.charge({ payment_method, keep: 'off_session' });
    assert.equal(second.at('reusability'), 'off_session');
    assert.equal((await bank.charge({ payment_method, ...later })).at('status'), 'succeeded');
    const third = await bank.charge({ payment_method, keep: 'on_session' });
    assert.equal(third.at('reusability'), 'off_session');
  });

  const declines = [
    ['pm_card_visa_chargeDeclined', 'generic_decline', '05'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'insufficient_funds', '51'],
    ['pm_card_visa_chargeDeclinedLostCard', 'lost_card', '41'],
    ['pm_card_visa_chargeDeclinedStolenCard', 'stolen_card', '43'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', '54'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'N7'],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', '96'],
    ['pm_card_visa_chargeDeclinedVelocityLimitExceeded', 'card_velocity_exceeded', '65'],
    ['pm_card_chargeCustomerFail', 'generic_decline', '05'],
  ] as const;
  for (const [card, code, network] of declines) {
    it(`${card} declines as ${code} (${network})`, async () => {
      const reply = await bank.charge({ payment_method: await bank.credential(card) });
      assert.deepEqual(
        [
          reply.status,
          reply.at('status'),
          reply.at('decline.code'),
          reply.at('decline.network_code'),
        ],
        [200, 'declined', code, network],
      );
    });
  }

  it('answer for every published number', async () => {
    const seen = new Set<unknown>();
    for (const { number, brand } of PUBLISHED) {
      const cvc = brand === 'amex' ? '1234' : '123';
      const reply = await bank.charge({
        payment_method: await bank.credential({ ...VISA, number, cvc }),
      });
      assert.equal(reply.status, 200, number);
      seen.add(reply.at('status'));
    }
    assert.deepEqual([...seen].sort(), ['declined', 'requires_action', 'succeeded']);
  });

  it('decline once the card has expired', async () => {
    const payment_method = await bank.credential({ ...VISA, exp_month: 2, exp_year: 2026 });
    bank.advance(60 * 24 * 3600_000);
    const reply = await bank.charge({ payment_method });
    assert.equal(reply.at('decline.code'), 'expired_card');
  });

  it('take a security code typed again, once', async () => {
    const payment_method = await bank.credential(VISA);
    await bank.charge({ payment_method, keep: 'on_session' });
    const cvc_token = (await bank.tool('POST', '/tokens', { cvc: '123' })).at('id');
    assert.equal((await bank.charge({ payment_method, cvc_token })).at('status'), 'succeeded');
    assert.deepEqual(refusal(await bank.charge({ payment_method, cvc_token })), [
      400,
      'token_invalid',
      false,
    ]);
    const tooLong = (await bank.tool('POST', '/tokens', { cvc: '1234' })).at('id');
    const declined = await bank.charge({ payment_method, cvc_token: tooLong });
    assert.equal(declined.at('decline.code'), 'incorrect_cvc');
  });

  it('can be held, captured in part, and refunded up to what was captured', async () => {
    const held = await bank.charge({ payment_method: await bank.credential(), capture: 'manual' });
    const id = held.at('id');
    assert.deepEqual([held.at('status'), held.at('captured')], ['authorized', 0]);
    assert.equal((await onCharge(id, 'refunds')).at('error.code'), 'not_refundable');
    assert.equal(
      (await onCharge(id, 'capture', { amount: 1100 })).at('error.code'),
      'amount_too_large',
    );
    assert.equal((await onCharge(id, 'capture', { amount: 1000 })).at('status'), 'succeeded');
    assert.equal((await onCharge(id, 'capture')).at('error.code'), 'not_capturable');
    assert.equal(
      (await onCharge(id, 'refunds', { amount: 1001 })).at('error.code'),
      'amount_too_large',
    );
    const reference = newReference();
    const refund = { reference, amount: 400 };
    const once = await onCharge(id, 'refunds', refund);
    const twice = await onCharge(id, 'refunds', refund);
    assert.equal(once.at('id'), twice.at('id'));
    assert.equal((await onCharge(id, 'refunds')).at('amount'), 600);
    assert.deepEqual(refusal(await onCharge(id, 'refunds')), [400, 'amount_too_large', false]);
    const [row] = await ledger(String(held.at('reference')));
    assert.deepEqual(row, { ...row, status: 'succeeded', captured: 1000, refunded: 1000 });
  });

  it('can be voided while held, and on the day they were made', async () => {
    const held = await bank.charge({ payment_method: await bank.credential(), capture: 'manual' });
    assert.equal((await onCharge(held.at('id'), 'void')).at('status'), 'voided');
    assert.equal((await onCharge(held.at('id'), 'capture')).at('error.code'), 'not_capturable');
    const paid = await bank.charge({ payment_method: await bank.credential() });
    assert.equal((await onCharge(paid.at('id'), 'void')).at('status'), 'voided');
    const old = await bank.charge({ payment_method: await bank.credential() });
    bank.advance(25 * 3600_000);
    assert.equal((await onCharge(old.at('id'), 'void')).at('error.code'), 'not_voidable');
    assert.equal((await onCharge('bch_none', 'void')).status, 404);
  });

  it('a card’s check moves no money and is in no list of charges', async () => {
    const payment_method = await bank.credential();
    const reference = newReference();
    const checked = await setup({ payment_method, reference });
    assert.deepEqual(
      [checked.at('status'), checked.at('reusability'), checked.at('amount')],
      ['succeeded', 'off_session', 0],
    );
    assert.deepEqual(await ledger(reference), []);
    assert.equal((await bank.charge({ payment_method, ...later })).at('status'), 'succeeded');
  });

  it('a card that a merchant brings along is stored unseen; its issuer then asks', async () => {
    const payment_method = await bank.credential('pm_card_authenticationRequired');
    const stored = await setup({ payment_method, ...later });
    assert.equal(stored.at('status'), 'succeeded');
    const charged = await bank.charge({ payment_method, ...later });
    assert.deepEqual(
      [charged.at('decline.code'), charged.at('decline.network_code')],
      ['authentication_required', '1A'],
    );
  });

  it('any operation is found by its reference, at its own account', async () => {
    const charged = await bank.charge({ payment_method: await bank.credential() });
    const reference = newReference();
    await onCharge(charged.at('id'), 'refunds', { reference, amount: 1 });
    const found = await bank.api('GET', `/operations?reference=${reference}`);
    assert.deepEqual(
      [found.at('found'), found.at('kind'), found.at('operation.amount')],
      [true, 'refund', 1],
    );
    const elsewhere = await bank.api(
      'GET',
      `/operations?reference=${reference}`,
      undefined,
      'sandbox:south',
    );
    assert.deepEqual(elsewhere.body, { found: false });
  });
});
