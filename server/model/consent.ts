/**
 * One record of the consent ledger: who agreed to what, when, in which words, or took it back.
 * Records are only ever added; what holds now is read from all of them. It knows how a record is
 * written down for hashing, and leaves hashing and storing to others.
 */
import { EVIDENCE_YEARS } from './limits.ts';
import type { MandateTerms } from './mandate.ts';
import type { AllowRedisplay } from './payment-method.ts';

/**
 * `grant`: the buyer accepted an offer. `assertion`: the merchant says that consent was given
 * elsewhere. `withdrawal`: a redisplay consent ends. `revocation`: a mandate ends.
 * `carry_over`: the same account behind a replaced card, so the grant goes on.
 */
export const CONSENT_ACTS = [
  'grant',
  'assertion',
  'withdrawal',
  'revocation',
  'carry_over',
] as const;
export type ConsentAct = (typeof CONSENT_ACTS)[number];
export type ConsentScope = 'redisplay' | 'mandate';
export type Surface = 'embedded' | 'hosted' | 'wallet' | 'api';
export type Actor = 'buyer' | 'merchant' | 'issuer' | 'system';

export interface ConsentCard {
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly funding: string;
  readonly fingerprint: string;
}

/** The words, exactly as they were shown; null in a withdrawal. */
export interface ConsentWords {
  readonly text: string;
  /** Hex. */
  readonly sha256: string;
  readonly locale: string;
  readonly template: string;
  readonly templateVersion: number;
  /** The offer that was accepted; null for words that a merchant sent. */
  readonly offer: string | null;
  readonly control: 'checkbox' | 'button' | 'none';
  /** Where the words stood: `beside_control`, or `elsewhere` when we did not show them. */
  readonly placement: 'beside_control' | 'elsewhere';
}

export interface ConsentRecord {
  readonly id: string;
  readonly account: string;
  /** Place in the chain of the account, from 1 without gaps. */
  readonly position: number;
  /** Server time. */
  readonly createdMs: number;
  readonly act: ConsentAct;
  readonly scope: ConsentScope;
  readonly actor: Actor;
  readonly surface: Surface;
  readonly customer: string | null;
  readonly paymentMethod: string;
  readonly card: ConsentCard;
  readonly mandate: string | null;
  /** The record that this one ends or goes on from. */
  readonly refersTo: string | null;
  readonly words: ConsentWords | null;
  /** Money terms of a mandate. */
  readonly terms: MandateTerms | null;
  /** What the card may be shown as afterwards; null where this record says nothing about it. */
  readonly allowRedisplay: AllowRedisplay | null;
  readonly session: string | null;
  readonly intent: string | null;
  readonly origin: string | null;
  /** When the buyer agreed, where that was not here and now: the merchant's word. */
  readonly acceptedMs: number;
  /** Salted hash of the {@link ConsentPerson} beside it, hex; null when nothing personal was known. */
  readonly personHash: string | null;
  /** The keyed hash of the record before; empty at position 1. */
  readonly previousHash: string;
  /** Keyed hash of all the above. */
  readonly hash: string;
}

/** Personal fields, in a side row that erasure can empty. */
export interface ConsentPerson {
  readonly consent: string;
  /** Random, so that the hash says nothing once the row is empty. */
  readonly salt: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly erasedMs: number | null;
}

/** Plain JSON with sorted keys: the same value always gives the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`);
  return `{${entries.join(',')}}`;
}

/** The text of a record that its keyed hash is made of: every field but the hash itself. */
export function canonicalConsent(record: Omit<ConsentRecord, 'hash'>): string {
  const { hash: _, ...rest } = { hash: '', ...record };
  return `keepsake.consent.v1\n${canonicalJson(rest)}`;
}

/** The text whose SHA-256 stands in a record for the person. */
export function canonicalPerson(person: Omit<ConsentPerson, 'consent' | 'erasedMs'>): string {
  const { salt, address, userAgent, email, name } = person;
  return `keepsake.person.v1\n${canonicalJson({ salt, address, userAgent, email, name })}`;
}

/** What the ledger says about showing a card. */
export interface RedisplayStanding {
  /** The record that allows showing, or the merchant's assertion; null when nothing does. */
  readonly allowedBy: string | null;
  /** The withdrawal that was the last word; null when there was none, or a later grant. */
  readonly withdrawnBy: string | null;
  readonly allowRedisplay: AllowRedisplay;
}

type Told = Pick<ConsentRecord, 'id' | 'position' | 'act' | 'scope' | 'allowRedisplay'>;

/**
 * Joins all records of one card, the same card saved again included. A grant raises, only a
 * withdrawal or a merchant's own assertion lowers, and nothing is widened by joining.
 * @param records of one payment method
 * @param liveMandate whether an agreement still needs the card
 */
export function redisplayStanding(
  records: readonly Told[],
  liveMandate: boolean,
): RedisplayStanding {
  const floor: AllowRedisplay = liveMandate ? 'limited' : 'unspecified';
  let standing: RedisplayStanding = { allowedBy: null, withdrawnBy: null, allowRedisplay: floor };
  for (const record of records.toSorted((a, b) => a.position - b.position)) {
    if (record.scope !== 'redisplay') continue;
    if (record.act === 'withdrawal') {
      standing = { allowedBy: null, withdrawnBy: record.id, allowRedisplay: floor };
    } else if (record.allowRedisplay !== null) {
      const { allowRedisplay } = record;
      const lowered = allowRedisplay === 'unspecified' ? floor : allowRedisplay;
      standing = { allowedBy: record.id, withdrawnBy: null, allowRedisplay: lowered };
    }
  }
  return standing;
}

const WIDTHS: readonly AllowRedisplay[] = ['unspecified', 'limited', 'always'];

/** Whether `a` lets a card be shown in fewer places than `b`. */
export function isNarrower(a: AllowRedisplay, b: AllowRedisplay): boolean {
  return WIDTHS.indexOf(a) < WIDTHS.indexOf(b);
}

/** What is to be done when a redisplay consent is withdrawn. */
export interface Withdrawal {
  readonly allowRedisplay: AllowRedisplay;
  /** Nothing on record keeps the card any more: detach it and have the processor forget it. */
  readonly detach: boolean;
}

export function afterWithdrawal(liveMandate: boolean): Withdrawal {
  return { allowRedisplay: liveMandate ? 'limited' : 'unspecified', detach: !liveMandate };
}

const YEAR_DAYS = 365.25;
const DAY_MS = 86_400_000;
const years = (count: number) => count * YEAR_DAYS * DAY_MS;

/**
 * How long the evidence is kept: three years from the act, one year after the agreement's end or
 * two after its revocation, whichever is last.
 * @param endedMs when the agreement ended; null while it lives
 */
export function retainUntilMs(createdMs: number, endedMs: number | null): number {
  const ends = endedMs === null ? [] : [endedMs + years(2)];
  return Math.max(createdMs + years(EVIDENCE_YEARS), ...ends);
}
