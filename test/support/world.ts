/**
 * A whole installation for one test: API and bank, each on an origin and a port of its own, with
 * databases that vanish. What a test needs to bend (time, the network, settings) comes in by options.
 */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type ServerType, serve } from '@hono/node-server';
import Stripe from 'stripe';
import { createBank } from '../../server/bank/index.ts';
import {
  createKeepsake,
  type Keepsake,
  type Options,
  type World as Overrides,
} from '../../server/index.ts';
import { createLog } from '../../server/log.ts';
import { freshDatabase } from './test-database.ts';

export interface WorldOptions {
  readonly config?: Partial<Options>;
  readonly overrides?: Partial<Overrides>;
  /** `:memory:` by default; `file:PATH` where a test restarts on it. */
  readonly databaseUrl?: string;
  readonly bankDatabaseUrl?: string;
}

export interface World {
  readonly api: { readonly url: string; readonly key: string };
  readonly bank: { readonly url: string };
  readonly keepsake: Keepsake;
  /** The same settings as variables, for a second process on the same installation. */
  readonly environment: Readonly<Record<string, string>>;
  /** The official SDK, pointed at this installation. */
  readonly stripe: Stripe;
  /** A card token as the frame would get it, good for any session. */
  token(number?: string, more?: Record<string, unknown>): Promise<string>;
  /** The bank's own ledger. */
  charges(reference?: string): Promise<readonly Record<string, unknown>[]>;
  /** A browser's call to `/elements`. */
  elements(
    secret: string,
    path: string,
    init?: { readonly method?: string; readonly body?: unknown; readonly origin?: string },
  ): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }>;
  close(): Promise<void>;
}

const FRAME = fileURLToPath(new URL('../../dist/frame', import.meta.url));
/** Nobody reads it, and a field that no log may have is an error all the same. */
const SILENT = createLog('silent', { strict: true });

function listen(
  fetch: (request: Request, env: object) => Response | Promise<Response>,
  port = 0,
): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: fetch as never, port, hostname: '127.0.0.1' },
      (info: AddressInfo) => resolve({ server, port: info.port }),
    );
    server.on('error', reject);
    // A test that fails before it can close its world ends all the same.
    server.unref();
  });
}

/** Ends a server and every connection to it. */
function shut(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const { server, port } = await listen(() => new Response());
  await shut(server);
  return port;
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const secret = randomBytes(32).toString('hex');
  const key = 'sk_test_keepsake';
  const encryptionKeys =
    options.config?.encryptionKeys ?? `test:${randomBytes(32).toString('base64')}`;
  const databaseUrl = options.databaseUrl ?? (await freshDatabase());
  const apiPort = await freePort();
  const bankPort = await freePort();
  const apiUrl = `http://localhost:${apiPort}`;
  const bankUrl = `http://localhost:${bankPort}`;
  const now = options.overrides?.now;
  const bank = createBank({
    databaseUrl: options.bankDatabaseUrl ?? ':memory:',
    secret,
    publicUrl: bankUrl,
    webhookUrl: `http://127.0.0.1:${apiPort}/webhooks/processors/sandbox`,
    frameAssets: FRAME,
    ...(now ? { now } : {}),
  });
  const bankServer = await listen((request, env) => bank.fetch(request, env), bankPort);
  const keepsake = await createKeepsake(
    {
      port: apiPort,
      publicUrl: apiUrl,
      bankUrl,
      bankInternalUrl: `http://127.0.0.1:${bankPort}`,
      databaseUrl,
      secretKey: key,
      encryptionKeys,
      bankSecret: secret,
      logLevel: 'silent',
      ...options.config,
    },
    { log: SILENT, ...options.overrides },
  );
  const apiServer = await listen((request, env) => keepsake.fetch(request, env), apiPort);
  const stripe = new Stripe(key, {
    host: '127.0.0.1',
    port: apiPort,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
  return {
    api: { url: apiUrl, key },
    bank: { url: bankUrl },
    keepsake,
    environment: {
      PORT: String(apiPort),
      PUBLIC_URL: apiUrl,
      BANK_URL: bankUrl,
      BANK_INTERNAL_URL: `http://127.0.0.1:${bankPort}`,
      DATABASE_URL: databaseUrl,
      KEEPSAKE_SECRET_KEY: key,
      KEEPSAKE_ENCRYPTION_KEYS: encryptionKeys,
      BANK_SECRET: secret,
    },
    stripe,
    async token(number = '4242424242424242', more = {}) {
      const body = {
        number,
        exp_month: 12,
        exp_year: 2031,
        cvc: number.startsWith('3') ? '1234' : '123',
        name: 'Ada Long',
        ...more,
      };
      const response = await fetch(`${bankUrl}/tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const answer = (await response.json()) as { id?: string };
      if (!answer.id) throw new Error(`no token: ${JSON.stringify(answer)}`);
      return answer.id;
    },
    async charges(reference) {
      const response = await fetch(
        `${bankUrl}/charges${reference ? `?reference=${reference}` : ''}`,
      );
      return ((await response.json()) as { data: Record<string, unknown>[] }).data;
    },
    async elements(clientSecret, path, { method = 'GET', body, origin } = {}) {
      const response = await fetch(`${apiUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${clientSecret}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(origin === undefined ? {} : { origin }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
      };
    },
    async close() {
      await shut(apiServer.server);
      await keepsake.close();
      await shut(bankServer.server);
      bank.close();
    },
  };
}
