/**
 * Proves the consent ledger: any record that was altered, removed or moved is found and named. It
 * gets the records and the hash functions, and touches no storage.
 */
import {
  type ConsentPerson,
  type ConsentRecord,
  canonicalConsent,
  canonicalPerson,
} from './consent.ts';

/** A signed statement of how long the chain was and how it ended, kept outside the ledger. */
export interface LedgerHead {
  readonly account: string;
  readonly count: number;
  /** Hash of the record at that position; empty for an empty ledger. */
  readonly hash: string;
}

/** A head together with the keyed hash over it, as it goes into receipts and events. */
export interface SignedHead extends Omit<LedgerHead, 'account'> {
  readonly signature: string;
}

export interface Hashes {
  /** Keyed hash with the ledger's key; true when `hash` is that of `text` under any key. */
  readonly verifyMac: (text: string, hash: string) => boolean;
  /** SHA-256, hex. */
  readonly sha256: (text: string) => string;
}

export interface Verification {
  readonly ok: boolean;
  readonly checked: number;
  /** Ids of the records at fault, or after which something is missing, in order of the chain. */
  readonly broken: readonly string[];
  /** Ids of records whose person was erased, which breaks nothing. */
  readonly erased: readonly string[];
  /** How many positions hold no record, a cut tail included where a head tells of it. */
  readonly missing: number;
}

/** Erased means that nothing is left, the salt included: with it, a guessed address could be tried. */
function isEmptied({ salt, address, userAgent, email, name }: ConsentPerson): boolean {
  return salt === '' && [address, userAgent, email, name].every((value) => value === null);
}

function personHolds(
  record: ConsentRecord,
  person: ConsentPerson | undefined,
  hashes: Hashes,
): boolean {
  if (record.personHash === null || person === undefined)
    return record.personHash === null && person === undefined;
  return person.erasedMs === null
    ? hashes.sha256(canonicalPerson(person)) === record.personHash
    : isEmptied(person);
}

/** Whether a record, its words and the person beside it are what was written, by themselves. */
export function recordHolds(
  record: ConsentRecord,
  person: ConsentPerson | undefined,
  hashes: Hashes,
): boolean {
  const { hash, ...rest } = record;
  const { words } = record;
  return (
    hashes.verifyMac(canonicalConsent(rest), hash) &&
    (words === null || hashes.sha256(words.text) === words.sha256) &&
    personHolds(record, person, hashes)
  );
}

/**
 * Walks a whole chain.
 * @param records of one account, in the order in which storage gives them by position
 * @param persons the side rows by consent id
 * @param head the last head that somebody kept, where one is at hand
 * @param irregular ids of records whose stored form is not the one that their content has
 * @param after where the records begin, for a part of a chain
 */
export function verifyLedger(
  records: readonly ConsentRecord[],
  persons: ReadonlyMap<string, ConsentPerson>,
  hashes: Hashes,
  head: LedgerHead | null = null,
  irregular: ReadonlySet<string> = new Set(),
  after: { readonly position: number; readonly hash: string } = { position: 0, hash: '' },
): Verification {
  const broken: string[] = [];
  const erased: string[] = [];
  let { position, hash: previousHash } = after;
  let missing = 0;
  for (const record of records) {
    const person = persons.get(record.id);
    const follows = record.position === position + 1 && record.previousHash === previousHash;
    const holds = !irregular.has(record.id) && recordHolds(record, person, hashes);
    if (!follows || !holds) broken.push(record.id);
    if (person && person.erasedMs !== null) erased.push(record.id);
    missing += Math.max(0, record.position - position - 1);
    position = record.position;
    previousHash = record.hash;
  }
  if (head) {
    missing += Math.max(0, head.count - position);
    const named = records.find((record) => record.position === head.count);
    if (named && named.hash !== head.hash && !broken.includes(named.id)) broken.push(named.id);
  }
  const ok = broken.length === 0 && missing === 0;
  return { ok, checked: records.length, broken, erased, missing };
}

/** The text that a head's signature covers. */
export function canonicalHead(head: LedgerHead): string {
  return `keepsake.head.v1\n${head.account}\n${head.count}\n${head.hash}`;
}
