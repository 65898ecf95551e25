/**
 * Paying with a saved card, HTTP on both sides and the bank over loopback included, against a bare
 * loop that does the same two durable commits and selects and nothing else.
 */
import { randomUUID } from 'node:crypto';
import { openBareLoop } from './bare-loop.ts';
import { duel } from './duel.ts';
import { type Load, rate } from './load.ts';
import { openShop, type Place } from './shop.ts';
import { median, perSecond, type Row } from './table.ts';

/** Payments of one turn. */
const PAYMENTS = 200;
const CONNECTIONS = 32;
const ROUNDS = 5;
/** Milliseconds of the loop's turn; the most that ours may take. */
const LOOP_MS = 1_000;
const MAX_MS = 60_000;
const LIMIT = 0.12;

export async function measureConfirming(place: Place, load: Load): Promise<Row> {
  const shop = openShop(place, 'http://localhost/return');
  const { customer, cards } = await shop.buyer(1);
  const loop = openBareLoop();
  const p99s: number[] = [];
  try {
    const pay = async () => {
      const secrets = await shop.sessions(customer, PAYMENTS);
      const shots = secrets.map((secret) => ({
        method: 'POST',
        path: '/elements/checkout/confirm',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({ press: randomUUID(), payment_method: cards[0], consents: {} }),
      }));
      const order = { origin: place.api.url, shots, repeat: false, connections: CONNECTIONS };
      const salvo = await load.fire({ ...order, maxMs: MAX_MS });
      p99s.push(salvo.p99Ms);
      return rate(salvo);
    };
    const { ours, baseline, ratio } = await duel(ROUNDS, pay, async () => loop.run(LOOP_MS));
    return {
      name: 'confirm with a saved card',
      ours: perSecond(ours),
      against: perSecond(baseline),
      ratio,
      limit: `≥ ${LIMIT.toFixed(2)}`,
      kept: ratio >= LIMIT,
      note: `${CONNECTIONS} connections, 99th percentile ${median(p99s).toFixed(0)} ms; against a bare loop of two durable commits`,
    };
  } finally {
    loop.close();
  }
}
