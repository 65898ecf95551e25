/**
 * A whole installation in one process, made of a seed alone: the same seed gives the same ids, keys
 * and secrets. The bank is the real one without a port; its answers can be written over. What the
 * database holds is seen through a connection of its own.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { createBank } from '../../../server/bank/index.ts';
import { createKeepsake, type Keepsake } from '../../../server/index.ts';
import { type Chance, chanceOf } from './chance.ts';

export const KEY = 'sk_test_keepsake';
export const ORIGIN = 'http://keepsake.test';
const BANK = 'http://bank.test';
const START_MS = Date.UTC(2026, 10, 2, 12);
/** How far the clock moves with each request, in milliseconds. */
const TICK_MS = 20;

export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes; null for none. */
  readonly body: Uint8Array<ArrayBuffer> | null;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What a processor says in place of its answer to the attempt; throws for a broken wire. */
export type Garble = (attempt: string) => { readonly status: number; readonly text: string };

export interface Installation {
  /** Its accounts and their keys. */
  readonly access: Keepsake['access'];
  /** The database's file. */
  readonly file: string;
  readonly bankSecret: string;
  ask(request: Ask): Promise<Reply>;
  /** A merchant's request that must succeed. @returns its answer */
  made(path: string, body: Record<string, unknown>, key?: string): Promise<Record<string, unknown>>;
  /** A card token, as the frame would get it. */
  token(): Promise<string>;
  /** What the bank answers from now on; null for itself. */
  garble(answer: Garble | null): void;
  now(): number;
  /** Changes whenever anything was committed. */
  revision(): number;
  /** Rows of each table. */
  rows(): Readonly<Record<string, number>>;
  /** Everything that the database's files hold. */
  bytes(): Buffer;
  /** What was logged since the last time. */
  logged(): string;
  close(): Promise<void>;
}

const SHARED_MEMORY = '/dev/shm';

function openFolder(): string {
  return mkdtempSync(join(existsSync(SHARED_MEMORY) ? SHARED_MEMORY : tmpdir(), 'keepsake-fuzz-'));
}

function watch(path: string): Pick<Installation, 'revision' | 'rows'> & { close(): void } {
  const db = new Sqlite(path, { readonly: true });
  const tables = db
    .prepare<[], { name: string }>("select name from sqlite_master where type = 'table'")
    .all()
    .map(({ name }) => ({
      name,
      count: db.prepare<[], { count: number }>(`select count(*) as count from "${name}"`),
    }));
  const revision = () => Number(db.pragma('data_version', { simple: true }));
  let counted: { readonly at: number; readonly rows: Record<string, number> } | null = null;
  return {
    revision,
    rows() {
      const at = revision();
      if (counted?.at !== at) {
        const rows = tables.map(({ name, count }) => [name, count.get()?.count ?? 0] as const);
        counted = { at, rows: Object.fromEntries(rows) };
      }
      return counted.rows;
    },
    close: () => db.close(),
  };
}

/** @param words what this installation is made of, beside nothing else */
export async function openInstallation(...words: (string | number)[]): Promise<Installation> {
  const chance: Chance = chanceOf('installation', ...words);
  const random = (count: number) => chance.bytes(count);
  const folder = openFolder();
  const path = join(folder, 'keepsake.db');
  const lines: string[] = [];
  const note = (...entry: unknown[]) => {
    lines.push(JSON.stringify(entry));
  };
  let nowMs = START_MS;
  const now = () => nowMs;
  const bankSecret = Buffer.from(random(16)).toString('hex');
  let garbled: Garble | null = null;
  const bank = createBank({
    databaseUrl: ':memory:',
    secret: bankSecret,
    publicUrl: BANK,
    webhookUrl: null,
    frameAssets: folder,
    now,
    random,
  });
  const keepsake = await createKeepsake(
    {
      publicUrl: ORIGIN,
      bankUrl: BANK,
      bankInternalUrl: BANK,
      databaseUrl: `file:${path}`,
      secretKey: KEY,
      encryptionKeys: `fuzz:${Buffer.from(random(32)).toString('base64')}`,
      bankSecret,
      logLevel: 'debug',
      failedConfirmsPerAddress: 1_000_000,
      failedConfirmsPerSession: 1_000_000,
      declinedCardsPerAddress: 1_000_000,
      declinedCardsPerAccount: 1_000_000,
      requestsPerSecond: 1_000_000,
    },
    {
      now,
      random,
      log: { debug: note, info: note, warn: note, error: note },
      fetch: (async (url: URL, init: RequestInit) => {
        if (garbled === null) return bank.fetch(new Request(url, init), { remoteAddress: '::1' });
        const attempt = new Headers(init.headers).get('idempotency-key') ?? '';
        const { status, text } = garbled(attempt);
        return { status, text: async () => text };
      }) as typeof fetch,
    },
  );
  const watched = watch(path);

  async function ask({ method, path: target, headers, body }: Ask): Promise<Reply> {
    nowMs += TICK_MS;
    const request = new Request(ORIGIN + target, { method, headers, body });
    const response = await keepsake.fetch(request);
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  return {
    access: keepsake.access,
    file: path,
    bankSecret,
    ask,
    async made(target, body, key = KEY) {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const bytes = Buffer.from(JSON.stringify(body));
      const reply = await ask({ method: 'POST', path: target, headers, body: bytes });
      if (reply.status !== 200)
        throw new Error(`${target}: ${reply.status} ${reply.text} ${lines.slice(-2).join()}`);
      return JSON.parse(reply.text);
    },
    async token() {
      const request = new Request(`${BANK}/tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          number: '4242424242424242',
          exp_month: 12,
          exp_year: 2031,
          cvc: '123',
        }),
      });
      const response = await bank.fetch(request, { remoteAddress: '127.0.0.1' });
      return String(Object(await response.json()).id);
    },
    garble(answer) {
      garbled = answer;
    },
    now,
    revision: watched.revision,
    rows: watched.rows,
    bytes() {
      const files = readdirSync(folder).filter((name) => /^keepsake\.db(-wal)?$/.test(name));
      return Buffer.concat(files.map((name) => readFileSync(join(folder, name))));
    },
    logged: () => lines.splice(0).join('\n'),
    async close() {
      watched.close();
      await keepsake.close();
      bank.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
