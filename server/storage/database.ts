/**
 * Opens the store that `DATABASE_URL` names, brings its schema up to date and hands out its two
 * doors: `db` to read, `transact` to change.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { migrate } from './migrate.ts';
import type { Queryable } from './repository.ts';
import type { Schema } from './schema.ts';
import { openDoors, openSqlite } from './sqlite.ts';
import { createTransact, type Transact } from './transaction.ts';

export interface Store {
  /** For reading; inside a transaction use its own handle. */
  readonly db: Queryable;
  /** Runs work durably, or not at all. */
  readonly transact: Transact<Schema>;
  /** After an erasure: what was overwritten leaves the files too, as far as no other process reads it now. */
  purge(): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param url `file:PATH`, `:memory:` or `postgres://…`
 * @param options `turn` resolves when the next commit may begin, in a turn of its own
 */
export async function openStore(
  url: string,
  options: { readonly now: () => number; readonly turn?: () => Promise<void> },
): Promise<Store> {
  if (url.startsWith('postgres')) {
    const { openPostgres } = await import('./postgres.ts');
    const { db, transact, close } = openPostgres<Schema>(url);
    try {
      await migrate(db, options.now);
    } catch (reason) {
      await close();
      throw reason;
    }
    // Its own vacuum takes what was overwritten out of the files.
    return { db, transact, purge: async () => {}, close };
  }
  const path = url === ':memory:' ? url : url.slice('file:'.length);
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const sqlite = openSqlite(path);
  const doors = openDoors<Schema>(sqlite);
  try {
    await migrate(doors.db, options.now);
  } catch (reason) {
    sqlite.close();
    throw reason;
  }
  return {
    db: doors.db,
    transact: createTransact(doors, options.turn),
    purge: async () => doors.command('pragma wal_checkpoint(truncate)'),
    close: async () => void sqlite.close(),
  };
}
