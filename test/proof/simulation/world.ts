/**
 * One life's world: the kernel, the acquirers, the processes of the server on one file, the merchant
 * and the network between them. It carries things about and decides nothing; what is done in it is
 * the operations' business, what must hold in it the invariants'.
 */
import type { Message } from '../../../server/context.ts';
import type { Answer } from '../../../server/model/delivery.ts';
import type { Chance } from './chance.ts';
import { createJournal, type Journal, Violation } from './journal.ts';
import { createKernel, type Kernel, type Life } from './kernel.ts';
import { type Ask, CALL_MS, type Machine, type Reply, startMachine } from './machine.ts';
import { type Oracle, openOracle } from './oracle.ts';
import { type Acquirer, createAcquirer, type Operation } from './processors/acquirer.ts';
import { createProcessor, signNews } from './processors/line.ts';
import { PROFILES } from './processors/profiles.ts';
import { createTown, type Town } from './town.ts';
import type { Trace } from './trace.ts';
import type { Weather } from './weather.ts';

/** How long a client waits for an answer, in milliseconds. */
const PATIENCE_MS = 80_000;
/** A challenge that nobody answers ends as declined after this, in milliseconds. */
const CHALLENGE_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
/** What is held and never captured is let go by the processor itself after this. */
const HELD_MS = 7 * DAY_MS + 3_600_000;
const START_MS = Date.UTC(2027, 0, 15, 9);

export interface World {
  readonly kernel: Kernel;
  readonly trace: Trace;
  /** What is done. */
  readonly chance: Chance;
  readonly weather: Weather;
  readonly acquirers: readonly Acquirer[];
  readonly journal: Journal;
  readonly town: Town;
  readonly oracle: Oracle;
  /** Processes that have not ended. */
  machines(): readonly Machine[];
  start(): Promise<Machine>;
  /** Sends a request to one of the processes. @returns null where no answer came */
  ask(ask: Ask): Promise<Reply | null>;
  /** Lets a worker of a process take one turn, if none is at it. */
  work(machine: Machine): void;
  /** Requests that were sent so far, by clients and by processors, and turns that workers took. */
  busy(): number;
  /** Whether a turn is under way anywhere alive. */
  working(): boolean;
  pause(ms: number): Promise<void>;
  /** A rule that did not hold; the first one ends the life. */
  fail(reason: unknown): void;
  failure(): Violation | null;
  close(): void;
}

