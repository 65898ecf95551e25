/** Gathers what the readiness decision asks about one card. The same facts serve the endpoint and confirm. */
import type { Context } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import { redisplayStanding } from '../model/consent.ts';
import { classify } from '../model/decline.ts';
import type { Mandate, PlannedCharge } from '../model/mandate.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { type Readiness, readiness } from '../model/readiness.ts';
import { type CardDecline, retryBounds } from '../model/retry.ts';
import { attemptsOfCard } from '../storage/attempts.ts';
import { consentsOfCard } from '../storage/consents.ts';
import { mandatesOf, usesOf } from '../storage/mandates.ts';
import { credentialsOf } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { withoutIdleBackups } from './backups.ts';

function declinesAmong(tried: readonly Attempt[]): readonly CardDecline[] {
  return tried.flatMap(({ decline, createdMs: atMs }) => {
    if (decline === null) return [];
    const { networkCode } = decline;
    const { scheduleMs } = classify(decline.code, networkCode);
    return [{ atMs, networkCode, scheduleMs }];
  });
}

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
  },
): Promise<Readiness<Mandate>> {
  const all = await withoutIdleBackups(ctx, db, await mandatesOf(db, ctx.account, method.id));
  const mandates = question.named ? all.filter((each) => each.id === question.named) : all;
  const uses = await usesOf(
    db,
    mandates.map((each) => each.id),
  );
  const tried = await attemptsOfCard(db, ctx.account, method.id);
  const unknown = tried.find(
    ({ status, notAfterMs }) =>
      status === 'unknown' || (status === 'started' && notAfterMs < ctx.now()),
  );
  const bounds = retryBounds(declinesAmong(tried), ctx.now());
  const consents = await consentsOfCard(db, ctx.account, method.id);
  return readiness({
    nowMs: ctx.now(),
    initiator: question.initiator,
    charge: question.charge,
    method,
    credentials: await credentialsOf(db, ctx.account, method.id),
    processors: ctx.processors.map(({ name, capabilities }) => ({
      name,
      currencies: capabilities.currencies,
      credentialKinds: capabilities.credentialKinds,
    })),
    mandates,
    usesOf: (mandate) => uses.filter((use) => use.mandate === mandate.id),
    policy: ctx.config.mandates,
    consentWithdrawn: redisplayStanding(consents, false).withdrawnBy !== null,
    blocked: tried.some(
      ({ decline, initiator }) =>
        decline !== null &&
        initiator === 'merchant' &&
        classify(decline.code, decline.networkCode).kind === 'never',
    ),
    attemptUnknown: unknown ? { untilMs: unknown.resolveAfterMs } : null,
    retryNotBeforeMs: bounds.notBeforeMs,
    retryBudgetUntilMs: bounds.budgetUntilMs,
  });
}
