/**
 * The servers of `docs/mounting`, as a merchant would copy them: each takes a payment by the official
 * SDK and the elements' API, hears the bank on the body as it was sent, keeps its own routes, and ends
 * when it is told to, with what is under way.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import Stripe from 'stripe';
import { type Bank, createBank } from '../../server/bank/index.ts';
import { createSigning } from '../../server/bank/signing.ts';

const MOUNTS = ['node', 'hono', 'express', 'fastify', 'next'] as const;
const KEY = 'sk_test_mounted';
const secret = randomBytes(32).toString('hex');
const folder = mkdtempSync(join(tmpdir(), 'keepsake-mounting-'));
const signing = createSigning(secret, []);

let bank: Bank;
let bankServer: Server;
let relay: Server;
let all: ChildProcess;
let alone: ChildProcess;
let ports: readonly number[] = [];
let alonePort = 0;
let said = '';
/** What the bank has told, as it was sent. */
const told: string[] = [];

const portOf = (server: Server) => (server.address() as AddressInfo).port;

async function listening(server: Server): Promise<Server> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  return server;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listening(createServer())));
  const free = servers.map(portOf);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return free;
}

function start(words: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  const hear = (chunk: Buffer) => {
    said += chunk;
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  return child;
}

/** @throws Error with what the servers said, where one does not come up */
async function answering(port: number): Promise<void> {
  for (let turn = 0; turn < 300; turn += 1) {
    const up = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    if (up?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nobody answers on ${port}: ${said}`);
}

before(async () => {
  relay = await listening(
    createServer(async (request, response) => {
      told.push(await text(request));
      response.end('{}');
    }),
  );
  const [bankPort = 0, ...free] = await freePorts(2 + MOUNTS.length);
  ports = free.slice(0, -1);
  alonePort = free.at(-1) ?? 0;
  bank = createBank({
    databaseUrl: ':memory:',
    secret,
    publicUrl: `http://localhost:${bankPort}`,
    webhookUrl: `http://127.0.0.1:${portOf(relay)}`,
    frameAssets: folder,
  });
  bankServer = createServer(getRequestListener(bank.fetch)).listen(bankPort, '127.0.0.1');
  bankServer.unref();
  const environment = {
    ...process.env,
    BANK_URL: `http://localhost:${bankPort}`,
    BANK_INTERNAL_URL: `http://127.0.0.1:${bankPort}`,
    BANK_SECRET: secret,
    KEEPSAKE_SECRET_KEY: KEY,
    KEEPSAKE_ENCRYPTION_KEYS: `a:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: 'warn',
  };
  const file = (name: string) => `file:${join(folder, name)}`;
  all = start(['test/shipping/mounts.ts', ...ports.map(String)], {
    ...environment,
    DATABASE_URL: file('all.db'),
    DATABASE_URL_NEXT: file('next.db'),
  });
  alone = start(['docs/mounting/fastify.ts'], {
    ...environment,
    PORT: String(alonePort),
    DATABASE_URL: file('alone.db'),
  });
  await Promise.all([...ports, alonePort].map(answering));
});

after(async () => {
  for (const child of [all, alone]) if (child.exitCode === null) child.kill('SIGKILL');
  bankServer.close();
  relay.close();
  bank.close();
  rmSync(folder, { recursive: true, force: true });
});

const reach = (port: number) => {
  const stripe = new Stripe(KEY, {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
  return { url: `http://127.0.0.1:${port}`, stripe };
};
const at = (mount: (typeof MOUNTS)[number]) => reach(ports[MOUNTS.indexOf(mount)] ?? 0);

function openSession(stripe: Stripe) {
  return stripe.checkout.sessions.create({
    mode: 'payment',
    ui_mode: 'elements',
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'usd', unit_amount: 1099, product_data: { name: 'Tea' } },
      },
    ],
    return_url: 'https://shop.example/thanks',
  });
}

async function confirm(url: string, clientSecret: string | null) {
  const { port } = bankServer.address() as AddressInfo;
  const card = { number: '4242424242424242', exp_month: 12, exp_year: 2031, cvc: '123' };
  const token = await fetch(`http://127.0.0.1:${port}/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(card),
  });
  const { id } = (await token.json()) as { id: string };
  const response = await fetch(`${url}/elements/checkout/confirm`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${clientSecret}`,
      origin: 'https://shop.example',
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      press: randomUUID(),
      card_token: id,
      consents: {},
      email: 'ada@example.com',
      billing_details: { name: 'Ada', address: { country: 'DE' } },
    }),
  });
  return { status: response.status, body: (await response.json()) as { status?: string } };
}

for (const mount of MOUNTS)
  test(`${mount}: a payment, and the bank's word on the body as it came`, async () => {
    const { url, stripe } = at(mount);
    const health = await fetch(`${url}/healthz`);
    assert.equal(health.status, 200);
    const customer = await stripe.customers.create({
      name: 'Zoë & Søn',
      metadata: { 'a b': '+%' },
    });
    assert.equal((await stripe.customers.retrieve(customer.id)).id, customer.id);
    assert.equal((await stripe.customers.del(customer.id)).deleted, true);
    const session = await openSession(stripe);
    const paid = await confirm(url, session.client_secret);
    assert.deepEqual([paid.status, paid.body.status], [200, 'complete']);
    assert.equal((await stripe.checkout.sessions.retrieve(session.id)).payment_status, 'paid');
    const preflight = await fetch(`${url}/elements/checkout`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example' },
    });
    assert.equal(preflight.status, 204);

    // Whoever parses a body and writes it anew loses these spaces, and with them the signature.
    const body = JSON.stringify(JSON.parse(told.at(-1) ?? ''), null, 3);
    const news = (signature: string) =>
      fetch(`${url}/webhooks/processors/sandbox`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'bank-signature': signature },
        body,
      });
    assert.equal((await news(signing.signWebhook(body, Date.now()))).status, 200);
    assert.equal((await news(signing.signWebhook(`${body} `, Date.now()))).status, 400);
  });

for (const mount of ['node', 'hono', 'express', 'fastify'] as const)
  test(`${mount}: the merchant's own pages come first`, async () => {
    const { url } = at(mount);
    assert.equal(await (await fetch(url)).text(), 'My shop');
  });

for (const mount of ['express', 'fastify'] as const)
  test(`${mount}: the merchant's own routes have their bodies parsed`, async () => {
    const response = await fetch(`${at(mount).url}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"tea": 2}',
    });
    assert.deepEqual(await response.json(), { ordered: { tea: 2 } });
  });

test('told to end, all of them let the process go', async () => {
  const ended = once(all, 'exit');
  all.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null], said);
});

test('told to end, a payment that is under way is finished', async () => {
  const { url, stripe } = reach(alonePort);
  const session = await openSession(stripe);
  const { port } = bankServer.address() as AddressInfo;
  await fetch(`http://127.0.0.1:${port}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'delay', next: 1, ms: 400 }),
  });
  const underWay = confirm(url, session.client_secret);
  await new Promise((resolve) => setTimeout(resolve, 150));
  const ended = once(alone, 'exit');
  alone.kill('SIGTERM');
  assert.equal((await underWay).body.status, 'complete');
  assert.deepEqual(await ended, [0, null], said);
});
