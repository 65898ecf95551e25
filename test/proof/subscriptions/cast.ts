/**
 * Who subscribes to what, and what they and the merchant will want over the years, drawn from the seed
 * before anything happens. Each is a plan only: what comes of it is seen in the world.
 */
import type { Chance } from '../simulation/chance.ts';
import { createWeighing } from '../simulation/chance.ts';
import { beginningOf, DAY_MS, moment, type Rhythm } from './calendar.ts';

/** What somebody wants at some time. */
export type Wish =
  | { readonly kind: 'cancel_now' | 'cancel_later' | 'stay' | 'new_card' | 'revoke' | 'resume' }
  | { readonly kind: 'quantity'; readonly quantity: number }
  | {
      readonly kind: 'pause';
      readonly behavior: 'void' | 'mark_uncollectible' | 'keep_as_draft';
      readonly days: number | null;
    };

export type Planned = Wish & { readonly atMs: number };

/** What a buyer does who is told that it could not be charged. */
export type Answering =
  /** Opens the link, and pays with a new card. */
  | 'link'
  /** Gives the merchant another card. */
  | 'card'
  /** Asks the merchant to try once more. */
  | 'again'
  | 'nothing';

export interface Part {
  readonly name: string;
  /** When they subscribe, epoch ms. */
  readonly joinMs: number;
  readonly rhythm: Rhythm;
  /** Minor units, of one. */
  readonly amountMinor: number;
  readonly quantity: number;
  /** Days before the first charge; 0 for none. */
  readonly trialDays: number;
  /** When periods are counted from, where that is later than the beginning; epoch ms. */
  readonly anchorMs: number | null;
  readonly finalAction: 'cancel' | 'unpaid' | 'past_due' | null;
  /** What the mandate allows at most, as a multiple of one period; null for no limit. */
  readonly cap: number | null;
  readonly answering: Answering;
  readonly wishes: readonly Planned[];
}

const HOUR_MS = 3_600_000;

const RHYTHMS: readonly (readonly [number, Rhythm])[] = [
  [46, { interval: 'year', count: 1 }],
  [28, { interval: 'month', count: 3 }],
  [14, { interval: 'month', count: 6 }],
  [8, { interval: 'month', count: 1 }],
  [3, { interval: 'month', count: 2 }],
  [1, { interval: 'week', count: 2 }],
  [1, { interval: 'day', count: 10 }],
  [1, { interval: 'week', count: 1 }],
];
const pickRhythm = createWeighing(RHYTHMS);

const pickAnswering = createWeighing<Answering>([
  [4, 'link'],
  [3, 'card'],
  [1, 'again'],
  [3, 'nothing'],
]);

const pickFinal = createWeighing<Part['finalAction']>([
  [5, null],
  [3, 'cancel'],
  [2, 'unpaid'],
  [2, 'past_due'],
]);

/** Days of 2028 on which calendars go wrong: somebody begins on each of them, at several hours. */
const AWKWARD: readonly (readonly [month: number, day: number])[] = [
  [1, 29],
  [1, 30],
  [1, 31],
  [2, 28],
  [2, 29],
  [3, 1],
];

/** The first days: everybody begins within 61 days, so that each day of the month is somebody's. */
export const START_MS = moment(2028, 1, 1);
const JOINING_DAYS = 61;

function drawJoin(chance: Chance, index: number): number {
  const hour = chance.pick([0, 0, 3, 9, 14, 23]);
  const [month, day] = AWKWARD[index % 24] ?? [0, 0];
  if (day > 0) return moment(2028, month, day, hour) + chance.below(HOUR_MS);
  return START_MS + (index % JOINING_DAYS) * DAY_MS + hour * HOUR_MS + chance.below(HOUR_MS);
}

function drawWishes(chance: Chance, joinMs: number, endMs: number): Planned[] {
  const some = () => joinMs + DAY_MS + chance.next() * (endMs - joinMs - DAY_MS);
  const wishes: Planned[] = [];
  if (chance.happens(0.2)) wishes.push({ kind: 'new_card', atMs: some() });
  if (chance.happens(0.2))
    wishes.push({ kind: 'quantity', quantity: chance.between(1, 4), atMs: some() });
  if (chance.happens(0.12)) {
    const atMs = some();
    const days = chance.happens(0.5) ? chance.between(5, 120) : null;
    const behavior = chance.pick(['void', 'mark_uncollectible', 'keep_as_draft'] as const);
    wishes.push({ kind: 'pause', behavior, days, atMs });
    if (days === null && chance.happens(0.8))
      wishes.push({ kind: 'resume', atMs: atMs + chance.between(10, 150) * DAY_MS });
  }
  if (chance.happens(0.08)) wishes.push({ kind: 'revoke', atMs: some() });
  if (chance.happens(0.3)) {
    const atMs = some();
    const later = chance.happens(0.7);
    wishes.push({ kind: later ? 'cancel_later' : 'cancel_now', atMs });
    if (later && chance.happens(0.2)) wishes.push({ kind: 'stay', atMs: atMs + 2 * DAY_MS });
  }
  return wishes.filter(({ atMs }) => atMs < endMs).toSorted((a, b) => a.atMs - b.atMs);
}

export function drawCast(chance: Chance, size: number, endMs: number): readonly Part[] {
  return Array.from({ length: size }, (_, index): Part => {
    const joinMs = drawJoin(chance, index);
    const isLeapDay = joinMs >= moment(2028, 2, 29) && joinMs < moment(2028, 3, 1);
    // Awkward days are for months and years; a week does not mind.
    const rhythm: Rhythm =
      isLeapDay && chance.happens(0.5)
        ? { interval: 'year', count: 1 }
        : index % 24 < AWKWARD.length
          ? { interval: 'month', count: chance.pick([1, 3, 6]) }
          : pickRhythm(chance);
    const trialDays = chance.happens(0.15) ? chance.between(3, 45) : 0;
    const anchored = trialDays === 0 && chance.happens(0.06);
    return {
      name: `part${index}`,
      joinMs,
      rhythm,
      amountMinor: chance.pick([499, 999, 1_900, 4_900, 12_000]),
      quantity: chance.happens(0.85) ? 1 : chance.between(2, 5),
      trialDays,
      anchorMs: anchored ? beginningOf(joinMs, { interval: 'day', count: 1 }, 5) : null,
      finalAction: pickFinal(chance),
      cap: chance.happens(0.8) ? null : chance.between(1, 3),
      answering: pickAnswering(chance),
      wishes: drawWishes(chance, joinMs, endMs),
    };
  });
}
