/**
 * Queries compiled once: the builder's work is done at the first use of a query, and every later one
 * only brings other values. The text is the dialect's own, so each dialect has its own.
 */
import type { Compilable, CompiledQuery, Kysely } from 'kysely';

/** What came of a query: rows as the driver gives them, and how many were changed. */
export interface Result<Row> {
  readonly rows: Row[];
  readonly changed: number;
}

/** A database's shortest way to run a text that is known already. */
type Lane = (text: string, values: readonly unknown[]) => Promise<Result<unknown>>;

const byAdapter = new WeakMap<object, Map<string, CompiledQuery>>();
const lanes = new WeakMap<object, Lane>();

/** Compiled queries of `db` go by `lane` from now on, past the builder's own machinery. */
export function openLane<DB>(db: Kysely<DB>, lane: Lane): void {
  lanes.set(db, lane);
}

function cacheOf<DB>(db: Kysely<DB>): Map<string, CompiledQuery> {
  const { adapter } = db.getExecutor();
  const known = byAdapter.get(adapter);
  if (known) return known;
  const made = new Map<string, CompiledQuery>();
  byAdapter.set(adapter, made);
  return made;
}

/**
 * Runs a query that is always built alike.
 * @param key names the query, and everything its text depends on
 * @param build makes it with any values in the places of `values`, in their order
 */
export async function compiled<DB, Row>(
  db: Kysely<DB>,
  key: string,
  build: (db: Kysely<DB>) => Compilable,
  values: readonly unknown[],
): Promise<Result<Row>> {
  const cache = cacheOf(db);
  let query = cache.get(key);
  if (!query) {
    query = build(db).compile();
    if (query.parameters.length !== values.length)
      throw new Error(`${key} takes ${query.parameters.length} values, not ${values.length}`);
    cache.set(key, query);
  }
  const lane = lanes.get(db);
  if (lane) return (await lane(query.sql, values)) as Result<Row>;
  const { rows, numAffectedRows } = await db.executeQuery<Row>({ ...query, parameters: values });
  return { rows, changed: Number(numAffectedRows ?? 0) };
}
