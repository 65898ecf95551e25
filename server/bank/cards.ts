/**
 * The cards that the sandbox knows: Stripe's published test numbers and test ids, as data. Nothing
 * here decides; a behaviour's meaning is in `behaviour.ts`.
 */
import type { Behaviour } from './behaviour.ts';
import type { Brand } from './card-rules.ts';
import { brandOf } from './card-rules.ts';

export type Funding = 'credit' | 'debit' | 'prepaid';

export interface SandboxCard {
  readonly number: string;
  readonly brand: Brand;
  readonly funding: Funding;
  /** ISO 3166 alpha-2 of the issuer. */
  readonly country: string;
  readonly networks: readonly string[];
  readonly behaviour: Behaviour;
}

type Row = readonly [
  number: string,
  ids: string,
  behaviour?: Behaviour,
  funding?: Funding,
  country?: string,
  networks?: string,
];

/**
 * Ids without their prefix: `visa` stands for `pm_card_visa` and `tok_visa`. An id that begins with
 * `chargeDeclined` exists with `visa_` before it as well.
 */
const ROWS: readonly Row[] = [
  ['4242424242424242', 'visa us'],
  ['4000056655665556', 'visa_debit', 'ok', 'debit'],
  ['5555555555554444', 'mastercard'],
  ['2223003122003222', ''],
  ['5200828282828210', 'mastercard_debit', 'ok', 'debit'],
  ['5105105105105100', 'mastercard_prepaid', 'ok', 'prepaid'],
  ['378282246310005', 'amex amex_threeDSecureNotSupported'],
  ['371449635398431', ''],
  ['6011111111111117', 'discover'],
  ['6011000990139424', ''],
  ['6011981111111113', '', 'ok', 'debit'],
  ['3056930009020004', 'diners'],
  ['36227206271667', ''],
  ['6555900000604105', ''],
  ['3566002020360505', 'jcb', 'ok', 'credit', 'JP'],
  ['6200000000000005', 'unionpay', 'ok', 'credit', 'CN'],
  ['6200000000000047', '', 'ok', 'debit', 'CN'],
  ['6205500000000000004', '', 'ok', 'credit', 'CN'],
  ['4000002500001001', 'visa_cartesBancaires', 'ok', 'debit', 'FR', 'cartes_bancaires visa'],
  [
    '5555552500001001',
    'mastercard_cartesBancaires',
    'ok',
    'debit',
    'FR',
    'cartes_bancaires mastercard',
  ],

  ['4000000320000021', 'ar', 'ok', 'credit', 'AR'],
  ['4000000760000002', 'br', 'ok', 'credit', 'BR'],
  ['4000001240000000', 'ca', 'ok', 'credit', 'CA'],
  ['4000001520000001', 'cl', 'ok', 'credit', 'CL'],
  ['4000001700000003', 'co', 'ok', 'credit', 'CO'],
  ['4000001880000005', 'cr', 'ok', 'credit', 'CR'],
  ['4000002180000000', 'ec', 'ok', 'credit', 'EC'],
  ['4000004840008001', 'mx', 'ok', 'credit', 'MX'],
  ['4000005910000000', 'pa', 'ok', 'credit', 'PA'],
  ['4000006000000066', 'py', 'ok', 'credit', 'PY'],
  ['4000006040000068', 'pe', 'ok', 'credit', 'PE'],
  ['4000008580000003', 'uy', 'ok', 'credit', 'UY'],
  ['4000007840000001', 'ae', 'ok', 'credit', 'AE'],
  ['4000000400000008', 'at', 'ok', 'credit', 'AT'],
  ['4000000560000004', 'be', 'ok', 'credit', 'BE'],
  ['4000001000000000', 'bg', 'ok', 'credit', 'BG'],
  ['4000001120000005', 'by', 'ok', 'credit', 'BY'],
  ['4000001910000009', 'hr', 'ok', 'credit', 'HR'],
  ['4000001960000008', 'cy', 'ok', 'credit', 'CY'],
  ['4000002030000002', 'cz', 'ok', 'credit', 'CZ'],
  ['4000002080000001', 'dk', 'ok', 'credit', 'DK'],
  ['4000002330000009', 'ee', 'ok', 'credit', 'EE'],
  ['4000002460000001', 'fi', 'ok', 'credit', 'FI'],
  ['4000002500000003', 'fr', 'ok', 'credit', 'FR'],
  ['4000002760000016', 'de', 'ok', 'credit', 'DE'],
  ['4000002920000005', 'gi', 'ok', 'credit', 'GI'],
  ['4000003000000030', 'gr', 'ok', 'credit', 'GR'],
  ['4000003480000005', 'hu', 'ok', 'credit', 'HU'],
  ['4000003720000005', 'ie', 'ok', 'credit', 'IE'],
  ['4000003800000008', 'it', 'ok', 'credit', 'IT'],
  ['4000004280000005', 'lv', 'ok', 'credit', 'LV'],
  ['4000004380000004', 'li', 'ok', 'credit', 'LI'],
  ['4000004400000000', 'lt', 'ok', 'credit', 'LT'],
  ['4000004420000006', 'lu', 'ok', 'credit', 'LU'],
  ['4000004700000007', 'mt', 'ok', 'credit', 'MT'],
  ['4000005280000002', 'nl', 'ok', 'credit', 'NL'],
  ['4000005780000007', 'no', 'ok', 'credit', 'NO'],
  ['4000006160000005', 'pl', 'ok', 'credit', 'PL'],
  ['4000006200000007', 'pt', 'ok', 'credit', 'PT'],
  ['4000006420000001', 'ro', 'ok', 'credit', 'RO'],
  ['4000006820000007', 'sa', 'ok', 'credit', 'SA'],
  ['4000007050000006', 'si', 'ok', 'credit', 'SI'],
  ['4000007030000001', 'sk', 'ok', 'credit', 'SK'],
  ['4000007240000007', 'es', 'ok', 'credit', 'ES'],
  ['4000007520000008', 'se', 'ok', 'credit', 'SE'],
  ['4000007560000009', 'ch', 'ok', 'credit', 'CH'],
  ['4000008260000000', 'gb', 'ok', 'credit', 'GB'],
  ['4000058260000005', 'gb_debit', 'ok', 'debit', 'GB'],
  ['5555558265554449', 'gb_mastercard', 'ok', 'credit', 'GB'],
  ['4000000360000006', 'au', 'ok', 'credit', 'AU'],
  ['4000001560000002', 'cn', 'ok', 'credit', 'CN'],
  ['4000003440000004', 'hk', 'ok', 'credit', 'HK'],
  ['4000003560000008', 'in', 'ok', 'credit', 'IN'],
  ['4000003920000003', 'jp', 'ok', 'credit', 'JP'],
  ['3530111333300000', 'jp_jcb', 'ok', 'credit', 'JP'],
  ['4000004580000002', 'my', 'ok', 'credit', 'MY'],
  ['4000005540000008', 'nz', 'ok', 'credit', 'NZ'],
  ['4000007020000003', 'sg', 'ok', 'credit', 'SG'],
  ['4000001580000008', 'tw', 'ok', 'credit', 'TW'],
  ['4000007640000003', 'th_credit', 'ok', 'credit', 'TH'],
  ['4000057640000008', 'th_debit', 'ok', 'debit', 'TH'],

  ['4000000000000002', 'chargeDeclined', 'generic_decline'],
  ['4000000000009995', 'chargeDeclinedInsufficientFunds', 'insufficient_funds'],
  ['4000000000009987', 'chargeDeclinedLostCard', 'lost_card'],
  ['4000000000009979', 'chargeDeclinedStolenCard', 'stolen_card'],
  ['4000000000000069', 'chargeDeclinedExpiredCard', 'expired_card'],
  ['4000000000000127', 'chargeDeclinedIncorrectCvc', 'incorrect_cvc'],
  ['4000000000000119', 'chargeDeclinedProcessingError', 'processing_error'],
  ['4000000000006975', 'chargeDeclinedVelocityLimitExceeded', 'velocity_exceeded'],
  ['4100000000000019', 'chargeDeclinedFraudulent radarBlock', 'fraudulent'],
  ['4000000000000341', 'chargeCustomerFail', 'decline_after_attaching'],
  ['4000000000004954', 'riskLevelHighest', 'fraudulent'],
  ['4000000000009235', 'riskLevelElevated'],
  ['4000000000000101', 'cvcCheckFail'],
  ['4000000000000036', 'avsZipFail'],
  ['4000000000000028', 'avsLine1Fail'],
  ['4000000000000010', 'avsFail'],
  ['4000000000000044', 'avsUnchecked'],
  ['4000000000000259', 'createDispute'],
  ['4000000000002685', 'createDisputeProductNotReceived'],
  ['4000000000001976', 'createDisputeInquiry'],
  ['4000000000005423', 'createIssuerFraudRecord'],
  ['4000000404000079', 'createMultipleDisputes'],
  ['4000000000007726', 'pendingRefund'],
  ['4000000000005126', 'refundFail', 'refund_fails'],
  ['4000000000000077', 'bypassPending'],
  ['4000003720000278', 'bypassPendingInternational', 'ok', 'credit', 'IE'],

  [
    '4000002500003155',
    'authenticationRequiredOnSetup',
    'authenticate_unless_set_up',
    'credit',
    'FR',
  ],
  ['4000002760003184', 'authenticationRequired', 'authenticate_always', 'credit', 'DE'],
  [
    '4000003800000446',
    'authenticationRequiredSetupForOffSession',
    'set_up_already',
    'credit',
    'IT',
  ],
  [
    '4000008260003178',
    'authenticationRequiredChargeDeclinedInsufficientFunds',
    'authenticate_then_insufficient_funds',
    'credit',
    'GB',
  ],
  ['4000000000003220', 'threeDSecure2Required', 'authenticate_unless_set_up', 'credit', 'IE'],
  ['4000008400000027', '', 'authenticate_unless_set_up'],
  ['4000000000003063', 'threeDSecureRequired', 'authenticate_unless_set_up'],
  ['4000008400001629', 'threeDSecureRequiredChargeDeclined', 'authenticate_then_decline'],
  ['4000008400001280', 'threeDSecureRequiredProcessingError', 'authentication_broken'],
  ['4000000000003055', 'threeDSecureOptional'],
  ['4000000000003097', 'threeDSecureOptionalProcessingError', 'authentication_broken_if_asked'],
  ['4000000032200000', ''],
  ['4000582600000094', '', 'authenticate_unless_set_up', 'credit', 'GB'],
  ['4000582600000045', '', 'authenticate_unless_set_up', 'credit', 'GB'],
];

