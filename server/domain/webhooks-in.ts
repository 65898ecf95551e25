/**
 * What processors tell us unasked: a verified message is stored once, answered, and dealt with
 * afterwards. It is only a hint to ask; the processor's answer settles, through the same door as
 * everything else. So it does not matter in which order messages come, how often, or whether one is
 * faster than the answer to the call that caused it.
 */
import type { Context } from '../context.ts';
import { INBOX_BACKOFF_MS, INBOX_KEPT_MS } from '../model/limits.ts';
import { mayChange } from '../model/settlement.ts';
import type { News } from '../processors/processor.ts';
import { claimMessages, forgetMessages, heeded, type Message, receive } from '../storage/inbox.ts';
import { attemptAnywhere } from './accounts.ts';
import { heedCardNews } from './card-news.ts';
import { current, heedNews } from './charge.ts';
import { receiveOutcome } from './told-outcomes.ts';

/** Longer than one question may take, in milliseconds; until then the process that received it has time. */
const LEASE_MS = 30_000;

/** Deals with one message. @returns whether it is done; if not, it is for later */
async function heed(ctx: Context, message: Message): Promise<boolean> {
  const { attempt: id, credential, event, processor } = message;
  if (credential !== null) {
    const theirs = ctx.keys.decrypt(`inbox:${message.id}`, credential);
    return heedCardNews(ctx, processor, theirs, event);
  }
  const its = await attemptAnywhere(ctx, id);
  // About something that is not ours: no news.
  if (!its) return true;
  // Whoever waits for the answer to the call hears the same, and is heard first.
  return heedNews(its.ctx, await current(its.ctx, its.found), 'webhook');
}

async function dealWith(ctx: Context, message: Message): Promise<void> {
  const done = await heed(ctx, message).catch((reason: unknown) => {
    ctx.log.error({ message: message.id, reason }, 'a webhook could not be heeded');
    return false;
  });
  const wait = INBOX_BACKOFF_MS[Math.min(message.fence, INBOX_BACKOFF_MS.length - 1)] ?? 0;
  const next = done ? null : ctx.wall() + wait;
  await ctx.store.transact((tx) => heeded(tx, message, next));
}

function inBackground(ctx: Context, work: Promise<void>): void {
  const noted = work.catch(() => {}).finally(() => ctx.hearing.delete(noted));
  ctx.hearing.add(noted);
}

/** Stores verified news durably, and begins to deal with it. One that is known already changes nothing. */
export async function receiveNews(ctx: Context, processor: string, news: News): Promise<void> {
  const id = ctx.newId('inbox');
  const credential =
    news.credential === undefined ? null : ctx.keys.encrypt(`inbox:${id}`, news.credential);
  const message: Message = { id, processor, ...news, credential, fence: 0 };
  if (news.outcome) return receiveOutcome(ctx, message, news, news.outcome);
  const now = ctx.wall();
  const toDo = await ctx.store.transact(async (tx) => {
    const its = await attemptAnywhere(ctx, news.attempt, tx);
    const attempt = its?.found ?? null;
    const matters = credential !== null || (attempt !== null && mayChange(attempt.status));
    const isNew = await receive(tx, message, now, matters ? now + LEASE_MS : null);
    return isNew && matters;
  });
  if (toDo) inBackground(ctx, dealWith(ctx, message));
}

/** Deals with messages that nobody has dealt with. @returns how many there were */
export async function heedDue(ctx: Context): Promise<number> {
  const messages = await ctx.store.transact((tx) => claimMessages(tx, ctx.wall(), LEASE_MS));
  for (const message of messages) await dealWith(ctx, message);
  await ctx.store.transact((tx) => forgetMessages(tx, ctx.wall() - INBOX_KEPT_MS));
  return messages.length;
}
