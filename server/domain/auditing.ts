/**
 * When the books are held against each other: the last day once after the start, then every quarter of
 * an hour what has come since, and again whatever was found until nothing is. Each process that works
 * does it for itself and tells what it found; nothing is written down.
 */
import type { Context } from '../context.ts';
import {
  AUDIT_AGAIN_SLICES,
  AUDIT_AT_ONCE_SLICES,
  AUDIT_BETWEEN_MS,
  AUDIT_FIRST_MS,
  AUDIT_GOING_ON_MS,
  AUDIT_SETTLED_MS,
  AUDIT_SLICE_MS,
  DAY_MS,
} from '../model/limits.ts';
import { auditSlice, type Found, type Violation, violationsIn } from './audit.ts';
import { brokenInTail } from './consents.ts';

const KINDS = ['missing_here', 'missing_there', 'differs'] as const;
const RULES = ['given_back_beyond_taken', 'charged_twice', 'consent_chain'] as const;

/** How far one set of books was looked at. */
interface Progress<T> {
  untilMs: number;
  /** By the beginning of its slice: what was found, or an empty list where something was under way. */
  readonly again: Map<number, readonly T[]>;
  readonly currencies: Set<string>;
}

const begin = <T>(nowMs: number): Progress<T> => ({
  untilMs: Math.floor((nowMs - DAY_MS) / AUDIT_SLICE_MS) * AUDIT_SLICE_MS,
  again: new Map(),
  currencies: new Set(),
});

/** The slices that are next: those that have come since, and those that are looked at again. */
function slicesOf({ untilMs, again }: Progress<unknown>, nowMs: number): readonly number[] {
  const fresh: number[] = [];
  const endMs = nowMs - AUDIT_SETTLED_MS;
  for (let from = untilMs; from + AUDIT_SLICE_MS <= endMs; from += AUDIT_SLICE_MS) fresh.push(from);
  return [...again.keys(), ...fresh.slice(0, AUDIT_AT_ONCE_SLICES)];
}

function note<T>(progress: Progress<T>, from: number, found: readonly T[], again: boolean): void {
  if (again) progress.again.set(from, found);
  else progress.again.delete(from);
  const [oldest] = progress.again.keys();
  if (progress.again.size > AUDIT_AGAIN_SLICES && oldest !== undefined)
    progress.again.delete(oldest);
  progress.untilMs = Math.max(progress.untilMs, from + AUDIT_SLICE_MS);
}

const sliceAt = (fromMs: number) => ({ fromMs, untilMs: fromMs + AUDIT_SLICE_MS });

function showBooks(ctx: Context, processor: string, progress: Progress<Found>): void {
  // What lies at an edge is found in two slices.
  const all = [...progress.again.values()].flat();
  const found = [...new Map(all.map((each) => [each.reference, each])).values()];
  for (const { currency } of found) progress.currencies.add(currency);
  for (const currency of progress.currencies) {
    const those = found.filter((each) => each.currency === currency);
    const sum = those.reduce((total, { minor }) => total + minor, 0);
    ctx.meter.set('ledgerMismatch', { processor, currency }, sum);
  }
  for (const kind of KINDS) {
    const count = found.filter((each) => each.kind === kind).length;
    ctx.meter.set('ledgerMismatches', { processor, kind }, count);
  }
  ctx.meter.set('ledgerChecked', { processor }, progress.untilMs / 1000);
}

async function auditProcessor(ctx: Context, name: string, progress: Progress<Found>) {
  for (const from of slicesOf(progress, ctx.wall())) {
    const audited = await auditSlice(ctx, name, sliceAt(from));
    // It did not answer: the same is asked next time, and how far we came is told.
    if (audited === null) break;
    const { mismatches, unfinished } = audited;
    for (const { reference, processor, kind, minor, currency } of mismatches)
      ctx.log.error(
        { attempt: reference, processor, kind, amountMinor: minor, currency },
        'our books and a processor’s differ',
      );
    note(progress, from, mismatches, unfinished || mismatches.length > 0);
  }
  showBooks(ctx, name, progress);
}

async function auditOurselves(ctx: Context, progress: Progress<Violation>): Promise<void> {
  for (const from of slicesOf(progress, ctx.wall())) {
    const violations = await violationsIn(ctx, sliceAt(from));
    for (const { rule, id } of violations) ctx.log.error({ rule, id }, 'what must hold does not');
    note(progress, from, violations, violations.length > 0);
  }
  const found = [...progress.again.values()].flat();
  const broken = await brokenInTail(ctx);
  for (const id of broken) ctx.log.error({ rule: 'consent_chain', id }, 'what must hold does not');
  for (const rule of RULES) {
    const count = found.filter((each) => each.rule === rule).length;
    const more = rule === 'consent_chain' ? broken.length : 0;
    ctx.meter.set('violations', { rule }, count + more);
  }
}

/** @returns the worker's duty: most of its turns have nothing to do, and none makes it take another at once */
export function createAuditing(base: Context): (ctx: Context) => Promise<number> {
  let nextMs = base.wall() + AUDIT_FIRST_MS;
  const ours = begin<Violation>(base.wall());
  const theirs = new Map(
    base.processors
      .filter(({ statement }) => statement !== undefined)
      .map(({ name }) => [name, begin<Found>(base.wall())]),
  );
  return async (ctx) => {
    const now = ctx.wall();
    if (now < nextMs) return 0;
    nextMs = now + AUDIT_BETWEEN_MS;
    await auditOurselves(ctx, ours);
    for (const [name, progress] of theirs) await auditProcessor(ctx, name, progress);
    const behind = now - AUDIT_SETTLED_MS - AUDIT_BETWEEN_MS;
    const late = [ours, ...theirs.values()].some(({ untilMs }) => untilMs < behind);
    if (late) nextMs = now + AUDIT_GOING_ON_MS;
    return 0;
  };
}
