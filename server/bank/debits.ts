/**
 * The bank accounts that the sandbox knows: Stripe's published test numbers and test ids, as data,
 * with what becomes of a debit days after it was taken on. It touches no ledger.
 */
import type { CardRow } from './card-row.ts';
import type { BankContext } from './context.ts';
import type { DebitType } from './debit-rules.ts';

/** What becomes of a debit in the end: it arrives, comes back with a code, or stays under way. */
const ARRIVALS = {
  debit_arrives: 'arrives',
  debit_insufficient_funds: 'insufficient_funds',
  debit_account_closed: 'account_closed',
  debit_no_account: 'no_account',
  debit_not_authorized: 'debit_not_authorized',
  debit_stays: 'stays',
} as const;
type Ending = keyof typeof ARRIVALS;

/** Why a debit came back: the code of ACH, of SEPA, and words. */
const RETURNS: Readonly<Record<string, readonly [ach: string, sepa: string, message: string]>> = {
  insufficient_funds: ['R01', 'AM04', 'The account has insufficient funds.'],
  account_closed: ['R02', 'AC04', 'The account is closed.'],
  no_account: ['R03', 'AC01', 'There is no such account.'],
  debit_not_authorized: ['R10', 'MD01', 'The account holder did not authorize the debit.'],
};

export interface DebitReturn {
  readonly code: string;
  readonly networkCode: string | null;
  readonly message: string;
}

/** What a returned debit is answered with, in the words and codes of its scheme. */
export function returnOf(code: string, type: string): DebitReturn {
  const [ach, sepa, message] = RETURNS[code] ?? [null, null, 'The debit was returned.'];
  return { code, networkCode: type === 'sepa_debit' ? sepa : ach, message };
}

/** @returns what becomes of a debit of an account with this behaviour; an unknown one arrives */
export function endingOf(behaviour: string): (typeof ARRIVALS)[Ending] {
  const endings: Readonly<Record<string, (typeof ARRIVALS)[Ending]>> = ARRIVALS;
  return endings[behaviour] ?? 'arrives';
}

export interface SandboxAccount {
  readonly type: DebitType;
  /** An account number, or an IBAN. */
  readonly number: string;
  readonly behaviour: Ending | 'fraudulent';
}

/** Routing number of the published test bank. */
export const TEST_ROUTING = '110000000';

type Row = readonly [number: string, id: string, behaviour: SandboxAccount['behaviour']];

/** Ids without their prefix: `success` stands for `pm_usBankAccount_success`. */
const US: readonly Row[] = [
  ['000123456789', 'success', 'debit_arrives'],
  ['000111111113', 'accountClosed', 'debit_account_closed'],
  ['000111111116', 'noAccount', 'debit_no_account'],
  ['000222222227', 'insufficientFunds', 'debit_insufficient_funds'],
  ['000333333335', 'debitNotAuthorized', 'debit_not_authorized'],
  ['000000000009', 'processing', 'debit_stays'],
  ['000000004954', 'riskLevelHighest', 'fraudulent'],
];

/** Ids in full. */
const SEPA: readonly Row[] = [
  ['AT611904300234573201', 'pm_success_at', 'debit_arrives'],
  ['AT321904300235473204', 'pm_successDelayed_at', 'debit_arrives'],
  ['AT861904300235473202', 'pm_failed_at', 'debit_not_authorized'],
  ['AT051904300235473205', 'pm_failedDelayed_at', 'debit_not_authorized'],
  ['AT601904300000121212', 'pm_insufficientFunds_at', 'debit_insufficient_funds'],
  ['DE89370400440532013000', 'pm_success_de', 'debit_arrives'],
  ['DE08370400440532013003', 'pm_successDelayed_de', 'debit_arrives'],
  ['DE62370400440532013001', 'pm_failed_de', 'debit_not_authorized'],
  ['DE78370400440532013004', 'pm_failedDelayed_de', 'debit_not_authorized'],
  ['FR1420041010050500013M02606', 'pm_success_fr', 'debit_arrives'],
  ['FR8420041010050500013M02607', 'pm_failed_fr', 'debit_not_authorized'],
  ['NL39RABO0300065264', 'pm_success_nl', 'debit_arrives'],
  ['ES0700120345030000067890', 'pm_success_es', 'debit_arrives'],
  ['IE29AIBK93115212345678', 'pm_success_ie', 'debit_arrives'],
  ['BE62510007547061', 'pm_success_be', 'debit_arrives'],
  ['IT40S0542811101000000123456', 'pm_success_it', 'debit_arrives'],
  ['LU280019400644750000', 'pm_success_lu', 'debit_arrives'],
  ['PT50000201231234567890154', 'pm_success_pt', 'debit_arrives'],
  ['FI2112345600000785', 'pm_success_fi', 'debit_arrives'],
];

