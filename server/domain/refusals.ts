/** What was refused before anything was tried, and why: kept, so that "why was it not charged?" has an answer. */
import type { Context } from '../context.ts';
import type { Refusal } from '../model/refusal.ts';
import { refusals } from '../storage/refusals.ts';
import type { Listed } from '../storage/repository.ts';
import { type ListInput, pageOf } from './lists.ts';

/** Notes a refusal in a transaction of its own: the one it ended was undone. */
export async function noteRefusal(
  ctx: Context,
  facts: Pick<Refusal, 'code' | 'message'> & Partial<Refusal>,
): Promise<void> {
  const refusal: Refusal = {
    customer: null,
    paymentMethod: null,
    intent: null,
    session: null,
    amountMinor: null,
    currency: null,
    reasons: [],
    ...facts,
    id: ctx.newId('refusal'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: ctx.now(),
    requestId: ctx.caller?.requestId ?? null,
  };
  await ctx.store.transact((tx) => refusals.insert(tx, refusal));
  const { reasons, code } = refusal;
  for (const reason of reasons.length > 0 ? reasons : [code])
    ctx.meter.count('refusals', { reason });
}

export async function listRefusals(
  ctx: Context,
  input: ListInput,
  filter: Partial<Refusal>,
): Promise<Listed<Refusal>> {
  return refusals.list(ctx.store.db, ctx.account, pageOf(input), filter);
}
