/**
 * The failure table's rows by the code that a processor gives, in Stripe's vocabulary, and by the
 * advice that it adds. Data only.
 */
import {
  type DeclineRow,
  FUNDS,
  ISSUER,
  KEEPSAKE,
  NONE,
  STRIPE,
  STRIPE_ADVICE,
  TECHNICAL,
} from './decline-row.ts';

export const CODE_ROWS: readonly DeclineRow[] = [
  {
    codes: ['insufficient_funds', 'card_velocity_exceeded', 'withdrawal_count_limit_exceeded'],
    kind: 'retry_later',
    ...FUNDS,
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
    ...TECHNICAL,
    ...STRIPE,
  },
  {
    codes: ['do_not_honor', 'generic_decline', 'card_declined', 'no_action_taken', 'call_issuer'],
    kind: 'retry_later',
    vague: true,
    ...ISSUER,
    ...STRIPE,
  },
  {
    codes: [
      'authentication_required',
      'authentication_not_handled',
      'mobile_device_authentication_required',
    ],
    kind: 'buyer',
    needsReauthentication: true,
    ...NONE,
    ...STRIPE,
  },
  {
    codes: [
      'invalid_expiry_month',
      'invalid_expiry_year',
      'incorrect_number',
      'invalid_number',
      'incorrect_cvc',
      'invalid_cvc',
      'incorrect_zip',
      'incorrect_address',
      'incorrect_pin',
      'invalid_pin',
      'pin_try_exceeded',
      'offline_pin_required',
      'online_or_offline_pin_required',
    ],
    kind: 'buyer',
    ...NONE,
    ...STRIPE,
  },
  {
    codes: ['expired_card', 'new_account_information_available'],
    kind: 'buyer',
    newData: true,
    ...NONE,
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
    secret: true,
    ...NONE,
    ...STRIPE,
  },
  { codes: ['invalid_account'], kind: 'never', ...NONE, ...STRIPE },
  {
    codes: [
      'revocation_of_authorization',
      'revocation_of_all_authorizations',
      'stop_payment_order',
    ],
    kind: 'never',
    endsMandates: true,
    ...NONE,
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
    ...NONE,
    ...STRIPE,
  },
  {
    codes: ['currency_not_supported', 'invalid_amount', 'testmode_decline', 'live_mode_test_card'],
    kind: 'merchant',
    ...NONE,
    ...STRIPE,
  },
  { codes: ['duplicate_transaction'], kind: 'reconcile', ...NONE, ...STRIPE },
  {
    codes: ['credential_incompatible', 'token_expired', 'resource_missing', 'customer_mismatch'],
    kind: 'incompatible',
    ...NONE,
    ...KEEPSAKE,
  },
];

/** By what a processor advises beside its code. */
export const ADVICE_ROWS: readonly DeclineRow[] = [
  { codes: ['do_not_try_again'], kind: 'never', ...NONE, ...STRIPE_ADVICE },
  {
    codes: ['try_again_later'],
    kind: 'retry_later',
    vague: true,
    ...ISSUER,
    ...STRIPE_ADVICE,
  },
  { codes: ['confirm_card_data'], kind: 'buyer', ...NONE, ...STRIPE_ADVICE },
];
