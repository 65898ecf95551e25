/**
 * A test clock on its way: the work of its customers is done in the order in which it is due, each
 * with the clock standing at that very time. Whoever holds the clock's lease does it; killed anywhere,
 * somebody else goes on where it stood. It decides no work itself: that is `life-duties.ts`.
 */
import type { Context } from '../context.ts';
import { nextStep, OUTCOME_PATIENCE_MS, type TestClock } from '../model/test-clock.ts';
import type { Queryable } from '../storage/repository.ts';
import {
  claimTestClocks,
  hasOpenOutcome,
  recordTestClock,
  testClocks,
} from '../storage/test-clocks.ts';
import { atClock } from './clock.ts';
import { emit } from './events.ts';
import { LIFE_DUTIES, type LifeDuty } from './life-duties.ts';
import { deleteTestClock } from './test-clocks.ts';

/** Longer than one step may take; whoever goes on after a kill waits for its end. In milliseconds. */
const LEASE_MS = 60_000;
/** How long one worker's turn stays with a clock: other duties wait meanwhile. In milliseconds. */
const TURN_MS = 1_000;
/** How long a request that sends a clock on its way stays with it, in milliseconds. */
const REQUEST_MS = 5_000;
/** Between two looks at a payment whose outcome is open, in milliseconds. */
const LOOK_AGAIN_MS = 1_000;
/** Rounds of work at one and the same time; more than this never ends. */
const ROUNDS_MAX = 2_000;

/** A clock that this process holds, on its way. */
type Moving = TestClock & { readonly targetMs: number };

/** A duty that has work on a clock, and when; epoch ms. */
interface DueDuty {
  readonly duty: LifeDuty;
  readonly atMs: number;
}

/** Every duty that has work on this clock, at `fromMs` or later, with the time of its earliest. */
async function dutiesOf(db: Queryable, clock: string, fromMs: number): Promise<readonly DueDuty[]> {
  const due: DueDuty[] = [];
  for (const duty of LIFE_DUTIES) {
    const atMs = await duty.nextMs(db, clock, fromMs);
    if (atMs !== null) due.push({ duty, atMs });
  }
  return due;
}

const earliest = (due: readonly DueDuty[]) =>
  due.length === 0 ? null : Math.min(...due.map(({ atMs }) => atMs));

/** Writes where the clock stands, while it is still held. @returns the clock; null when it is not */
async function hold<C extends TestClock>(
  tx: Queryable,
  clock: C,
  change: Partial<TestClock>,
): Promise<C | null> {
  return (await recordTestClock(tx, clock, change)) ? { ...clock, ...change } : null;
}

async function tell(ctx: Context, tx: Queryable, type: string, clock: TestClock): Promise<void> {
  const object = ctx.encode.testClock(clock);
  await emit(ctx, tx, { type: `test_helpers.test_clock.${type}`, object });
}

/** The end of the way, wherever it is: nobody looks at the clock again until it is to be deleted. */
async function end(
  ctx: Context,
  clock: TestClock,
  status: 'ready' | 'internal_failure',
  frozenMs: number,
): Promise<void> {
  await ctx.store.transact(async (tx) => {
    const rest = { targetMs: null, waitingSinceMs: null, dueMs: clock.deletesAfterMs };
    const after = await hold(tx, clock, { ...rest, status, frozenMs });
    if (after) await tell(ctx, tx, status, after);
  });
}

/** Whether the clock stands still for a payment whose outcome is open; what it notes of that. */
async function waitsFor(
  ctx: Context,
  clock: Moving,
): Promise<{ readonly waits: boolean; readonly waitingSinceMs: number | null }> {
  if (!(await hasOpenOutcome(ctx.store.db, clock.account, clock.id)))
    return { waits: false, waitingSinceMs: null };
  const waitingSinceMs = clock.waitingSinceMs ?? ctx.wall();
  return { waits: ctx.wall() - waitingSinceMs < OUTCOME_PATIENCE_MS, waitingSinceMs };
}

/** Does what is due by `ctx.now()`. @returns how much was done */
async function actAll(ctx: Context, due: readonly DueDuty[]): Promise<number> {
  let done = 0;
  for (const { duty, atMs } of due) if (atMs <= ctx.now()) done += await duty.act(ctx);
  return done;
}

/**
 * Goes on with a clock that this process has claimed, until it has arrived, has to wait, or its time
 * here is over.
 */
async function goOn(ctx: Context, claimed: Moving, stayMs: number): Promise<void> {
  const untilMs = ctx.wall() + stayMs;
  const move = (clock: Moving, change: Partial<TestClock>) =>
    ctx.store.transact((tx) => hold(tx, clock, change));
  let clock: Moving | null = claimed;
  let fromMs = 0;
  let rounds = 0;
  while (clock) {
    const { waits, waitingSinceMs } = await waitsFor(ctx, clock);
    if (waits || ctx.wall() >= untilMs) {
      await move(clock, { waitingSinceMs, dueMs: ctx.wall() + (waits ? LOOK_AGAIN_MS : 0) });
      return;
    }
    const due = await dutiesOf(ctx.store.db, clock.id, fromMs);
    const step = nextStep(clock, earliest(due));
    if (step.action === 'arrive') return end(ctx, clock, 'ready', clock.targetMs);
    const frozenMs = step.atMs;
    rounds = frozenMs === clock.frozenMs ? rounds + 1 : 0;
    if (rounds > ROUNDS_MAX) throw new Error(`work at ${frozenMs} never ends`);
    clock = await move(clock, { frozenMs, waitingSinceMs, dueMs: ctx.wall() + LEASE_MS });
    if (!clock) return;
    const done = await actAll(atClock(ctx, clock), due);
    // What cannot be done now is left behind, and done with whatever is due next.
    fromMs = done > 0 ? 0 : Math.max(fromMs, frozenMs) + 1;
  }
}

/** The same, where what goes wrong ends the advance: it is for a human to look at. */
async function goOnSafely(base: Context, clock: TestClock, stayMs: number): Promise<void> {
  const { targetMs } = clock;
  const ctx: Context = { ...base, account: clock.account, clock: null, now: () => base.wall() };
  if (clock.status !== 'advancing' || targetMs === null) {
    if (clock.deletesAfterMs <= ctx.wall()) await deleteTestClock(ctx, clock.id);
    return;
  }
  try {
    await goOn(ctx, { ...clock, targetMs }, stayMs);
  } catch (reason) {
    ctx.log.error({ clock: clock.id, reason }, 'a test clock could not be advanced');
    const now = await testClocks.find(ctx.store.db, clock.account, clock.id);
    if (now?.fence === clock.fence) await end(ctx, now, 'internal_failure', now.frozenMs);
  }
}

/** Goes on with clocks that are on their way, and deletes those whose time is over. @returns how many */
export async function advanceDue(base: Context): Promise<number> {
  const claim = { nowMs: base.wall(), leaseMs: LEASE_MS };
  const claimed = await base.store.transact((tx) => claimTestClocks(tx, claim));
  for (const clock of claimed) await goOnSafely(base, clock, TURN_MS);
  return claimed.length;
}

/** Goes on with one clock that was just sent on its way, unless somebody was faster. */
export async function advanceNow(base: Context, id: string): Promise<void> {
  const claim = { nowMs: base.wall(), leaseMs: LEASE_MS, id };
  const claimed = await base.store.transact((tx) => claimTestClocks(tx, claim));
  for (const clock of claimed) await goOnSafely(base, clock, REQUEST_MS);
}
