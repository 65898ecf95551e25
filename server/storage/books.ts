/** Our own books, as they are held against a processor's: charges by their ids, with all that changed them. */
import { sql } from 'kysely';
import { isOpen, isUnderWay } from '../model/attempt.ts';
import type { OwnEntry } from '../model/books.ts';
import { attemptIdOf } from '../model/id.ts';
import { capturedMinor, refundedMinor } from '../model/refund.ts';
import type { Queryable } from './repository.ts';
import { attemptTable } from './tables/attempts.ts';
import { paymentIntentTable } from './tables/payment-intents.ts';
import { refundTable } from './tables/refunds.ts';

/** Ids in one question. */
const HELPING = 200;
/** Numbers grow with the machine's time in microseconds. */
const SEQ_PER_MS = 1000;

export interface Booked extends OwnEntry {
  readonly processor: string;
  readonly account: string;
  readonly intent: string;
}

async function inHelpings<T>(
  ids: readonly string[],
  ask: (some: readonly string[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (let at = 0; at < ids.length; at += HELPING)
    found.push(...(await ask(ids.slice(at, at + HELPING))));
  return found;
}

const groupBy = <T>(all: readonly T[], key: (each: T) => string) => {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(key(each), [...(groups.get(key(each)) ?? []), each]);
  return groups;
};

async function bookedOf(db: Queryable, ids: readonly string[]): Promise<readonly Booked[]> {
  const charges = (
    await db
      .selectFrom('attempts')
      .selectAll()
      .where('id', 'in', [...ids])
      .execute()
  )
    .map(attemptTable.decode)
    .filter(({ operation }) => operation === 'charge');
  if (charges.length === 0) return [];
  const chargeIds = charges.map(({ id }) => id);
  const intentRows = await db
    .selectFrom('payment_intents')
    .selectAll()
    .where('id', 'in', [...new Set(charges.map(({ intent }) => intent))])
    .execute();
  const intents = new Map(intentRows.map((row) => [row.id, paymentIntentTable.decode(row)]));
  const refundRows = await db
    .selectFrom('refunds')
    .selectAll()
    .where('attempt', 'in', chargeIds)
    .execute();
  const refunds = groupBy(refundRows.map(refundTable.decode), ({ attempt }) => attempt);
  const followRows = await db
    .selectFrom('attempts')
    .selectAll()
    .where('charge', 'in', chargeIds)
    .execute();
  const followUps = groupBy(followRows.map(attemptTable.decode), ({ charge }) => charge ?? '');
  return charges.map((charge) => {
    const { id, processor, account, currency, intent } = charge;
    const its = intents.get(intent);
    const given = refunds.get(id) ?? [];
    const changing = (followUps.get(id) ?? []).some(({ status }) => isOpen(status));
    return {
      reference: id,
      processor,
      account,
      intent,
      currency: currency ?? its?.currency ?? '',
      takenMinor: its ? capturedMinor(charge, its) : 0,
      backMinor: refundedMinor(given),
      open:
        changing ||
        isOpen(charge.status) ||
        isUnderWay(charge) ||
        given.some(({ status }) => status === 'pending'),
    };
  });
}

/** Charges by our attempt ids, of any account; those that are none of ours are left out. */
export function bookedByIds(db: Queryable, ids: readonly string[]): Promise<readonly Booked[]> {
  return inHelpings(ids, (some) => bookedOf(db, some));
}

/** Our attempt ids of an account's charges that succeeded within a time, by the machine's epoch ms. */
export async function succeededWithin(
  db: Queryable,
  account: string,
  fromMs: number,
  untilMs: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('events')
    .select('object')
    .where('account', '=', account)
    .where('type', '=', 'charge.succeeded')
    .where('seq', '>=', fromMs * SEQ_PER_MS)
    .where('seq', '<', untilMs * SEQ_PER_MS)
    .execute();
  return rows.flatMap(({ object }) => attemptIdOf(object) ?? []);
}

/** Of these intents, those that have more than one charge that stands. */
export async function chargedTwice(
  db: Queryable,
  intents: readonly string[],
): Promise<readonly string[]> {
  const rows = await inHelpings(intents, (some) =>
    db
      .selectFrom('attempts')
      .select('intent')
      .where('intent', 'in', [...some])
      .where('operation', '=', 'charge')
      .where('late', '=', 0)
      .where('status', 'in', ['authorized', 'succeeded'])
      .groupBy('intent')
      .having(sql<boolean>`count(*) > 1`)
      .execute(),
  );
  return rows.map(({ intent }) => intent);
}
