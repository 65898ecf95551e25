/** The command `keepsake`: reads the environment, runs one of the verbs, and ends with its exit code. */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ServerType, serve } from '@hono/node-server';
import { createBank } from './bank/index.ts';
import { verifyReceipt } from './domain/receipts.ts';
import {
  ConfigError,
  createKeepsake,
  type Options,
  optionsFromEnvironment,
  parseConfig,
} from './index.ts';
import { createKeys } from './keys.ts';

const HELP = `Usage: keepsake COMMAND

  serve     the API, hosted pages and element files (and the worker, unless ROLE=api)
  worker    only the due work: expiring sessions, forgetting credentials
  bank      the sandbox bank: card frame, ledger, challenge, faults
  verify    walks the consent ledger; exit code 1 names what was altered
  verify --receipt FILE
            checks a buyer's receipt, with the keys alone and no database

Settings come from the environment; see the README.`;

const FRAME = fileURLToPath(new URL('../dist/frame', import.meta.url));

/** What the bank has no use for, and the schema asks for. */
const UNUSED = {
  secretKey: 'sk_test_unused',
  encryptionKeys: `unused:${Buffer.alloc(32).toString('base64')}`,
};

/** Says why and ends with code 1. */
function fail(message: string): never {
  process.stderr.write(`keepsake: ${message}\n`);
  process.exit(1);
}

function options(): Options {
  return optionsFromEnvironment(process.env) as Options;
}

/** Listens, and resolves once the port is taken. @throws ConfigError when it is not free */
function listen(
  fetch: (request: Request, env: object) => Response | Promise<Response>,
  port: number,
  host: string,
): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: fetch as never, port, hostname: host }, () => resolve(server));
    server.on('error', (reason: NodeJS.ErrnoException) => {
      reject(reason.code === 'EADDRINUSE' ? new ConfigError(`port ${port} is in use`) : reason);
    });
  });
}

/** Runs `close` once, at the first signal to end. */
function onEnd(close: () => Promise<void>): void {
  const end = () => {
    process.off('SIGINT', end).off('SIGTERM', end);
    void close().then(() => process.exit(0));
  };
  process.on('SIGINT', end).on('SIGTERM', end);
}

const closed = (server: ServerType) =>
  new Promise<void>((resolve) => server.close(() => resolve()));

async function serveApi(): Promise<void> {
  const config = parseConfig(options());
  const keepsake = await createKeepsake(options());
  const server = await listen(keepsake.fetch, config.port, config.host);
  if (config.role !== 'api') keepsake.worker.start();
  process.stdout.write(`keepsake: serving ${config.publicUrl}\n`);
  onEnd(async () => {
    await closed(server);
    await keepsake.close();
  });
}

async function runWorker(): Promise<void> {
  const keepsake = await createKeepsake(options());
  keepsake.worker.start();
  const alive = setInterval(() => {}, 60_000);
  process.stdout.write('keepsake: working\n');
  onEnd(async () => {
    clearInterval(alive);
    await keepsake.close();
  });
}

async function runBank(): Promise<void> {
  const config = parseConfig({ ...UNUSED, ...optionsFromEnvironment(process.env) });
  const path = config.bankDatabaseUrl.replace(/^file:/, '');
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const bank = createBank({
    databaseUrl: config.bankDatabaseUrl,
    secret: config.bankSecret ?? '',
    publicUrl: config.bankUrl,
    webhookUrl: `${config.publicUrl}/webhooks/processors/sandbox`,
    frameAssets: FRAME,
  });
  const server = await listen(bank.fetch, config.bankPort, config.host);
  process.stdout.write(`keepsake: bank on ${config.bankUrl}\n`);
  onEnd(async () => {
    await closed(server);
    bank.close();
  });
}

/** Checks a receipt offline. */
function verifyReceiptFile(path: string): void {
  const { encryptionKeys } = parseConfig({
    ...UNUSED,
    bankSecret: 'unused-by-receipts',
    ...optionsFromEnvironment(process.env),
  });
  const ok = verifyReceipt(createKeys(encryptionKeys), JSON.parse(readFileSync(path, 'utf8')));
  process.stdout.write(
    ok
      ? 'the receipt is as it was given out\n'
      : 'the receipt was altered, or these are not the keys it was signed with\n',
  );
  process.exitCode = ok ? 0 : 1;
}

async function verify(): Promise<void> {
  const [, flag, path] = process.argv.slice(2);
  if (flag === '--receipt') {
    if (path === undefined) fail('verify --receipt needs a FILE');
    return verifyReceiptFile(path);
  }
  const keepsake = await createKeepsake({ ...options(), logLevel: 'silent' });
  const result = await keepsake.verify();
  await keepsake.close();
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = result.ok ? 0 : 1;
}

const COMMANDS: Readonly<Record<string, () => Promise<void>>> = {
  serve: serveApi,
  worker: runWorker,
  bank: runBank,
  verify,
};

const [name = 'help'] = process.argv.slice(2);
const command = COMMANDS[name];
if (['help', '--help', '-h'].includes(name)) process.stdout.write(`${HELP}\n`);
else if (!command) fail(`unknown command ${name}\n\n${HELP}`);
else {
  try {
    await command();
  } catch (reason) {
    if (reason instanceof ConfigError) fail(reason.message);
    fail(reason instanceof Error ? reason.message : String(reason));
  }
}
