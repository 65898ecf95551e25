/**
 * Keepsake as a value: `createKeepsake(options)` wires storage, processors, routes and worker, and
 * decides nothing. Mount `fetch` in any server that speaks the web's `Request` and `Response`.
 *
 * @example
 * const keepsake = await createKeepsake({ secretKey, encryptionKeys, bankSecret, databaseUrl: 'file:data/keepsake.db' });
 * serve({ fetch: keepsake.fetch, port: 4242 });
 * keepsake.worker.start();
 */
import { fileURLToPath } from 'node:url';
import { createChance } from './chance.ts';
import { type Config, ConfigError, type Options, parseConfig } from './config.ts';
import type { Context, Log, WebhookSender } from './context.ts';
import { verifyConsents } from './domain/consents.ts';
import { type OperatorVerdict, resolveAttempt } from './domain/operator.ts';
import { type Reconciliation, reconcileAll } from './domain/reconcile.ts';
import { createApp } from './http/app.ts';
import { DEFAULT_ACCOUNT } from './http/auth.ts';
import { clientSecret } from './http/client-secret.ts';
import { API_VERSION } from './http/endpoint.ts';
import { createKeys } from './keys.ts';
import { createLog } from './log.ts';
import type { Attempt } from './model/attempt.ts';
import { isHosted } from './model/checkout-session.ts';
import { newId } from './model/id.ts';
import type { Verification } from './model/ledger.ts';
import { createLine, type Line } from './processors/line.ts';
import type { Processor } from './processors/processor.ts';
import { createSandbox } from './processors/sandbox.ts';
import { createStripe } from './processors/stripe.ts';
import { openStore, type Store } from './storage/database.ts';
import { createWebhookSender } from './webhook-sender.ts';
import { createEncoders } from './wire/encoders.ts';
import { createWorker, type Worker } from './worker/worker.ts';

export type { Options } from './config.ts';
export { ConfigError, optionsFromEnvironment, parseConfig, VARIABLES } from './config.ts';
export { type Vendor, vendorsOf } from './model/vendor.ts';

/** The world as an installation sees it; tests and simulations bring their own. */
export interface World {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Calls `act` once, `afterMs` from now; gives back how to take that back. */
  readonly timer: (afterMs: number, act: () => void) => () => void;
  readonly random: (bytes: number) => Uint8Array;
  readonly fetch: typeof fetch;
  readonly log: Log;
  /** Folder with the built elements. */
  readonly elements: string;
  /** In place of the one that the configuration names; it is closed with the rest. */
  readonly store?: Store;
  /** Adapters in place of those that the configuration names. */
  readonly processors?: readonly Processor[];
  /** In place of the one that goes out to merchants' addresses. */
  readonly webhooks?: WebhookSender;
}

export interface Keepsake {
  /** Answers one request; `env` may carry the caller's address, as `@hono/node-server` hands it over. */
  fetch(request: Request, env?: object): Response | Promise<Response>;
  readonly worker: Worker;
  /** Walks the consent ledger and names what was altered, removed or moved. */
  verify(): Promise<Verification>;
  /**
   * Asks processors about every open attempt once, due or not.
   * @param sinceMs also about those planned since then (epoch ms) that were closed without success
   */
  reconcile(sinceMs?: number | null): Promise<Reconciliation>;
  /** Settles an attempt by hand, on evidence. @throws Error for one that is not open, or no evidence */
  resolveAttempt(id: string, verdict: OperatorVerdict): Promise<Attempt>;
  /** Stops the worker, waits for payments under way, and closes the store. */
  close(): Promise<void>;
}

const ELEMENTS = fileURLToPath(new URL('../dist/elements', import.meta.url));

