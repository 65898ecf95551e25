/**
 * A whole, consistent copy of a SQLite file while others write to it. It is made under another name,
 * synced, and gets its own name in one step: a copy that has its name is complete. It overwrites nothing.
 */
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type Sqlite from 'better-sqlite3';

/** Makes what a file or a folder holds survive a power cut. */
export function syncPath(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Codes of file systems that know no second name for a file. */
const LINKLESS: ReadonlySet<unknown> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** A link refuses where the name is taken; a rename would replace what is there. */
function nameIt(partial: string, target: string): void {
  try {
    linkSync(partial, target);
  } catch (reason) {
    if (!LINKLESS.has((reason as { code?: unknown }).code) || existsSync(target)) throw reason;
    renameSync(partial, target);
  }
}

/** @throws Error that names what could not be written, and why */
function writeTo(from: Sqlite.Database, partial: string, target: string): void {
  try {
    from.prepare('vacuum into ?').run(partial);
    syncPath(partial);
  } catch (reason) {
    throw new Error(`${target} could not be written (${(reason as Error).message})`);
  }
}

/**
 * Reads everything in one snapshot, which holds no writer up, and writes it without what was deleted.
 * (SQLite's own backup would begin again each time another process writes.)
 * @param check gets the path of the finished copy before it has its name; what it throws ends it
 * @throws Error when `target` exists, or the disk is full; nothing is left behind then
 */
export async function takeSnapshot(
  from: Sqlite.Database,
  target: string,
  check: (partial: string) => void | Promise<void> = () => {},
): Promise<void> {
  const partial = `${target}.partial-${process.pid}`;
  rmSync(partial, { force: true });
  try {
    writeTo(from, partial, target);
    await check(partial);
    nameIt(partial, target);
    syncPath(dirname(target));
  } finally {
    rmSync(partial, { force: true });
  }
}
