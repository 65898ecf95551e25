/**
 * What each operation receives: the store, the processors, and every source of time, chance and
 * network. Nothing below `index.ts` reaches for the world in another way.
 */
import type { Config } from './config.ts';
import type { Keys } from './keys.ts';
import type { Attempt } from './model/attempt.ts';
import type { BreakerState } from './model/breaker.ts';
import type { Answer } from './model/delivery.ts';
import type { Prefix } from './model/id.ts';
import type { Permissions } from './model/permission.ts';
import type { Processor } from './processors/processor.ts';
import type { Store } from './storage/database.ts';
import type { HeldKey } from './storage/idempotency-keys.ts';
import type { Meter } from './telemetry/catalog.ts';
import type { Attributes, Place, Span, Tracing } from './telemetry/tracing.ts';
import type { Encoders } from './wire/encoders.ts';

export interface Log {
  debug(fields: Record<string, unknown>, message: string): void;
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

/** Who asks, where somebody does; a worker has none. */
export interface Caller {
  /** `req_…`, on the response and in the log. */
  readonly requestId: string;
  readonly idempotencyKey: string | null;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly origin: string | null;
}

/** A message to a merchant's address. */
export interface Message {
  /** `http` or `https`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For all of it, from resolving the name to the end of the answer. */
  readonly timeoutMs: number;
}

/** Posts messages to merchants' addresses. It never throws for anything that a network can do. */
export interface WebhookSender {
  send(message: Message): Promise<Answer>;
  /** Stops what is under way, and sends nothing from then on. */
  close(): void;
}

/** How this process itself is doing; the worker and whoever ends the process write it. */
export interface Vitals {
  /** It has been told to end: it finishes what it has, and wants nothing new. */
  closing: boolean;
  /** When its worker was last known to get on, epoch ms; null where none was started. */
  beatMs: number | null;
}

export interface Context {
  readonly store: Store;
  readonly config: Config;
  readonly keys: Keys;
  /** In order of preference. */
  readonly processors: readonly Processor[];
  readonly encode: Encoders;
  readonly log: Log;
  /** Where what happens is told, to be counted. */
  readonly meter: Meter;
  readonly tracing: Tracing;
  /** What it is part of, where spans are exported; null where nothing is. */
  readonly span: Place | null;
  readonly fetch: typeof fetch;
  readonly webhooks: WebhookSender;
  /** The time in which the customer lives, epoch milliseconds: the machine's, or their test clock's. */
  now(): number;
  /** The machine's time, epoch milliseconds; `domain/clock.ts` says what goes by which. */
  wall(): number;
  /** The test clock that `now` is of; null for the machine's time, undefined where nobody has asked yet. */
  readonly clock?: string | null;
  /** Calls `act` once, `afterMs` from now. @returns how to take that back */
  timer(afterMs: number, act: () => void): () => void;
  random(bytes: number): Uint8Array;
  newId(prefix: Prefix): string;
  /** Grows with every call, across restarts too. */
  nextSeq(): number;
  /** What this process saw of each processor of late, by its name. */
  readonly breakers: Map<string, BreakerState>;
  /** Attempts that this process is carrying out, by id. */
  readonly underWay: Map<string, Promise<Attempt>>;
  /** Processors' messages that this process is dealing with. */
  readonly hearing: Set<Promise<void>>;
  /** Deliveries that this process is carrying out, by their endpoint. */
  readonly sending: Map<string, Set<Promise<void>>>;
  readonly vitals: Vitals;
  /** Whose data is seen; each key belongs to one. */
  readonly account: string;
  /** What the request's key may do; null or absent where it may do everything. */
  readonly permissions?: Permissions | null;
  readonly caller: Caller | null;
  /** The idempotency key that the request holds, and what an earlier holder had made under it. */
  readonly claim?: { readonly held: HeldKey; readonly point: string | null };
}

/** The processor of that name. @throws when it is not configured */
export function processorNamed(ctx: Context, name: string): Processor {
  const processor = ctx.processors.find((each) => each.name === name);
  if (!processor) throw new Error(`processor ${name} is not configured`);
  return processor;
}

/** The same log with fields that every line of it has. */
export function logWith(log: Log, fields: Readonly<Record<string, unknown>>): Log {
  return {
    debug: (more, message) => log.debug({ ...fields, ...more }, message),
    info: (more, message) => log.info({ ...fields, ...more }, message),
    warn: (more, message) => log.warn({ ...fields, ...more }, message),
    error: (more, message) => log.error({ ...fields, ...more }, message),
  };
}

/** The code of an error that is ours; of any other nothing but its kind. */
const failureOf = (reason: unknown) =>
  reason instanceof Error ? String(Object(reason).code ?? reason.name) : 'unknown';

/** Runs `work` as a span of its own; what `work` begins is part of it. */
export async function inSpan<T>(
  ctx: Context,
  name: string,
  attributes: Attributes,
  work: (ctx: Context, span: Span) => Promise<T>,
): Promise<T> {
  const span = ctx.tracing.start(name, ctx.span, attributes);
  if (!ctx.tracing.on) return work(ctx, span);
  try {
    return await work({ ...ctx, span }, span);
  } catch (reason) {
    span.fail(failureOf(reason));
    throw reason;
  } finally {
    span.end();
  }
}
