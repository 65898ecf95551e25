/**
 * Charges that a processor made and this database knows nothing of: what was planned between a backup
 * and the loss of everything after it. Nobody can say any more what they were for, so they are named,
 * and given back where a person says so; nothing here decides that.
 */
import { type Context, processorNamed } from '../context.ts';
import type { StatementLine } from '../processors/processor.ts';
import { type KnownAttempt, knownAttempts } from '../storage/known-attempts.ts';
import { assertOutsideTransaction } from '../storage/transaction.ts';

export interface ForeignCharge {
  readonly processor: string;
  /** The attempt's id, by which the processor knows it. */
  readonly reference: string;
  /** What it took and has not given back, minor units. */
  readonly amountMinor: number;
  readonly currency: string;
}

export interface Comparison {
  readonly foreign: readonly ForeignCharge[];
  /** Charges on record of which the processor has given back another sum than we know: their attempts. */
  readonly differing: readonly string[];
  /** Processors that could not list what they did; of these nothing is known. */
  readonly unlisted: readonly string[];
}

const isForeign = (line: StatementLine, known: KnownAttempt | undefined) =>
  !known && line.takenMinor > line.backMinor;

const isDiffering = (line: StatementLine, known: KnownAttempt | undefined) =>
  known !== undefined && !known.isMoving && line.backMinor !== known.backMinor;

/**
 * Compares every processor's own books with ours.
 * @param sinceMs charges made since then, epoch ms
 */
export async function compareBooks(ctx: Context, sinceMs: number): Promise<Comparison> {
  const foreign: ForeignCharge[] = [];
  const differing: string[] = [];
  const unlisted: string[] = [];
  for (const { name, statement } of ctx.processors) {
    assertOutsideTransaction('a processor');
    const lines = statement ? await statement(sinceMs, Number.MAX_SAFE_INTEGER) : null;
    if (lines === null) {
      unlisted.push(name);
      continue;
    }
    const known = await knownAttempts(
      ctx.store.db,
      lines.map(({ reference }) => reference),
    );
    for (const line of lines) {
      const { reference, currency, takenMinor, backMinor } = line;
      const ours = known.get(reference);
      if (isForeign(line, ours))
        foreign.push({ processor: name, reference, amountMinor: takenMinor - backMinor, currency });
      if (isDiffering(line, ours)) differing.push(reference);
    }
  }
  return { foreign, differing, unlisted };
}

/**
 * Gives all of a foreign charge back. Asked for twice, it is done once.
 * @returns whether the processor says that it is done
 */
export async function giveBackForeign(ctx: Context, charge: ForeignCharge): Promise<boolean> {
  const { reference, amountMinor, currency } = charge;
  const processor = processorNamed(ctx, charge.processor);
  assertOutsideTransaction('a processor');
  const createdMs = ctx.wall();
  const found = await processor.lookup(reference, { operation: 'charge', createdMs, charge: null });
  if (found.kind !== 'succeeded') return false;
  const outcome = await processor.refund({
    attempt: `${reference}_back`,
    notAfterMs: ctx.wall() + ctx.config.processorTimeoutMs,
    charge: found.reference,
    amountMinor,
    currency,
  });
  return outcome.kind === 'succeeded';
}
