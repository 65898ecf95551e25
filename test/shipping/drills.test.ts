/**
 * What the operations page says of bad days, provoked: a real full disk, a bank that is not there, a
 * database file that is gone, damaged, or opened with other keys. Whatever is answered, both sides
 * hold the same payments afterwards.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import Stripe from 'stripe';
import { type Bank, createBank } from '../../server/bank/index.ts';
import { createKeepsake } from '../../server/index.ts';

const KEY = 'sk_test_drill';
const secret = randomBytes(32).toString('hex');
const keys = (letter: string) => `${letter}:${Buffer.alloc(32, letter).toString('base64')}`;
const folder = mkdtempSync(join(tmpdir(), 'keepsake-drills-'));
/** A disk of its own, of six megabytes, where the system lets us have one; else a limit on a file's size. */
const hasDisk = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', folder]).status === 0;

let bank: Bank;
let bankServer: Server;
let bankPort = 0;
let apiPort = 0;
let child: ChildProcess;
let said = '';
let stripe: Stripe;

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const api = () => `http://127.0.0.1:${apiPort}`;
/** A path of the server's disk, as we see it. */
const there = (name: string) => `/proc/${child.pid}/root${folder}/${name}`;

async function openBank(): Promise<void> {
  bankServer = createServer(getRequestListener(bank.fetch)).listen(bankPort, '127.0.0.1');
  await once(bankServer, 'listening');
  bankServer.unref();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Asks `/readyz` until it answers `status`. @returns its checks */
async function readiness(status: number): Promise<Record<string, { message?: string }>> {
  for (let turn = 0; turn < 150; turn += 1) {
    const answer = await fetch(`${api()}/readyz`).catch(() => null);
    const body = (await answer?.json()) as { checks: Record<string, { message?: string }> };
    if (answer?.status === status) return body.checks;
    await pause(100);
  }
  throw new Error(`/readyz never answered ${status}: ${said}`);
}

before(async () => {
  bankPort = await freePort();
  apiPort = await freePort();
  bank = createBank({
    databaseUrl: ':memory:',
    secret,
    publicUrl: `http://localhost:${bankPort}`,
    webhookUrl: `${api()}/webhooks/processors/sandbox`,
    frameAssets: folder,
  });
  await openBank();
  const serve = `exec '${process.execPath}' --import tsx server/keepsake.mjs serve`;
  const [command, words] = hasDisk
    ? ['unshare', ['-rm', 'sh', '-c', `mount -t tmpfs -o size=6m tmpfs '${folder}' && ${serve}`]]
    : ['sh', ['-c', serve]];
  child = spawn(command as string, words as string[], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: String(apiPort),
      DATABASE_URL: `file:${join(folder, 'keepsake.db')}`,
      BANK_URL: `http://localhost:${bankPort}`,
      BANK_INTERNAL_URL: `http://127.0.0.1:${bankPort}`,
      BANK_SECRET: secret,
      KEEPSAKE_SECRET_KEY: KEY,
      KEEPSAKE_ENCRYPTION_KEYS: keys('a'),
      LOG_LEVEL: 'error',
    },
  });
  const hear = (chunk: Buffer) => {
    said += chunk;
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  await readiness(200);
  stripe = new Stripe(KEY, {
    host: '127.0.0.1',
    port: apiPort,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
});

after(async () => {
  if (child.exitCode === null) child.kill('SIGKILL');
  bankServer.close();
  bank.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = () =>
  stripe.checkout.sessions.create({
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

async function token(): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${bankPort}/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ number: '4242424242424242', exp_month: 12, exp_year: 2031, cvc: '123' }),
  });
  return ((await response.json()) as { id: string }).id;
}

async function confirm(clientSecret: string | null, press: string, card: string) {
  const response = await fetch(`${api()}/elements/checkout/confirm`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${clientSecret}`,
      origin: 'https://shop.example',
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      press,
      card_token: card,
      consents: {},
      email: 'ada@example.com',
      billing_details: { name: 'Ada', address: { country: 'DE' } },
    }),
  });
  const body = (await response.json()) as { status?: string; error?: { code: string } };
  return [response.status, body.status ?? body.error?.code];
}

/** How many charges the bank has made. */
async function charged(): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${bankPort}/charges`);
  return ((await response.json()) as { data: unknown[] }).data.length;
}

/** Fills the server's disk, and lets it go again. */
function fillDisk(): () => void {
  if (!hasDisk) {
    const limit = (size: string) =>
      spawnSync('prlimit', ['--pid', `${child.pid}`, `--fsize=${size}`]);
    limit('1:');
    return () => void limit('unlimited:');
  }
  assert.throws(() => writeFileSync(there('filler'), Buffer.alloc(6 << 20)), /ENOSPC/);
  return () => rmSync(there('filler'));
}

test('a full disk: nothing is charged, what is there is read, and the same press goes through later', async () => {
  const session = await open();
  const paid = await open();
  assert.deepEqual(await confirm(paid.client_secret, randomUUID(), await token()), [
    200,
    'complete',
  ]);
  const [press, card] = [randomUUID(), await token()];
  const free = fillDisk();
  const { database } = await readiness(503);
  assert.match(database?.message ?? '', /^the database does not commit: SQLITE_(FULL|IOERR\w*)$/);
  assert.equal((await fetch(`${api()}/healthz`)).status, 200);
  assert.deepEqual(await confirm(session.client_secret, press, card), [503, 'service_unavailable']);
  assert.equal(await charged(), 1);
  assert.equal((await stripe.checkout.sessions.retrieve(paid.id)).payment_status, 'paid');
  assert.match(said, /"msg":"the disk (is full|fails)"/);
  free();
  await readiness(200);
  assert.deepEqual(await confirm(session.client_secret, press, card), [200, 'complete']);
  assert.deepEqual(await confirm(session.client_secret, press, card), [200, 'complete']);
  assert.equal(await charged(), 2);
});

test('a bank that is not there: the buyer hears that nothing was charged, and pays once it is back', async () => {
  const session = await open();
  const [press, card] = [randomUUID(), await token()];
  bankServer.closeAllConnections();
  await new Promise((resolve) => bankServer.close(resolve));
  assert.deepEqual(await confirm(session.client_secret, press, card), [
    409,
    'processor_unavailable',
  ]);
  await readiness(200);
  await openBank();
  assert.deepEqual(await confirm(session.client_secret, randomUUID(), card), [200, 'complete']);
  assert.equal(await charged(), 3);
});

test('a database file that is gone: no payment is taken into a file that has no name', async () => {
  const session = await open();
  const card = await token();
  rmSync(there('keepsake.db'));
  assert.deepEqual(await confirm(session.client_secret, randomUUID(), card), [
    503,
    'service_unavailable',
  ]);
  const { database } = await readiness(503);
  assert.equal(database?.message, 'the database file is gone, or another one is in its place');
  assert.equal(await charged(), 3);
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});

const options = (path: string, encryptionKeys: string) => ({
  secretKey: KEY,
  encryptionKeys,
  bankSecret: secret,
  databaseUrl: `file:${path}`,
  logLevel: 'silent' as const,
});

test('other encryption keys than before: it does not start, and says why', async () => {
  const path = join(folder, 'keys.db');
  const first = await createKeepsake(options(path, keys('a')));
  await first.close();
  await assert.rejects(
    createKeepsake(options(path, keys('b'))),
    /KEEPSAKE_ENCRYPTION_KEYS lacks the key a, which was used here/,
  );
  const again = await createKeepsake(options(path, `${keys('b')},${keys('a')}`));
  await again.close();
});

test('a damaged file: it is refused with one line, and stays as it is', async () => {
  const path = join(folder, 'damaged.db');
  const first = await createKeepsake(options(path, keys('a')));
  await first.close();
  const damaged = readFileSync(path);
  damaged.fill(0x5a, 0, 4096);
  writeFileSync(path, damaged);
  await assert.rejects(
    createKeepsake(options(path, keys('a'))),
    /^\w*(Error|Unavailable): [^\n]{10,100}$/,
  );
  assert.deepEqual(readFileSync(path), damaged);
});
