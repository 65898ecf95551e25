/**
 * Holds our books against each processor's own, a slice of time after the other, and against what must
 * always hold. It mends nothing: a difference is for a human to look at, and stays told until both
 * books agree. Of a processor that keeps no books that can be asked, nothing is claimed.
 */
import { type Context, processorNamed } from '../context.ts';
import { DEFAULT_ACCOUNT } from '../model/account.ts';
import { compareBooks, type Mismatch, violationOf } from '../model/books.ts';
import { AUDIT_PAD_MS } from '../model/limits.ts';
import { allAccounts } from '../storage/accounts.ts';
import { attempts } from '../storage/attempts.ts';
import { type Booked, bookedByIds, chargedTwice, succeededWithin } from '../storage/books.ts';
import { lookUp } from './look-up.ts';

/** Machine time, epoch milliseconds: `fromMs` is inclusive, `untilMs` is not. */
export interface Slice {
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface Found extends Mismatch {
  readonly processor: string;
}

export interface Violation {
  readonly rule: string;
  readonly id: string;
}

export interface Audited {
  /** Charges that were looked at. */
  readonly checked: number;
  readonly mismatches: readonly Found[];
  /** Something of it was still under way: it is to be looked at again. */
  readonly unfinished: boolean;
}

async function ourIds(ctx: Context, { fromMs, untilMs }: Slice): Promise<readonly string[]> {
  const { db } = ctx.store;
  const accounts = [DEFAULT_ACCOUNT, ...(await allAccounts(db)).map(({ id }) => id)];
  const ids: string[] = [];
  for (const account of new Set(accounts))
    ids.push(...(await succeededWithin(db, account, fromMs, untilMs)));
  return ids;
}

/** What one that they did not name is, after asking for it by its name: theirs may count it to another time. */
async function isMissing(ctx: Context, { reference, account }: Booked): Promise<boolean> {
  const attempt = await attempts.find(ctx.store.db, account, reference);
  if (!attempt) return false;
  const told = await lookUp({ ...ctx, account }, attempt);
  return told.kind === 'absent' || told.kind === 'declined' || told.kind === 'not_executed';
}

/**
 * Compares one processor's books with ours for a time.
 * @returns null where the processor keeps none, or did not answer
 */
export async function auditSlice(
  ctx: Context,
  processor: string,
  slice: Slice,
): Promise<Audited | null> {
  const { statement } = processorNamed(ctx, processor);
  const { fromMs, untilMs } = slice;
  // Their clock is not ours: what lies at an edge is in one of two slices, and compared by its name.
  const theirs = (await statement?.(fromMs - AUDIT_PAD_MS, untilMs + AUDIT_PAD_MS)) ?? null;
  if (theirs === null) return null;
  const named = theirs.map(({ reference }) => reference);
  const known = new Set(named);
  const unnamed = (await ourIds(ctx, slice)).filter((id) => !known.has(id));
  const booked = await bookedByIds(ctx.store.db, [...named, ...unnamed]);
  const ours = new Map<string, Booked>();
  for (const entry of booked) {
    if (entry.processor !== processor) continue;
    const doubted = !known.has(entry.reference) && entry.takenMinor > 0 && !entry.open;
    if (!doubted || (await isMissing(ctx, entry))) ours.set(entry.reference, entry);
  }
  return {
    checked: ours.size,
    mismatches: compareBooks(theirs, ours).map((each) => ({ ...each, processor })),
    unfinished: [...ours.values()].some(({ open }) => open),
  };
}

/** What of our own books of a time breaks a rule, whatever processors say. */
export async function violationsIn(ctx: Context, slice: Slice): Promise<readonly Violation[]> {
  const booked = await bookedByIds(ctx.store.db, await ourIds(ctx, slice));
  const intents = [...new Set(booked.map(({ intent }) => intent))];
  const broken = booked.flatMap((entry) => {
    const rule = violationOf(entry);
    return rule === null ? [] : [{ rule, id: entry.reference }];
  });
  const twice = await chargedTwice(ctx.store.db, intents);
  return [...broken, ...twice.map((id) => ({ rule: 'charged_twice', id }))];
}
