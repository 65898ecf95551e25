/**
 * Telling processors to forget. A credential that is to go is written down in the transaction that
 * ends its card, and its processor is asked until it has forgotten it.
 */
import type { Context } from '../context.ts';
import type { Credential } from '../model/credential.ts';
import {
  claimDoomed,
  type DoomedCredential,
  doom,
  forgotten,
  postponed,
} from '../storage/doomed-credentials.ts';
import { credentials } from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { assertOutsideTransaction } from '../storage/transaction.ts';

/** Between two tries, in milliseconds, growing with their number. */
const BACKOFF_MS = [1_000, 10_000, 60_000, 600_000, 3_600_000] as const;

/** Longer than one call to a processor may take. */
const LEASE_MS = 60_000;

/** Notes credentials whose card is gone, in the transaction that ends it. */
export async function forgetLater(
  ctx: Context,
  tx: Queryable,
  credentials: readonly Credential[],
): Promise<void> {
  for (const credential of credentials) {
    await doom(tx, {
      id: credential.id,
      account: ctx.account,
      processor: credential.processor,
      secret: credential.secret,
      nextAttemptMs: ctx.wall(),
    });
  }
}

/** How long a card that nobody keeps stays at a processor that would keep it, in milliseconds. */
const PROVISIONAL_MS = 24 * 3600_000;

/** Notes a credential that its processor keeps by itself: it goes after a day, unless it came to stay. */
export async function forgetUnlessKept(
  ctx: Context,
  tx: Queryable,
  credential: Credential,
): Promise<void> {
  const { id, processor, secret } = credential;
  const nextAttemptMs = ctx.wall() + PROVISIONAL_MS;
  await doom(tx, { id, account: ctx.account, processor, secret, nextAttemptMs });
}

/** Whether it came to stay: what is gone has no row any more, and what nobody keeps is for one use. */
async function isKept(ctx: Context, held: DoomedCredential): Promise<boolean> {
  const credential = await credentials.find(ctx.store.db, held.account, held.id);
  return credential !== null && credential.reusability !== 'single_use';
}

/** Asks processors to forget what is due. @returns how many were dealt with, forgotten or not */
export async function forgetDue(ctx: Context): Promise<number> {
  const due = await ctx.store.transact((tx) => claimDoomed(tx, ctx.wall(), LEASE_MS));
  for (const held of due) {
    const { id, processor: name, secret, fence } = held;
    assertOutsideTransaction('a processor');
    const processor = ctx.processors.find((each) => each.name === name);
    if (await isKept(ctx, held)) {
      await ctx.store.transact((tx) => forgotten(tx, held));
      continue;
    }
    const done = processor
      ? await processor.deleteCredential(ctx.keys.decrypt(`credentials:${id}`, secret))
      : false;
    const wait = BACKOFF_MS[Math.min(fence, BACKOFF_MS.length) - 1] ?? 0;
    await ctx.store.transact((tx) =>
      done ? forgotten(tx, held) : postponed(tx, held, ctx.wall() + wait),
    );
  }
  return due.length;
}
