/** Attempts and what was observed about them: attempts change by compare-and-set, observations are appended. */
import { sql } from 'kysely';
import type { Attempt, AttemptStatus } from '../model/attempt.ts';
import { OPEN_OR_SUCCESSFUL } from '../model/attempt.ts';
import { compiled } from './compiled.ts';
import { isPostgres } from './dialect.ts';
import { findAll, jsonHolds, type Narrow, type Queryable, repository } from './repository.ts';
import type { Schema } from './schema.ts';
import { attemptTable } from './tables/attempts.ts';

export const attempts = repository(attemptTable);

/** Attempts that were made, whose payment intent belongs to a customer, or to a group of transfers. */
export function attemptsWhere(wish: {
  readonly customer: string | undefined;
  readonly transferGroup: string | undefined;
}): Narrow {
  const { customer, transferGroup } = wish;
  return (all) => {
    const query = all.where('status', '<>', 'skipped');
    const conditions = [
      ...(customer === undefined ? [] : [sql`customer = ${customer}`]),
      ...(transferGroup === undefined ? [] : [jsonHolds('extra', 'transfer_group', transferGroup)]),
    ];
    if (conditions.length === 0) return query;
    const intents = sql`select id from payment_intents where ${sql.join(conditions, sql` and `)}`;
    return query.where(sql<boolean>`intent in (${intents})`);
  };
}

/** Every attempt of an intent, first try first. */
export async function attemptsOf(
  db: Queryable,
  account: string,
  intent: string,
): Promise<readonly Attempt[]> {
  return findAll(
    attemptTable,
    db,
    'ofIntent',
    (any) =>
      any
        .selectFrom('attempts')
        .selectAll()
        .where('account', '=', '')
        .where('intent', '=', '')
        .orderBy('seq'),
    [account, intent],
  );
}

/** The attempt that bars any other charge of this intent, or null. */
export async function standingAttempt(
  db: Queryable,
  account: string,
  intent: string,
): Promise<Attempt | null> {
  const [standing] = await findAll(
    attemptTable,
    db,
    'standing',
    (any) =>
      any
        .selectFrom('attempts')
        .selectAll()
        .where('account', '=', '')
        .where('intent', '=', '')
        .where('operation', 'in', ['charge', 'setup'])
        .where('late', '=', 0)
        .where('status', 'in', [...OPEN_OR_SUCCESSFUL]),
    [account, intent, 'charge', 'setup', 0, ...OPEN_OR_SUCCESSFUL],
  );
  return standing ?? null;
}

/** The captures, voids and refunds of a charge, oldest first. */
export async function followUpsOf(
  db: Queryable,
  account: string,
  charge: string,
): Promise<readonly Attempt[]> {
  const rows = await db
    .selectFrom('attempts')
    .selectAll()
    .where('account', '=', account)
    .where('charge', '=', charge)
    .orderBy('seq')
    .execute();
  return rows.map(attemptTable.decode);
}

/** Attempts of any account that are open, or were closed as failed since `sinceMs`; oldest first. */
export async function questionable(
  db: Queryable,
  sinceMs: number | null,
): Promise<readonly Attempt[]> {
  const rows = await db
    .selectFrom('attempts')
    .selectAll()
    .where(({ and, eb, or }) =>
      or([
        eb('status', 'in', ['started', 'requires_action', 'unknown']),
        ...(sinceMs === null
          ? []
          : [
              and([
                eb('status', 'in', ['declined', 'not_executed', 'authorized']),
                eb('created_ms', '>=', sinceMs),
              ]),
            ]),
      ]),
    )
    .orderBy('seq')
    .execute();
  return rows.map(attemptTable.decode);
}

/** Changes an attempt only while it is in one of the states it was seen in. @returns whether it was */
export async function compareAndSet(
  tx: Queryable,
  id: string,
  from: readonly AttemptStatus[],
  fields: Partial<Attempt>,
): Promise<boolean> {
  const cells = attemptTable.encode(fields);
  const { changed } = await compiled(
    tx,
    `attempts.compareAndSet ${Object.keys(cells)} ${from.length}`,
    (any) =>
      any
        .updateTable('attempts')
        .set(cells)
        .where('id', '=', '')
        .where('status', 'in', [...from]),
    [...Object.values(cells), id, ...from],
  );
  return changed === 1;
}

export interface Observation {
  readonly attempt: string;
  /** Who told it: the call's own answer, a lookup, a webhook or an operator. */
  readonly source: 'response' | 'lookup' | 'webhook' | 'operator';
  /** The outcome as it was classified, as JSON. */
  readonly outcome: string;
  readonly atMs: number;
  readonly seq: number;
}

/**
 * Notes what was told about an attempt, after everything that was told before; nothing is ever
 * overwritten. Two processes may bring the same number in the same millisecond.
 */
