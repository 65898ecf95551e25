/**
 * Keepsake as a value: `createKeepsake(options)` wires storage, processors, routes and worker, and
 * decides nothing. Mount `fetch` in any server that speaks the web's `Request` and `Response`.
 *
 * @example
 * const keepsake = await createKeepsake({ secretKey, encryptionKeys, bankSecret, databaseUrl: 'file:data/keepsake.db' });
 * serve({ fetch: keepsake.fetch, port: 4242 });
 * keepsake.worker.start();
 */
import { builtFolder } from './built.ts';
import { createChance } from './chance.ts';
import { type Config, ConfigError, type Options, parseConfig } from './config.ts';
import type { Context, Log, WebhookSender } from './context.ts';
import { type Access, accessOf } from './domain/access.ts';
import { inAccountOf } from './domain/accounts.ts';
import { verifyAll } from './domain/consents.ts';
import { keyProblem } from './domain/encryption-keys.ts';
import {
  type Comparison,
  compareBooks,
  type ForeignCharge,
  giveBackForeign,
} from './domain/foreign-charges.ts';
import { type OperatorVerdict, resolveAttempt } from './domain/operator.ts';
import { type Reconciliation, reconcileAll } from './domain/reconcile.ts';
import { resendEvent, resendRange } from './domain/resending.ts';
import { createApp } from './http/app.ts';
import { createAuthenticate, DEFAULT_ACCOUNT } from './http/auth.ts';
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
import { measuredProcessor } from './telemetry/measured-processor.ts';
import { measuredSender } from './telemetry/measured-sender.ts';
import { openTelemetry } from './telemetry/telemetry.ts';
import { createWebhookSender } from './webhook-sender.ts';
import { createEncoders } from './wire/encoders.ts';
import { createWorker, type Worker } from './worker/worker.ts';

export type { Config, Options } from './config.ts';
export { ConfigError, optionsFromEnvironment, parseConfig, VARIABLES } from './config.ts';
export { type Vendor, vendorsOf } from './model/vendor.ts';
export { lockDatabase } from './storage/server-lock.ts';

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
  /** `GET /metrics` and `GET /healthz`, to be served on a port of their own; `fetch` answers both as well. */
  readonly telemetry: {
    fetch(request: Request, env?: object): Promise<Response>;
    /** The names of all metrics. */
    names(): readonly string[];
  };
  /** Accounts, their keys, and the keys under which values are closed. */
  readonly access: Access;
  /** Walks the consent ledger of every account and names what was altered, removed or moved. */
  verify(): Promise<Verification>;
  /**
   * Asks processors about every open attempt once, due or not.
   * @param sinceMs also about those planned since then (epoch ms) that were closed without success
   */
  reconcile(sinceMs?: number | null): Promise<Reconciliation>;
  /**
   * Compares processors' own books with ours: after a restore they hold charges that nobody here knows.
   * @param sinceMs epoch ms
   */
  compareBooks(sinceMs: number): Promise<Comparison>;
  /** Gives a charge back that only its processor knows. @returns whether that is done */
  giveBackForeign(charge: ForeignCharge): Promise<boolean>;
  /** Settles an attempt by hand, on evidence. @throws Error for one that is not open, or no evidence */
  resolveAttempt(id: string, verdict: OperatorVerdict): Promise<Attempt>;
  /**
   * Sends one event again, to the endpoint that is named or to all that want it.
   * @returns how many deliveries
   * @throws Problem for an event or an endpoint that is not there, or where nobody would get it
   */
  resendEvent(id: string, endpoint: string | null): Promise<number>;
  /**
   * Sends an endpoint again what it wants of a time (epoch ms), or only what never arrived.
   * @returns how many events
   * @throws Problem for an endpoint that is not there, or a range that holds too many
   */
  resendRange(
    endpoint: string,
    range: { readonly fromMs: number; readonly untilMs: number; readonly undelivered: boolean },
  ): Promise<number>;
  /** From now on `/readyz` answers 503, so that nobody sends anything new here; all else goes on. */
  retire(): void;
  /** Stops the worker, waits for payments under way, and closes the store. */
  close(): Promise<void>;
}

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
    elements: builtFolder('elements'),
    ...overrides,
  };
  const telemetry = await openTelemetry(config);
  const { meter, tracing } = telemetry;
  const keys = createKeys(config.encryptionKeys, world.random);
  const secretOf = (id: string) => clientSecret(keys, id);
  const base: Context = {
    store:
      world.store ??
      (await openStore(config.databaseUrl, {
        ...world,
        connections: config.databaseConnections,
        watch: {
          committed(units, ms) {
            meter.measure('commits', {}, ms / 1000);
            meter.measure('units', {}, units);
          },
          again: () => meter.count('commitRetries', {}),
        },
      })),
    config,
    keys,
    processors: (
      world.processors ?? (await createProcessors(config, world, overrides.fetch ?? createLine()))
    ).map((each) => measuredProcessor(each, meter, () => performance.now())),
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
    meter,
    tracing,
    span: null,
    fetch: world.fetch,
    webhooks: measuredSender(
      world.webhooks ??
        createWebhookSender({ allowPrivate: config.webhooksAllowPrivate, now: world.now }),
      meter,
    ),
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
    vitals: { closing: false, beatMs: null },
    account: DEFAULT_ACCOUNT,
    caller: null,
  };
  const problem = await keyProblem(base);
  if (problem !== null) {
    await base.store.close();
    throw new ConfigError(`KEEPSAKE_ENCRYPTION_KEYS ${problem}`);
  }
  const worker = createWorker(base);
  const authenticate = createAuthenticate(base);
  const doors = telemetry.doors(
    base,
    async (authorization) => (await authenticate(authorization)).permissions === null,
  );
  const app = createApp(base, { elements: world.elements, metrics: doors });
  async function close(): Promise<void> {
    await worker.stop();
    base.webhooks.close();
    const sending = [...base.sending.values()].flatMap((each) => [...each]);
    await Promise.allSettled([...base.underWay.values(), ...base.hearing, ...sending]);
    await base.store.close();
    await tracing.close();
  }
  /** Whoever is told to end twice ends once. */
  let closed: Promise<void> | null = null;
  return {
    telemetry: { fetch: doors, names: telemetry.names },
    fetch: (request, env) => app.fetch(request, env ?? {}),
    worker,
    verify: () => verifyAll(base),
    access: accessOf(base),
    reconcile: (sinceMs = null) => reconcileAll(base, sinceMs),
    resolveAttempt: (id, verdict) => resolveAttempt(base, id, verdict),
    compareBooks: (sinceMs) => compareBooks(base, sinceMs),
    giveBackForeign: (charge) => giveBackForeign(base, charge),
    resendEvent: async (id, endpoint) =>
      (await resendEvent(await inAccountOf(base, id), id, endpoint)).sent.length,
    resendRange: async (endpoint, range) =>
      resendRange(await inAccountOf(base, endpoint), endpoint, range),
    retire() {
      base.vitals.closing = true;
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}
