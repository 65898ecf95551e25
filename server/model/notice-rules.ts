/**
 * Which notices the networks and laws ask for, and how long before what they are about, as data, each
 * row with where it was read. The sources differ and some are second-hand: the longest lead that
 * applies is kept, and a merchant may give more time, never less.
 */

export const NOTICE_KINDS = [
  'trial_will_end',
  'upcoming',
  'rare_charge',
  'changed_charge',
  'card_expiring',
  'receipt',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface NoticeRule {
  readonly kind: NoticeKind;
  /** The card's brand or the account's type; `any` for all. */
  readonly network: string;
  /** The buyer has to know at least so long before. */
  readonly atLeast: { readonly days: number } | { readonly workingDays: number };
  readonly source: string;
  readonly edition: string;
}

const VISA = {
  network: 'visa',
  source: 'Visa stored-credential framework, as acquirers publish it',
  edition: '2024',
} as const;
const MASTERCARD = {
  network: 'mastercard',
  source: 'Mastercard subscription standards, as acquirers publish them',
  edition: '2024',
} as const;
const OURS = { network: 'any', source: 'Keepsake', edition: '1' } as const;

export const NOTICE_RULES: readonly NoticeRule[] = [
  { kind: 'trial_will_end', atLeast: { days: 3 }, ...OURS },
  { kind: 'trial_will_end', atLeast: { days: 3 }, ...MASTERCARD },
  { kind: 'trial_will_end', atLeast: { workingDays: 7 }, ...VISA },
  { kind: 'upcoming', atLeast: { days: 3 }, ...OURS },
  { kind: 'rare_charge', atLeast: { days: 7 }, ...OURS },
  { kind: 'rare_charge', atLeast: { days: 7 }, ...MASTERCARD },
  { kind: 'rare_charge', atLeast: { workingDays: 7 }, ...VISA },
  // The words of every agreement promise seven days.
  { kind: 'changed_charge', atLeast: { days: 7 }, ...OURS },
  { kind: 'changed_charge', atLeast: { workingDays: 7 }, ...VISA },
  {
    kind: 'changed_charge',
    network: 'us_bank_account',
    atLeast: { days: 10 },
    source: 'Regulation E, 12 CFR 1005.10(d)',
    edition: '2026',
  },
  { kind: 'card_expiring', atLeast: { days: 7 }, ...OURS },
  { kind: 'receipt', atLeast: { days: 0 }, ...OURS },
];

/** When a notice is told, in days before what it is about, unless a merchant or a rule says earlier. */
export const NOTICE_DAYS: Readonly<Record<NoticeKind, number>> = {
  trial_will_end: 7,
  upcoming: 7,
  rare_charge: 10,
  changed_charge: 10,
  card_expiring: 14,
  receipt: 0,
};
