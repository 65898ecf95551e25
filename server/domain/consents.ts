/**
 * The consent ledger in use: records are appended to the account's chain, never changed, and what a
 * card may be shown as is read from them.
 */
import type { Context } from '../context.ts';
import { DEFAULT_ACCOUNT } from '../model/account.ts';
import {
  type ConsentPerson,
  type ConsentRecord,
  canonicalConsent,
  canonicalPerson,
} from '../model/consent.ts';
import {
  canonicalHead,
  type LedgerHead,
  type SignedHead,
  type Verification,
  verifyLedger,
} from '../model/ledger.ts';
import { AUDIT_LEDGER_TAIL } from '../model/limits.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { notFound } from '../model/problem.ts';
import { allAccounts } from '../storage/accounts.ts';
import {
  appendConsent,
  consents,
  ledgerEnd,
  ledgerTail,
  personsBeside,
  vanishedRecords,
  wholeLedger,
} from '../storage/consents.ts';
import { events } from '../storage/events.ts';
import type { Listed, Queryable } from '../storage/repository.ts';
import { listAccounts } from './accounts.ts';
import { emit } from './events.ts';
import { type ListInput, pageOf } from './lists.ts';

/** The purpose of the ledger's keyed hashes. */
export const LEDGER = 'ledger';
/** The purpose of a head's signature: what is signed here says nothing about a record. */
const HEAD = 'ledger-head';

/** How long the chain is and how it ends, signed, to be kept where nobody can reach both. */
export function signHead(ctx: Context, count: number, hash: string): SignedHead {
  const text = canonicalHead({ account: ctx.account, count, hash });
  return { count, hash, signature: ctx.keys.mac(HEAD, text) };
}

/** What is to be recorded; place, time, person and hashes are filled in here. */
export type Fact = Pick<
  ConsentRecord,
  'act' | 'scope' | 'actor' | 'surface' | 'customer' | 'words'
> &
  Partial<
    Pick<
      ConsentRecord,
      'mandate' | 'refersTo' | 'terms' | 'allowRedisplay' | 'session' | 'intent' | 'acceptedMs'
    >
  > & {
    readonly method: PaymentMethod;
    /** Who agreed, as far as they said. */
    readonly person?: { readonly email: string | null; readonly name: string | null };
  };

function personBeside(ctx: Context, consent: string, fact: Fact): ConsentPerson | null {
  const known = {
    address: ctx.caller?.address ?? null,
    userAgent: ctx.caller?.userAgent ?? null,
    email: fact.person?.email ?? null,
    name: fact.person?.name ?? null,
  };
  const byBuyer = fact.actor === 'buyer';
  if (!byBuyer || Object.values(known).every((value) => value === null)) return null;
  const salt = Buffer.from(ctx.random(16)).toString('hex');
  return { consent, salt, ...known, erasedMs: null };
}

/** Appends one record to the chain, in `tx`, with its event. */
export async function record(ctx: Context, tx: Queryable, fact: Fact): Promise<ConsentRecord> {
  const end = await ledgerEnd(tx, ctx.account);
  const id = ctx.newId('cons');
  const person = personBeside(ctx, id, fact);
  const { method, person: _, ...told } = fact;
  const { brand, last4, expMonth, expYear, funding, fingerprint } = method.card;
  const unhashed: Omit<ConsentRecord, 'hash'> = {
    mandate: null,
    refersTo: null,
    terms: null,
    allowRedisplay: null,
    session: null,
    intent: null,
    acceptedMs: ctx.now(),
    ...told,
    id,
    account: ctx.account,
    position: end.position + 1,
    createdMs: ctx.now(),
    paymentMethod: method.id,
    card: { brand, last4, expMonth, expYear, funding, fingerprint },
    origin: ctx.caller?.origin ?? null,
    personHash: person && ctx.keys.sha256(canonicalPerson(person)),
    previousHash: end.hash,
  };
  const made: ConsentRecord = {
    ...unhashed,
    hash: ctx.keys.mac(LEDGER, canonicalConsent(unhashed)),
  };
  await appendConsent(tx, made, person);
  await emit(ctx, tx, {
    type: 'keepsake.consent.created',
    object: { ...ctx.encode.consent(made), head: signHead(ctx, made.position, made.hash) },
  });
  return made;
}

