/**
 * The failure table: what each decline code means for the next step. Data only, each row with the
 * document it was read from and that document's edition, so that a doubtful row can be checked.
 * It decides nothing; `decline.ts` reads it.
 */

export const DECLINE_KINDS = [
  'retry_later',
  'other_processor',
  'never',
  'buyer',
  'incompatible',
  'reconcile',
  'merchant',
] as const;
export type DeclineKind = (typeof DECLINE_KINDS)[number];

export interface DeclineRow {
  readonly codes: readonly string[];
  readonly kind: DeclineKind;
  /** Waits before each later try with the same card, in milliseconds from the failure; empty for none. */
  readonly scheduleMs: readonly number[];
  /** Says little: a reading by another source is preferred to it. */
  readonly vague?: true;
  /** The buyer's bank was told to stop: mandates of this card end. */
  readonly endsMandates?: true;
  /** The issuer wants to see the buyer; later charges wait until it has. */
  readonly needsReauthentication?: true;
  /** The credential can only be used once, whatever was promised. */
  readonly singleUse?: true;
  /** Told to the merchant, never to whoever holds the card. */
  readonly secret?: true;
  readonly source: string;
  readonly edition: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MINUTE = 60_000;
const TECHNICAL = [10 * MINUTE, HOUR, DAY];
const FUNDS = [DAY, 3 * DAY, 7 * DAY, 14 * DAY];
const VAGUE = [3 * DAY, 7 * DAY];

const STRIPE = { source: 'Stripe, decline codes of cards', edition: '2026-10-05' } as const;
const VISA = { source: 'Visa Core Rules, table 7-2', edition: '2026-04-18' } as const;
const MASTERCARD = {
  source: 'Mastercard merchant advice codes, as processors publish them',
  edition: '2026',
} as const;
const KEEPSAKE = { source: 'Keepsake', edition: '1' } as const;

/** By the code that a processor gives, in Stripe's vocabulary. */
export const CODE_ROWS: readonly DeclineRow[] = [
  {
    codes: ['insufficient_funds', 'card_velocity_exceeded', 'withdrawal_count_limit_exceeded'],
    kind: 'retry_later',
    scheduleMs: FUNDS,
    ...STRIPE,
  },
  {
    codes: [
      'processing_error',
      'issuer_not_available',
      'reenter_transaction',
      'approve_with_id',
      'try_again_later',
    ],
    kind: 'other_processor',
    scheduleMs: TECHNICAL,
    ...STRIPE,
  },
  {
    codes: ['do_not_honor', 'generic_decline', 'card_declined', 'no_action_taken', 'call_issuer'],
    kind: 'retry_later',
    scheduleMs: VAGUE,
    vague: true,
    ...STRIPE,
  },
  {
    codes: [
      'authentication_required',
      'authentication_not_handled',
      'mobile_device_authentication_required',
    ],
    kind: 'buyer',
    scheduleMs: [],
    needsReauthentication: true,
    ...STRIPE,
  },
  {
    codes: [
      'expired_card',
      'invalid_expiry_month',
      'invalid_expiry_year',
      'incorrect_number',
      'invalid_number',
      'incorrect_cvc',
      'invalid_cvc',
      'incorrect_zip',
      'incorrect_address',
      'new_account_information_available',
      'incorrect_pin',
      'invalid_pin',
      'pin_try_exceeded',
      'offline_pin_required',
      'online_or_offline_pin_required',
    ],
    kind: 'buyer',
    scheduleMs: [],
    ...STRIPE,
  },
  {
    codes: [
      'lost_card',
      'stolen_card',
      'pickup_card',
      'fraudulent',
      'security_violation',
      'restricted_card',
      'merchant_blacklist',
      'do_not_try_again',
    ],
    kind: 'never',
    scheduleMs: [],
    secret: true,
    ...STRIPE,
  },
  { codes: ['invalid_account'], kind: 'never', scheduleMs: [], ...STRIPE },
  {
    codes: [
      'revocation_of_authorization',
      'revocation_of_all_authorizations',
      'stop_payment_order',
    ],
    kind: 'never',
    scheduleMs: [],
    endsMandates: true,
    ...STRIPE,
  },
  {
    codes: [
      'transaction_not_allowed',
      'service_not_allowed',
      'not_permitted',
      'card_not_supported',
    ],
    kind: 'buyer',
    scheduleMs: [],
    ...STRIPE,
  },
  {
    codes: ['currency_not_supported', 'invalid_amount', 'testmode_decline', 'live_mode_test_card'],
    kind: 'merchant',
    scheduleMs: [],
    ...STRIPE,
  },
  { codes: ['duplicate_transaction'], kind: 'reconcile', scheduleMs: [], ...STRIPE },
  {
    codes: ['credential_incompatible', 'token_expired', 'resource_missing', 'customer_mismatch'],
    kind: 'incompatible',
    scheduleMs: [],
    ...KEEPSAKE,
  },
];

/**
 * By the network's own code. Two-character codes are issuers' response codes; Mastercard's advice
 * codes are spelled `mac_03`, because the same digits mean other things there.
 */
export const NETWORK_ROWS: readonly DeclineRow[] = [
  {
    codes: ['04', '07', '41', '43'],
    kind: 'never',
    scheduleMs: [],
    secret: true,
    ...VISA,
  },
  { codes: ['12', '14', '15', '46', '57'], kind: 'never', scheduleMs: [], ...VISA },
  { codes: ['R0', 'R1', 'R3'], kind: 'never', scheduleMs: [], endsMandates: true, ...VISA },
  { codes: ['51', '61', '65'], kind: 'retry_later', scheduleMs: FUNDS, ...VISA },
  {
    codes: ['19', '86', '91', '96', 'N3', 'N4', 'Z5', '5C'],
    kind: 'other_processor',
    scheduleMs: TECHNICAL,
    ...VISA,
  },
  {
    codes: ['03', '39', '52', '53', '59', '62', '75', '78', '83', '93'],
    kind: 'retry_later',
    scheduleMs: VAGUE,
    vague: true,
    ...VISA,
  },
  { codes: ['9G'], kind: 'buyer', scheduleMs: [], ...VISA },
  { codes: ['54', '55', '82', '6P', 'N7'], kind: 'buyer', scheduleMs: [], ...VISA },
  {
    codes: ['1A', '70'],
    kind: 'buyer',
    scheduleMs: [],
    needsReauthentication: true,
    ...VISA,
  },
  {
    codes: ['01', '05', '13', '58', '63'],
    kind: 'retry_later',
    scheduleMs: VAGUE,
    vague: true,
    ...VISA,
  },
  { codes: ['mac_01'], kind: 'buyer', scheduleMs: [], ...MASTERCARD },
  { codes: ['mac_02'], kind: 'retry_later', scheduleMs: [3 * DAY, 7 * DAY], ...MASTERCARD },
  { codes: ['mac_03', 'mac_42', 'mac_99'], kind: 'never', scheduleMs: [], ...MASTERCARD },
  { codes: ['mac_21'], kind: 'never', scheduleMs: [], endsMandates: true, ...MASTERCARD },
  { codes: ['mac_04'], kind: 'incompatible', scheduleMs: [], ...MASTERCARD },
  { codes: ['mac_05', 'mac_22'], kind: 'merchant', scheduleMs: [], ...MASTERCARD },
  { codes: ['mac_24'], kind: 'retry_later', scheduleMs: [HOUR], ...MASTERCARD },
  { codes: ['mac_25'], kind: 'retry_later', scheduleMs: [DAY], ...MASTERCARD },
  { codes: ['mac_26'], kind: 'retry_later', scheduleMs: [2 * DAY], ...MASTERCARD },
  { codes: ['mac_27'], kind: 'retry_later', scheduleMs: [4 * DAY], ...MASTERCARD },
  { codes: ['mac_28'], kind: 'retry_later', scheduleMs: [6 * DAY], ...MASTERCARD },
  { codes: ['mac_29'], kind: 'retry_later', scheduleMs: [8 * DAY], ...MASTERCARD },
  { codes: ['mac_30'], kind: 'retry_later', scheduleMs: [10 * DAY], ...MASTERCARD },
  {
    codes: ['mac_40', 'mac_41'],
    kind: 'buyer',
    scheduleMs: [],
    singleUse: true,
    ...MASTERCARD,
  },
];

/** A code that no row names: the issuer hides its reason. */
export const UNKNOWN_ROW: DeclineRow = {
  codes: [],
  kind: 'retry_later',
  scheduleMs: VAGUE,
  vague: true,
  ...KEEPSAKE,
};
