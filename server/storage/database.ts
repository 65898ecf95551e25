/**
 * Opens the store that `DATABASE_URL` names, brings its schema up to date and hands out its two
 * doors: `db` to read, `transact` to change.
 */
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Unavailable } from '../model/unavailable.ts';
import { copyBefore } from './before-migration.ts';
import { migrate } from './migrate.ts';
import type { Queryable } from './repository.ts';
import type { Schema } from './schema.ts';
import { openDoors, openSqlite } from './sqlite.ts';
import { BEGIN, type CommitWatch, createTransact, type Transact } from './transaction.ts';

export interface Store {
  /** For reading; inside a transaction use its own handle. */
  readonly db: Queryable;
  /** Runs work durably, or not at all. */
  readonly transact: Transact<Schema>;
  /** Whether other processes serve from it too, so that what this one does not know may be under way there. */
  readonly shared?: boolean;
  /** After an erasure: what was overwritten leaves the files too, as far as no other process reads it now. */
  purge(): Promise<void>;
  /** Whether the file that was opened still stands under its name; always so behind a network. */
  isThere?(): boolean;
  close(): Promise<void>;
}

/** The path of a SQLite file; null for a database in memory or behind a network. */
export function fileOf(url: string): string | null {
  return url.startsWith('file:') ? url.slice('file:'.length) : null;
}

/** What tells a file from another one that has taken its name; null where there is none. */
function identityOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.dev}:${found.ino}` : null;
}

/**
 * @param url `file:PATH`, `:memory:` or `postgres://…`
 * @param options `turn` resolves when the next commit may begin, in a turn of its own; `connections`
 *   to PostgreSQL, at most; `random` spreads the tries of units that stood in each other's way;
 *   `watch` is told of every commit; `keepsBefore`: false where no copy of an older file is wanted
 */
export async function openStore(
  url: string,
  options: {
    readonly now: () => number;
    readonly random?: (bytes: number) => Uint8Array;
    readonly turn?: () => Promise<void>;
    readonly connections?: number | undefined;
    readonly watch?: CommitWatch | undefined;
    readonly keepsBefore?: boolean;
  },
): Promise<Store> {
  if (url.startsWith('postgres')) {
    const { openPostgres } = await import('./postgres.ts');
    const { db, transact, close } = openPostgres<Schema>(url, options);
    try {
      await migrate(db, options.now);
    } catch (reason) {
      await close();
      throw reason;
    }
    // Its own vacuum takes what was overwritten out of the files.
    return {
      db,
      transact,
      shared: true,
      purge: async () => {},
      isThere: () => true,
      close,
    };
  }
  const path = fileOf(url);
  if (path !== null) mkdirSync(dirname(path), { recursive: true });
  const sqlite = openSqlite(path ?? url);
  const doors = openDoors<Schema>(sqlite);
  try {
    await migrate(doors.db, options.now, async (step) => {
      if (path !== null && options.keepsBefore !== false) await copyBefore(sqlite, path, step);
    });
  } catch (reason) {
    sqlite.close();
    throw reason;
  }
  const opened = path === null ? null : identityOf(path);
  const isThere = () => path === null || identityOf(path) === opened;
  const command = (text: string) => {
    // What is written to a file that has lost its name is lost with this process.
    if (text === BEGIN && !isThere())
      throw new Unavailable('the database file is gone, or another one is in its place');
    doors.command(text);
  };
  return {
    db: doors.db,
    transact: createTransact({ ...doors, command }, options.turn, options.watch),
    purge: async () => doors.command('pragma wal_checkpoint(truncate)'),
    isThere,
    async close() {
      // The last one to close does this anyway; a worker that goes on may have left much.
      doors.command('pragma wal_checkpoint(passive)');
      sqlite.close();
    },
  };
}
