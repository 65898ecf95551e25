/**
 * One lane: an installation of its own (files, ports, secrets, clock) whose programs are started,
 * killed and started again on what they left behind. A bank that is another program, a shop that
 * listens for events. It decides neither when somebody dies nor what must be true afterwards.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type Client, createClient } from './client.ts';
import { type ClockSetting, laneNow } from './fast-clock.ts';
import { type Mirror, openMirror } from './mirror.ts';
import type { Fate } from './points.ts';
import type { Program } from './program.ts';
import { type RunningProgram, runCommand, startProgram, type Verb } from './running-program.ts';

/** A minute of the lane in three seconds. */
export const SPEED = 20;
/** On PostgreSQL, which keeps real time: what its connections wait for must not pass in no time. */
const SPEED_ON_POSTGRES = 20;
const SECRET_KEY = 'sk_test_killed';

/** Who is there: one program for everything, or the API and the worker apart, or two of the whole. */
export type Crew = 'all' | 'apart' | 'two';

export interface Lane {
  readonly folder: string;
  readonly client: Client;
  /** The second server's client, where there is a crew of two. */
  readonly other: Client;
  /** Events as a merchant received them: id, and how often. */
  readonly received: ReadonlyMap<string, number>;
  /** Brings `ours` up to date, where it is read from elsewhere. */
  look(): Promise<void>;
  /** The ledgers of both sides, to read. */
  readonly ours: Sqlite.Database;
  readonly theirs: Sqlite.Database;
  /** The programs of the crew that live. */
  crew(): readonly RunningProgram[];
  now(): number;
  start(crew: Crew, fate?: Fate | null): Promise<void>;
  /**
   * Kills the whole crew, or with `spare` whoever has died already, and the first where nobody has.
   * @returns the named points at which somebody had died before
   */
  killCrew(spare?: boolean): Promise<readonly string[]>;
  /** Runs a command beside the crew. @returns its exit code */
  command(verb: 'reconcile' | 'verify'): Promise<number | null>;
  /** Kills the bank and starts it again on its ledger; what was armed there is gone. */
  restartBank(): Promise<void>;
  /** Moves every clock ahead, the bank's first: it must never execute what we believe is over. */
  jump(ms: number): Promise<void>;
  bank(method: 'POST' | 'DELETE' | 'GET', path: string, body?: unknown): Promise<unknown>;
  /** Asks the first server once, as the merchant, and takes whatever it says. */
  ask(path: string): Promise<{ readonly status: number; readonly text: string }>;
  /** What the programs that are dead said, the last of it. */
  lastWords(): string;
  close(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** A merchant's webhook endpoint: counts what comes. */
async function openMailbox(
  received: Map<string, number>,
): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { id } = JSON.parse(Buffer.concat(parts).toString('utf8')) as { id: string };
      received.set(id, (received.get(id) ?? 0) + 1);
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events` };
}

/**
 * @param seed of the lane's secrets; files and ports are new ones
 * @param more settings of the programs, beside and instead of the lane's own
 * @param postgres `postgres://…` of a database of its own, in place of a file
 */
export async function openLane(
  program: Program,
  seed: number,
  more: Readonly<Record<string, string>> = {},
  postgres: string | null = null,
): Promise<Lane> {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-lane-'));
  const [port, otherPort, bankPort] = [await freePort(), await freePort(), await freePort()];
  const secret = createHash('sha256').update(`lane ${seed}`).digest();
  const clock: ClockSetting = {
    startMs: Date.now(),
    speed: postgres === null ? SPEED : SPEED_ON_POSTGRES,
    jumpMs: 0,
  };
  let jumpMs = 0;
  const files = { ours: join(folder, 'keepsake.db'), theirs: join(folder, 'bank.db') };
  const bankUrl = `http://127.0.0.1:${bankPort}`;
  const settings = {
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    BANK_PORT: String(bankPort),
    BANK_URL: bankUrl,
    BANK_INTERNAL_URL: bankUrl,
    DATABASE_URL: postgres ?? `file:${files.ours}`,
    BANK_DATABASE_URL: `file:${files.theirs}`,
    KEEPSAKE_SECRET_KEY: SECRET_KEY,
    KEEPSAKE_ENCRYPTION_KEYS: `lane:${secret.toString('base64')}`,
    BANK_SECRET: secret.toString('hex'),
    // Two accounts, so that a death may fall between a try that failed and the next one.
    KEEPSAKE_PROCESSORS: 'sandbox,sandbox:south',
    KEEPSAKE_WEBHOOKS_ALLOW_PRIVATE: 'true',
    KEEPSAKE_FAILED_CONFIRMS_PER_SESSION: '1000000',
    KEEPSAKE_FAILED_CONFIRMS_PER_ADDRESS: '1000000',
    LOG_LEVEL: 'warn',
    ...more,
  };
  const environment = (its: Readonly<Record<string, string>>) => ({
    ...settings,
    PROOF_CLOCK: JSON.stringify({ ...clock, jumpMs }),
    ...its,
  });
  const begin = (verb: Verb, its: Readonly<Record<string, string>>) =>
    startProgram(program, verb, environment(its));

  const received = new Map<string, number>();
  const mailbox = await openMailbox(received);
  let turns = 0;
  /** Where there are two servers on PostgreSQL requests are dealt out, as anybody in front of them would. */
  const dealt = () => {
    turns += 1;
    return running.has('other') && postgres !== null && turns % 2 === 0 ? otherPort : port;
  };
  const clients = [dealt, () => otherPort].map((each) =>
    createClient({ port: each, secretKey: SECRET_KEY, sockets: 128 }),
  ) as [Client, Client];
  let bank = await begin('bank', {});
  const running = new Map<string, RunningProgram>();
  let said = '';

  async function start(crew: Crew, fate: Fate | null = null): Promise<void> {
    const its = { PROOF_POINTS: 'on', PROOF_FATE: JSON.stringify(fate) };
    const member = async (name: string, verb: Verb, role: string, on = port) => {
      if (running.get(name)?.isAlive()) return;
      running.set(name, await begin(verb, { ...its, PORT: String(on), ROLE: role }));
    };
    await member('api', 'serve', crew === 'apart' ? 'api' : 'all');
    if (crew === 'apart') await member('worker', 'worker', 'worker');
    if (crew === 'two') await member('other', 'serve', 'api', otherPort);
  }

  await start('all');
  const made = await clients[0].send({
    method: 'POST',
    path: '/v1/webhook_endpoints',
    form: { url: mailbox.url, 'enabled_events[0]': '*' },
  });
  if (made.status !== 200) throw new Error(`no webhook endpoint: ${made.text}`);
  const mirror: Mirror | null = postgres === null ? null : openMirror(postgres);
  const ours = mirror?.db ?? new Sqlite(files.ours, { readonly: true });
  const theirs = new Sqlite(files.theirs, { readonly: true });
  return {
    folder,
    client: clients[0],
    other: clients[1],
    received,
    look: async () => mirror?.refresh(),
    ours,
    theirs,
    crew: () => [...running.values()].filter((each) => each.isAlive()),
    now: () => laneNow({ ...clock, jumpMs }),
    start,
    async killCrew(spare = false) {
      const all = [...running];
      const dead = all.filter(([, each]) => !each.isAlive());
      const victims = spare ? (dead.length > 0 ? dead : all.slice(0, 1)) : all;
      const points = await Promise.all(victims.map(([, each]) => each.kill()));
      said = victims.map(([, each]) => each.said()).join('\n');
      for (const [name] of victims) running.delete(name);
      return points.filter((point) => point !== null);
    },
    command: (verb) => runCommand(program, verb, environment({})),
    async restartBank() {
      await bank.kill();
      bank = await begin('bank', {});
    },
    async jump(ms) {
      jumpMs += ms;
      await bank.jump(jumpMs);
      for (const each of running.values()) await each.jump(jumpMs);
    },
    async bank(method, path, body) {
      const response = await fetch(bankUrl + path, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok)
        throw new Error(`the bank says ${response.status}: ${await response.text()}`);
      return response.json();
    },
    async ask(path) {
      const headers = { authorization: `Bearer ${SECRET_KEY}` };
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
      return { status: response.status, text: await response.text() };
    },
    lastWords: () => said,
    async close() {
      await Promise.all([...running.values(), bank].map((each) => each.kill()));
      for (const client of clients) client.close();
      mailbox.server.closeAllConnections();
      mailbox.server.close();
      ours.close();
      theirs.close();
    },
  };
}
