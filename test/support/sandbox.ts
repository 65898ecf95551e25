/**
 * A real bank on a real port, with a clock that tests can move, and the words to talk to it as the
 * API, a tool or a browser would.
 */
import { createHmac } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Bank, BankOptions } from '../../server/bank/index.ts';
import { createBank } from '../../server/bank/index.ts';

export const SECRET = 'a secret that only tests use';
/** Far from any machine's own clock. */
export const START_MS = Date.UTC(2026, 0, 15);

export const VISA = { number: '4242424242424242', exp_month: 12, exp_year: 2030, cvc: '123' };

type Json = Record<string, unknown>;
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where the answer is JSON, else its text. */
  readonly body: unknown;
  /** What stands at a path such as `error.code` or `data.0.status`. */
  at(path: string): unknown;
}

function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inside, key) => Object(inside)[key as keyof object], value);
}

export interface TestBank {
  readonly url: string;
  readonly bank: Bank;
  /** Moves the bank's clock. */
  advance(ms: number): void;
  now(): number;
  /** As the API, by the key of an account; null sends none. */
  api(method: string, path: string, body?: Json, account?: string | null): Promise<Reply>;
  /** As a tool on this machine. */
  tool(method: string, path: string, body?: Json, headers?: Record<string, string>): Promise<Reply>;
  /** A credential of a card or of a test id. */
  credential(card?: string | Json, account?: string): Promise<string>;
  /** A charge with sensible defaults, its reference given back. */
  charge(input: Json, account?: string): Promise<Reply>;
  stop(): Promise<void>;
}

export function accountKey(account: string): string {
  return createHmac('sha256', SECRET).update(`account:${account}`).digest('hex');
}

let references = 0;
export function newReference(): string {
  references += 1;
  return `att_test${references}`;
}

function placeholderAssets(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-frame-'));
  writeFileSync(join(folder, 'frame.js'), 'document.title = "Card details";');
  writeFileSync(join(folder, 'frame.css'), 'body { margin: 0 }');
  return folder;
}

export async function startBank(options: Partial<BankOptions> = {}): Promise<TestBank> {
  let nowMs = START_MS;
  let bank: Bank | null = null;
  const server = await new Promise<Server>((resolve) => {
    const made = serve(
      {
        fetch: (request, env) => bank?.fetch(request, env) ?? new Response(null, { status: 503 }),
        port: 0,
        hostname: '127.0.0.1',
      },
      () => resolve(made as Server),
    );
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const running = createBank({
    databaseUrl: ':memory:',
    secret: SECRET,
    publicUrl: url,
    webhookUrl: null,
    frameAssets: options.frameAssets ?? placeholderAssets(),
    now: () => nowMs,
    ...options,
  });
  bank = running;

  async function send(
    method: string,
    path: string,
    body: Json | undefined,
    headers: Record<string, string>,
  ): Promise<Reply> {
    const response = await fetch(url + path, {
      method,
      headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
      redirect: 'manual',
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');
    const parsed: unknown = json ? JSON.parse(text) : text;
    const { status, headers: answered } = response;
    return { status, headers: answered, body: parsed, at: (place) => at(parsed, place) };
  }

  const api: TestBank['api'] = (method, path, body, account = 'sandbox') =>
    send(method, path, body, {
      ...(account === null ? {} : { authorization: `Bearer ${accountKey(account)}` }),
      ...(typeof body?.reference === 'string' ? { 'idempotency-key': body.reference } : {}),
    });
  const tool: TestBank['tool'] = (method, path, body, headers = {}) =>
    send(method, path, body, headers);

  return {
    url,
    bank: running,
    now: () => nowMs,
    advance(ms) {
      nowMs += ms;
    },
    api,
    tool,
    async credential(card = VISA, account = 'sandbox') {
      const token =
        typeof card === 'string' ? card : String((await tool('POST', '/tokens', card)).at('id'));
      const reply = await api('POST', '/payment_methods', { token }, account);
      if (reply.status !== 200) throw new Error(`no credential: ${JSON.stringify(reply.body)}`);
      return String(reply.at('id'));
    },
    charge: (input, account) =>
      api(
        'POST',
        '/charges',
        {
          reference: newReference(),
          amount: 1099,
          currency: 'usd',
          initiator: 'customer',
          not_after: nowMs + 10_000,
          ...input,
        },
        account,
      ),
    async stop() {
      running.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
