/**
 * The elements in a real browser between the two ends of the scale: plain HTML by hand, and what a
 * merchant would otherwise embed. Pages take turns, each visit is cold, each figure a median.
 */
import type { Browser } from 'playwright-core';
import type { CheckoutState } from '../../../server/wire/elements.ts';
import { launchChromium } from '../../support/chromium.ts';
import { openShop, type Place } from '../shop.ts';
import { median, type Row } from '../table.ts';
import { adyenPage } from './adyen-page.ts';
import { CARDS, type Contestant } from './contestant.ts';
import { type Delivery, keepsakePage } from './keepsake-page.ts';
import { readyPeers } from './peers.ts';
import { plainPage } from './plain-page.ts';
import { primerPage } from './primer-page.ts';
import { type Figures, rowsOf } from './rows.ts';
import { type Site, startSite } from './site.ts';
import { type Inspection, inspect, time } from './visit.ts';

const ELEMENTS = 'dist/elements';
const DELIVERIES: readonly Delivery[] = ['inline', 'requested', 'rendered'];

/** What is known of a page so far. */
interface Seen {
  readonly contestant: Contestant;
  readonly inspection: Inspection;
  readonly painted: number[];
  readonly pressed: number[];
  readonly heaps: number[];
}

/** A real answer to a real buyer with that many cards. */
async function sampleState(place: Place): Promise<CheckoutState> {
  const shop = openShop(place, 'http://127.0.0.1/return');
  const { customer } = await shop.buyer(CARDS);
  const [secret = ''] = await shop.sessions(customer, 1);
  const headers = { authorization: `Bearer ${secret}` };
  const response = await fetch(new URL('/elements/checkout', place.api.url), { headers });
  if (!response.ok) throw new Error(`the sample is ${response.status}`);
  return (await response.json()) as CheckoutState;
}

/** @returns the others, or why there are none */
async function peerPages(state: CheckoutState): Promise<Contestant[] | string> {
  try {
    const peers = await readyPeers();
    const cards = state.payment_methods;
    return [adyenPage(peers.adyen, cards), primerPage(peers.primer, cards)];
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function figuresOf(
  browser: Browser,
  site: Site,
  contestants: readonly Contestant[],
  rounds: number,
): Promise<Figures[]> {
  const seen: Seen[] = [];
  for (const contestant of contestants) {
    const inspection = await inspect(browser, site, contestant);
    seen.push({ contestant, inspection, painted: [], pressed: [], heaps: [] });
  }
  // One round more than is counted, to warm the machine up.
  for (let round = 0; round <= rounds; round += 1) {
    for (const { contestant, painted, pressed, heaps } of seen) {
      const { paintedMs, pressesMs, heap } = await time(browser, site, contestant);
      if (round === 0) continue;
      painted.push(paintedMs);
      pressed.push(median(pressesMs));
      heaps.push(heap);
    }
  }
  return seen.map(({ contestant, inspection, painted, pressed, heaps }) => ({
    name: contestant.name,
    inspection,
    paintedMs: median(painted),
    pressMs: median(pressed),
    heap: median(heaps),
  }));
}

/** @param rounds visits of each page that count */
export async function measureEmbeds(place: Place, rounds: number): Promise<Row[]> {
  const state = await sampleState(place);
  const peers = await peerPages(state);
  const contestants = [
    plainPage(state.payment_methods),
    ...DELIVERIES.map((delivery) => keepsakePage(ELEMENTS, state, delivery)),
    ...(typeof peers === 'string' ? [] : peers),
  ];
  const site = await startSite(contestants);
  // Names are not looked up: nothing of a page can leave this machine.
  const browser = await launchChromium({
    flags: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
  try {
    const figures = await figuresOf(browser, site, contestants, rounds);
    return rowsOf(figures, typeof peers === 'string' ? peers : null);
  } finally {
    await browser.close();
    site.close();
  }
}
