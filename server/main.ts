/** The command `keepsake`: reads the environment, runs one of the verbs, and ends with its exit code. */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ServerType, serve } from '@hono/node-server';
import { createBank } from './bank/index.ts';
import { CSP_HELP, cspOutput } from './csp.ts';
import { verifyReceipt } from './domain/receipts.ts';
import {
  ConfigError,
  createKeepsake,
  type Options,
  optionsFromEnvironment,
  parseConfig,
} from './index.ts';
import { createKeys } from './keys.ts';
import { vendorsOf } from './model/vendor.ts';

const HELP = `Usage: keepsake COMMAND

  serve     the API, hosted pages and element files (and the worker, unless ROLE=api)
  worker    only the due work: settling payments, expiring sessions, delivering webhooks
  bank      the sandbox bank: card frame, ledger, challenge, faults
  verify    walks the consent ledger; exit code 1 names what was altered
  verify --receipt FILE
            checks a buyer's receipt, with the keys alone and no database
  reconcile [--since TIME]
            asks processors about every payment whose outcome is open (with --since, an ISO time,
            also about those planned since then that came to nothing); exit code 1 names what is
            still open
  attempts resolve ATTEMPT --as charged|not-charged --evidence TEXT [--reference ID]
            settles one by hand; the evidence is kept with it
${CSP_HELP}

Settings come from the environment; see the README.`;

const FRAME = fileURLToPath(new URL('../dist/frame', import.meta.url));
const ELEMENTS = fileURLToPath(new URL('../dist/elements', import.meta.url));

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

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (reason) {
    return fail(`${path} is not a JSON file: ${(reason as Error).message}`);
  }
}

/** Checks a receipt offline. */
function verifyReceiptFile(path: string): void {
  const { encryptionKeys } = parseConfig({
    ...UNUSED,
    bankSecret: 'unused-by-receipts',
    encryptionKeys: undefined as never,
    ...optionsFromEnvironment(process.env),
  });
  const ok = verifyReceipt(createKeys(encryptionKeys), readJson(path));
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

/** The values of `--name value` pairs after a command. @throws ConfigError for any other word */
function flags(
  words: readonly string[],
  known: readonly string[],
): Readonly<Record<string, string>> {
  const given: Record<string, string> = {};
  for (let index = 0; index < words.length; index += 2) {
    const [word = '', value] = words.slice(index, index + 2);
    if (!known.includes(word)) throw new ConfigError(`unknown argument ${word}\n\n${HELP}`);
    if (value === undefined) throw new ConfigError(`${word} needs a value`);
    given[word.slice(2)] = value;
  }
  return given;
}

/** A pass that finds nothing may need another a moment later: absence is proved by two. */
const PASSES = 4;
const PAUSE_MAX_MS = 10_000;

async function reconcile(): Promise<void> {
  const { since } = flags(process.argv.slice(3), ['--since']);
  const sinceMs = since === undefined ? null : Date.parse(since);
  if (Number.isNaN(sinceMs))
    throw new ConfigError('--since needs a time such as 2026-01-31T12:00Z');
  const keepsake = await createKeepsake({ ...options(), logLevel: 'silent' });
  let result = await keepsake.reconcile(sinceMs);
  for (let pass = 1; pass < PASSES && result.nextMs !== null; pass += 1) {
    const pauseMs = result.nextMs - Date.now();
    if (pauseMs > PAUSE_MAX_MS) break;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, pauseMs)));
    result = await keepsake.reconcile();
  }
  await keepsake.close();
  const { asked, open } = result;
  process.stdout.write(`${JSON.stringify({ object: 'reconciliation', asked, open })}\n`);
  process.exitCode = open.length === 0 ? 0 : 1;
}

async function attempts(): Promise<void> {
  const [verb, id, ...rest] = process.argv.slice(3);
  if (verb !== 'resolve' || id === undefined)
    throw new ConfigError(`attempts resolve ATTEMPT is all that there is\n\n${HELP}`);
  const { as, evidence, reference } = flags(rest, ['--as', '--evidence', '--reference']);
  if (as !== 'charged' && as !== 'not-charged')
    throw new ConfigError('--as must be charged or not-charged');
  if (evidence === undefined) throw new ConfigError('--evidence says where this is known from');
  const keepsake = await createKeepsake({ ...options(), logLevel: 'silent' });
  try {
    const attempt = await keepsake.resolveAttempt(id, { as, evidence, reference });
    const { status, late } = attempt;
    process.stdout.write(`${JSON.stringify({ id, object: 'attempt', status, late })}\n`);
  } finally {
    await keepsake.close();
  }
}

async function csp(): Promise<void> {
  const config = parseConfig({
    ...UNUSED,
    bankSecret: 'unused-by-policies',
    ...optionsFromEnvironment(process.env),
  });
  const output = cspOutput(process.argv.slice(3), {
    elements: ELEMENTS,
    frame: FRAME,
    api: config.publicUrl,
    bank: config.bankUrl,
    vendors: vendorsOf(config),
  });
  process.stdout.write(`${output}\n`);
}

const COMMANDS: Readonly<Record<string, () => Promise<void>>> = {
  serve: serveApi,
  worker: runWorker,
  bank: runBank,
  verify,
  reconcile,
  attempts,
  csp,
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
