/**
 * A processor's message that something about a card changed: which of our cards it is about, and
 * the question to the processor how its account stands now. What follows is decided in
 * `card-updates.ts`.
 */
import type { Context } from '../context.ts';
import type { CardUpdate } from '../model/card-update.ts';
import type { Credential } from '../model/credential.ts';
import {
  cardUpdates,
  credentialsByLookup,
  giveLookup,
  withoutLookup,
} from '../storage/card-updates.ts';
import type { Listed } from '../storage/repository.ts';
import { heedAccount } from './card-updates.ts';
import { inTimeOf } from './clock.ts';
import { type ListInput, pageOf } from './lists.ts';
import { findPaymentMethod } from './payment-methods.ts';

/** A processor's own id for a card as it is looked for: keyed, so that the index tells nothing. */
function lookupOf(ctx: Context, processor: string, theirs: string): string {
  return `${ctx.keys.activeId}.${ctx.keys.mac('credential-lookup', `${processor}\n${theirs}`)}`;
}

/** Makes every credential of a processor findable; after the first time only those that came since. */
async function fillIn(ctx: Context, processor: string): Promise<void> {
  for (;;) {
    const some = await withoutLookup(ctx.store.db, processor, ctx.keys.activeId);
    if (some.length === 0) return;
    await ctx.store.transact(async (tx) => {
      for (const { id, secret } of some) {
        const theirs = ctx.keys.decrypt(`credentials:${id}`, secret);
        await giveLookup(tx, id, lookupOf(ctx, processor, theirs));
      }
    });
  }
}

/** The credentials that a processor's id stands for; none for a card that is not kept here. */
async function findCredentials(
  ctx: Context,
  processor: string,
  theirs: string,
): Promise<readonly Credential[]> {
  await fillIn(ctx, processor);
  return credentialsByLookup(ctx.store.db, processor, lookupOf(ctx, processor, theirs));
}

/**
 * Asks how the account behind a card stands, and records what is new.
 * @param theirs the processor's own id for the card
 * @param event the processor's own id of the message
 * @returns whether it is done; if not, it is for later
 */
export async function heedCardNews(
  ctx: Context,
  processorName: string,
  theirs: string,
  event: string,
): Promise<boolean> {
  const processor = ctx.processors.find(({ name }) => name === processorName);
  if (!processor?.cardAccount) return true;
  const found = await findCredentials(ctx, processorName, theirs);
  if (found.length === 0) return true;
  const asOfMs = ctx.wall();
  const answer = await processor.cardAccount(theirs);
  if (answer.kind !== 'known') return answer.kind === 'gone';
  for (const credential of found) {
    const its = await inTimeOf({ ...ctx, account: credential.account }, credential.paymentMethod);
    const word = { source: 'webhook', toldBy: event, asOfMs } as const;
    await ctx.store.transact((tx) => heedAccount(its, tx, credential, answer.state, word));
  }
  return true;
}

/** What was told of a card since it was kept, newest first. @throws Problem 404 */
export async function listCardUpdates(
  ctx: Context,
  paymentMethod: string,
  input: ListInput,
): Promise<Listed<CardUpdate>> {
  const { id } = await findPaymentMethod(ctx, paymentMethod);
  return cardUpdates.list(ctx.store.db, ctx.account, pageOf(input), { paymentMethod: id });
}
