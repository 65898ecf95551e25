/**
 * One life from one seed: a world is made, so many things are done in it while faults strike, then the
 * faults stop and everything must come to rest. What it came to is told, with the way there.
 */
import { createHash } from 'node:crypto';
import { createChance, createWeighing } from './chance.ts';
import { AS_MERCHANT } from './clients.ts';
import { texts } from './invariants/privacy.ts';
import { nextDueMs, openEnds } from './invariants/rest.ts';
import { must } from './invariants/rule.ts';
import type { Violation } from './journal.ts';
import { settled } from './kernel.ts';
import { createDraw } from './operations/index.ts';
import { createTrace } from './trace.ts';
import { calmDown, drawWeather } from './weather.ts';
import { createWorld, type World } from './world.ts';

/** What is closed under a data key: that comes from the system, in every world. */
const SEALED = /v2\.[\w-]+(\.[\w-]+){4}/g;

export interface LifeOptions {
  readonly seed: number;
  /** Things to do. */
  readonly operations: number;
  /** A new database. */
  readonly path: string;
  /** Gets every line of the trace as it comes; null for nobody. */
  readonly speak: ((line: string) => void) | null;
}

export interface LifeResult {
  readonly seed: number;
  readonly hash: string;
  /** Happenings in the kernel. */
  readonly steps: number;
  readonly failure: {
    readonly rule: string;
    readonly message: string;
    /** Things done before it showed. */
    readonly done: number;
    readonly last: readonly string[];
  } | null;
}

const KEPT_LINES = 60;
const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** Rounds, and time, within which everything must come to rest. */
const ROUNDS = 400;
const REST_MS = 12 * DAY_MS;

/** Which events the merchant wants: mostly few, because each one costs a delivery. */
const pickEvents = createWeighing<readonly string[]>([
  [1, ['*']],
  [2, ['payment_intent.succeeded', 'payment_intent.canceled']],
  [1, ['payment_intent.succeeded', 'charge.refunded']],
  [1, ['payment_intent.payment_failed', 'keepsake.attempt.unknown']],
]);

/** The merchant tells where its events go; before any fault. */
async function greet(world: World): Promise<void> {
  await world.start();
  const wants = pickEvents(world.chance);
  const asking = world.ask({
    method: 'POST',
    path: '/v1/webhook_endpoints',
    headers: AS_MERCHANT,
    body: JSON.stringify({ url: 'https://shop.test/hooks', enabled_events: wants }),
  });
  let made = false;
  void asking.then((reply) => {
    world.journal.endpointSecret = String(reply?.body.secret);
    made = true;
  });
  await world.kernel.waitFor(() => made, world.kernel.now() + MINUTE_MS);
}

/** Between two things that are done: nothing, a few happenings, or a while. */
async function breathe(world: World): Promise<void> {
  const { chance, kernel } = world;
  const lot = chance.next();
  if (lot < 0.35) return;
  if (lot < 0.7) {
    const steps = chance.between(1, 12);
    for (let step = 0; step < steps; step += 1) await kernel.step(kernel.now() + MINUTE_MS);
    return;
  }
  const ms = lot < 0.95 ? chance.between(100, 15_000) : chance.between(10_000, 10 * MINUTE_MS);
  await kernel.until(kernel.now() + ms);
}

/** Lets workers and clock go on until nothing is open any more. */
async function comeToRest(world: World, underWay: () => number): Promise<void> {
  const { kernel, oracle } = world;
  const endMs = kernel.now() + REST_MS;
  for (let round = 0; round < ROUNDS && kernel.now() < endMs; round += 1) {
    if (world.failure()) return;
    if (world.machines().length === 0) await world.start();
    for (const machine of world.machines()) world.work(machine);
    await kernel.waitFor(() => !world.working(), kernel.now() + 10 * MINUTE_MS);
    await kernel.until(kernel.now() + 1_000);
    if (openEnds(oracle.books).length === 0 && underWay() === 0) return;
    const due = nextDueMs(oracle.books) ?? kernel.now() + 5_000;
    await kernel.until(Math.max(kernel.now() + 1, Math.min(due, kernel.now() + 2 * DAY_MS)));
  }
}

/** What was given up by hand, on mistaken evidence, is asked about once more. */
async function askAgain(world: World): Promise<void> {
  const [machine] = world.machines();
  if (!machine) return;
  let asked = false;
  machine.keepsake.reconcile(0).then(
    () => {
      asked = true;
    },
    (reason: unknown) => world.fail(reason),
  );
  await settled();
  await world.kernel.waitFor(() => asked, world.kernel.now() + DAY_MS);
}

async function verifyLedger(world: World): Promise<void> {
  const { ok, broken } = (await world.machines()[0]?.keepsake.verify()) ?? { ok: true, broken: [] };
  must(ok, 'ledger-holds', () => `broken: ${broken.join(', ')}`);
}

async function live(world: World, operations: number, count: (done: number) => void) {
  const { chance, kernel, trace, weather } = world;
  const flows = new Set<Promise<void>>();
  const draw = createDraw(chance);
  await greet(world);
  Object.assign(weather, drawWeather(chance));
  // Each request and each worker's turn counts as one thing, whatever it belongs to and whoever
  // began it; so does a thing without any, such as a crash or a step of the clock.
  let done = 0;
  while (done < operations && !world.failure()) {
    count(done);
    const before = world.busy();
    if (world.machines().length === 0) await world.start();
    const { name, act, alone } = draw();
    trace.note(`${kernel.now()} # ${done} ${name}`);
    const flow: Promise<void> = act(world)
      .catch((reason: unknown) => world.fail(reason))
      .finally(() => flows.delete(flow));
    flows.add(flow);
    if (alone) await flow;
    await settled();
    await breathe(world);
    done += Math.max(1, world.busy() - before);
  }
  if (world.failure()) return;
  calmDown(weather);
  for (const acquirer of world.acquirers) acquirer.downUntilMs = 0;
  trace.note(`${kernel.now()} # the faults stop`);
  await comeToRest(world, () => flows.size);
  await askAgain(world);
  await comeToRest(world, () => flows.size);
  if (world.failure()) return;
  world.oracle.afterCommit();
  world.oracle.rest(world.town.people);
  await verifyLedger(world);
  const all = createHash('sha256');
  for (const { table, text } of texts(world.oracle.books))
    all.update(`${table} ${text.replace(SEALED, 'sealed')}`);
  trace.note(`everything: ${all.digest('hex')}`);
}

export async function lead({ seed, operations, path, speak }: LifeOptions): Promise<LifeResult> {
  const trace = createTrace(KEPT_LINES, speak);
  const weather = drawWeather(createChance('none'));
  calmDown(weather);
  const world = createWorld({ path, trace, weather, chance: createChance(`seed ${seed}`) });
  let done = 0;
  try {
    await live(world, operations, (count) => {
      done = count;
    });
  } catch (reason) {
    world.fail(reason);
  }
  const failure: Violation | null = world.failure();
  world.close();
  return {
    seed,
    hash: trace.hash(),
    steps: world.kernel.steps(),
    failure: failure && {
      rule: failure.rule,
      message: failure.message,
      done,
      last: trace.last(),
    },
  };
}
