/**
 * `GET /elements/checkout` of a buyer with 50 cards, against a bare route that returns the same
 * bytes: how much of the least possible answer's throughput ours keeps.
 */
import { startBareRoute } from './bare-route.ts';
import { duel } from './duel.ts';
import { type Load, rate } from './load.ts';
import { openShop, type Place } from './shop.ts';
import { perSecond, type Row } from './table.ts';

const CARDS = 50;
const CONNECTIONS = 16;
const ROUNDS = 5;
/** Milliseconds of each turn. */
const TURN_MS = 1_500;
const LIMIT = 0.3;

export async function measureReading(place: Place, load: Load): Promise<Row> {
  const shop = openShop(place, 'http://localhost/return');
  const buyer = await shop.buyer(CARDS);
  const [secret = ''] = await shop.sessions(buyer.customer, 1);
  const headers = { authorization: `Bearer ${secret}` };
  const sample = await fetch(new URL('/elements/checkout', place.api.url), { headers });
  const body = await sample.text();
  const shown: unknown = Object(JSON.parse(body)).payment_methods;
  if (!Array.isArray(shown) || shown.length !== CARDS) {
    throw new Error(`${CARDS} cards were saved, but the answer is ${sample.status}: ${body}`);
  }
  const bare = await startBareRoute(body, sample.headers.get('content-type') ?? 'application/json');
  try {
    const turn = async (origin: string) => {
      const shot = { method: 'GET', path: '/elements/checkout', headers, body: '' };
      const order = { origin, shots: [shot], repeat: true, connections: CONNECTIONS };
      return rate(await load.fire({ ...order, maxMs: TURN_MS }));
    };
    const { ours, baseline, ratio } = await duel(
      ROUNDS,
      () => turn(place.api.url),
      () => turn(bare.origin),
    );
    return {
      name: `read a checkout with ${CARDS} cards`,
      ours: perSecond(ours),
      against: perSecond(baseline),
      ratio,
      limit: `≥ ${LIMIT.toFixed(2)}`,
      kept: ratio >= LIMIT,
      note: `against a bare route with the same ${body.length} bytes, ${CONNECTIONS} connections`,
    };
  } finally {
    await bare.close();
  }
}
