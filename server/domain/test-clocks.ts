/** Test clocks as merchants manage them, in test mode only. What happens on the way is `advancing.ts`. */
import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import { SESSION_MAX_MS } from '../model/limits.ts';
import { invalidRequest, notFound } from '../model/problem.ts';
import { CLOCK_LIFE_MS, CLOCK_MAX_MS, canAdvance, type TestClock } from '../model/test-clock.ts';
import type { Listed, Queryable } from '../storage/repository.ts';
import { customersOn, moveToClock, removeTestClock, testClocks } from '../storage/test-clocks.ts';
import { atClock } from './clock.ts';
import { customerParam } from './customers.ts';
import { deleteCustomer } from './erasure.ts';
import { emit } from './events.ts';
import { expireDue } from './expiry.ts';
import { type ListInput, pageOf } from './lists.ts';
import { notePoint, resumedId } from './recovery-points.ts';

/** Whether real money could move: our own key, or a processor's, is a live one. */
function isLive(config: Config): boolean {
  const { secretKey, stripeSecretKey = '', processors, adyenEnvironment } = config;
  return (
    secretKey.startsWith('sk_live_') ||
    (processors.includes('stripe') && /^[sr]k_live_/.test(stripeSecretKey)) ||
    (processors.includes('adyen') && adyenEnvironment.startsWith('live'))
  );
}

function refuseLive(ctx: Context): void {
  if (!isLive(ctx.config)) return;
  throw invalidRequest(
    'Test clocks exist in test mode only: a live key or processor is configured here.',
    'test_mode_only',
  );
}

async function tell(ctx: Context, tx: Queryable, type: string, clock: TestClock): Promise<void> {
  const object = ctx.encode.testClock(clock);
  await emit(ctx, tx, { type: `test_helpers.test_clock.${type}`, object });
}

/**
 * @param customer an existing customer who lives by this clock from now on; null for none
 * @throws Problem 400 in live mode, or for a customer that has a clock already
 */
export async function createTestClock(
  ctx: Context,
  given: Pick<TestClock, 'name' | 'frozenMs'> & { readonly customer: string | null },
): Promise<TestClock> {
  refuseLive(ctx);
  const made = resumedId(ctx, 'clock');
  if (made !== null) return findTestClock(ctx, made);
  const { customer: id, ...fields } = given;
  const createdMs = ctx.wall();
  const clock: TestClock = {
    ...fields,
    id: ctx.newId('clock'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs,
    targetMs: null,
    waitingSinceMs: null,
    status: 'ready',
    deletesAfterMs: createdMs + CLOCK_LIFE_MS,
    dueMs: createdMs + CLOCK_LIFE_MS,
    fence: 0,
  };
  return ctx.store.transact(async (tx) => {
    if (id !== null) {
      const { testClock } = await customerParam(ctx, tx, id);
      if (testClock !== null)
        throw invalidRequest(
          `This customer lives by the test clock ${testClock} already.`,
          'parameter_invalid',
          'customer',
        );
    }
    await testClocks.insert(tx, clock);
    if (id !== null) await moveToClock(tx, ctx.account, id, clock.id);
    await notePoint(ctx, tx, clock.id);
    await tell(ctx, tx, 'created', clock);
    return clock;
  });
}

/** @throws Problem 404 */
export async function findTestClock(
  ctx: Context,
  id: string,
  db: Queryable = ctx.store.db,
): Promise<TestClock> {
  const clock = await testClocks.find(db, ctx.account, id);
  if (!clock) throw notFound('test clock', id, true);
  return clock;
}

export async function listTestClocks(ctx: Context, input: ListInput): Promise<Listed<TestClock>> {
  return testClocks.list(ctx.store.db, ctx.account, pageOf(input));
}

/**
 * Sends a clock on its way. It is due at once, for this process or any other.
 * @throws Problem 404, or 400 while it is on its way, backwards or too far
 */
export async function beginAdvance(ctx: Context, id: string, targetMs: number): Promise<TestClock> {
  refuseLive(ctx);
  const begun = resumedId(ctx, 'clock');
  if (begun !== null) return findTestClock(ctx, begun);
  return ctx.store.transact(async (tx) => {
    const before = await findTestClock(ctx, id, tx);
    const ruling = canAdvance(before, targetMs);
    if (!ruling.ok) throw invalidRequest(ruling.message, ruling.code, 'frozen_time');
    const change = {
      status: 'advancing',
      targetMs,
      waitingSinceMs: null,
      dueMs: ctx.wall(),
    } as const;
    await testClocks.update(tx, ctx.account, id, change);
    const clock: TestClock = { ...before, ...change };
    await notePoint(ctx, tx, id);
    await tell(ctx, tx, 'advancing', clock);
    return clock;
  });
}

/**
 * The context of whoever is made to live by a clock, at its time.
 * @throws Problem 400 with `param` for a clock that is not there
 */
export async function onTestClock(ctx: Context, id: string): Promise<Context> {
  refuseLive(ctx);
  const clock = await testClocks.find(ctx.store.db, ctx.account, id);
  if (!clock) throw notFound('test clock', id, 'test_clock');
  return atClock(ctx, clock);
}

/** Deletes a clock with its customers, and what they subscribed to. @throws Problem 404 */
export async function deleteTestClock(ctx: Context, id: string): Promise<void> {
  const clock = await findTestClock(ctx, id);
  // Nobody would end them any more.
  while ((await expireDue(atClock(ctx, clock), CLOCK_MAX_MS + SESSION_MAX_MS)) > 0);
  for (const customer of await customersOn(ctx.store.db, ctx.account, id))
    await deleteCustomer(atClock(ctx, clock), customer);
  await ctx.store.transact(async (tx) => {
    const last = await testClocks.find(tx, ctx.account, id);
    if (!last) return;
    await removeTestClock(tx, ctx.account, id);
    await tell(ctx, tx, 'deleted', last);
  });
}