export async function observe(tx: Queryable, observation: Observation): Promise<void> {
  const { attempt, source, outcome, atMs } = observation;
  const { rows } = await compiled<Schema, { last: number | null }>(
    tx,
    'attempt_observations.last',
    (any) =>
      any
        .selectFrom('attempt_observations')
        .select(({ fn }) => fn.max('seq').as('last'))
        .where('attempt', '=', ''),
    [attempt],
  );
  const seq = Math.max(observation.seq, (rows[0]?.last ?? 0) + 1);
  await compiled(
    tx,
    'attempt_observations.insert',
    (any) =>
      any
        .insertInto('attempt_observations')
        .values({ attempt: '', source: '', outcome: '', at_ms: 0, seq: 0 }),
    [attempt, source, outcome, atMs, seq],
  );
}

/** All that was told about these attempts, as it came. */
export async function observationsOf(
  db: Queryable,
  ids: readonly string[],
): Promise<readonly Observation[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('attempt_observations')
    .select(['attempt', 'source', 'outcome', 'at_ms', 'seq'])
    .where('attempt', 'in', [...ids])
    .orderBy('seq')
    .execute();
  return rows.map(({ at_ms: atMs, ...row }) => ({ ...row, atMs }) as Observation);
}

/**
 * The latest charges and setups with a card that did not succeed, newest first; as many as decide whether it
 * may be tried again.
 */
export async function attemptsOfCard(
  db: Queryable,
  account: string,
  paymentMethod: string,
): Promise<readonly Attempt[]> {
  const rows = await db
    .selectFrom('attempts')
    .selectAll()
    .where('account', '=', account)
    .where('payment_method', '=', paymentMethod)
    .where('operation', 'in', ['charge', 'setup'])
    .where('status', '<>', 'succeeded')
    .orderBy('seq', 'desc')
    .limit(100)
    .execute();
  return rows.map(attemptTable.decode);
}

/** A declined try, and the customer whose payment it was for; null where that is not known. */
export interface DeclinedFor {
  readonly attempt: Attempt;
  readonly customer: string | null;
}

/** As many as decide any limit. */
const DECLINES_READ = 200;

/**
 * What was declined of one card number since then, at any processor and for any customer who lives by
 * the same clock (null: the machine's), newest first.
 */
export async function declinesOfNumber(
  db: Queryable,
  account: string,
  fingerprint: string,
  sinceMs: number,
  clock: string | null,
): Promise<readonly DeclinedFor[]> {
  type Row = Schema['attempts'] & { tried_for: string | null };
  const { rows } = await compiled<Schema, Row>(
    db,
    'attempts.declinesOfNumber',
    (any) =>
      any
        .selectFrom('attempts')
        .leftJoin('payment_intents', 'payment_intents.id', 'attempts.intent')
        .leftJoin('customers', 'customers.id', 'payment_intents.customer')
        .selectAll('attempts')
        .select('payment_intents.customer as tried_for')
        .where('attempts.account', '=', '')
        .where('attempts.fingerprint', '=', '')
        .where('attempts.created_ms', '>', 0)
        // The times of different clocks cannot be compared.
        .where(sql<boolean>`customers.test_clock is not distinct from ${''}`)
        // Spelled out, so that the index of declined tries serves.
        .where(sql<boolean>`attempts.status = 'declined'`)
        .orderBy('attempts.created_ms', 'desc')
        .limit(DECLINES_READ),
    [account, fingerprint, sinceMs, clock, DECLINES_READ],
  );
  return rows.map((row) => ({ attempt: attemptTable.decode(row), customer: row.tried_for }));
}

/** Attempts that one worker asks about in one turn. */
const DUE_BATCH = 20;

/**
 * Takes open attempts of any account whose next question is due, for `leaseMs`: until then no other
 * worker asks about them.
 */
export async function claimDueAttempts(
  tx: Queryable,
  nowMs: number,
  leaseMs: number,
): Promise<readonly Attempt[]> {
  const found = tx
    .selectFrom('attempts')
    .selectAll()
    .where('resolve_after_ms', '<=', nowMs)
    .orderBy('resolve_after_ms')
    .limit(DUE_BATCH);
  // Workers on PostgreSQL pass over each other's rows instead of waiting for them.
  const rows = await (isPostgres(tx) ? found.forUpdate().skipLocked() : found).execute();
  const due = rows.map(attemptTable.decode);
  for (const { id } of due) {
    await tx
      .updateTable('attempts')
      .set({ resolve_after_ms: nowMs + leaseMs })
      .where('id', '=', id)
      .execute();
  }
  return due;
}

/** When a processor said before that it knows nothing of an attempt, and how often it was asked at all. */
export async function questionsOf(
  db: Queryable,
  attempt: string,
): Promise<{ readonly absencesMs: readonly number[]; readonly asked: number }> {
  const rows = await db
    .selectFrom('attempt_observations')
    .select(['outcome', 'at_ms'])
    .where('attempt', '=', attempt)
    .where('source', '=', 'lookup')
    .orderBy('seq')
    .execute();
  const absences = rows.filter(
    (row) => (JSON.parse(row.outcome) as { kind?: string }).kind === 'absent',
  );
  return { absencesMs: absences.map((row) => row.at_ms), asked: rows.length };
}