const accounts = (type: DebitType, rows: readonly Row[]) =>
  rows.map(([number, id, behaviour]) => ({
    id: type === 'us_bank_account' ? `pm_usBankAccount_${id}` : id,
    account: { type, number, behaviour },
  }));
const ALL = [...accounts('us_bank_account', US), ...accounts('sepa_debit', SEPA)];
const BY_ID = new Map(ALL.map(({ id, account }) => [id, account]));
const BY_NUMBER = new Map(
  ALL.map(({ account }) => [`${account.type} ${account.number}`, account] as const),
);

/** The account of a published test id such as `pm_usBankAccount_success`. */
export function accountByTestId(id: string): SandboxAccount | null {
  return BY_ID.get(id) ?? null;
}

/** The sandbox's account behind a number that was found well formed; null where nobody published it. */
export function accountByNumber(type: DebitType, number: string): SandboxAccount | null {
  return BY_NUMBER.get(`${type} ${number}`) ?? null;
}

/** What is kept of an account beside its face: nothing of it names the account. */
export interface Details {
  readonly type: DebitType;
  readonly bank_name: string | null;
  readonly account_type: 'checking' | 'savings' | null;
  readonly account_holder_type: 'individual' | 'company' | null;
  readonly routing_number: string | null;
  readonly bank_code: string | null;
  readonly branch_code: string | null;
}

/** Where in an IBAN the bank and its branch are named, as [start, end]. */
const BANK_AT: Readonly<Record<string, readonly [bank: readonly number[], branch?: number[]]>> = {
  AT: [[4, 9]],
  DE: [[4, 12]],
  FR: [
    [4, 9],
    [9, 14],
  ],
  NL: [[4, 8]],
  ES: [
    [4, 8],
    [8, 12],
  ],
  IE: [
    [4, 8],
    [8, 14],
  ],
  BE: [[4, 7]],
  IT: [
    [5, 10],
    [10, 15],
  ],
  LU: [[4, 7]],
  PT: [
    [4, 8],
    [8, 12],
  ],
  FI: [[4, 7]],
};

const cut = (iban: string, at: readonly number[] | undefined) => (at ? iban.slice(...at) : null);

/** An account's face and details, as they are stored. */
export function accountFace(
  ctx: BankContext,
  { type, number, behaviour }: SandboxAccount,
  more: {
    readonly routing: string;
    readonly accountType: Details['account_type'];
    readonly holderType: Details['account_holder_type'];
    readonly name: string | null;
  },
): CardRow {
  const us = type === 'us_bank_account';
  const country = us ? 'US' : number.slice(0, 2);
  const [bank, branch] = us ? [] : (BANK_AT[country] ?? []);
  const details: Details = {
    type,
    bank_name: us ? 'SANDBOX TEST BANK' : null,
    account_type: us ? (more.accountType ?? 'checking') : null,
    account_holder_type: us ? (more.holderType ?? 'individual') : null,
    routing_number: us ? more.routing : null,
    bank_code: cut(number, bank),
    branch_code: cut(number, branch),
  };
  return {
    behaviour,
    brand: type,
    last4: number.slice(-4),
    exp_month: 12,
    exp_year: 9999,
    funding: 'unknown',
    country,
    networks: '',
    fingerprint: ctx.signing.fingerprint(us ? `${more.routing} ${number}` : number),
    name: more.name,
    network: null,
    details: JSON.stringify(details),
  };
}
