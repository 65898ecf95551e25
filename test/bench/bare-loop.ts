/**
 * The least that can charge durably in our stack: better-sqlite3 alone, one connection, WAL and a
 * sync at every commit, the two commits of a payment (the plan, then the outcome) with their
 * selects, in a plain loop. No HTTP, no bank, no check, no encoding.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

export interface BareLoop {
  /** Pays in a loop for that long. @returns payments a second */
  run(ms: number): number;
  close(): void;
}

const SCHEMA = `
  create table sessions (id text primary key, intent text, status text, body text);
  create table intents (id text primary key, method text, status text, body text);
  create table methods (id text primary key, customer text, body text);
  create table attempts (id text primary key, intent text, status text, body text);
  create table events (id integer primary key, kind text, body text);
  create index attempts_of_intent on attempts (intent);
`;

/** Rows about as wide as real ones. */
const BODY = JSON.stringify({ words: 'x'.repeat(600) });
const SESSIONS = 2_000;

export function openBareLoop(): BareLoop {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-bench-'));
  const db = new Sqlite(join(folder, 'bare.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(SCHEMA);
  db.transaction(() => {
    const session = db.prepare('insert into sessions values (?, ?, ?, ?)');
    const intent = db.prepare('insert into intents values (?, ?, ?, ?)');
    const method = db.prepare('insert into methods values (?, ?, ?)');
    for (let at = 0; at < SESSIONS; at += 1) {
      session.run(`cs_${at}`, `pi_${at}`, 'open', BODY);
      intent.run(`pi_${at}`, `pm_${at}`, 'requires_confirmation', BODY);
      method.run(`pm_${at}`, 'cus_1', BODY);
    }
  })();

  const one = (table: string) => db.prepare(`select * from ${table} where id = ?`);
  const [session, intent, method, attempt] = ['sessions', 'intents', 'methods', 'attempts'].map(
    one,
  );
  const open = db.prepare("select id from attempts where intent = ? and status = 'started'");
  const begin = db.prepare("insert into attempts values (?, ?, 'started', ?)");
  const settle = db.prepare("update attempts set status = 'succeeded', body = ? where id = ?");
  const move = db.prepare('update intents set status = ?, body = ? where id = ?');
  const complete = db.prepare("update sessions set status = 'complete', body = ? where id = ?");
  const tell = db.prepare('insert into events (kind, body) values (?, ?)');
  let paid = 0;

  const plan = db.transaction((at: number, id: string) => {
    session?.get(`cs_${at}`);
    intent?.get(`pi_${at}`);
    method?.get(`pm_${at}`);
    open.get(`pi_${at}`);
    begin.run(id, `pi_${at}`, BODY);
    move.run('processing', BODY, `pi_${at}`);
  });
  const record = db.transaction((at: number, id: string) => {
    attempt?.get(id);
    intent?.get(`pi_${at}`);
    session?.get(`cs_${at}`);
    settle.run(BODY, id);
    move.run('succeeded', BODY, `pi_${at}`);
    complete.run(BODY, `cs_${at}`);
    tell.run('payment_intent.succeeded', BODY);
    tell.run('checkout.session.completed', BODY);
  });

  return {
    run(ms) {
      const startedMs = performance.now();
      const before = paid;
      while (performance.now() - startedMs < ms) {
        paid += 1;
        const at = paid % SESSIONS;
        plan.immediate(at, `att_${paid}`);
        record.immediate(at, `att_${paid}`);
      }
      return ((paid - before) * 1000) / (performance.now() - startedMs);
    },
    close() {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
