/** The failure table as data: every code that the documents name has a row, and every row says where it is from. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { classify, forBuyer, intentErrorOf } from '../../server/model/decline.ts';
import { DECLINE_TABLE, type DeclineRow, UNKNOWN_ROW } from '../../server/model/decline-table.ts';

const words = (text: string) => text.trim().split(/\s+/);

/** Stripe's list of a card's decline codes, by what follows. */
const CODES: Readonly<Record<string, string>> = {
  retry_later: `insufficient_funds card_velocity_exceeded withdrawal_count_limit_exceeded
    do_not_honor generic_decline no_action_taken call_issuer`,
  other_processor: `processing_error issuer_not_available reenter_transaction approve_with_id
    try_again_later`,
  buyer: `authentication_required authentication_not_handled mobile_device_authentication_required
    expired_card invalid_expiry_month invalid_expiry_year incorrect_number invalid_number
    incorrect_cvc invalid_cvc incorrect_zip incorrect_address new_account_information_available
    incorrect_pin invalid_pin pin_try_exceeded offline_pin_required online_or_offline_pin_required
    transaction_not_allowed service_not_allowed not_permitted card_not_supported`,
  never: `lost_card stolen_card pickup_card fraudulent security_violation restricted_card
    merchant_blacklist invalid_account do_not_try_again revocation_of_authorization
    revocation_of_all_authorizations stop_payment_order`,
  merchant: 'currency_not_supported invalid_amount testmode_decline',
  reconcile: 'duplicate_transaction',
  incompatible: 'resource_missing customer_mismatch token_expired',
};

/** Visa's categories. All other codes are of the fourth. */
const VISA: Readonly<Record<number, string>> = {
  1: '04 07 12 14 15 41 43 46 57 R0 R1 R3',
  2: '03 19 39 51 52 53 59 61 62 65 75 78 83 86 91 93 96 5C 9G N3 N4 Z5',
  3: '54 55 82 6P N7',
  4: '01 05 13 58 63 70 1A',
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Mastercard's advice: what follows, and how long to wait. */
const ADVICE: readonly (readonly [code: string, kind: string, waitMs?: number])[] = [
  ['01', 'buyer'],
  ['02', 'retry_later'],
  ['03', 'never'],
  ['04', 'incompatible'],
  ['05', 'merchant'],
  ['21', 'never'],
  ['22', 'merchant'],
  ['24', 'retry_later', HOUR],
  ['25', 'retry_later', DAY],
  ['26', 'retry_later', 2 * DAY],
  ['27', 'retry_later', 4 * DAY],
  ['28', 'retry_later', 6 * DAY],
  ['29', 'retry_later', 8 * DAY],
  ['30', 'retry_later', 10 * DAY],
  ['40', 'buyer'],
  ['41', 'buyer'],
  ['42', 'never'],
  ['99', 'never'],
];

const ALL: readonly DeclineRow[] = [
  ...DECLINE_TABLE.codes,
  ...DECLINE_TABLE.networkCodes,
  ...DECLINE_TABLE.advice,
  UNKNOWN_ROW,
];

describe('the failure table', () => {
  it('has a version and a day from which it holds', () => {
    assert.ok(DECLINE_TABLE.version > 0);
    assert.ok(Date.parse(DECLINE_TABLE.effectiveFrom) > 0);
  });
  it('says of every row where it is from, in which edition', () => {
    for (const row of ALL) {
      assert.ok(row.source.length > 3 && row.edition !== '', row.codes.join());
      if (row.effectiveFrom) assert.ok(Date.parse(row.effectiveFrom) > 0, row.codes.join());
    }
  });
  it('counts what is tried again under a budget, and nothing else', () => {
    for (const row of ALL)
      assert.equal(row.budget !== undefined, row.scheduleMs.length > 0, row.codes.join());
  });
  for (const [kind, codes] of Object.entries(CODES)) {
    it(`${kind}: every code of Stripe's list`, () => {
      for (const code of words(codes)) {
        assert.ok(
          DECLINE_TABLE.codes.some((row) => row.codes.includes(code)),
          `${code} is missing`,
        );
        assert.equal(classify(code, null).kind, kind, code);
      }
    });
  }
  for (const [category, codes] of Object.entries(VISA)) {
    it(`Visa's category ${category}`, () => {
      for (const code of words(codes)) {
        const row = DECLINE_TABLE.networkCodes.find((each) => each.codes.includes(code));
        assert.equal(row?.visaCategory, Number(category), code);
        assert.equal(row?.kind === 'never', category === '1', code);
      }
    });
  }
  for (const [code, kind, waitMs] of ADVICE) {
    it(`Mastercard's advice ${code}`, () => {
      // A network code of its own, or beside one.
      for (const row of [
        classify('generic_decline', `mac_${code}`),
        classify('generic_decline', '05', `mac_${code}`),
      ]) {
        assert.equal(row.kind, kind);
        assert.equal(row.waitMs, waitMs);
        if (waitMs !== undefined) assert.deepEqual(row.scheduleMs, [waitMs]);
      }
    });
  }
});

describe('advice beside the codes', () => {
  for (const [code, network, advice, kind, why] of [
    ['insufficient_funds', '51', 'do_not_try_again', 'never', 'a never from anybody wins'],
    ['insufficient_funds', '51', 'mac_03', 'never', 'Mastercard’s never as well'],
    ['stolen_card', '43', 'try_again_later', 'never', 'advice does not soften a never'],
    ['generic_decline', '05', 'confirm_card_data', 'buyer', 'plain words before vague ones'],
    [
      'generic_decline',
      '51',
      'confirm_card_data',
      'retry_later',
      'the network before the processor',
    ],
    ['generic_decline', null, 'try_again_later', 'retry_later', 'no more than the code says'],
    ['authentication_required', null, 'try_again_later', 'buyer', 'the wish to see the buyer'],
    ['generic_decline', null, 'never_heard_of', 'retry_later', 'unknown advice is none'],
  ] as const) {
    it(`${code} ${network ?? ''} ${advice}: ${kind} (${why})`, () => {
      assert.equal(classify(code, network, advice).kind, kind);
    });
  }
  it('ends mandates', () => {
    assert.equal(classify('generic_decline', '05', 'mac_21').endsMandates, true);
  });
});

it('a stolen card stays unsaid to its holder, whichever network code stands beside it', () => {
  const where = { paymentMethod: 'pm_1', attempt: 'att_1' };
  for (const network of ['14', 'R0', '05', 'mac_03', '1A', null])
    assert.equal(
      forBuyer(intentErrorOf('stolen_card', network, where)).declineCode,
      'generic_decline',
      String(network),
    );
});
