/**
 * One server to a SQLite file. The lock is a transaction that stays open on a small file beside it, so
 * it is the kernel's and ends with its process, however that ends: nothing stale can be left behind.
 * Workers and commands do not ask for it.
 */
import { mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';

/** Two that start at the same moment may overtake each other once or twice before one stays. */
const TRIES = 10;

/** A handle that nobody refers to is closed with the next garbage, and its lock with it. */
const held = new Set<Sqlite.Database>();

function isBusy(reason: unknown): boolean {
  return String((reason as { code?: unknown }).code).startsWith('SQLITE_BUSY');
}

/** The holder wrote its number before it began to hold, so it can be read while it holds. */
function holderOf(side: Sqlite.Database): number | null {
  try {
    return (
      (side.prepare('select pid from holder').get() as { pid: number } | undefined)?.pid ?? null
    );
  } catch {
    return null;
  }
}

/** @returns whether the transaction is open and the number in the file is ours */
function take(side: Sqlite.Database): boolean {
  side.exec('begin immediate');
  side.exec('create table if not exists holder (pid integer not null)');
  if (holderOf(side) === process.pid) return true;
  side.exec('delete from holder');
  side.prepare('insert into holder (pid) values (?)').run(process.pid);
  side.exec('commit');
  return false;
}

function keep(side: Sqlite.Database): () => void {
  held.add(side);
  return () => {
    held.delete(side);
    side.close();
  };
}

/**
 * @param path the database's own path; its folder is made where it is not there
 * @returns how to let go
 * @throws Error naming the process that serves this file
 */
export function lockServer(path: string): () => void {
  mkdirSync(dirname(path), { recursive: true });
  const real = join(realpathSync(dirname(path)), basename(path));
  const side = new Sqlite(`${real}.server-lock`, { timeout: 0 });
  try {
    for (let tries = 0; tries < TRIES; tries += 1) if (take(side)) return keep(side);
    throw new Error(`${path}: the server's lock was overtaken ${TRIES} times`);
  } catch (reason) {
    const pid = isBusy(reason) ? holderOf(side) : null;
    side.close();
    if (!isBusy(reason)) throw reason;
    throw new Error(
      `${path} is served by another process (pid ${pid ?? 'unknown'}); a SQLite file has one server`,
    );
  }
}

/**
 * The same for a `DATABASE_URL`: a database behind a network has any number of servers, and one in
 * memory is nobody else's.
 * @returns how to let go
 * @throws Error naming the process that serves this file
 */
export function lockDatabase(url: string): () => void {
  return url.startsWith('file:') ? lockServer(url.slice('file:'.length)) : () => {};
}
