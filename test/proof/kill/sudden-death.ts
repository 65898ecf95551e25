/**
 * Runs inside a program under test: sends SIGKILL to its own process when it passes a named point.
 * Points are seen from outside, in the requests that leave for the bank and in the statements that
 * reach SQLite or PostgreSQL, so that the program itself holds nothing of this. No handler, no flush, no farewell
 * but one line on stderr that says which point it was.
 */
import { writeSync } from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { Worker } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { type Fate, OBITUARY, type Point } from './points.ts';

let fate: Fate | null = null;
let passed = 0;

/** Arms a point; null disarms. */
export function decree(to: Fate | null): void {
  fate = to;
  passed = 0;
}

function die(note: string): never {
  writeSync(2, `${OBITUARY}${note}\n`);
  process.kill(process.pid, 'SIGKILL');
  throw new Error('nobody survives this');
}

/** @returns the armed fate when this passing of the point is the one */
function isDue(point: Point): Fate | null {
  if (fate?.point !== point) return null;
  passed += 1;
  return passed === fate.nth ? fate : null;
}

/** Calls of the sandbox that can move money. */
const MOVES = /^\/(charges|setups)\b/;

function watchRequests(): void {
  const original = http.request;
  const watched = (...words: Parameters<typeof original>) => {
    const [url, options] = words as unknown as [URL, http.RequestOptions];
    if (options?.method !== 'POST' || !(url instanceof URL) || !MOVES.test(url.pathname))
      return original(...words);
    if (isDue('planned')) die('planned');
    const request = original(...words);
    const asked = isDue('asked');
    if (asked) request.once('finish', () => setTimeout(() => die('asked'), asked.afterUs / 1000));
    request.prependListener('response', (response: http.IncomingMessage) => {
      response.prependListener('end', () => {
        if (isDue('answered')) die('answered');
      });
    });
    return request;
  };
  http.request = watched as typeof original;
  syncBuiltinESMExports();
}

/** A thread that ends the process so many microseconds after it was asked, whatever the others do. */
const EXECUTIONER = `
  const { workerData } = require('node:worker_threads');
  const { writeSync } = require('node:fs');
  const cells = new Int32Array(workerData.shared);
  Atomics.wait(cells, 0, 0);
  Atomics.store(cells, 1, 1);
  Atomics.notify(cells, 1);
  const until = process.hrtime.bigint() + BigInt(cells[0]) * 1000n;
  while (process.hrtime.bigint() < until);
  writeSync(2, workerData.note + (Atomics.load(cells, 2) === 1 ? ' within' : ' after') + '\\n');
  process.kill(process.pid, 'SIGKILL');
`;

interface Executioner {
  /** Runs `commit` and is killed in it, or right after it. */
  during<T>(afterUs: number, commit: () => T): T;
}

function hireExecutioner(): Executioner {
  const shared = new SharedArrayBuffer(12);
  const cells = new Int32Array(shared);
  const note = `${OBITUARY}committing`;
  new Worker(EXECUTIONER, { eval: true, workerData: { shared, note } }).unref();
  return {
    during(afterUs, commit) {
      Atomics.store(cells, 0, Math.max(1, afterUs));
      Atomics.notify(cells, 0);
      Atomics.wait(cells, 1, 0);
      Atomics.store(cells, 2, 1);
      const value = commit();
      Atomics.store(cells, 2, 0);
      return value;
    },
  };
}

/** What a statement means for the transaction that it is in. */
function meaningOf(text: string): Point | null {
  if (/^insert into "attempt_observations"/.test(text)) return 'settled';
  if (/^insert into "inbox"/.test(text)) return 'stored';
  const leased =
    /fence \+ 1/.test(text) || /^update "attempts" set "resolve_after_ms" = (\?|\$1)/.test(text);
  return leased ? 'claimed' : null;
}

function watchStatements(executioner: Executioner): void {
  const meanings = new Set<Point>();
  const prototype = Sqlite.prototype as Sqlite.Database;
  const { prepare } = prototype;
  prototype.prepare = function watched(this: Sqlite.Database, text: string) {
    const statement = prepare.call(this, text);
    const meaning = meaningOf(text);
    const isCommit = text === 'commit';
    if (meaning === null && !isCommit) return statement;
    for (const way of ['run', 'all'] as const) {
      const original = statement[way].bind(statement) as (values: unknown) => never;
      statement[way] = (values: unknown) => {
        if (meaning) meanings.add(meaning);
        if (!isCommit) return original(values);
        const now = isDue('committing');
        const done = now
          ? executioner.during(now.afterUs, () => original(values))
          : original(values);
        for (const each of meanings) if (isDue(each)) die(each);
        meanings.clear();
        return done;
      };
    }
    return statement;
  } as typeof prepare;
}

/** The same for connections to PostgreSQL, each with a transaction of its own. */
function watchConnections(executioner: Executioner): void {
  const passing = new WeakMap<object, Set<Point>>();
  const prototype = pg.Client.prototype as { query(...words: unknown[]): unknown };
  const { query } = prototype;
  prototype.query = function watched(this: object, ...words: unknown[]) {
    const [given] = words as [string | { readonly text?: string } | undefined];
    const text = typeof given === 'string' ? given : (given?.text ?? '');
    const meanings = passing.get(this) ?? new Set<Point>();
    passing.set(this, meanings);
    const meaning = meaningOf(text);
    if (meaning) meanings.add(meaning);
    if (text === 'rollback') meanings.clear();
    if (text !== 'commit') return query.apply(this, words);
    const passed = [...meanings];
    meanings.clear();
    const now = isDue('committing');
    const send = () => query.apply(this, words) as Promise<unknown>;
    const answer = now ? executioner.during(now.afterUs, send) : send();
    return answer.then((value) => {
      for (const each of passed) if (isDue(each)) die(each);
      return value;
    });
  };
}

/** Watches everything that leads past a point. */
export function watchPoints(): void {
  const executioner = hireExecutioner();
  watchRequests();
  watchStatements(executioner);
  watchConnections(executioner);
}