export function createWorld(options: {
  readonly path: string;
  readonly chance: Chance;
  readonly weather: Weather;
  readonly trace: Trace;
}): World {
  const { path, trace, weather } = options;
  const net = options.chance.stream('net');
  const journal = createJournal();
  const running = new Map<Life, Machine>();
  const working = new Set<Life>();
  /** What waits for a process, and hears when it ends. */
  const waiting = new Map<Life, Set<() => void>>();
  let failure: Violation | null = null;
  let started = 0;
  let news = 0;
  let busy = 0;
  let dirty = false;

  function fail(reason: unknown): void {
    if (failure) return;
    failure =
      reason instanceof Violation
        ? reason
        : new Violation(
            'no-surprise',
            reason instanceof Error ? (reason.stack ?? reason.message) : String(reason),
          );
  }
  function guarded<T>(act: () => T): T | undefined {
    try {
      return act();
    } catch (reason) {
      fail(reason);
      return undefined;
    }
  }

  const kernel = createKernel({
    startMs: START_MS,
    chance: options.chance.stream('kernel'),
    trace,
    after() {
      if (!dirty || failure) return;
      dirty = false;
      guarded(() => oracle.afterCommit());
    },
  });

  /** Posts a processor's message, again and again until it is taken or lost. */
  function post(acquirer: Acquirer, operation: Operation): void {
    news += 1;
    const { name } = acquirer.profile;
    const body = JSON.stringify({ id: `news_${news}`, attempt: operation.request.attempt });
    const send = (tries: number): void => {
      if (net.happens(weather.newsLost)) return;
      const wait = net.happens(weather.newsSlow)
        ? net.between(5_000, 7_200_000)
        : net.between(1, 2_000);
      kernel.later(null, wait, `${name} sends news`, () => {
        const signature = signNews(name, body, Math.floor(kernel.now() / 1000));
        const path = `/webhooks/processors/${name}`;
        void world
          .ask({ method: 'POST', path, body, headers: { 'news-signature': signature } })
          .then((reply) => {
            if (reply?.status !== 200 && tries < 5) send(tries + 1);
          });
      });
    };
    send(1);
    if (net.happens(weather.newsDoubled)) send(1);
  }

  const acquirers = PROFILES.map((profile) => {
    const acquirer: Acquirer = createAcquirer({
      profile,
      chance: options.chance.stream(profile.name),
      now: () => kernel.now(),
      changed(operation) {
        if (operation.status === 'requires_action' && operation.told.length === 1)
          kernel.later(null, CHALLENGE_MS, 'a challenge expires', () =>
            acquirer.endChallenge(operation, false),
          );
        if (operation.status === 'authorized')
          kernel.later(null, HELD_MS, 'a hold expires', () => acquirer.expire(operation));
        post(acquirer, operation);
      },
    });
    return acquirer;
  });
  const oracle = openOracle({ path, kernel, acquirers, journal });

  /** Carries one message to the merchant's endpoint. */
  function deliver(life: Life, message: Message): Promise<Answer> {
    return new Promise((resolve) => {
      let over = false;
      const end = (answer: Answer) => {
        if (over) return;
        over = true;
        cancel();
        resolve(answer);
      };
      const cancel = kernel.later(life, message.timeoutMs, 'a delivery times out', () =>
        end({ kind: 'unanswered', fault: 'timeout' }),
      );
      const way = () =>
        net.happens(weather.hookSlow) ? net.between(3_000, 15_000) : net.between(1, 100);
      const back = (answer: Answer) =>
        kernel.later(
          life,
          way(),
          `the merchant answers ${answer.kind === 'answered' ? answer.status : ''}`,
          () => end(answer),
        );
      kernel.later(life, net.below(5), 'sends an event', () => {
        if (over) return;
        if (net.happens(weather.hookRefused))
          return void end({ kind: 'unanswered', fault: 'connection_failed' });
        const arrives = !net.happens(weather.hookLost);
        const fails = net.happens(weather.hookFailed);
        kernel.later(null, way(), 'an event reaches the merchant', () => {
          if (!arrives) return;
          if (!fails || net.happens(0.5)) guarded(() => journal.hear(message));
          const status = fails ? net.pick([500, 503, 429, 302]) : 200;
          back({ kind: 'answered', status, retryAfterMs: null });
        });
      });
    });
  }

  function end(life: Life): void {
    running.delete(life);
    working.delete(life);
    trace.note(`${kernel.now()} ${life.name} ends`);
    for (const tell of waiting.get(life) ?? []) tell();
    waiting.delete(life);
  }

  function ask(question: Ask): Promise<Reply | null> {
    busy += 1;
    const machine = running.size === 0 ? null : net.pick([...running.values()]);
    const where = `${question.method} ${question.path.split('?')[0]}`;
    return new Promise((resolve) => {
      let over = false;
      const finish = (reply: Reply | null) => {
        if (over) return;
        over = true;
        cancel();
        if (machine) waiting.get(machine.life)?.delete(hangUp);
        resolve(reply);
      };
      const hangUp = () => void kernel.later(null, 1, `reset: ${where}`, () => finish(null));
      const cancel = kernel.later(null, PATIENCE_MS, `gives up: ${where}`, () => finish(null));
      if (!machine || net.happens(weather.requestLost)) return void hangUp();
      const { life } = machine;
      kernel.later(null, net.between(1, 50), `reaches ${life.name}: ${where}`, () => {
        if (over) return;
        if (!life.alive) return void hangUp();
        waiting.set(life, (waiting.get(life) ?? new Set()).add(hangUp));
        kernel.later(life, 0, `takes ${where}`, () => {
          machine.answer(question).then(
            (reply) => {
              if (!life.alive) return;
              guarded(() => oracle.onReply(question, reply));
              if (net.happens(weather.replyLost)) return void hangUp();
              kernel.later(null, net.between(1, 50), `answers ${reply.status}: ${where}`, () =>
                finish(reply),
              );
            },
            (reason: unknown) => life.alive && fail(reason),
          );
        });
      });
    });
  }

  const world: World = {
    kernel,
    trace,
    chance: options.chance,
    weather,
    acquirers,
    journal,
    town: createTown(),
    oracle,
    machines: () => [...running.values()],
    async start() {
      started += 1;
      const name = `m${started}`;
      const chance = options.chance.stream(name);
      // Whoever deploys may change the order of preference.
      const order = acquirers.map((acquirer) => ({ acquirer, lot: chance.next() }));
      order.sort((a, b) => a.lot - b.lot);
      const machine = await startMachine({
        name,
        path,
        kernel,
        chance,
        weather,
        deliver,
        processors: (life) =>
          order.map(({ acquirer }) =>
            createProcessor({
              kernel,
              chance,
              weather,
              life,
              acquirer,
              timeoutMs: CALL_MS,
              arriving: (at, request) => guarded(() => oracle.onArrival(at, request)),
            }),
          ),
        complain: (fields, message) =>
          fail(new Violation('no-surprise', `${message}: ${JSON.stringify(fields)}`)),
        committed: () => {
          dirty = true;
        },
        ended: end,
      });
      running.set(machine.life, machine);
      return machine;
    },
    ask,
    work(machine) {
      const { life, keepsake } = machine;
      if (working.has(life) || !life.alive) return;
      working.add(life);
      busy += 1;
      keepsake.worker.turn().then(
        () => working.delete(life),
        (reason: unknown) => life.alive && fail(reason),
      );
    },
    busy: () => busy,
    working: () => working.size > 0,
    pause: (ms) => new Promise((resolve) => kernel.later(null, ms, 'somebody goes on', resolve)),
    fail,
    failure: () => failure,
    close() {
      for (const machine of running.values()) machine.crash();
      oracle.close();
    },
  };
  return world;
}
