/** Sessions past their end are expired for good, with their intent and their event. */
import type { Context } from '../context.ts';
import { isOpen } from '../model/attempt.ts';
import { standingAttempt } from '../storage/attempts.ts';
import { expiredSessions } from '../storage/checkout-sessions.ts';
import { expireIn } from './checkout-sessions.ts';

/**
 * Ends sessions of those who live in the time of `base`.
 * @param untilMs those that would end by then, epoch ms
 * @returns how many ended; one with an open payment ends once its outcome is known
 */
export async function expireDue(base: Context, untilMs: number = base.now()): Promise<number> {
  const clock = base.clock ?? null;
  const due = await expiredSessions(base.store.db, untilMs, clock);
  let ended = 0;
  for (const { id, account } of due) {
    const ctx: Context = { ...base, account };
    await ctx.store.transact(async (tx) => {
      const [session] = (await expiredSessions(tx, untilMs, clock)).filter(
        (each) => each.id === id,
      );
      if (!session) return;
      const standing = await standingAttempt(
        tx,
        account,
        session.paymentIntent ?? session.setupIntent ?? '',
      );
      if (standing && isOpen(standing.status)) return;
      await expireIn(ctx, tx, session);
      ended += 1;
    });
  }
  return ended;
}
