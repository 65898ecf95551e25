/**
 * What each operation receives: the store, the processors, and every source of time, chance and
 * network. Nothing below `index.ts` reaches for the world in another way.
 */
import type { Config } from './config.ts';
import type { Keys } from './keys.ts';
import type { Attempt } from './model/attempt.ts';
import type { Prefix } from './model/id.ts';
import type { Processor } from './processors/processor.ts';
import type { Store } from './storage/database.ts';
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

export interface Context {
  readonly store: Store;
  readonly config: Config;
  readonly keys: Keys;
  /** In order of preference. */
  readonly processors: readonly Processor[];
  readonly encode: Encoders;
  readonly log: Log;
  readonly fetch: typeof fetch;
  /** Epoch milliseconds. */
  now(): number;
  random(bytes: number): Uint8Array;
  newId(prefix: Prefix): string;
  /** Grows with every call, across restarts too. */
  nextSeq(): number;
  /** Attempts that this process is carrying out, by id. */
  readonly underWay: Map<string, Promise<Attempt>>;
  /** Whose data is seen; each key belongs to one. */
  readonly account: string;
  readonly caller: Caller | null;
}

/** The processor of that name. @throws when it is not configured */
export function processorNamed(ctx: Context, name: string): Processor {
  const processor = ctx.processors.find((each) => each.name === name);
  if (!processor) throw new Error(`processor ${name} is not configured`);
  return processor;
}
