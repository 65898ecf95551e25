/**
 * The world in which subscriptions live for years: the simulation's kernel, one acquirer, processes of
 * the server on one file, and those who ask them. It carries things about and decides nothing.
 */
import Sqlite from 'better-sqlite3';
import type { Chance } from '../simulation/chance.ts';
import { createKernel, type Kernel, type Life } from '../simulation/kernel.ts';
import {
  type Ask,
  CALL_MS,
  type Machine,
  type Reply,
  startMachine,
} from '../simulation/machine.ts';
import {
  type Acquirer,
  createAcquirer,
  type Operation,
} from '../simulation/processors/acquirer.ts';
import { createProcessor, signNews } from '../simulation/processors/line.ts';
import { PROFILES } from '../simulation/processors/profiles.ts';
import type { Trace } from '../simulation/trace.ts';
import type { Weather } from '../simulation/weather.ts';
import { createIssuers, type Issuers } from './issuers.ts';
import { createLedger, type Ledger } from './ledger.ts';

/** How long a client waits for an answer, in milliseconds. */
const PATIENCE_MS = 80_000;
/** A challenge that nobody answers ends as declined after this. */
const CHALLENGE_MS = 15 * 60_000;

export interface World {
  readonly kernel: Kernel;
  readonly trace: Trace;
  readonly chance: Chance;
  readonly weather: Weather;
  readonly acquirer: Acquirer;
  readonly issuers: Issuers;
  readonly ledger: Ledger;
  /** Processes that have not ended. */
  machines(): readonly Machine[];
  start(): Promise<Machine>;
  /** How many processes have ended without being told to. */
  kills(): number;
  /** @returns null where no answer came */
  ask(ask: Ask): Promise<Reply | null>;
  /** Lets a worker take one turn, if it is not at one. */
  work(machine: Machine): void;
  working(): boolean;
  pause(ms: number): Promise<void>;
  fail(reason: unknown): void;
  failure(): Error | null;
  close(): void;
}

export function createWorld(options: {
  readonly path: string;
  readonly chance: Chance;
  readonly weather: Weather;
  readonly trace: Trace;
  readonly span: { readonly startMs: number; readonly endMs: number };
}): World {
  const { path, chance, weather, trace, span } = options;
  const net = chance.stream('net');
  const running = new Map<Life, Machine>();
  const working = new Set<Life>();
  const waiting = new Map<Life, Set<() => void>>();
  const books = new Sqlite(path);
  const ledger = createLedger(books);
  let failure: Error | null = null;
  let started = 0;
  let kills = 0;
  let news = 0;

  const fail = (reason: unknown): void => {
    failure ??= reason instanceof Error ? reason : new Error(String(reason));
  };
  const kernel = createKernel({
    startMs: span.startMs,
    chance: chance.stream('kernel'),
    trace,
    after() {},
  });

  /** The acquirer's own word of what became of something; now and then one is lost. */
  function post(operation: Operation): void {
    if (net.happens(weather.newsLost)) return;
    news += 1;
    const { name } = acquirer.profile;
    const body = JSON.stringify({ id: `news_${news}`, attempt: operation.request.attempt });
    kernel.later(null, net.between(1, 2_000), `${name} sends news`, () => {
      const signature = signNews(name, body, Math.floor(kernel.now() / 1000));
      const headers = { 'news-signature': signature };
      void world.ask({ method: 'POST', path: `/webhooks/processors/${name}`, body, headers });
    });
  }

  const issuers = createIssuers({
    chance: chance.stream('issuers'),
    now: () => kernel.now(),
    span,
  });
  const [profile] = PROFILES;
  if (!profile) throw new Error('there is no processor');
  const acquirer: Acquirer = createAcquirer({
    profile,
    issuer: issuers,
    chance: chance.stream('acquirer'),
    now: () => kernel.now(),
    changed(operation) {
      if (operation.status === 'requires_action' && operation.told.length === 1)
        kernel.later(null, CHALLENGE_MS, 'a challenge expires', () =>
          acquirer.endChallenge(operation, false),
        );
      // What is answered at once is seldom told again; the end of a challenge is news to everybody.
      if (operation.told.length > 1 || net.happens(0.05)) post(operation);
    },
  });

  function end(life: Life): void {
    kills += 1;
    running.delete(life);
    working.delete(life);
    for (const tell of waiting.get(life) ?? []) tell();
    waiting.delete(life);
    kernel.later(null, net.between(1_000, 30_000), 'somebody starts it again', () => {
      if (running.size === 0) world.start().catch(fail);
    });
  }

  function ask(question: Ask): Promise<Reply | null> {
    const machine = running.size === 0 ? null : net.pick([...running.values()]);
    const where = `${question.method} ${question.path.split('?')[0]}`;
    return new Promise((resolve) => {
      let over = false;
      const finish = (reply: Reply | null) => {
        if (over) return;
        over = true;
        cancel();
        if (machine) waiting.get(machine.life)?.delete(hangUp);
        trace.note(`${kernel.now()} ${where}: ${reply?.status ?? 'no answer'}`);
        resolve(reply);
      };
      const hangUp = () => void kernel.later(null, 1, `reset: ${where}`, () => finish(null));
      const cancel = kernel.later(null, PATIENCE_MS, `gives up: ${where}`, () => finish(null));
      if (!machine) return void hangUp();
      const { life } = machine;
      waiting.set(life, (waiting.get(life) ?? new Set()).add(hangUp));
      kernel.later(life, net.between(1, 50), `takes ${where}`, () => {
        machine.answer(question).then(
          (reply) => {
            if (!life.alive) return;
            if (net.happens(weather.replyLost)) return void hangUp();
            finish(reply);
          },
          (reason: unknown) => life.alive && fail(reason),
        );
      });
    });
  }

  const world: World = {
    kernel,
    trace,
    chance,
    weather,
    acquirer,
    issuers,
    ledger,
    machines: () => [...running.values()],
    async start() {
      started += 1;
      const name = `m${started}`;
      const its = chance.stream(name);
      const machine = await startMachine({
        name,
        path,
        kernel,
        chance: its,
        weather,
        deliver: () => Promise.resolve({ kind: 'answered', status: 200, retryAfterMs: null }),
        processors: (life) => [
          createProcessor({
            kernel,
            chance: its,
            weather,
            life,
            acquirer,
            timeoutMs: CALL_MS,
            arriving() {},
          }),
        ],
        complain: (fields, message) => fail(new Error(`${message}: ${JSON.stringify(fields)}`)),
        committed() {},
        ended: end,
      });
      running.set(machine.life, machine);
      return machine;
    },
    kills: () => kills,
    ask,
    work({ life, keepsake }) {
      if (working.has(life) || !life.alive) return;
      working.add(life);
      keepsake.worker.turn().then(
        () => working.delete(life),
        (reason: unknown) => life.alive && fail(reason),
      );
    },
    working: () => working.size > 0,
    pause: (ms) => new Promise((resolve) => kernel.later(null, ms, 'somebody goes on', resolve)),
    fail,
    failure: () => failure,
    close() {
      for (const machine of running.values()) machine.crash();
      books.close();
    },
  };
  return world;
}
