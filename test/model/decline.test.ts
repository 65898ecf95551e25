/** The failure table and its readings. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  allowsFallback,
  buyerCanMend,
  classify,
  forBuyer,
  intentErrorOf,
} from '../../server/model/decline.ts';
import { CODE_ROWS, DECLINE_KINDS, NETWORK_ROWS } from '../../server/model/decline-table.ts';

const where = { paymentMethod: 'pm_1', attempt: 'att_1' };

describe('the table', () => {
  for (const [name, rows] of [
    ['codes', CODE_ROWS],
    ['network codes', NETWORK_ROWS],
  ] as const) {
    it(`names each of the ${name} once, with source and edition`, () => {
      const codes = rows.flatMap((row) => row.codes);
      assert.deepEqual(
        codes.filter((code, index) => codes.indexOf(code) !== index),
        [],
      );
      for (const row of rows) {
        assert.ok(row.source !== '' && row.edition !== '' && DECLINE_KINDS.includes(row.kind));
      }
    });
  }
  it('waits only where it retries, and never less the next time', () => {
    for (const row of [...CODE_ROWS, ...NETWORK_ROWS]) {
      const retries = row.kind === 'retry_later' || row.kind === 'other_processor';
      assert.equal(row.scheduleMs.length > 0, retries, row.codes.join());
      assert.deepEqual(
        row.scheduleMs,
        row.scheduleMs.toSorted((a, b) => a - b),
      );
    }
  });
});

describe('readings', () => {
  for (const [code, network, kind, why] of [
    ['insufficient_funds', null, 'retry_later', 'the code'],
    ['insufficient_funds', '51', 'retry_later', 'both'],
    ['insufficient_funds', '14', 'never', 'never wins from the network'],
    ['stolen_card', '05', 'never', 'never wins from the code'],
    ['insufficient_funds', 'mac_03', 'never', 'the advice'],
    ['do_not_honor', '51', 'retry_later', 'the network says it plainly'],
    ['do_not_honor', '54', 'buyer', 'the network says it plainly'],
    ['do_not_honor', '91', 'other_processor', 'the network says it plainly'],
    ['expired_card', '05', 'buyer', 'a vague network code gives way'],
    ['authentication_required', '65', 'buyer', 'the wish to see the buyer'],
    ['do_not_honor', '1A', 'buyer', 'step-up'],
    ['processing_error', null, 'other_processor', 'technical'],
    ['duplicate_transaction', null, 'reconcile', 'may have succeeded'],
    ['currency_not_supported', null, 'merchant', 'the merchant'],
    ['credential_incompatible', null, 'incompatible', 'another credential'],
    ['never_heard_of', null, 'retry_later', 'hidden reason'],
    ['never_heard_of', 'R1', 'never', 'revoked'],
  ] as const) {
    it(`${code} ${network ?? ''}: ${kind} (${why})`, () => {
      assert.equal(classify(code, network).kind, kind);
    });
  }
  it('ends mandates where the bank was told to stop', () => {
    assert.equal(classify('stop_payment_order', null).endsMandates, true);
    assert.equal(classify('generic_decline', 'R0').endsMandates, true);
    assert.equal(classify('fraudulent', 'mac_21').endsMandates, true);
    assert.equal(classify('stolen_card', null).endsMandates, undefined);
  });
  it('falls back for technical reasons alone', () => {
    assert.ok(allowsFallback(classify('issuer_not_available', null)));
    for (const code of ['stolen_card', 'insufficient_funds', 'generic_decline', 'expired_card']) {
      assert.ok(!allowsFallback(classify(code, null)), code);
    }
  });
  it('brings the buyer back unless the outcome is in doubt or the merchant must mend it', () => {
    const mends = Object.fromEntries(DECLINE_KINDS.map((kind) => [kind, buyerCanMend(kind)]));
    assert.deepEqual(mends, {
      retry_later: true,
      other_processor: true,
      never: true,
      buyer: true,
      incompatible: true,
      reconcile: false,
      merchant: false,
    });
  });
});

describe('what the merchant is told', () => {
  for (const [code, outer, inner] of [
    ['insufficient_funds', 'card_declined', 'insufficient_funds'],
    ['expired_card', 'expired_card', 'expired_card'],
    ['incorrect_cvc', 'incorrect_cvc', 'incorrect_cvc'],
    ['processing_error', 'processing_error', 'processing_error'],
    ['authentication_required', 'authentication_required', 'authentication_required'],
    ['card_declined', 'card_declined', 'generic_decline'],
    ['lost_card', 'card_declined', 'lost_card'],
    ['never_heard_of', 'card_declined', 'never_heard_of'],
  ] as const) {
    it(code, () => {
      const error = intentErrorOf(code, null, where);
      assert.deepEqual([error.type, error.code, error.declineCode], ['card_error', outer, inner]);
    });
  }
});

describe('what the buyer is told', () => {
  const generic = forBuyer(intentErrorOf('generic_decline', null, where));
  for (const code of [
    'lost_card',
    'stolen_card',
    'pickup_card',
    'fraudulent',
    'security_violation',
    'merchant_blacklist',
  ]) {
    it(`${code} sounds like any decline`, () => {
      assert.deepEqual(forBuyer(intentErrorOf(code, '43', where)), generic);
    });
  }
  it('hides a lost card behind an innocent code too', () => {
    assert.deepEqual(forBuyer(intentErrorOf('insufficient_funds', '41', where)), generic);
  });
  it('still says what the buyer can mend', () => {
    assert.equal(
      forBuyer(intentErrorOf('expired_card', '54', where)).message,
      'Your card has expired.',
    );
  });
});
