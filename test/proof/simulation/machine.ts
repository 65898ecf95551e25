/**
 * One process of the server: the real thing, with every way out of it in the kernel's hands. It can
 * end at any moment, and then nothing of it goes on; it can be held up, and go on later beside those
 * that took its place.
 */

import type { Message, WebhookSender } from '../../../server/context.ts';
import { createKeepsake, type Keepsake } from '../../../server/index.ts';
import type { Answer } from '../../../server/model/delivery.ts';
import type { Processor } from '../../../server/processors/processor.ts';
import { openStore } from '../../../server/storage/database.ts';
import type { Chance } from './chance.ts';
import type { Kernel, Life } from './kernel.ts';
import type { Weather } from './weather.ts';

export const SECRET_KEY = 'sk_test_simulation';
export const PUBLIC_URL = 'https://keepsake.test';
/** Deadline of one call to a processor, in milliseconds. */
export const CALL_MS = 10_000;

export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly headers: Headers;
}

/** What a client sends. */
export interface Ask {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Machine {
  readonly life: Life;
  readonly keepsake: Keepsake;
  /** Asks, once the request has arrived. Never resolves where the process ends first. */
  answer(ask: Ask): Promise<Reply>;
  /** Ends the process now. */
  crash(): void;
}

export interface MachineOptions {
  readonly name: string;
  readonly path: string;
  readonly kernel: Kernel;
  readonly chance: Chance;
  readonly weather: Weather;
  readonly processors: (life: Life) => readonly Processor[];
  /** Carries a message to the merchant. */
  readonly deliver: (life: Life, message: Message) => Promise<Answer>;
  /** Is told of errors that nobody would be told of. */
  readonly complain: (fields: Readonly<Record<string, unknown>>, message: string) => void;
  /** Is told when a commit is over, and when the process ends. */
  readonly committed: () => void;
  readonly ended: (life: Life) => void;
}

export async function startMachine(options: MachineOptions): Promise<Machine> {
  const { name, kernel, chance, weather, path } = options;
  const life: Life = { name, alive: true, heldUntilMs: 0 };
  let shut = () => {};

  function crash(): void {
    if (!life.alive) return;
    life.alive = false;
    options.ended(life);
    kernel.later(null, 0, `${name} is gone`, shut);
  }

  /** A commit may come late, or be the last thing that is not done, or the last thing that is. */
  const turn = () =>
    new Promise<void>((resolve) => {
      if (chance.happens(weather.held))
        life.heldUntilMs = kernel.now() + chance.between(1, 180) * 1000;
      const wait = chance.happens(weather.slowCommit) ? chance.between(50, 5_000) : chance.below(3);
      kernel.later(life, wait, 'commits', () => {
        if (chance.happens(weather.crashBefore)) return crash();
        const last = chance.happens(weather.crashAfter);
        // From here on nothing of it reaches anybody: the commit is the last thing that it does.
        if (last) crash();
        resolve();
        options.committed();
      });
    });

  const store = await openStore(`file:${path}`, { now: kernel.now, turn });
  shut = () => void store.close();
  const webhooks: WebhookSender = {
    send: (message) => options.deliver(life, message),
    close() {},
  };
  const keepsake = await createKeepsake(
    {
      publicUrl: PUBLIC_URL,
      databaseUrl: `file:${path}`,
      secretKey: SECRET_KEY,
      encryptionKeys: `sim:${Buffer.alloc(32, 7).toString('base64')}`,
      bankSecret: 'a secret of nobody in particular',
      logLevel: 'silent',
      processorTimeoutMs: CALL_MS,
      failedConfirmsPerSession: 1_000_000,
      failedConfirmsPerAddress: 1_000_000,
    },
    {
      store,
      webhooks,
      processors: options.processors(life),
      now: kernel.now,
      random: chance.bytes,
      timer: (afterMs, act) => kernel.later(life, afterMs, 'timer', act),
      fetch: () => Promise.reject(new Error('nothing goes out past the kernel')),
      log: {
        debug() {},
        info() {},
        warn() {},
        error: (fields, message) => {
          if (life.alive) options.complain(fields, message);
        },
      },
    },
  );

  return {
    life,
    keepsake,
    async answer({ method, path: where, headers = {}, body }) {
      const request = new Request(PUBLIC_URL + where, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body }),
      });
      const response = await keepsake.fetch(request);
      const text = await response.text();
      const object: unknown = text.startsWith('{') ? JSON.parse(text) : {};
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: object as Record<string, unknown>,
      };
    },
    crash,
  };
}
