/**
 * Waiting for what another process carries out: whoever asks about a payment at the server that did
 * not begin it hears the same as at the one that did, if that comes soon. It looks at what is
 * recorded, and asks no processor.
 */
import type { Context } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import { FALLBACK } from '../model/fallback.ts';
import { attemptsOf } from '../storage/attempts.ts';
import { lastOf } from './fallback.ts';

/** The longest wait, in milliseconds; what takes longer is told as it stands. */
const PATIENCE_MS = 3_000;
/** Between the first two looks, in milliseconds; later ones are further apart. */
const LOOK_MS = 25;
const LONGEST_LOOK_MS = 250;

/** Whether somebody may be calling a processor for it now: its own call, or the next one after a fallback. */
const isBusy = ({ status, decision }: Attempt) =>
  status === 'started' || decision?.action === FALLBACK;

const pause = (ctx: Context, ms: number) =>
  new Promise<void>((resolve) => {
    ctx.timer(ms, resolve);
  });

/** @returns the attempt, or the one that followed it, as it stands when somebody has recorded more, or nobody soon does */
export async function waitElsewhere(ctx: Context, attempt: Attempt): Promise<Attempt> {
  const untilMs = Math.min(ctx.wall() + PATIENCE_MS, attempt.resolveAfterMs ?? 0);
  let now = attempt;
  for (let waitMs = LOOK_MS; isBusy(now) && ctx.wall() < untilMs; ) {
    await pause(ctx, waitMs);
    waitMs = Math.min(LONGEST_LOOK_MS, waitMs * 2);
    const all = await attemptsOf(ctx.store.db, ctx.account, attempt.intent);
    now = lastOf(all, all.find(({ id }) => id === now.id) ?? now);
  }
  return now;
}
