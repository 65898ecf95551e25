/**
 * The failure table's rows by the network's own code. Two-character codes are issuers' response
 * codes, in Visa's categories; Mastercard's advice codes are spelled `mac_03`, because the same
 * digits mean other things there. Data only.
 */
import {
  DAY,
  type DeclineRow,
  FUNDS,
  HOUR,
  ISSUER,
  MASTERCARD,
  NONE,
  TECHNICAL,
  VISA,
} from './decline-row.ts';

/** Mastercard's "try again after …": that, and nothing before it. */
const after = (waitMs: number) =>
  ({ kind: 'retry_later', scheduleMs: [waitMs], budget: 'issuer', waitMs, ...MASTERCARD }) as const;

export const NETWORK_ROWS: readonly DeclineRow[] = [
  {
    codes: ['04', '07', '41', '43'],
    kind: 'never',
    secret: true,
    visaCategory: 1,
    ...NONE,
    ...VISA,
  },
  { codes: ['12', '14', '15', '46', '57'], kind: 'never', visaCategory: 1, ...NONE, ...VISA },
  {
    codes: ['R0', 'R1', 'R3'],
    kind: 'never',
    endsMandates: true,
    visaCategory: 1,
    ...NONE,
    ...VISA,
  },
  { codes: ['51', '61', '65'], kind: 'retry_later', visaCategory: 2, ...FUNDS, ...VISA },
  {
    codes: ['19', '86', '91', '96', 'N3', 'N4', 'Z5', '5C'],
    kind: 'other_processor',
    visaCategory: 2,
    ...TECHNICAL,
    ...VISA,
  },
  {
    codes: ['03', '39', '52', '53', '59', '62', '75', '78', '93'],
    kind: 'retry_later',
    vague: true,
    visaCategory: 2,
    ...ISSUER,
    ...VISA,
  },
  {
    codes: ['83'],
    kind: 'retry_later',
    vague: true,
    visaCategory: 2,
    effectiveFrom: '2026-07-25',
    ...ISSUER,
    ...VISA,
  },
  // The cardholder switched such payments off.
  { codes: ['9G'], kind: 'buyer', visaCategory: 2, ...NONE, ...VISA },
  { codes: ['54'], kind: 'buyer', newData: true, visaCategory: 3, ...NONE, ...VISA },
  { codes: ['55', '82', '6P', 'N7'], kind: 'buyer', visaCategory: 3, ...NONE, ...VISA },
  // Category 3 in Europe and CEMEA; that makes no difference to what follows.
  {
    codes: ['1A', '70'],
    kind: 'buyer',
    needsReauthentication: true,
    visaCategory: 4,
    ...NONE,
    ...VISA,
  },
  {
    codes: ['01', '05', '13', '58', '63'],
    kind: 'retry_later',
    vague: true,
    visaCategory: 4,
    ...ISSUER,
    ...VISA,
  },

  { codes: ['mac_01'], kind: 'buyer', newData: true, ...NONE, ...MASTERCARD },
  { codes: ['mac_02'], kind: 'retry_later', ...ISSUER, ...MASTERCARD },
  { codes: ['mac_03', 'mac_42', 'mac_99'], kind: 'never', ...NONE, ...MASTERCARD },
  { codes: ['mac_21'], kind: 'never', endsMandates: true, ...NONE, ...MASTERCARD },
  { codes: ['mac_04'], kind: 'incompatible', ...NONE, ...MASTERCARD },
  { codes: ['mac_05', 'mac_22'], kind: 'merchant', ...NONE, ...MASTERCARD },
  { codes: ['mac_24'], ...after(HOUR) },
  { codes: ['mac_25'], ...after(DAY) },
  { codes: ['mac_26'], ...after(2 * DAY) },
  { codes: ['mac_27'], ...after(4 * DAY) },
  { codes: ['mac_28'], ...after(6 * DAY) },
  { codes: ['mac_29'], ...after(8 * DAY) },
  { codes: ['mac_30'], ...after(10 * DAY) },
  { codes: ['mac_40', 'mac_41'], kind: 'buyer', singleUse: true, ...NONE, ...MASTERCARD },
];
