/**
 * Queries compiled once: the builder's work is done at the first use of a query, and every later one
 * only brings other values. The text is the dialect's own, so each dialect has its own.
 */
import type { Compilable, CompiledQuery, Kysely } from 'kysely';

const byAdapter = new WeakMap<object, Map<string, CompiledQuery>>();

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
 * @returns rows as the driver gives them, and how many were changed
 */
export async function compiled<DB, Row>(
  db: Kysely<DB>,
  key: string,
  build: (db: Kysely<DB>) => Compilable,
  values: readonly unknown[],
): Promise<{ readonly rows: Row[]; readonly changed: number }> {
  const cache = cacheOf(db);
  let query = cache.get(key);
  if (!query) {
    query = build(db).compile();
    if (query.parameters.length !== values.length)
      throw new Error(`${key} takes ${query.parameters.length} values, not ${values.length}`);
    cache.set(key, query);
  }
  const { rows, numAffectedRows } = await db.executeQuery<Row>({ ...query, parameters: values });
  return { rows, changed: Number(numAffectedRows ?? 0) };
}
