/** Charges: the attempts of payment intents, as merchants' tools know them. Nothing is stored under this name. */
import type { Context } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import { attemptIdOf } from '../model/id.ts';
import { notFound } from '../model/problem.ts';
import { attempts, attemptsWhere } from '../storage/attempts.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import type { Queryable } from '../storage/repository.ts';
import { type ListInput, pageOf } from './lists.ts';
import { chargeSnapshot } from './snapshots.ts';

async function asCharge(
  ctx: Context,
  db: Queryable,
  attempt: Attempt,
): Promise<Record<string, unknown> | null> {
  const intent = await paymentIntents.find(db, ctx.account, attempt.intent);
  return intent && chargeSnapshot(ctx, db, attempt, intent);
}

/** A charge as it goes over the wire. @throws Problem 404 */
export async function retrieveCharge(ctx: Context, id: string): Promise<Record<string, unknown>> {
  const attempt = await attempts.find(ctx.store.db, ctx.account, attemptIdOf(id) ?? '');
  const made = attempt?.operation === 'charge' && attempt.status !== 'skipped';
  const charge = made ? await asCharge(ctx, ctx.store.db, attempt) : null;
  if (!charge) throw notFound('charge', id, true);
  return charge;
}

/** @param filter one payment intent's charges, one customer's, or one transfer group's */
export async function listCharges(
  ctx: Context,
  input: ListInput,
  filter: {
    readonly intent: string | undefined;
    readonly customer: string | undefined;
    readonly transferGroup: string | undefined;
  },
): Promise<{ data: readonly Record<string, unknown>[]; hasMore: boolean }> {
  const { starting_after: after, ending_before: before } = input;
  const cursors = {
    ...(after === undefined ? {} : { starting_after: attemptIdOf(after) ?? after }),
    ...(before === undefined ? {} : { ending_before: attemptIdOf(before) ?? before }),
  };
  const { data, hasMore } = await attempts.list(
    ctx.store.db,
    ctx.account,
    pageOf({ ...input, ...cursors }),
    { operation: 'charge', ...(filter.intent === undefined ? {} : { intent: filter.intent }) },
    attemptsWhere(filter),
  );
  const charges = await Promise.all(data.map((attempt) => asCharge(ctx, ctx.store.db, attempt)));
  return { data: charges.filter((charge) => charge !== null), hasMore };
}
