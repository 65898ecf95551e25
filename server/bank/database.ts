/**
 * The bank's own file: opens it, creates its tables, and runs statements by their text. It knows
 * SQL and nothing about cards.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SQLite from 'better-sqlite3';

export type Value = string | number | null;

export interface BankDatabase {
  get<Row>(sql: string, ...values: Value[]): Row | undefined;
  all<Row>(sql: string, ...values: Value[]): Row[];
  /** @returns how many rows changed */
  run(sql: string, ...values: Value[]): number;
  /** Everything inside commits together, durably, or not at all. */
  transaction<Result>(work: () => Result): Result;
  close(): void;
}

const CARD_COLUMNS = `
  behaviour TEXT NOT NULL, brand TEXT NOT NULL, last4 TEXT NOT NULL, exp_month INTEGER NOT NULL,
  exp_year INTEGER NOT NULL, funding TEXT NOT NULL, country TEXT NOT NULL, networks TEXT NOT NULL,
  fingerprint TEXT NOT NULL, name TEXT, network TEXT, details TEXT`;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS tokens (
  id TEXT PRIMARY KEY, session TEXT, expires_ms INTEGER NOT NULL,
  used_ms INTEGER, used_session TEXT, ${CARD_COLUMNS}
) STRICT;
CREATE TABLE IF NOT EXISTS cvc_tokens (
  id TEXT PRIMARY KEY, session TEXT, expires_ms INTEGER NOT NULL, digits INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS credentials (
  id TEXT PRIMARY KEY, account TEXT NOT NULL, token TEXT, reusability TEXT NOT NULL,
  authenticated INTEGER NOT NULL DEFAULT 0, spent_by TEXT, created_ms INTEGER NOT NULL,
  deleted_ms INTEGER, ${CARD_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS credentials_token ON credentials (token, account);
CREATE TABLE IF NOT EXISTS operations (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, account TEXT NOT NULL, reference TEXT NOT NULL,
  kind TEXT NOT NULL, status TEXT NOT NULL, request_sha256 TEXT NOT NULL,
  amount INTEGER NOT NULL, currency TEXT, credential TEXT, charge TEXT,
  keep TEXT, capture TEXT, captured INTEGER NOT NULL DEFAULT 0, refunded INTEGER NOT NULL DEFAULT 0,
  network_transaction_id TEXT, reusability TEXT, decline_code TEXT, decline_network_code TEXT,
  decline_message TEXT, challenge TEXT, return_url TEXT, frame_origins TEXT NOT NULL DEFAULT '',
  description TEXT, network TEXT, created_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS operations_reference ON operations (account, reference);
CREATE UNIQUE INDEX IF NOT EXISTS operations_challenge ON operations (challenge);
CREATE INDEX IF NOT EXISTS operations_by_reference ON operations (reference);
CREATE INDEX IF NOT EXISTS operations_pending ON operations (seq) WHERE status = 'pending';
`;

/** A file from before co-badged cards, bank accounts or updates of cards lacks the column. */
function addColumn(sqlite: SQLite.Database, table: string, column: string): void {
  const columns = sqlite.pragma(`table_info(${table})`) as { name: string }[];
  if (columns.some(({ name }) => name === column)) return;
  sqlite.exec(`ALTER TABLE ${table} ADD COLUMN ${column} TEXT`);
}

/**
 * @param url `file:data/bank.db` or `:memory:`
 * @throws when it is neither
 */
export function openDatabase(url: string): BankDatabase {
  const path = url === ':memory:' ? url : /^file:(.+)$/.exec(url)?.[1];
  if (path === undefined) throw new Error('BANK_DATABASE_URL must be file:PATH or :memory:');
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const sqlite = new SQLite(path);
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('busy_timeout = 5000');
  sqlite.pragma('secure_delete = ON');
  sqlite.exec(SCHEMA);
  for (const table of ['tokens', 'credentials', 'operations']) addColumn(sqlite, table, 'network');
  for (const table of ['tokens', 'credentials']) addColumn(sqlite, table, 'details');
  for (const table of ['credentials', 'operations']) addColumn(sqlite, table, 'account_state');

  const prepared = new Map<string, SQLite.Statement>();
  function statement(sql: string): SQLite.Statement {
    const known = prepared.get(sql);
    if (known) return known;
    const made = sqlite.prepare(sql);
    prepared.set(sql, made);
    return made;
  }

  return {
    get: <Row>(sql: string, ...values: Value[]) => statement(sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: Value[]) => statement(sql).all(...values) as Row[],
    run: (sql, ...values) => statement(sql).run(...values).changes,
    transaction: (work) => sqlite.transaction(work).immediate(),
    close: () => sqlite.close(),
  };
}
