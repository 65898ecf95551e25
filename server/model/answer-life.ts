/** Until when a checkout's answer says the same, if nothing that it was made from changes. */
import { ANSWER_KEPT_MS, PREFILL_WINDOW_MS } from './limits.ts';

/**
 * Time alone changes an answer when the session ends, when its prefill does, and when a month does
 * (cards expire with months, UTC). A frame's address lives far longer than an answer is kept.
 * @returns epoch milliseconds
 */
export function answerLife(
  session: { readonly createdMs: number; readonly expiresAtMs: number },
  nowMs: number,
): number {
  const now = new Date(nowMs);
  const nextMonthMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  const prefillEndsMs = session.createdMs + PREFILL_WINDOW_MS;
  const turns = [session.expiresAtMs, prefillEndsMs, nextMonthMs].filter((at) => at > nowMs);
  return Math.min(nowMs + ANSWER_KEPT_MS, ...turns);
}
