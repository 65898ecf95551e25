/**
 * What is told to whoever watches once it is durable, and not at all where it is undone: counted, and
 * written into the log where somebody may ask after it. It decides nothing.
 */
import type { Context } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import { afterCommit } from '../storage/transaction.ts';
import type { COUNTERS, Counter } from '../telemetry/catalog.ts';

/** Counts once the running unit of work is durable. */
export function countDurably<K extends Counter>(
  ctx: Context,
  what: K,
  labels: Readonly<Record<(typeof COUNTERS)[K]['labels'][number], string>>,
): void {
  afterCommit(() => ctx.meter.count(what, labels));
}

/** An attempt has come to something, as `source` told. */
export function tellAttempt(ctx: Context, attempt: Attempt, source: string): void {
  const { processor, operation, initiator, status: outcome, late, id, intent } = attempt;
  afterCommit(() => {
    ctx.meter.count('attempts', { processor, operation, outcome, initiator });
    if (late) ctx.meter.count('lateSuccesses', { processor, operation });
    const line = { attempt: id, intent, processor, operation, initiator, outcome, source };
    const { log } = ctx;
    if (outcome === 'unknown') log.warn(line, 'what became of an attempt is not known');
    else if (late) log.warn({ ...line, late }, 'a success came late, and goes back');
    else log.info(line, 'an attempt was settled');
  });
}
