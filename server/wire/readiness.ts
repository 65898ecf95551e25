/** Whether a card can be charged later, as merchants ask and are told. Our own object. */
import { z } from 'zod';
import { AMOUNT_MAX_MINOR } from '../model/limits.ts';
import { MANDATE_CATEGORIES } from '../model/mandate.ts';
import type { Readiness } from '../model/readiness.ts';
import { common, currency, integer } from './form.ts';
import { inSeconds } from './intents.ts';

export const readinessInput = z.strictObject({
  ...common,
  amount: integer(1, AMOUNT_MAX_MINOR),
  currency: currency(),
  category: z.enum(MANDATE_CATEGORIES).optional(),
});
export type ReadinessInput = z.output<typeof readinessInput>;

/** @param backup the card that the buyer named for when this one has ended; null without one */
export function encodeReadiness(
  answer: Pick<Readiness<unknown>, 'ready' | 'reasons'>,
  backup: string | null = null,
): Record<string, unknown> {
  return {
    object: 'readiness',
    ready: answer.ready,
    reasons: answer.reasons.map(({ code, message, fix, untilMs }) => ({
      code,
      message,
      fix,
      ...(untilMs === null ? {} : { until: inSeconds(untilMs) }),
    })),
    ...(backup === null ? {} : { backup_payment_method: backup }),
  };
}