async function createProcessors(
  config: Config,
  world: World,
  line: Line,
): Promise<readonly Processor[]> {
  // Adyen's SDK takes a tenth of a second to load; nobody else waits for it.
  const adyen = config.processors.includes('adyen') ? await import('./processors/adyen.ts') : null;
  return config.processors.map((name) => {
    if (name === 'adyen' && adyen) {
      return adyen.createAdyen({
        name,
        apiKey: config.adyenApiKey ?? '',
        merchantAccount: config.adyenMerchantAccount ?? '',
        hmacKey: config.adyenHmacKey ?? '',
        webhookAuth: config.adyenWebhookAuth ?? null,
        clientKey: config.adyenClientKey ?? null,
        environment: config.adyenEnvironment.startsWith('live') ? 'live' : 'test',
        fieldsEnvironment: config.adyenEnvironment,
        livePrefix: config.adyenLivePrefix ?? null,
        apiBase: config.adyenApiBase ?? null,
        returnBase: `${config.publicUrl}/returns/adyen`,
        timeoutMs: config.processorTimeoutMs,
        fetch: line,
        now: world.now,
        random: world.random,
      });
    }
    if (name === 'stripe') {
      return createStripe({
        name,
        secretKey: config.stripeSecretKey ?? '',
        webhookSecret: config.stripeWebhookSecret ?? null,
        publishableKey: config.stripePublishableKey ?? null,
        apiBase: config.stripeApiBase ?? null,
        timeoutMs: config.processorTimeoutMs,
        now: world.now,
      });
    }
    if (name !== 'sandbox' && name !== 'sandbox:south')
      throw new ConfigError(`KEEPSAKE_PROCESSORS: ${name} is not available yet`);
    return createSandbox({
      name,
      internalUrl: config.bankInternalUrl,
      publicUrl: config.bankUrl,
      secret: config.bankSecret ?? '',
      timeoutMs: config.processorTimeoutMs,
      fetch: line,
      now: world.now,
    });
  });
}

/** A timer that keeps no program alive by itself. */
function startTimer(afterMs: number, act: () => void): () => void {
  const timer = setTimeout(act, afterMs);
  timer.unref();
  return () => clearTimeout(timer);
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
    timer: startTimer,
    random: createChance(),
    fetch,
    log: createLog(config.logLevel),
    elements: ELEMENTS,
    ...overrides,
  };
  const keys = createKeys(config.encryptionKeys, world.random);
  const secretOf = (id: string) => clientSecret(keys, id);
  const base: Context = {
    store: world.store ?? (await openStore(config.databaseUrl, world)),
    config,
    keys,
    processors:
      world.processors ?? (await createProcessors(config, world, overrides.fetch ?? createLine())),
    encode: createEncoders({
      apiVersion: API_VERSION,
      secretOf,
      sessionUrl: (session) =>
        isHosted(session) ? `${config.publicUrl}/pay/${session.id}#${secretOf(session.id)}` : null,
      confirmUrl: (link) => `${config.publicUrl}/confirm/${link}#${secretOf(link)}`,
      invoiceUrl: ({ id, status }) =>
        status === 'draft' ? null : `${config.publicUrl}/invoices/${id}#${secretOf(id)}`,
    }),
    log: world.log,
    fetch: world.fetch,
    webhooks:
      world.webhooks ??
      createWebhookSender({ allowPrivate: config.webhooksAllowPrivate, now: world.now }),
    now: world.now,
    wall: world.now,
    timer: world.timer,
    random: world.random,
    newId: (prefix) => newId(prefix, world.random),
    nextSeq: createSeq(world.now),
    breakers: new Map(),
    underWay: new Map(),
    hearing: new Set(),
    sending: new Map(),
    account: DEFAULT_ACCOUNT,
    caller: null,
  };
  const app = createApp(base, { elements: world.elements });
  const worker = createWorker(base);
  return {
    fetch: (request, env) => app.fetch(request, env ?? {}),
    worker,
    verify: () => verifyConsents(base),
    reconcile: (sinceMs = null) => reconcileAll(base, sinceMs),
    resolveAttempt: (id, verdict) => resolveAttempt(base, id, verdict),
    async close() {
      await worker.stop();
      base.webhooks.close();
      const sending = [...base.sending.values()].flatMap((each) => [...each]);
      await Promise.allSettled([...base.underWay.values(), ...base.hearing, ...sending]);
      await base.store.close();
    },
  };
}
