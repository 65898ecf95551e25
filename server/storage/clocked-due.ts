/**
 * Due work of a table whose rows live in their customer's time: those on a test clock are claimed by
 * that clock's advance alone, all others by the world's workers. It knows no table.
 */
import type { Kysely } from 'kysely';
import { anyDue, claimDue, type DueTable, recordDue } from './due.ts';
import type { Queryable } from './repository.ts';
import type { Table } from './table.ts';

/** Rows that one worker takes at a time. */
const BATCH = 20;

type Rows = Record<string, Record<string, unknown>>;

/** Whose time is meant: a test clock's, or null for the world's. */
export interface Moment {
  readonly nowMs: number;
  readonly clock: string | null;
}

interface ClockedDue<Entity> {
  /** Takes what is due for `leaseMs`, the longest first. */
  claim(tx: Queryable, claim: Moment & { readonly leaseMs: number }): Promise<readonly Entity[]>;
  /** Records what came of a claim. @returns false when somebody has claimed it since, and nothing was changed */
  record(
    tx: Queryable,
    held: { readonly id: string; readonly fence: number },
    fields: Partial<Entity>,
  ): Promise<boolean>;
  /** When the next row of a test clock is due, at `fromMs` or later; null when none is. */
  next(db: Queryable, clock: string, fromMs: number): Promise<number | null>;
  /** Whether a claim would find any; most turns of a worker find none, and need no transaction to know. */
  any(db: Queryable, moment: Moment): Promise<boolean>;
}

/** @param table must have the columns id, fence, due_ms and test_clock */
export function clockedDue<Entity, Row>(table: Table<Entity, Row>): ClockedDue<Entity> {
  const due: DueTable = { name: table.name, due: 'due_ms' };
  return {
    async claim(tx, { nowMs, leaseMs, clock }) {
      const rows = await claimDue<Row>(tx, due, { nowMs, leaseMs, limit: BATCH }, (query) =>
        clock === null
          ? query.where('test_clock', 'is', null)
          : query.where('test_clock', '=', clock),
      );
      return rows.map((row) => table.decode(row));
    },
    record: (tx, held, fields) =>
      recordDue(tx, due, held, table.encode(fields) as Readonly<Record<string, unknown>>),
    async next(db, clock, fromMs) {
      const row = await (db as unknown as Kysely<Rows>)
        .selectFrom(table.name)
        .select(({ fn }) => fn.min<number | null>('due_ms').as('due_ms'))
        .where('test_clock', '=', clock)
        .where('due_ms', '>=', fromMs)
        .executeTakeFirst();
      return row?.due_ms ?? null;
    },
    any: (db, { nowMs, clock }) => anyDue(db, due, nowMs, clock),
  };
}
