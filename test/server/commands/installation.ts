/**
 * A bank in this process and the real program in others: what commands are tried on. The program is
 * bundled once, so that starting it costs little. It asserts nothing.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import Stripe from 'stripe';
import { createBank } from '../../../server/bank/index.ts';
import { buildProgram } from '../../proof/kill/program.ts';

const KEY = 'sk_test_keepsake';
/** How long a program may take to say that it is ready, in milliseconds. */
const PATIENCE_MS = 20_000;

export interface Ended {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface Installation {
  readonly folder: string;
  /** The database's path. */
  readonly path: string;
  readonly url: string;
  readonly stripe: Stripe;
  /** Runs a command to its end. */
  run(words: readonly string[], more?: Readonly<Record<string, string>>): Promise<Ended>;
  /** Starts a server or a worker, and waits until it says that it is ready. */
  start(words: readonly string[], more?: Readonly<Record<string, string>>): Promise<Running>;
  /** Arms a fault of the bank. */
  arm(fault: Readonly<Record<string, unknown>>): Promise<void>;
  /** The bank's own ledger. */
  charges(): Promise<
    readonly { reference: string; amount: number; refunded: number; status: string }[]
  >;
  close(): Promise<void>;
}

function listen(
  fetch: (request: Request, env: object) => Response | Promise<Response>,
): Promise<{ readonly server: ServerType; readonly port: number }> {
  return new Promise((resolve) => {
    const server = serve(
      { fetch: fetch as never, port: 0, hostname: '127.0.0.1' },
      (info: AddressInfo) => resolve({ server, port: info.port }),
    );
    server.unref();
  });
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const { server, port } = await listen(() => new Response());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function openInstallation(): Promise<Installation> {
  const program = await buildProgram();
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-operated-'));
  const path = join(folder, 'keepsake.db');
  const secret = randomBytes(16).toString('hex');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let answer: (request: Request, env: object) => Response | Promise<Response> = () =>
    new Response(null, { status: 503 });
  const { server, port: bankPort } = await listen((request, env) => answer(request, env));
  const bankUrl = `http://127.0.0.1:${bankPort}`;
  const bank = createBank({
    databaseUrl: ':memory:',
    secret,
    publicUrl: bankUrl,
    webhookUrl: `${url}/webhooks/processors/sandbox`,
    frameAssets: folder,
  });
  answer = (request, env) => bank.fetch(request, env);
  const environment = {
    PATH: process.env.PATH ?? '',
    PORT: String(port),
    PUBLIC_URL: url,
    BANK_URL: bankUrl,
    DATABASE_URL: `file:${path}`,
    KEEPSAKE_SECRET_KEY: KEY,
    KEEPSAKE_ENCRYPTION_KEYS: `a:${randomBytes(32).toString('base64')}`,
    BANK_SECRET: secret,
    LOG_LEVEL: 'silent',
  };
  const alive = new Set<ChildProcess>();

  function launch(words: readonly string[], more: Readonly<Record<string, string>>) {
    const child = spawn(process.execPath, [program.main, ...words], {
      cwd: folder,
      env: { ...environment, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    alive.add(child);
    let out = '';
    let err = '';
    child.stdout.on('data', (part) => {
      out += part;
    });
    child.stderr.on('data', (part) => {
      err += part;
    });
    const ended = new Promise<Ended>((resolve) => {
      child.once('close', (code) => {
        alive.delete(child);
        resolve({ code, out, err });
      });
    });
    return { child, ended };
  }

  return {
    folder,
    path,
    url,
    stripe: new Stripe(KEY, {
      ...{ host: '127.0.0.1', port, protocol: 'http' },
      ...{ maxNetworkRetries: 0, telemetry: false },
    }),
    run: (words, more = {}) => launch(words, more).ended,
    async start(words, more = {}) {
      const running = launch(words, more);
      const ready = new Promise<boolean>((resolve) => {
        const late = setTimeout(() => resolve(false), PATIENCE_MS);
        running.child.stdout.on('data', (part: Buffer) => {
          if (!/^keepsake: (serving|working)/m.test(part.toString())) return;
          clearTimeout(late);
          resolve(true);
        });
        void running.ended.then(() => {
          clearTimeout(late);
          resolve(false);
        });
      });
      if (await ready) return running;
      running.child.kill('SIGKILL');
      const { err } = await running.ended;
      throw new Error(`keepsake ${words.join(' ')} did not get ready: ${err}`);
    },
    async arm(fault) {
      await fetch(`${bankUrl}/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fault),
      });
    },
    async charges() {
      const answered = await fetch(`${bankUrl}/charges`);
      return ((await answered.json()) as { data: never[] }).data;
    },
    async close() {
      for (const child of alive) child.kill('SIGKILL');
      await new Promise((resolve) => server.close(resolve));
      bank.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
