/**
 * Whether what a checkout showed is still what it would show: by the revision of everything that it
 * was made from, and by the time. It makes no view.
 */
import type { Context } from '../context.ts';
import { answerLife } from '../model/answer-life.ts';
import { checkoutRevision } from '../storage/checkout-revision.ts';
import type { CheckoutView } from './checkout-state.ts';

/** The revision of a session's view now; null where none can be told, and nothing must be kept. */
export function revisionOf(ctx: Context, session: string): Promise<string | null> {
  return checkoutRevision(ctx.store.db, ctx.account, session);
}

/**
 * Until when a view holds at its revision, in epoch milliseconds; null for one that may not be kept:
 * somebody pressed meanwhile, or the customer lives in a time of their own.
 * @param madeMs when it was begun
 */
export function holdsUntil(view: CheckoutView, madeMs: number): number | null {
  return view.latest !== null || view.session.testClock !== null
    ? null
    : answerLife(view.session, madeMs);
}
