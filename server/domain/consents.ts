/**
 * The consent ledger in use: records are appended to the account's chain, never changed, and what a
 * card may be shown as is read from them.
 */
import type { Context } from '../context.ts';
import {
  type ConsentPerson,
  type ConsentRecord,
  canonicalConsent,
  canonicalPerson,
  redisplayStanding,
} from '../model/consent.ts';
import { type LedgerHead, type Verification, verifyLedger } from '../model/ledger.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { notFound } from '../model/problem.ts';
import {
  appendConsent,
  consents,
  consentsOfCard,
  ledgerEnd,
  wholeLedger,
} from '../storage/consents.ts';
import { events } from '../storage/events.ts';
import type { Listed, Queryable } from '../storage/repository.ts';
import { emit } from './events.ts';
import { type ListInput, pageOf } from './lists.ts';

/** The purpose of the ledger's keyed hashes. */
const LEDGER = 'ledger';

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
    object: { ...ctx.encode.consent(made), head: { count: made.position, hash: made.hash } },
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

/** Whether the records let a card be shown at any later checkout. */
export async function redisplayGranted(
  ctx: Context,
  db: Queryable,
  paymentMethod: string,
): Promise<boolean> {
  const records = await consentsOfCard(db, ctx.account, paymentMethod);
  return redisplayStanding(records, false).allowRedisplay === 'always';
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

/** The newest signed statement of how long the chain was, from the events that carry it. */
async function lastHead(ctx: Context): Promise<LedgerHead | null> {
  const { data } = await events.list(
    ctx.store.db,
    ctx.account,
    { limit: 1 },
    { type: 'keepsake.consent.created' },
  );
  const head = (data[0]?.data.object as { head?: { count: number; hash: string } } | undefined)
    ?.head;
  return head ? { account: ctx.account, ...head } : null;
}

/** Walks the whole chain and names what was altered, removed or moved. */
export async function verifyConsents(ctx: Context): Promise<Verification> {
  const { records, persons } = await wholeLedger(ctx.store.db, ctx.account);
  const hashes = {
    verifyMac: (text: string, hash: string) => ctx.keys.verifyMac(LEDGER, text, hash),
    sha256: ctx.keys.sha256,
  };
  return verifyLedger(records, persons, hashes, await lastHead(ctx));
}
