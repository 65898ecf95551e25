/**
 * What must have been invoiced, worked out from what people asked for and were granted, by the oracle's
 * own calendar. It reads no invoice; where a rule of the server ends or stops something by itself, it is
 * told when.
 */
import type { Granted, Subscriber } from './acts.ts';
import { beginningOf, DAY_MS } from './calendar.ts';

/** What becomes of an invoice. */
export type Fate =
  /** Collected: paid, dunned, or given up by rule. */
  | 'collected'
  /** Nothing was due. */
  | 'free'
  /** Nobody is to pay it, because collecting was paused. */
  | 'void'
  | 'uncollectible'
  | 'draft';

export interface Expected {
  readonly startMs: number;
  readonly endMs: number;
  readonly amountMinor: number;
  readonly fate: Fate;
}

/** What the server says of one subscription, as far as only it can know. */
export interface Told {
  readonly createdMs: number;
  /** When it was over, and whether that was asked for; null while it is not. */
  readonly end: { readonly atMs: number; readonly asked: boolean } | null;
  /** Until when everything that was due had been done: no period beyond it can have begun. */
  readonly doneMs: number;
}

const seconds = (ms: number) => Math.ceil(ms / 1000);

interface Schedule {
  /** A first period that is free, because the count begins later; null for none. */
  readonly before: { readonly startMs: number; readonly endMs: number } | null;
  readonly anchorMs: number;
}

function scheduleOf({ countedMs }: Subscriber, { createdMs }: Told): Schedule {
  return countedMs === null
    ? { before: null, anchorMs: createdMs }
    : { before: { startMs: createdMs, endMs: countedMs }, anchorMs: countedMs };
}

/** Beginnings of periods, in order, up to `untilMs`. */
function* periods(subscriber: Subscriber, told: Told, untilMs: number) {
  const { before, anchorMs } = scheduleOf(subscriber, told);
  if (before) yield { ...before, free: true };
  for (let index = 0; ; index += 1) {
    const startMs = beginningOf(anchorMs, subscriber.part.rhythm, index);
    if (startMs > untilMs) return;
    const endMs = beginningOf(anchorMs, subscriber.part.rhythm, index + 1);
    yield { startMs, endMs, free: false };
  }
}

function quantityAt({ part, granted }: Subscriber, atMs: number): number {
  let quantity = part.quantity;
  for (const each of granted)
    if (each.kind === 'quantity' && each.atMs < atMs) quantity = each.quantity;
  return quantity;
}

/** The pause that stands at a moment; null for none. */
function pauseAt(granted: readonly Granted[], atMs: number) {
  let standing: Extract<Granted, { kind: 'pause' }> | null = null;
  for (const each of granted) {
    if (each.atMs >= atMs) break;
    if (each.kind === 'pause') standing = each;
    if (each.kind === 'resume') standing = null;
  }
  if (standing === null || standing.days === null) return standing;
  const untilMs = seconds(standing.atMs + standing.days * DAY_MS) * 1000;
  return atMs < untilMs ? standing : null;
}

const FATES = {
  void: 'void',
  mark_uncollectible: 'uncollectible',
  keep_as_draft: 'draft',
} as const;

/**
 * When the end comes that somebody asked for: the end of the period in which they did, unless they took
 * it back; infinite without one.
 */
export function askedEnd(subscriber: Subscriber, told: Told): number {
  let endMs = Number.POSITIVE_INFINITY;
  for (const each of subscriber.granted) {
    if (each.atMs >= endMs) break;
    if (each.kind === 'cancel_now') endMs = each.atMs;
    if (each.kind === 'stay') endMs = Number.POSITIVE_INFINITY;
    if (each.kind !== 'cancel_later') continue;
    for (const period of periods(subscriber, told, each.atMs)) endMs = period.endMs;
  }
  return endMs;
}

/** Every invoice that there must be, by its period. */
export function expectedOf(subscriber: Subscriber, told: Told): readonly Expected[] {
  const { part, granted } = subscriber;
  const askedMs = askedEnd(subscriber, told);
  const untilMs = Math.min(askedMs - 1, told.end?.atMs ?? told.doneMs, told.doneMs);
  return [...periods(subscriber, told, untilMs)].map(({ startMs, endMs, free }, index) => {
    const pause = index === 0 ? null : pauseAt(granted, startMs);
    const amountMinor = free ? 0 : part.amountMinor * quantityAt(subscriber, startMs);
    const fate: Fate = pause ? FATES[pause.behavior] : free ? 'free' : 'collected';
    return { startMs, endMs, amountMinor, fate };
  });
}
