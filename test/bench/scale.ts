/**
 * The same requests with a thousand customers in the file and with a million: reading a checkout,
 * paying in it and charging a saved card later must not notice how many others there are.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { duel } from './duel.ts';
import type { Load, Shot } from './load.ts';
import { gatherCrowd } from './running/crowd.ts';
import { startInstallation } from './running/installation.ts';
import { openShop, type Place } from './shop.ts';
import type { Row } from './table.ts';

const FEW = 1_000;
const CARDS = 3;
const CONNECTIONS = 4;
const ROUNDS = 5;
/** Requests of each kind in one turn. */
const TURN = 200;
const WARM_UP = 600;
const LIMIT = 1.3;

type Kind = 'read a checkout' | 'confirm' | 'later charge';

interface Town {
  /** Sends one turn of that kind. @returns its median in milliseconds */
  turn(kind: Kind, count: number): Promise<number>;
  close(): Promise<void>;
}

/** What every charge by the merchant needs on record. */
async function permit(stripe: Stripe, method: string): Promise<void> {
  await stripe.rawRequest('POST', '/v1/mandates', {
    payment_method: method,
    customer_acceptance: { type: 'offline', accepted_at: Math.floor(Date.now() / 1_000) - 60 },
    terms: { category: 'unscheduled', currency: 'usd', max_amount: 5_000, text: 'As agreed.' },
  });
}

function clientOf(place: Place): Stripe {
  const { hostname, port } = new URL(place.api.url);
  return new Stripe(place.api.key, { host: hostname, port, protocol: 'http' });
}

/** An installation with that many customers of three cards each, and one whose cards can be charged. */
async function settleTown(folder: string, customers: number, load: Load): Promise<Town> {
  const file = join(folder, `${customers}.db`);
  const founding = await startInstallation({ file });
  const { customer } = await openShop(founding, 'http://localhost/return').buyer(CARDS);
  await founding.close();
  const crowd = gatherCrowd(file, customer, customers);
  const place = await startInstallation({ file });
  const shop = openShop(place, 'http://localhost/return');
  const buyer = await shop.buyer(CARDS);
  const [card = ''] = buyer.cards;
  await permit(clientOf(place), card);
  let asked = 0;
  const shots: Record<Kind, (count: number) => Promise<readonly Shot[]>> = {
    'read a checkout': async (count) => {
      const made: Shot[] = [];
      for (; made.length < count; asked += 1) {
        const [secret = ''] = await shop.sessions(crowd[asked % crowd.length] ?? '', 1);
        const headers = { authorization: `Bearer ${secret}` };
        made.push({ method: 'GET', path: '/elements/checkout', headers, body: '' });
      }
      return made;
    },
    confirm: async (count) =>
      (await shop.sessions(buyer.customer, count)).map((secret) => ({
        method: 'POST',
        path: '/elements/checkout/confirm',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({ press: crypto.randomUUID(), payment_method: card, consents: {} }),
      })),
    'later charge': async (count) =>
      Array.from({ length: count }, () => ({
        method: 'POST',
        path: '/v1/payment_intents',
        headers: {
          authorization: `Bearer ${place.api.key}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({
          amount: '1099',
          currency: 'usd',
          customer: buyer.customer,
          payment_method: card,
          off_session: 'true',
          confirm: 'true',
        }).toString(),
      })),
  };
  return {
    async turn(kind, count) {
      const order = { origin: place.api.url, shots: await shots[kind](count), repeat: false };
      return (await load.fire({ ...order, connections: CONNECTIONS, maxMs: 60_000 })).medianMs;
    },
    close: () => place.close(),
  };
}

/** @param many how many customers the large file holds */
export async function measureScale(load: Load, many: number): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-scale-'));
  const towns: Town[] = [];
  try {
    const [small, large] = [
      await settleTown(folder, FEW, load),
      await settleTown(folder, many, load),
    ];
    towns.push(small, large);
    const gigabytes = statSync(join(folder, `${many}.db`)).size / 1e9;
    const rows: Row[] = [];
    for (const kind of ['read a checkout', 'confirm', 'later charge'] as const) {
      for (const town of towns) await town.turn(kind, WARM_UP);
      const { ours, baseline, ratio } = await duel(
        ROUNDS,
        () => large.turn(kind, TURN),
        () => small.turn(kind, TURN),
      );
      rows.push({
        name: `${kind}, ${many.toLocaleString('en')} customers`,
        ours: `${ours.toFixed(2)} ms`,
        against: `${baseline.toFixed(2)} ms`,
        ratio,
        limit: `≤ ${LIMIT.toFixed(2)}`,
        kept: ratio <= LIMIT,
        note: `medians; ${CARDS} cards each, ${gigabytes.toFixed(1)} GB, against ${FEW.toLocaleString('en')} customers`,
      });
    }
    return rows;
  } finally {
    for (const town of towns) await town.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
