/**
 * Years of subscriptions from one seed: people join, want this and that, are told that they could not be
 * charged; workers take their turns, are killed, sleep for weeks and catch up; processors are down. At the
 * end the faults stop, what is open comes to rest, and the oracle reads the books.
 */
import { type Chance, createChance } from '../simulation/chance.ts';
import { Violation } from '../simulation/journal.ts';
import { settled } from '../simulation/kernel.ts';
import type { LifeResult } from '../simulation/life.ts';
import { createTrace } from '../simulation/trace.ts';
import { calmDown, drawWeather } from '../simulation/weather.ts';
import { answer, createShop, grant, join, type Subscriber } from './acts.ts';
import { type Act, type Agenda, createAgenda } from './agenda.ts';
import { DAY_MS, moment } from './calendar.ts';
import { drawCast, START_MS } from './cast.ts';
import { check } from './checks.ts';
import type { HeardRow } from './ledger.ts';
import { createWorld, type World } from './world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Longer than a worker holds what it has claimed. */
const LEASE_MS = 130_000;
/** Times in a life at which everything is switched off for weeks. */
const SLEEPS = 4;

/** Probabilities of each thing, each time that it could happen. */
const ROUGH = {
  refused: 0.003,
  lost: 0.003,
  slow: 0.01,
  errorBefore: 0.003,
  errorAfter: 0.004,
  answerLost: 0.004,
  garbage: 0.002,
  mute: 0.02,
  newsLost: 0.3,
  replyLost: 0.004,
  held: 0.0003,
  slowCommit: 0.002,
} as const;

export interface LifeOptions {
  readonly seed: number;
  readonly subscriptions: number;
  readonly years: number;
  /** A new database, with the mailbox in it. */
  readonly path: string;
  readonly speak: ((line: string) => void) | null;
}

export interface Outcome extends LifeResult {
  /** What happened, in numbers. */
  readonly figures: Readonly<Record<string, number>>;
}

/** Lets every worker take turns until nothing is due and nothing is held any more. */
async function round(world: World): Promise<void> {
  const { kernel, ledger } = world;
  for (let turns = 0; turns < 2_000; turns += 1) {
    if (world.failure()) return;
    if (world.machines().length === 0) await world.start();
    for (const machine of world.machines()) world.work(machine);
    const isOver = () => !world.working() || world.failure() !== null;
    await kernel.waitFor(isOver, kernel.now() + HOUR_MS);
    const nextMs = Math.min(ledger.nextDueMs(), ledger.nextOpenMs());
    if (nextMs > kernel.now() + LEASE_MS) return;
    await kernel.until(Math.max(kernel.now() + 1, nextMs));
  }
  const stuck = ledger.rows('select * from due order by at_ms limit 3');
  throw new Violation('comes-to-rest', `workers find no end: ${JSON.stringify(stuck)}`);
}

/** Does what is counted exactly, while nothing is due and nobody works. */
async function alone(world: World, act: Act): Promise<void> {
  const { kernel } = world;
  let over = false;
  act.run().then(
    () => {
      over = true;
    },
    (reason: unknown) => world.fail(reason),
  );
  await settled();
  const isOver = () => over || world.failure() !== null || world.machines().length === 0;
  for (let waits = 0; !over && !world.failure(); waits += 1) {
    if (world.machines().length === 0) await world.start();
    if (!(await kernel.waitFor(isOver, kernel.now() + MINUTE_MS)))
      await kernel.until(kernel.now() + MINUTE_MS);
    if (waits > 200) throw new Violation('comes-to-rest', `${act.name} finds no end`);
  }
}

/** Plans what befalls everybody: a few weeks without any process, and hours without the processor. */
function surround(world: World, agenda: Agenda, plans: Chance, spanMs: number): void {
  const { kernel } = world;
  for (let sleep = 0; sleep < SLEEPS; sleep += 1) {
    const ms = plans.between(8, 40) * DAY_MS;
    agenda.add({
      atMs: START_MS + 70 * DAY_MS + plans.next() * (spanMs - 180 * DAY_MS),
      name: 'everything is switched off',
      exact: true,
      async run() {
        for (const machine of world.machines()) machine.crash();
        kernel.jump(ms);
        world.trace.note(`${kernel.now()} ${ms / DAY_MS} days later`);
      },
    });
  }
  for (let day = 3; day < spanMs / DAY_MS; day += plans.between(15, 45))
    agenda.add({
      atMs: START_MS + day * DAY_MS,
      name: 'the processor is down',
      exact: false,
      async run() {
        world.acquirer.downUntilMs = kernel.now() + plans.between(1, 9) * HOUR_MS;
      },
    });
}

