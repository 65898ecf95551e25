/**
 * Time in a test's hands: for a server that `createKeepsake` made in the same test, and for the pages
 * that look at it, both at once. A server that runs elsewhere keeps its own time.
 */
import type { PageLike } from './page.ts';

export interface Span {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export interface Clock {
  /** Epoch milliseconds; goes on as real time does. Hand it to `createKeepsake(options, { now })`. */
  readonly now: () => number;
  /** Makes a page live in this time from now on; before it goes to its first address. */
  follow(page: PageLike): Promise<void>;
  /** Moves the server, and every page that follows, by so much. */
  advance(by: Span): Promise<void>;
}

const inMs = ({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Span): number =>
  days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS;

/**
 * @param startMs epoch milliseconds; now, unless given
 * @example
 * const time = clock();
 * const keepsake = await createKeepsake(options, { now: time.now });
 * await time.follow(page);
 * await time.advance({ minutes: 31 });
 */
export function clock(startMs: number = Date.now()): Clock {
  let aheadMs = startMs - Date.now();
  const pages: PageLike[] = [];
  const now = () => Date.now() + aheadMs;
  return {
    now,
    async follow(page) {
      await page.clock.install({ time: now() });
      pages.push(page);
    },
    async advance(by) {
      const ms = inMs(by);
      if (!Number.isFinite(ms) || ms < 0) throw new RangeError('Time can only be moved forward.');
      aheadMs += ms;
      for (const page of pages) await page.clock.fastForward(ms);
    },
  };
}
