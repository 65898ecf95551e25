/**
 * What processors told us unasked and was verified: one row an event, however often it comes. Only
 * what it is about is kept; its words are a hint to ask, and believed by nobody.
 */
import { compiled } from './compiled.ts';
import { claimDue, recordDue } from './due.ts';
import type { Queryable } from './repository.ts';
import type { InboxRow } from './schema.ts';

export interface Message {
  readonly id: string;
  readonly processor: string;
  /** The processor's own id of it. */
  readonly event: string;
  /** Our attempt that it is about; empty where it is about a card. */
  readonly attempt: string;
  /** Keyed hash of the processor's id for the card that it is about; null where it is about an attempt. */
  readonly credential: string | null;
  /** Raised by every claim. */
  readonly fence: number;
}

const TABLE = { name: 'inbox', due: 'next_attempt_ms' } as const;

const decode = ({ id, processor, event, attempt, credential, fence }: InboxRow): Message => ({
  id,
  processor,
  event,
  attempt,
  credential,
  fence,
});

/**
 * Stores a message.
 * @param nextAttemptMs when it is to be looked at, if nobody has till then; null when it says nothing new
 * @returns false when it is known already
 */
export async function receive(
  tx: Queryable,
  message: Message,
  receivedMs: number,
  nextAttemptMs: number | null,
): Promise<boolean> {
  const { id, processor, event, attempt, credential, fence } = message;
  const row = { id, processor, event, attempt, credential, fence, received_ms: receivedMs };
  const { changed } = await compiled(
    tx,
    'inbox.receive',
    (any) =>
      any
        .insertInto('inbox')
        .values({ ...row, next_attempt_ms: nextAttemptMs })
        .onConflict((conflict) => conflict.columns(['processor', 'event']).doNothing()),
    [...Object.values(row), nextAttemptMs],
  );
  return changed === 1;
}

/** Takes messages that nobody has dealt with, for `leaseMs`. */
export async function claimMessages(
  tx: Queryable,
  nowMs: number,
  leaseMs: number,
): Promise<readonly Message[]> {
  return (await claimDue<InboxRow>(tx, TABLE, { nowMs, leaseMs, limit: 50 })).map(decode);
}

/** @param nextAttemptMs when to look again; null once it is dealt with */
export async function heeded(
  tx: Queryable,
  message: Pick<Message, 'id' | 'fence'>,
  nextAttemptMs: number | null,
): Promise<void> {
  await recordDue(tx, TABLE, message, { next_attempt_ms: nextAttemptMs });
}

/** Forgets what was dealt with before `beforeMs`. */
export async function forgetMessages(tx: Queryable, beforeMs: number): Promise<void> {
  await tx
    .deleteFrom('inbox')
    .where('received_ms', '<', beforeMs)
    .where('next_attempt_ms', 'is', null)
    .execute();
}