async function live(world: World, options: LifeOptions, endMs: number) {
  const { kernel, chance, weather, ledger } = world;
  const cast = drawCast(chance.stream('cast'), options.subscriptions, endMs);
  const plans = chance.stream('plans');
  const agenda = createAgenda();
  const priceOf = createShop(world);
  const subscribers = new Map<string, Subscriber>();
  /** Ends of rounds: until then everything that was due had been done. */
  const rounds: number[] = [];
  const told = new Set<string>();
  let heard = 0;
  let flows = 0;

  /** Begins something that goes on beside the workers, whatever they do. */
  function begin(act: Act): void {
    flows += 1;
    world.trace.note(`${kernel.now()} # ${act.name}`);
    kernel.later(null, plans.below(2_000), act.name, () => {
      act.run().then(
        () => {
          flows -= 1;
        },
        (reason: unknown) => world.fail(reason),
      );
    });
  }

  for (const part of cast)
    agenda.add({
      atMs: part.joinMs,
      name: `${part.name} joins`,
      exact: false,
      async run() {
        const its: Subscriber = {
          part,
          customer: '',
          card: '',
          mandate: '',
          subscription: '',
          item: '',
          countedMs: null,
          granted: [],
        };
        await join(world, await priceOf(part), part, its);
        subscribers.set(its.customer, its);
        for (const wish of part.wishes)
          agenda.add({
            atMs: Math.max(wish.atMs, kernel.now()),
            name: `${part.name}: ${wish.kind}`,
            exact: wish.kind !== 'new_card' && wish.kind !== 'revoke',
            run: () => grant(world, its, wish),
          });
      },
    });

  /** Who was told that something is wrong decides what to do about it. */
  function listen(): void {
    const news = ledger.rows<HeardRow>('select * from heard where n > ? order by n', heard);
    heard = news.at(-1)?.n ?? heard;
    for (const each of news) {
      const its = subscribers.get(each.customer ?? '');
      if (each.type !== 'keepsake.recovery_required' || !its || told.has(each.object)) continue;
      told.add(each.object);
      agenda.add({
        atMs: kernel.now() + plans.between(2, 120) * HOUR_MS,
        name: `${its.part.name} answers`,
        exact: false,
        run: () => answer(world, its, each),
      });
    }
  }

  surround(world, agenda, plans, endMs - START_MS);
  // About a hundred ends of processes in a long life, and some in a short one.
  const crash = Math.min(0.002, 0.7 / (options.subscriptions * options.years));
  Object.assign(weather, ROUGH, { crashBefore: crash, crashAfter: crash });
  await world.start();
  while (kernel.now() < endMs && !world.failure()) {
    const slotMs = plans.pick([1, 6, 12, 12, 24]) * HOUR_MS;
    const dueMs = Math.min(ledger.nextDueMs(), ledger.nextOpenMs());
    const nextMs = Math.min(Math.ceil(dueMs / slotMs) * slotMs, agenda.nextMs(), endMs);
    await kernel.until(Math.max(kernel.now() + 1, nextMs));
    if (world.machines().length < 2 && plans.happens(0.02)) await world.start();
    if (world.machines().length > 1 && plans.happens(0.05)) world.machines()[0]?.crash();
    const exact: Act[] = [];
    for (let act = agenda.take(kernel.now()); act; act = agenda.take(kernel.now()))
      if (act.exact) exact.push(act);
      else begin(act);
    await round(world);
    rounds.push(kernel.now());
    listen();
    for (const act of exact) {
      if (world.failure()) break;
      if (ledger.nextDueMs() < kernel.now() + 10 * MINUTE_MS) {
        await kernel.until(Math.max(kernel.now(), ledger.nextDueMs()) + 1_000);
        await round(world);
        rounds.push(kernel.now());
      }
      await alone(world, act);
    }
  }
  if (world.failure()) return { subscribers, rounds };
  calmDown(weather);
  world.acquirer.downUntilMs = 0;
  world.trace.note(`${kernel.now()} # the faults stop`);
  for (let days = 0; days < 4; days += 1) {
    await round(world);
    rounds.push(kernel.now());
    if (flows === 0 && ledger.nextOpenMs() === Number.POSITIVE_INFINITY) break;
    await kernel.until(kernel.now() + DAY_MS);
  }
  return { subscribers, rounds };
}

export async function lead(options: LifeOptions): Promise<Outcome> {
  const { seed, path, speak, years } = options;
  const trace = createTrace(60, speak);
  const weather = drawWeather(createChance('none'));
  calmDown(weather);
  const endMs = moment(2028 + years, 1, 1);
  const chance = createChance(`subscriptions ${seed}`);
  const span = { startMs: START_MS, endMs };
  const world = createWorld({ path, trace, weather, chance, span });
  let figures: Readonly<Record<string, number>> = {};
  try {
    const lived = await live(world, options, endMs);
    if (!world.failure()) {
      const { figures: seen, text } = check({ world, ...lived });
      figures = { ...seen, kills: world.kills() };
      trace.note(text);
    }
  } catch (reason) {
    world.fail(reason);
  }
  const failure = world.failure();
  const steps = world.kernel.steps();
  world.close();
  return {
    seed,
    hash: trace.hash(),
    steps,
    figures,
    failure: failure && {
      rule: failure instanceof Violation ? failure.rule : 'no-surprise',
      message: failure.stack ?? failure.message,
      done: steps,
      last: trace.last(),
    },
  };
}
