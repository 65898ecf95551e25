/**
 * What SQLite means by an error that is not about the statement: the disk is full or fails, the file may
 * not be written, is damaged, or somebody else holds it. Why that is so is not known here.
 */
import { Unavailable } from '../model/unavailable.ts';

/** By the first two words of SQLite's code: https://www.sqlite.org/rescode.html */
const MEANINGS: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'the disk is full',
  SQLITE_IOERR: 'the disk fails',
  SQLITE_READONLY: 'the database file may not be written',
  SQLITE_CANTOPEN: 'the database file cannot be opened',
  SQLITE_CORRUPT: 'the database file is damaged',
  SQLITE_NOTADB: 'the database file is damaged',
  SQLITE_BUSY: 'another process holds the database',
};

/** What a caller hears: that the store cannot be asked now, or else the reason itself. */
export function asTold(reason: unknown): unknown {
  if (!(reason instanceof Error)) return reason;
  const code = String((reason as { code?: unknown }).code ?? '');
  const meaning = MEANINGS[code.split('_').slice(0, 2).join('_')];
  return meaning === undefined ? reason : new Unavailable(meaning, { cause: reason });
}
