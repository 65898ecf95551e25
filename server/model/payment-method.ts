/** A saved or one-time card: what may be shown of it, and to whom it belongs. Never a number. */
import type { Address } from './address.ts';
import type { MethodType } from './method-type.ts';

export const ALLOW_REDISPLAY = ['always', 'limited', 'unspecified'] as const;
export type AllowRedisplay = (typeof ALLOW_REDISPLAY)[number];

/** What a processor tells about a card. */
export interface CardFacts {
  /** Lower case: `visa`, `mastercard`, `amex`, `discover`, `diners`, `jcb`, `unionpay`, `unknown`. */
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly funding: 'credit' | 'debit' | 'prepaid' | 'unknown';
  /** ISO 3166 alpha-2 of the issuer. */
  readonly country: string | null;
  /** The same for the same number, whoever typed it; keyed, so that it says nothing about the number. */
  readonly fingerprint: string;
  /** Networks the card can run on; more than one for a co-badged card. */
  readonly networks: readonly string[];
  /** The one of them that the buyer chose; `invalid_preference` where the card cannot run on it. */
  readonly preferredNetwork: string | null;
}

/** What a processor tells about a bank account, beside its last four digits and fingerprint. */
export interface BankFacts {
  readonly bankName: string | null;
  /** Null where the scheme has no such distinction. */
  readonly accountType: 'checking' | 'savings' | null;
  readonly holderType: 'individual' | 'company' | null;
  /** Nine digits, which name the bank and no account; null outside the US. */
  readonly routingNumber: string | null;
  /** Parts of an IBAN that name the bank; null in the US. */
  readonly bankCode: string | null;
  readonly branchCode: string | null;
}

export interface BillingDetails {
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: Address | null;
}

export interface PaymentMethod {
  readonly id: string;
  readonly account: string;
  /** Grows with each insertion; lists are ordered by it. */
  readonly seq: number;
  readonly createdMs: number;
  readonly type: MethodType;
  readonly customer: string | null;
  /** Its face: of a card its facts, of a bank account `faceOfAccount`. */
  readonly card: CardFacts;
  /** Of a bank account; null or absent for a card. */
  readonly bank?: BankFacts | null;
  readonly billingDetails: BillingDetails;
  readonly allowRedisplay: AllowRedisplay;
  readonly metadata: Readonly<Record<string, string>>;
  /** Detached methods are never shown, charged or attached again. */
  readonly detachedMs: number | null;
  /** When a processor said that the card's account is closed; null or absent while it is not known to be. */
  readonly closedMs?: number | null;
  /** The card this one turned out to be, when the same card was saved again. */
  readonly joinedInto: string | null;
}

/** When a card has expired: the first day after its last valid month, UTC, in epoch milliseconds. */
export function expiresMs(card: { readonly expMonth: number; readonly expYear: number }): number {
  return Date.UTC(card.expYear, card.expMonth, 1);
}

/** @param nowMs epoch milliseconds */
export function isExpired(
  card: { readonly expMonth: number; readonly expYear: number },
  nowMs: number,
): boolean {
  return nowMs >= expiresMs(card);
}
