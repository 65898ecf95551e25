/**
 * One cycle of the kill loop: load, a death, a time in which nobody is there, a start on what was
 * left, the clients' answers, the settling, and everything that must be true then.
 */
import { differences, readBooks } from './books.ts';
import type { Told } from './client.ts';
import type { Crew, Lane } from './lane.ts';
import {
  broken,
  leftBehind,
  miscounted,
  nextDueMs,
  overused,
  unfinished,
  unheard,
} from './order.ts';
import { type Fate, POINTS, type Point } from './points.ts';
import type { Roll } from './seeded.ts';
import { anyTrade } from './trades.ts';
import { outdated, unrepeatable } from './truths.ts';

/** What is going to happen, drawn from the seed before anything does. */
export interface CyclePlan {
  readonly seed: number;
  /** Where to die; null at a moment of its own. */
  readonly fate: Fate | null;
  /** Where there is no point: real milliseconds after the load has begun. */
  readonly killAfterMs: number;
  readonly trades: number;
  /** How many milliseconds of the lane nobody is there. */
  readonly absenceMs: number;
  readonly crew: Crew;
  /** Whether whoever has not died lives on, and finds what the dead left. */
  readonly spares: boolean;
  /** Dies again while it recovers, at a point of its own. */
  readonly again: Fate | null;
  readonly bankDies: boolean;
  /** Share of the bank's calls and webhooks that go wrong, for each kind of fault. */
  readonly faultRate: number;
}

export interface CycleResult {
  /** What is not as it must be. */
  readonly wrong: readonly string[];
  /** The named points at which somebody really died. */
  readonly points: readonly string[];
  /** Answers that clients were given, and how often their connections broke. */
  readonly answers: number;
  readonly broken: number;
}

/**
 * How long everything may take to settle, real milliseconds: much on a busy machine, next to nothing on
 * the lane's clock that leaps meanwhile.
 */
export const SETTLING_MS = 40_000;
/**
 * How long nobody is there, milliseconds of the lane: mostly long enough for every lease and proof, and
 * now and then so short that the clients have to wait for them.
 */
const ABSENCES_MS = [0, 4_000, 20_000, 61_000, 61_000, 61_000, 61_000, 61_000, 660_000, 660_000];
/** Between two looks while settling, real milliseconds. */
const LOOK_MS = 25;
/** After so long a settling the lane's time begins to leap, and then to go where something is due. */
const LEAP_AFTER_MS = 400;
const LEAP_MS = 3_000;
const GO_AFTER_MS = 1_500;
const GO_MS = 6 * 3_600_000;

/** How far the lane leaps between two looks, by how long it has been settling already. */
function leapMs(lane: Lane, forMs: number): number {
  if (forMs < LEAP_AFTER_MS) return 0;
  if (forMs < GO_AFTER_MS) return LEAP_MS;
  const due = nextDueMs(lane.ours) ?? 0;
  return Math.min(Math.max(due - lane.now(), LEAP_MS), GO_MS);
}

/** How long one waits for somebody to come to a named point, real milliseconds. */
const POINT_MS = 4_000;

const FAULTS = [
  'down',
  'timeout_before_effect',
  'timeout_after_effect',
  'error_after_effect',
  'garbage',
  'delay',
  'decline',
  'webhook_duplicate',
  'webhook_late',
  'webhook_reordered',
];

function fateOf(roll: Roll, point: Point): Fate {
  const most = point === 'committing' ? 20 : 4;
  return { point, nth: roll.between(1, most), afterUs: roll.between(1, 80) };
}

