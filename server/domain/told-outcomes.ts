/**
 * News that settles: from a processor that cannot be asked, a verified message is the answer itself.
 * It is acknowledged only once it is recorded, so that it comes again where we could not.
 */
import type { Context } from '../context.ts';
import type { Attempt, Outcome } from '../model/attempt.ts';
import type { News } from '../processors/processor.ts';
import { attempts } from '../storage/attempts.ts';
import { type Message, receive } from '../storage/inbox.ts';
import { attemptAnywhere } from './accounts.ts';
import { asAsked } from './challenge-return.ts';
import { current } from './charge.ts';
import { settle } from './settle.ts';

/** Whether a message is about this attempt: of its processor, and of the sum that was asked for. */
function isAbout(attempt: Attempt, processor: string, { money }: News): boolean {
  if (attempt.processor !== processor) return false;
  // What lets go of money speaks of what was held, not of what was asked.
  if (!money || attempt.operation === 'void') return true;
  const sameCurrency = attempt.currency === null || attempt.currency === money.currency;
  return sameCurrency && attempt.amountMinor === money.amountMinor;
}

/** Records what a processor says became of an attempt, once. */
export async function receiveOutcome(
  base: Context,
  message: Message,
  news: News,
  outcome: Outcome,
): Promise<void> {
  const its = await attemptAnywhere(base, news.attempt);
  const ctx = its?.ctx ?? base;
  const found = its?.found ?? null;
  // Whoever waits for the answer to the call knows more than the message, and is heard first.
  if (found) await current(ctx, found).catch(() => {});
  await ctx.store.transact(async (tx) => {
    const attempt = await attempts.find(tx, ctx.account, news.attempt);
    const isNew = await receive(tx, message, ctx.wall(), null);
    if (!isNew || !attempt) return;
    if (!isAbout(attempt, message.processor, news)) {
      ctx.log.warn({ attempt: attempt.id, event: news.event }, 'a webhook speaks of another sum');
      return;
    }
    await settle(ctx, tx, attempt.id, await asAsked(ctx, tx, attempt, outcome), 'webhook');
  });
}