function fromRow([number, , behaviour, funding, country, networks]: Row): SandboxCard {
  const brand = brandOf(number);
  return {
    number,
    brand,
    funding: funding ?? 'credit',
    country: country ?? 'US',
    networks: networks ? networks.split(' ') : [brand],
    behaviour: behaviour ?? 'ok',
  };
}

function idsOf(row: Row): string[] {
  const names = row[1].split(' ').filter(Boolean);
  const all = names.flatMap((name) =>
    name.startsWith('chargeDeclined') ? [name, `visa_${name}`] : [name],
  );
  return all.flatMap((name) => [`pm_card_${name}`, `tok_${name}`]);
}

const BY_NUMBER = new Map(ROWS.map((row) => [row[0], fromRow(row)]));
const BY_ID = new Map(ROWS.flatMap((row) => idsOf(row).map((id) => [id, fromRow(row)] as const)));

/** Every published number, for tests that walk through all of them. */
export const PUBLISHED: readonly SandboxCard[] = [...BY_NUMBER.values()];

/** Numbers that begin so are accepted in any quantity, so that load tests need not share one card. */
export const QUANTITY_PREFIX = '424242';

/** The card of a published test id such as `pm_card_visa` or `tok_chargeDeclined`. */
export function cardByTestId(id: string): SandboxCard | null {
  return BY_ID.get(id) ?? null;
}

/**
 * The sandbox card behind a number that has already been found well formed.
 * @param anyNumber accept numbers that nobody published; they act as plain cards
 */
export function cardByNumber(number: string, anyNumber: boolean): SandboxCard | null {
  const known = BY_NUMBER.get(number);
  if (known) return known;
  if (!anyNumber && !number.startsWith(QUANTITY_PREFIX)) return null;
  return fromRow([number, '']);
}
