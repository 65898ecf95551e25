/**
 * The sandbox bank: the other end of the `sandbox` processor, on an origin of its own, with its own
 * ledger, its own faults, and the frame in which cards are typed. It wires its parts and decides
 * nothing; it imports nothing from the rest of the server.
 */
import { randomBytes } from 'node:crypto';
import type { Account, Log } from './account.ts';
import { ACCOUNTS } from './account.ts';
import { createApp } from './app.ts';
import { createAssets } from './assets.ts';
import type { BankContext } from './context.ts';
import { openDatabase } from './database.ts';
import { createFaults } from './faults.ts';
import type { BankEnv } from './guards.ts';
import { idMaker } from './ids.ts';
import { DEBIT_SWEEP_MS } from './limits.ts';
import { createLine } from './line.ts';
import { endPending } from './pending.ts';
import { createSigning } from './signing.ts';
import { forgetOldTokens } from './tokens.ts';
import { createWebhooks } from './webhooks.ts';

export interface BankOptions {
  /** `file:PATH`, or `:memory:`. */
  readonly databaseUrl: string;
  /** Shared with the API; every key between the two is derived from it. */
  readonly secret: string;
  /** As browsers reach the bank. */
  readonly publicUrl: string;
  /** Where the API listens for the bank's events; null sends none. */
  readonly webhookUrl: string | null;
  /** Folder with the built frame: `frame.js` and `frame.css`. */
  readonly frameAssets: string;
  readonly accounts?: readonly Account[];
  /** Accept well-formed card numbers that nobody published as test numbers. Default: refuse. */
  readonly anyNumber?: boolean;
  readonly now?: () => number;
  readonly random?: (bytes: number) => Uint8Array;
  readonly fetch?: typeof fetch;
  readonly log?: Log;
}

export interface Bank {
  /**
   * Answers one request. `env.remoteAddress` (or `env.incoming`, as `@hono/node-server` gives it)
   * says who calls, for the endpoints that only tools on this machine may use.
   */
  fetch(request: Request, env?: BankEnv['Bindings']): Response | Promise<Response>;
  close(): void;
}

/**
 * @example
 * const bank = createBank({ databaseUrl: 'file:data/bank.db', secret, publicUrl, webhookUrl, frameAssets });
 * serve({ fetch: bank.fetch, port: 4243 });
 */
export function createBank(options: BankOptions): Bank {
  const now = options.now ?? Date.now;
  const log = options.log ?? (() => undefined);
  const newId = idMaker(options.random ?? randomBytes);
  const signing = createSigning(options.secret, options.accounts ?? ACCOUNTS);
  const faults = createFaults();
  const webhooks = createWebhooks({
    url: options.webhookUrl,
    signing,
    faults,
    fetch: options.fetch ?? createLine(),
    log,
    now,
    newId,
  });
  const db = openDatabase(options.databaseUrl);
  const ctx: BankContext = {
    db,
    signing,
    faults,
    webhooks,
    publicUrl: options.publicUrl.replace(/\/+$/, ''),
    anyNumber: options.anyNumber ?? false,
    log,
    now,
    newId,
  };
  forgetOldTokens(ctx);
  const closing = new AbortController();
  const sweep = setInterval(() => endPending(ctx, 'due'), DEBIT_SWEEP_MS);
  sweep.unref();
  const app = createApp(ctx, createAssets(options.frameAssets), closing.signal);
  return {
    fetch: (request, env) => app.fetch(request, env ?? {}),
    close() {
      closing.abort();
      clearInterval(sweep);
      webhooks.close();
      db.close();
    },
  };
}
