/** Gathers what the readiness decision asks about one card. The same facts serve the endpoint and confirm. */
import type { Context } from '../context.ts';
import { isUnderWay } from '../model/attempt.ts';
import { redisplayStanding } from '../model/consent.ts';
import type { Mandate, PlannedCharge } from '../model/mandate.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { type Readiness, readiness } from '../model/readiness.ts';
import { lastingBar } from '../model/retry.ts';
import { attemptsOfCard } from '../storage/attempts.ts';
import { consentsOfCard } from '../storage/consents.ts';
import { mandatesOf, usesOf } from '../storage/mandates.ts';
import { credentialsOf } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { withoutIdleBackups } from './backups.ts';
import { retryBars } from './retry-budget.ts';
import { routedProcessors } from './routing.ts';

/**
 * Whether this card can be charged now without (or with) the buyer, with every reason against it.
 * @param named a mandate that the merchant insists on; null for any that covers
 */
export async function readinessOf(
  ctx: Context,
  db: Queryable,
  method: PaymentMethod,
  question: {
    readonly initiator: 'merchant' | 'customer';
    readonly charge: PlannedCharge;
    readonly named?: string | null;
    /** What is to be collected, where that is known: one debt is not tried without end. */
    readonly intent?: string | null;
    /** What was allowed for one subscription covers nothing else; null or absent for anything else. */
    readonly subscription?: string | null;
    /** A schedule asks, not a merchant. */
    readonly scheduled?: boolean;
  },
): Promise<Readiness<Mandate>> {
  const all = await withoutIdleBackups(ctx, db, await mandatesOf(db, ctx.account, method.id));
  const subscription = question.subscription ?? null;
  const mandates = all.filter(
    (each) =>
      (each.subscription === null || each.subscription === subscription) &&
      (!question.named || each.id === question.named),
  );
  const uses = await usesOf(
    db,
    mandates.map((each) => each.id),
  );
  const tried = await attemptsOfCard(db, ctx.account, method.id);
  const unknown = tried.find(
    (each) =>
      each.status === 'unknown' ||
      (each.status === 'started' && !isUnderWay(each) && each.notAfterMs < ctx.wall()),
  );
  const { amountMinor, currency } = question.charge;
  const thoughtOf = {
    initiator: question.initiator,
    amountMinor,
    currency,
    intent: question.intent ?? null,
    scheduled: question.scheduled ?? false,
  };
  const bars = await retryBars(ctx, db, method, thoughtOf, tried);
  const wait = lastingBar(bars, 'retry_not_before');
  const spent = lastingBar(bars, 'retry_budget_exhausted');
  const consents = await consentsOfCard(db, ctx.account, method.id);
  return readiness({
    nowMs: ctx.now(),
    initiator: question.initiator,
    charge: question.charge,
    method,
    credentials: await credentialsOf(db, ctx.account, method.id),
    processors: routedProcessors(ctx, method, { amountMinor: amountMinor ?? 0, currency }),
    mandates,
    usesOf: (mandate) => uses.filter((use) => use.mandate === mandate.id),
    policy: ctx.config.mandates,
    consentWithdrawn: redisplayStanding(consents, false).withdrawnBy !== null,
    blocked: lastingBar(bars, 'card_blocked') !== null,
    attemptUnknown: unknown ? { untilMs: unknown.resolveAfterMs } : null,
    retryNotBeforeMs: wait?.untilMs ?? null,
    retryBudgetUntilMs: spent && (spent.untilMs ?? Number.POSITIVE_INFINITY),
  });
}
