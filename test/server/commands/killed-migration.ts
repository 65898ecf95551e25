/**
 * A program that migrates a file and kills itself before the n-th statement: the kernel takes it away
 * in the middle of whatever it was doing.
 */
import Sqlite from 'better-sqlite3';
import { copyBefore } from '../../../server/storage/before-migration.ts';
import { migrate } from '../../../server/storage/migrate.ts';
import type { Schema } from '../../../server/storage/schema.ts';
import { openDoors } from '../../../server/storage/sqlite.ts';

const [path = '', when = ''] = process.argv.slice(2);
let left = Number(when);
const sqlite = new Sqlite(path, {
  verbose() {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  },
});
sqlite.pragma('journal_mode = WAL');
await migrate(openDoors<Schema>(sqlite).db, Date.now, async (step) => {
  await copyBefore(sqlite, path, step);
});
