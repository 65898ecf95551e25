/**
 * Bank accounts at Adyen. Adyen stores one only with its first debit, so a number that a merchant
 * brings along waits for that in memory alone, as a security code does; afterwards the token is found
 * by the shopper that it was made for. It knows nothing of attempts.
 */
import { createHmac } from 'node:crypto';
import type { StoredPaymentMethodResource } from '@adyen/api-library/lib/src/typings/checkout/storedPaymentMethodResource.js';
import { faceOfAccount } from '../model/bank-account.ts';
import type { DebitType } from '../model/method-type.ts';
import type { AccountInput, AccountResult, Exchanged } from './processor.ts';

/** How long a number waits for its first debit, in milliseconds. */
const DETAILS_LIFE_MS = 10 * 60_000;
const DETAILS_HELD = 1_000;

const ADYEN_TYPES: Readonly<Record<DebitType, 'ach' | 'sepadirectdebit'>> = {
  us_bank_account: 'ach',
  sepa_debit: 'sepadirectdebit',
};
/** A kind of ours as Adyen calls it. */
export const typeAtAdyen = (type: DebitType) => ADYEN_TYPES[type];
const typeHere = (type: string | undefined): DebitType | null =>
  type === 'ach' ? 'us_bank_account' : type === 'sepadirectdebit' ? 'sepa_debit' : null;

/** An account at Adyen: its shopper, who has no other, and its token where that was brought along. */
export interface Account {
  readonly type: DebitType;
  readonly shopper: string;
  readonly id: string | null;
}

/** Spelled so that it is never read as a card's. */
export const spellAccount = (account: Account): string => JSON.stringify({ account });

/** @returns null for a credential that is not an account's */
export function readAccount(credential: string): Account | null {
  try {
    const { account } = JSON.parse(credential) as { account?: Partial<Account> };
    const { type, shopper, id = null } = account ?? {};
    if (type === undefined || typeof shopper !== 'string') return null;
    return { type, shopper, id };
  } catch {
    return null;
  }
}

/**
 * A token that the merchant has at Adyen already: `adyen_`, `ach` or `sepadirectdebit`, its
 * `storedPaymentMethodId` and its `shopperReference`, with `_` between them.
 */
export function broughtAccount(token: string): (Account & { readonly id: string }) | null {
  const [, kind, id = '', shopper = ''] =
    /^adyen_(ach|sepadirectdebit)_([A-Za-z0-9]{1,64})_(.{3,256})$/.exec(token) ?? [];
  const type = typeHere(kind);
  return type && { type, shopper, id };
}

/** What was typed, as far as Adyen's fields are concerned. */
export interface AccountDetails {
  readonly number: string;
  /** Nine digits; null for an IBAN. */
  readonly routingNumber: string | null;
  readonly accountType: 'checking' | 'savings' | null;
  readonly holderType: 'individual' | 'company' | null;
  readonly ownerName: string;
}

const compact = (text: string) => text.replace(/[\s-]/g, '').toUpperCase();

/** Whether the check digits of an IBAN fit. */
function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  const digits = [...iban.slice(4), ...iban.slice(0, 4)].map((each) => parseInt(each, 36)).join('');
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

/** Whether the check digit of a routing number fits. */
function isRouting(routing: string): boolean {
  if (!/^\d{9}$/.test(routing)) return false;
  return (
    [...routing].reduce((sum, d, at) => sum + Number(d) * ([3, 7, 1][at % 3] ?? 0), 0) % 10 === 0
  );
}

const invalid = (param: string, message: string): AccountResult & { readonly ok: false } => ({
  ok: false,
  code: 'account_invalid',
  message,
  param,
});

/** What Adyen needs of an account, or what is wrong with it. */
export function detailsOf(
  account: AccountInput,
):
  | { readonly ok: true; readonly value: AccountDetails }
  | (AccountResult & { readonly ok: false }) {
  const sepa = account.type === 'sepa_debit';
  const number = compact(sepa ? account.iban : account.accountNumber);
  const field = sepa ? 'iban' : 'account_number';
  const ownerName = account.name?.trim() ?? '';
  if (sepa ? !isIban(number) : !/^\d{4,17}$/.test(number))
    return invalid(field, 'This is not the number of a bank account.');
  if (!sepa && !isRouting(compact(account.routingNumber)))
    return invalid('routing_number', 'This is not the routing number of a bank.');
  if (ownerName === '')
    return invalid(field, 'The name of the account’s holder is needed: billing_details[name].');
  return {
    ok: true,
    value: {
      number,
      ownerName,
      routingNumber: sepa ? null : compact(account.routingNumber),
      accountType: sepa ? null : account.accountType,
      holderType: sepa ? null : account.holderType,
    },
  };
}

const NO_FACTS = {
  bankName: null,
  accountType: null,
  holderType: null,
  routingNumber: null,
  bankCode: null,
  branchCode: null,
} as const;

/** An account's number as something that says when two are the same, and no more. */
const printOf = (sealKey: string, type: DebitType, number: string) =>
  createHmac('sha256', sealKey).update(`account\n${type}\n${number}`).digest('hex').slice(0, 24);

/** An account that was just brought along, as it is shown. It is good for one debit, or is kept by it. */
export function typedAccount(
  sealKey: string,
  account: Account,
  details: AccountDetails,
): Exchanged {
  const { type } = account;
  const { number, routingNumber, accountType, holderType, ownerName } = details;
  return {
    credential: spellAccount(account),
    kind: 'processor_token',
    reusability: 'single_use',
    card: faceOfAccount(type, {
      last4: number.slice(-4),
      fingerprint: printOf(sealKey, type, `${routingNumber ?? ''}${number}`),
      country: type === 'sepa_debit' ? number.slice(0, 2) : 'US',
    }),
    bank: { type, facts: { ...NO_FACTS, routingNumber, accountType, holderType } },
    name: ownerName,
  };
}

/** A token of an account as it is shown; null where it is of another kind, or Adyen tells too little. */
export function storedAccount(
  sealKey: string,
  account: Account,
  stored: StoredPaymentMethodResource,
): Exchanged | null {
  const { type } = account;
  const { iban, lastFour, alias, id = '' } = stored;
  const last4 = lastFour ?? iban?.slice(-4) ?? '';
  if (typeHere(stored.type) !== type || last4.length !== 4) return null;
  return {
    credential: spellAccount(account),
    kind: 'processor_token',
    reusability: 'off_session',
    card: faceOfAccount(type, {
      last4,
      fingerprint: iban ? printOf(sealKey, type, iban) : (alias ?? id),
      country: type === 'sepa_debit' ? (iban?.slice(0, 2) ?? null) : 'US',
    }),
    bank: { type, facts: NO_FACTS },
    name: stored.ownerName ?? stored.holderName ?? null,
  };
}

/** Numbers that wait for their first debit, by the shopper that they are of. */
export function createWaitingRoom(now: () => number) {
  const held = new Map<string, { readonly details: AccountDetails; readonly untilMs: number }>();
  return {
    hold(shopper: string, details: AccountDetails): void {
      const [oldest] = held.keys();
      if (held.size >= DETAILS_HELD && oldest !== undefined) held.delete(oldest);
      held.set(shopper, { details, untilMs: now() + DETAILS_LIFE_MS });
    },
    /** A number stays until its time is over: a debit that is refused at once may be tried again. */
    find(shopper: string): AccountDetails | null {
      const found = held.get(shopper);
      if (found && now() <= found.untilMs) return found.details;
      held.delete(shopper);
      return null;
    },
    forget: (shopper: string): void => void held.delete(shopper),
  };
}
