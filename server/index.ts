/**
 * Keepsake as a value: `createKeepsake(options)` wires storage, processors, routes and worker, and
 * decides nothing. Mount `fetch` in any server that speaks the web's `Request` and `Response`.
 *
 * @example
 * const keepsake = await createKeepsake({ secretKey, encryptionKeys, bankSecret, databaseUrl: 'file:data/keepsake.db' });
 * serve({ fetch: keepsake.fetch, port: 4242 });
 * keepsake.worker.start();
 */
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type Config, type Options, parseConfig } from './config.ts';
import type { Context, Log } from './context.ts';
import { verifyConsents } from './domain/consents.ts';
import { createApp } from './http/app.ts';
import { DEFAULT_ACCOUNT } from './http/auth.ts';
import { clientSecret } from './http/client-secret.ts';
import { API_VERSION } from './http/endpoint.ts';
import { createKeys } from './keys.ts';
import { createLog } from './log.ts';
import { isHosted } from './model/checkout-session.ts';
import { newId } from './model/id.ts';
import type { Verification } from './model/ledger.ts';
import type { Processor } from './processors/processor.ts';
import { createSandbox } from './processors/sandbox.ts';
import { openStore } from './storage/database.ts';
import { createEncoders } from './wire/encoders.ts';
import { createWorker, type Worker } from './worker/worker.ts';

export type { Options } from './config.ts';
export { ConfigError, optionsFromEnvironment, parseConfig, VARIABLES } from './config.ts';

/** The world as an installation sees it; tests and simulations bring their own. */
export interface World {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly fetch: typeof fetch;
  readonly log: Log;
  /** Folder with the built elements. */
  readonly elements: string;
  /** Adapters in place of those that the configuration names. */
  readonly processors?: readonly Processor[];
}

export interface Keepsake {
  /** Answers one request; `env` may carry the caller's address, as `@hono/node-server` hands it over. */
  fetch(request: Request, env?: object): Response | Promise<Response>;
  readonly worker: Worker;
  /** Walks the consent ledger and names what was altered, removed or moved. */
  verify(): Promise<Verification>;
  /** Stops the worker, waits for payments under way, and closes the store. */
  close(): Promise<void>;
}

const ELEMENTS = fileURLToPath(new URL('../dist/elements', import.meta.url));

function createProcessors(config: Config, world: World): readonly Processor[] {
  return config.processors.map((name) => {
    if (name !== 'sandbox' && name !== 'sandbox:south')
      throw new Error(`KEEPSAKE_PROCESSORS: ${name} is not available yet`);
    return createSandbox({
      name,
      internalUrl: config.bankInternalUrl,
      publicUrl: config.bankUrl,
      secret: config.bankSecret ?? '',
      timeoutMs: config.processorTimeoutMs,
      fetch: world.fetch,
      now: world.now,
    });
  });
}

/** Numbers that grow with every call and, by the clock, across restarts. */
function createSeq(now: () => number): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, now() * 1000);
    return last;
  };
}

/** @throws ConfigError for a setting that is missing or wrong */
export async function createKeepsake(
  options: Options,
  overrides: Partial<World> = {},
): Promise<Keepsake> {
  const config = parseConfig(options);
  const world: World = {
    now: Date.now,
    random: randomBytes,
    fetch,
    log: createLog(config.logLevel),
    elements: ELEMENTS,
    ...overrides,
  };
  const keys = createKeys(config.encryptionKeys);
  const secretOf = (id: string) => clientSecret(keys, id);
  const base: Context = {
    store: await openStore(config.databaseUrl, world),
    config,
    keys,
    processors: world.processors ?? createProcessors(config, world),
    encode: createEncoders({
      apiVersion: API_VERSION,
      secretOf,
      sessionUrl: (session) =>
        isHosted(session) ? `${config.publicUrl}/pay/${session.id}#${secretOf(session.id)}` : null,
    }),
    log: world.log,
    fetch: world.fetch,
    now: world.now,
    random: world.random,
    newId: (prefix) => newId(prefix, world.random),
    nextSeq: createSeq(world.now),
    underWay: new Map(),
    account: DEFAULT_ACCOUNT,
    caller: null,
  };
  const app = createApp(base, { elements: world.elements });
  const worker = createWorker(base);
  return {
    fetch: (request, env) => app.fetch(request, env ?? {}),
    worker,
    verify: () => verifyConsents(base),
    async close() {
      await worker.stop();
      await Promise.allSettled(base.underWay.values());
      await base.store.close();
    },
  };
}