/** @param only the one named point to die at, where somebody looks for a failure there */
export function planCycle(roll: Roll, seed: number, only: Point | null = null): CyclePlan {
  const named = only ?? (roll() < 0.6 ? roll.pick(POINTS) : null);
  return {
    seed,
    fate: named && fateOf(roll, named),
    killAfterMs: roll.between(5, 450),
    trades: roll.between(6, 14),
    absenceMs: roll.pick(ABSENCES_MS),
    crew: roll() < 0.2 ? 'apart' : 'all',
    spares: false,
    again: roll() < 0.12 ? fateOf(roll, roll.pick(POINTS)) : null,
    bankDies: roll() < 0.1,
    faultRate: roll.pick([0, 0.01, 0.03]),
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Makes the bank unreliable, and nothing else of it.
 * @param rate share of its calls and webhooks that go wrong, for each kind of fault; 0 mends it
 */
export async function armFaults(lane: Lane, rate: number, seed: number): Promise<void> {
  await lane.bank('DELETE', '/faults');
  if (rate === 0) return;
  for (const [at, kind] of FAULTS.entries())
    await lane.bank('POST', '/faults', { kind, rate, seed: seed + at, ms: 6_000 });
}

/** A card token as the frame would get it, good for any session. */
export async function cardToken(lane: Lane): Promise<string> {
  const card = { number: '4242424242424242', exp_month: 12, exp_year: 2040, cvc: '123' };
  for (;;) {
    const made = await lane.bank('POST', '/tokens', card).catch(() => null);
    if (made) return String((made as { id: unknown }).id);
    await pause(LOOK_MS);
  }
}

/** Waits for the death of somebody, for its time, or until there is nothing left to die in. */
async function untilDeath(
  lane: Lane,
  plan: CyclePlan,
  trades: readonly Promise<unknown>[],
): Promise<void> {
  const ends = lane.crew().map((each) => each.ended);
  await Promise.race([
    ...ends,
    pause(plan.fate ? POINT_MS : plan.killAfterMs),
    Promise.all(trades),
  ]);
}

/** Lets the lane's time pass until nothing is open. @returns what is, in the end */
export async function settle(lane: Lane, withinMs: number): Promise<readonly string[]> {
  const began = performance.now();
  for (;;) {
    await lane.look();
    const open = unfinished(lane.ours);
    if (open.length === 0) return [];
    const forMs = performance.now() - began;
    if (forMs > withinMs) return open.map((each) => `stuck: ${each}`);
    await pause(LOOK_MS);
    const leap = leapMs(lane, forMs);
    if (leap > 0) await lane.jump(leap);
  }
}

/** Everything that must be true when nothing is under way. */
export async function judge(lane: Lane, told: readonly Told[]): Promise<readonly string[]> {
  const { ours, theirs, client } = lane;
  await lane.look();
  const verified = await client.send({ method: 'GET', path: '/v1/consents/verify' });
  return [
    ...differences(readBooks(ours, theirs)),
    ...leftBehind(ours),
    ...miscounted(ours),
    ...overused(ours),
    ...unheard(ours, lane.received),
    ...outdated(ours, told),
    ...(await unrepeatable(client, told)),
    ...(verified.body.ok === true ? [] : [`the consent ledger is broken: ${verified.text}`]),
    ...[ours, theirs].flatMap(broken),
  ];
}

/** Runs one cycle on a lane whose crew is up; leaves it up for the next one. */
export async function runCycle(
  lane: Lane,
  plan: CyclePlan,
  roll: Roll,
  settlingMs: number = SETTLING_MS,
): Promise<CycleResult> {
  const { client } = lane;
  const brokenBefore = client.broken.count;
  const complaints: string[] = [];
  await armFaults(lane, plan.faultRate, plan.seed);
  for (const each of lane.crew()) await each.arm(plan.fate);
  const trades = Array.from({ length: plan.trades }, async (_, at) => {
    const its = roll.fork(at);
    await pause(its() * 150);
    const name = `trade ${plan.seed}.${at}`;
    await anyTrade({ client, roll: its, name, token: () => cardToken(lane) }).catch(
      (reason: Error) => complaints.push(reason.message),
    );
  });
  await untilDeath(lane, plan, trades);
  const points = [...(await lane.killCrew(plan.spares))];
  if (plan.bankDies) await lane.restartBank();
  await lane.jump(plan.absenceMs);
  await lane.start(plan.crew, plan.again);
  if (plan.again) {
    await Promise.race([...lane.crew().map((each) => each.ended), pause(150)]);
    points.push(...(await lane.killCrew()));
    await lane.start(plan.crew);
  }
  await Promise.all(trades);
  await armFaults(lane, 0, 0);
  const stuck = await settle(lane, settlingMs);
  const told = client.takeTold();
  const judged = await judge(lane, told);
  return {
    wrong: [...complaints, ...stuck, ...client.faults.splice(0), ...judged],
    points,
    answers: told.length,
    broken: client.broken.count - brokenBefore,
  };
}
