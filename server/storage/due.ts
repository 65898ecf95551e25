/**
 * Due work, whatever it is: rows with a time in one column and a fence in another. A claim moves the
 * time to the end of a lease and raises the fence in one statement, so that of two workers one gets
 * the row; whoever comes back after the lease finds a newer fence and changes nothing. A worker that
 * is killed holds its rows until the lease ends, and loses none.
 */
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { compiled } from './compiled.ts';
import { isPostgres } from './dialect.ts';
import type { Queryable } from './repository.ts';

type Rows = Record<string, Record<string, unknown>>;
type Loose = Kysely<Rows>;

/** A table that has the columns `id` and `fence`. */
export interface DueTable {
  readonly name: string;
  /** The column with the time, epoch milliseconds; null where nothing is due. */
  readonly due: string;
}

export interface Claim {
  readonly nowMs: number;
  /** Longer than the work may take. */
  readonly leaseMs: number;
  /** Rows to take at most. */
  readonly limit: number;
}

/** A further condition on what is claimed. */
type Narrow = (
  query: SelectQueryBuilder<Rows, string, Record<string, unknown>>,
) => SelectQueryBuilder<Rows, string, Record<string, unknown>>;

/**
 * Takes what has been due longest.
 * @returns whole rows as they are now, with the fence to record under
 */
export async function claimDue<Row>(
  tx: Queryable,
  table: DueTable,
  { nowMs, leaseMs, limit }: Claim,
  narrow: Narrow = (query) => query,
): Promise<readonly Row[]> {
  const loose = tx as unknown as Loose;
  const due = narrow(loose.selectFrom(table.name).select('id').where(table.due, '<=', nowMs))
    .orderBy(table.due)
    .limit(limit);
  // Workers on PostgreSQL pass over each other's rows instead of waiting for them.
  const found = await (isPostgres(tx) ? due.forUpdate().skipLocked() : due).execute();
  const claimed: Row[] = [];
  for (const { id } of found) {
    const [row] = await loose
      .updateTable(table.name)
      .set({ [table.due]: nowMs + leaseMs, fence: sql`fence + 1` })
      .where('id', '=', id)
      // Asked again, because another worker may have been faster between the two statements.
      .where(table.due, '<=', nowMs)
      .returningAll()
      .execute();
    if (row) claimed.push(row as Row);
  }
  return claimed;
}

/** Whether anything is due for those who live by this test clock; null for the world's time. */
export async function anyDue(
  db: Queryable,
  table: DueTable,
  nowMs: number,
  clock: string | null,
): Promise<boolean> {
  const whose = clock === null ? ' world' : ' clock';
  const { rows } = await compiled<Rows, unknown>(
    db as unknown as Loose,
    `${table.name}.due${whose}`,
    (any) => {
      const due = any.selectFrom(table.name).select('id').where(table.due, '<=', 0);
      const those =
        clock === null ? due.where('test_clock', 'is', null) : due.where('test_clock', '=', '');
      return those.limit(1);
    },
    [nowMs, ...(clock === null ? [] : [clock]), 1],
  );
  return rows.length > 0;
}

/**
 * Records what came of a claim.
 * @returns false when somebody has claimed the row since, and nothing was changed
 */
export async function recordDue(
  tx: Queryable,
  table: DueTable,
  held: { readonly id: string; readonly fence: number },
  cells: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const { changed } = await compiled(
    tx as unknown as Loose,
    `${table.name}.record ${Object.keys(cells)}`,
    (any) => any.updateTable(table.name).set(cells).where('id', '=', '').where('fence', '=', 0),
    [...Object.values(cells), held.id, held.fence],
  );
  return changed === 1;
}

/** Ends a claim together with its row. @returns false when somebody has claimed the row since */
export async function removeDue(
  tx: Queryable,
  table: DueTable,
  held: { readonly id: string; readonly fence: number },
): Promise<boolean> {
  const { numDeletedRows } = await (tx as unknown as Loose)
    .deleteFrom(table.name)
    .where('id', '=', held.id)
    .where('fence', '=', held.fence)
    .executeTakeFirst();
  return Number(numDeletedRows) === 1;
}