/** The merchant says that a card may be kept (and shown as it says): consent was given elsewhere. */
export async function assertKept(
  ctx: Context,
  tx: Queryable,
  method: PaymentMethod,
): Promise<void> {
  await record(ctx, tx, {
    act: 'assertion',
    scope: 'redisplay',
    actor: 'merchant',
    surface: 'api',
    customer: method.customer,
    method,
    words: null,
    allowRedisplay: method.allowRedisplay,
  });
}

/** @throws Problem 404 */
export async function findConsent(
  ctx: Context,
  id: string,
  db: Queryable = ctx.store.db,
): Promise<ConsentRecord> {
  const found = await consents.find(db, ctx.account, id);
  if (!found) throw notFound('consent', id, true);
  return found;
}

export async function listConsents(
  ctx: Context,
  input: ListInput & {
    readonly customer?: string | undefined;
    readonly payment_method?: string | undefined;
  },
): Promise<Listed<ConsentRecord>> {
  const filter = {
    ...(input.customer === undefined ? {} : { customer: input.customer }),
    ...(input.payment_method === undefined ? {} : { paymentMethod: input.payment_method }),
  };
  return consents.list(ctx.store.db, ctx.account, pageOf(input), filter);
}

/** Who stood behind records, by the record's id; nobody for what was not done by a buyer. */
export async function personsOf(
  ctx: Context,
  records: readonly ConsentRecord[],
): Promise<ReadonlyMap<string, ConsentPerson>> {
  return personsBeside(
    ctx.store.db,
    records.map((each) => each.id),
  );
}

/** The newest statement of how long the chain was, from the events that carry it; `forged` names its record. */
async function lastHead(
  ctx: Context,
): Promise<{ readonly head: LedgerHead | null; readonly forged: readonly string[] }> {
  const { data } = await events.list(
    ctx.store.db,
    ctx.account,
    { limit: 1 },
    { type: 'keepsake.consent.created' },
  );
  const [newest] = data;
  if (!newest) return { head: null, forged: [] };
  const { head: signed } = newest.data.object as { readonly head?: Partial<SignedHead> };
  const { count = 0, hash = '', signature = '' } = signed ?? {};
  const head: LedgerHead = { account: ctx.account, count, hash };
  return ctx.keys.verifyMac(HEAD, canonicalHead(head), signature)
    ? { head, forged: [] }
    : { head: null, forged: [newest.object] };
}

/** Walks the chain of every account, the default one first. */
export async function verifyAll(ctx: Context): Promise<Verification> {
  const accounts = await listAccounts(ctx);
  let all: Verification = { ok: true, checked: 0, broken: [], erased: [], missing: 0 };
  for (const { id } of accounts) {
    const one = await verifyConsents({ ...ctx, account: id });
    all = {
      ok: all.ok && one.ok,
      checked: all.checked + one.checked,
      broken: [...all.broken, ...one.broken],
      erased: [...all.erased, ...one.erased],
      missing: all.missing + one.missing,
    };
  }
  return all;
}

const hashesOf = (ctx: Context) => ({
  verifyMac: (text: string, hash: string) => ctx.keys.verifyMac(LEDGER, text, hash),
  sha256: ctx.keys.sha256,
});

/** The records at the end of each account's chain that were altered, removed or moved. */
export async function brokenInTail(base: Context): Promise<readonly string[]> {
  const { db } = base.store;
  const accounts = [DEFAULT_ACCOUNT, ...(await allAccounts(db)).map(({ id }) => id)];
  const broken: string[] = [];
  for (const account of new Set(accounts)) {
    const ctx = { ...base, account };
    const { records, persons, irregular, after } = await ledgerTail(db, account, AUDIT_LEDGER_TAIL);
    const { head } = await lastHead(ctx);
    const found = verifyLedger(records, persons, hashesOf(ctx), head, irregular, after);
    broken.push(...found.broken);
    if (found.broken.length === 0 && !found.ok) broken.push(records.at(-1)?.id ?? account);
  }
  return broken;
}

/** Walks the whole chain and names what was altered, removed or moved. */
export async function verifyConsents(ctx: Context): Promise<Verification> {
  const { records, persons, irregular } = await wholeLedger(ctx.store.db, ctx.account);
  const hashes = hashesOf(ctx);
  const { head, forged } = await lastHead(ctx);
  const found = verifyLedger(records, persons, hashes, head, irregular);
  const broken = [
    ...new Set([...found.broken, ...(await vanishedRecords(ctx.store.db, ctx.account)), ...forged]),
  ];
  return { ...found, broken, ok: found.ok && broken.length === 0 };
}
