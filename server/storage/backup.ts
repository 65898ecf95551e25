/**
 * A SQLite file as something to keep and to bring back: taken while others write, looked at before it
 * is trusted, put in its place in one step. What its rows mean is not known here.
 */
import { createHash } from 'node:crypto';
import {
  constants,
  copyFileSync,
  createReadStream,
  existsSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { pendingMigrations } from './migrate.ts';
import type { Queryable } from './repository.ts';
import type { Schema } from './schema.ts';
import { syncPath, takeSnapshot } from './snapshot.ts';
import { openDoors } from './sqlite.ts';

/** How long a commit of somebody else's is waited for, in milliseconds. */
const BUSY_MS = 5_000;

/** What belongs to an open SQLite file, beside the file. */
const COMPANIONS = ['-wal', '-shm', '-journal'] as const;

/** @throws Error when there is no such file */
function open(path: string, options: Sqlite.Options = {}): Sqlite.Database {
  if (!existsSync(path)) throw new Error(`${path} is not there`);
  return new Sqlite(path, { fileMustExist: true, timeout: BUSY_MS, ...options });
}

/** Takes a copy of a database that may be in use. @throws Error when `target` exists */
export async function takeBackup(
  path: string,
  target: string,
  check: (partial: string) => Promise<void>,
): Promise<void> {
  if (existsSync(target)) throw new Error(`${target} exists already; a backup overwrites nothing`);
  const sqlite = open(path);
  try {
    await takeSnapshot(sqlite, target, check);
  } finally {
    sqlite.close();
  }
}

export interface Inspection {
  /** The newest step of its schema that ran. */
  readonly schema: string;
  /** Whether this program's schema is newer. */
  readonly isOlder: boolean;
  /** Rows by table. */
  readonly counts: Readonly<Record<string, number>>;
  /** The moment of the newest thing in it, epoch ms; null where it is empty. */
  readonly newestMs: number | null;
}

const COUNTED = [
  ...['customers', 'payment_methods', 'consents', 'mandates', 'payment_intents', 'attempts'],
  ...['refunds', 'subscriptions', 'invoices', 'events'],
] as const;

/** Numbers of `seq` are microseconds of the machine's clock, whatever clock a customer lives by. */
const SEQ_PER_MS = 1000;

function countsOf(sqlite: Sqlite.Database): Record<string, number> {
  const isThere = sqlite.prepare("select 1 from sqlite_master where type = 'table' and name = ?");
  const tables = COUNTED.filter((table) => isThere.get(table) !== undefined);
  const count = (table: string) =>
    Number(sqlite.prepare(`select count(*) from ${table}`).pluck().get());
  return Object.fromEntries(tables.map((table) => [table, count(table)]));
}

/**
 * Reads a whole file that nobody uses and says what it holds.
 * @throws Error naming what is wrong: not a database, damaged, not ours, or of a newer version
 */
export async function inspect(path: string): Promise<Inspection> {
  const sqlite = open(path, { readonly: true });
  try {
    const damage = sqlite.pragma('integrity_check(5)', { simple: true });
    if (damage !== 'ok') throw new Error(`it is damaged: ${String(damage)}`);
    const pending = await pendingMigrations(openDoors<Schema>(sqlite).db);
    const schema = sqlite.prepare('select max(name) from migrations').pluck().get();
    const newest = sqlite
      .prepare(
        'select max(n) from (select max(seq) n from events union select max(seq) from attempts)',
      )
      .pluck()
      .get() as number | null;
    return {
      schema: String(schema),
      isOlder: pending.length > 0,
      counts: countsOf(sqlite),
      newestMs: newest === null ? null : Math.floor(newest / SEQ_PER_MS),
    };
  } catch (reason) {
    throw new Error(`${path} cannot be used: ${(reason as Error).message}`);
  } finally {
    sqlite.close();
  }
}

/** The SHA-256 of a file's bytes, hex. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return hash.digest('hex');
}

/** Bytes. */
export const sizeOf = (path: string): number => statSync(path).size;

/** A copy to work on, on the same disk as `path`; the caller removes it with {@link removeDatabase}. */
export function copyBeside(path: string, target: string): void {
  removeDatabase(target);
  copyFileSync(path, target, constants.COPYFILE_FICLONE);
  syncPath(target);
}

/** Removes a database that nobody uses, with what lies beside it. */
export function removeDatabase(path: string): void {
  for (const suffix of ['', ...COMPANIONS]) rmSync(`${path}${suffix}`, { force: true });
}

/**
 * Whether any process has a database open, by the kernel's own locks. What it cannot read at all is
 * in nobody's use.
 */
export function isInUse(path: string): boolean {
  if (!existsSync(path)) return false;
  let sqlite: Sqlite.Database | null = null;
  try {
    sqlite = new Sqlite(path, { fileMustExist: true, timeout: 0 });
    sqlite.pragma('locking_mode = exclusive');
    sqlite.exec('begin exclusive; rollback');
    return false;
  } catch (reason) {
    return String((reason as { code?: unknown }).code).startsWith('SQLITE_BUSY');
  } finally {
    sqlite?.close();
  }
}

/**
 * Puts a finished file in a database's place. What stood there, and what was left beside it, gets
 * another name: an old `-wal` would be played into the new file.
 * @param aside the name for the old file
 * @returns whether there was one
 */
export function putInPlace(finished: string, path: string, aside: string): boolean {
  let moved = false;
  for (const suffix of ['', ...COMPANIONS]) {
    if (!existsSync(`${path}${suffix}`)) continue;
    renameSync(`${path}${suffix}`, `${aside}${suffix}`);
    moved = true;
  }
  renameSync(finished, path);
  syncPath(dirname(path));
  return moved;
}

/** Notes in the database itself when a backup was last taken, where its schema has a place for that. */
export function noteBackup(path: string, atMs: number): void {
  const sqlite = open(path);
  try {
    const hasPulses = sqlite
      .prepare("select 1 from sqlite_master where type = 'table' and name = 'pulses'")
      .get();
    if (hasPulses)
      sqlite.prepare("insert or replace into pulses (name, at_ms) values ('backup', ?)").run(atMs);
  } finally {
    sqlite.close();
  }
}

/** One credential under each key that any is under. It reads the whole table. */
export async function sealedSamples(
  db: Queryable,
): Promise<readonly { readonly id: string; readonly secret: string }[]> {
  // A sealed value begins with its version and the key's name: `v1.kid.…`.
  const name = sql`substr(secret, 1, 3 + instr(substr(secret, 4), '.'))`;
  const { rows } = await sql<{
    id: string;
  }>`select min(id) as id from credentials group by ${name}`.execute(db);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  return db.selectFrom('credentials').select(['id', 'secret']).where('id', 'in', ids).execute();
}
