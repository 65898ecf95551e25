/**
 * Why a debit of a bank account came back: rows of the failure table, by the return codes of ACH and of
 * SEPA, and what is said of each. Data only; `decline.ts` reads it.
 */
import { DAY, type DeclineRow, NONE } from './decline-row.ts';

const NACHA = { source: 'Nacha Operating Rules, return reason codes', edition: '2026' } as const;
const SEPA = {
  source: 'EPC SEPA Direct Debit Core rulebook, R-transaction reason codes',
  edition: '2025',
} as const;
const STRIPE_DEBITS = {
  source: 'Stripe, failure codes of bank debits',
  edition: '2026-10',
} as const;

/** A debit for which there was no money may be presented twice more (Nacha), and not at once. */
const AGAIN = { scheduleMs: [3 * DAY, 7 * DAY], budget: 'funds' } as const;

/** By return code. */
export const RETURN_ROWS: readonly DeclineRow[] = [
  { codes: ['R01', 'R09'], kind: 'retry_later', ...AGAIN, ...NACHA },
  { codes: ['AM04'], kind: 'retry_later', ...AGAIN, ...SEPA },
  { codes: ['R02', 'R03', 'R04', 'R16', 'R20'], kind: 'never', ...NONE, ...NACHA },
  { codes: ['AC01', 'AC04', 'AC06', 'AC13', 'AG01'], kind: 'never', ...NONE, ...SEPA },
  {
    codes: ['R05', 'R07', 'R08', 'R10', 'R11', 'R29'],
    kind: 'never',
    endsMandates: true,
    ...NONE,
    ...NACHA,
  },
  {
    codes: ['MD01', 'MD06', 'MD07', 'MS02', 'SL01'],
    kind: 'never',
    endsMandates: true,
    ...NONE,
    ...SEPA,
  },
];

/** By the processor's code, where no return code came with it. */
export const DEBIT_CODE_ROWS: readonly DeclineRow[] = [
  {
    codes: ['account_closed', 'no_account', 'bank_account_restricted'],
    kind: 'never',
    ...NONE,
    ...STRIPE_DEBITS,
  },
  {
    codes: ['debit_not_authorized'],
    kind: 'never',
    endsMandates: true,
    ...NONE,
    ...STRIPE_DEBITS,
  },
];

const RETURN_CODES = new Set(RETURN_ROWS.flatMap(({ codes }) => codes));

const WORDS: Readonly<Record<string, string>> = {
  insufficient_funds: 'The bank account has insufficient funds.',
  account_closed: 'The bank account is closed.',
  no_account: 'There is no bank account with this number.',
  bank_account_restricted: 'The bank account cannot be debited.',
  debit_not_authorized: 'The holder of the bank account did not authorize the debit.',
};

/** What is said of a debit that came back; null for anything else. */
export function returnWords(code: string, networkCode: string | null): string | null {
  const returned = networkCode !== null && RETURN_CODES.has(networkCode);
  if (returned) return WORDS[code] ?? 'The debit of the bank account was returned.';
  return code === 'insufficient_funds' ? null : (WORDS[code] ?? null);
}
