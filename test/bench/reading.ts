/**
 * `GET /elements/checkout` of a buyer with 50 cards, against a bare route that returns the same
 * bytes, both in a process of their own: how much of the least possible answer's throughput ours
 * keeps, and how much memory it takes while it is asked.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { duel } from './duel.ts';
import { type Load, rate } from './load.ts';
import { type Installation, run } from './running/installation.ts';
import { openShop } from './shop.ts';
import { kilobytes, median, perSecond, type Row } from './table.ts';

const CARDS = 50;
const CONNECTIONS = 16;
const ROUNDS = 5;
/** Milliseconds of each turn. */
const TURN_MS = 2_000;
const LIMIT = 0.5;
const MEMORY_LIMIT = 2;
const BARE = fileURLToPath(new URL('./bare-server.ts', import.meta.url));

export async function measureReading(place: Installation, load: Load): Promise<readonly Row[]> {
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
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-bench-'));
  const path = join(folder, 'body');
  writeFileSync(path, body);
  const type = sample.headers.get('content-type') ?? 'application/json';
  const bare = await run(['--import', 'tsx', BARE, path, type], {});
  const bytes = { ours: [] as number[], bare: [] as number[] };
  try {
    const turn = async (origin: string) => {
      const shot = { method: 'GET', path: '/elements/checkout', headers, body: '' };
      const order = { origin, shots: [shot], repeat: true, connections: CONNECTIONS };
      return rate(await load.fire({ ...order, maxMs: TURN_MS }));
    };
    const { ours, baseline, ratio } = await duel(
      ROUNDS,
      async () => {
        const figure = await turn(place.api.url);
        bytes.ours.push(place.server.residentBytes());
        return figure;
      },
      async () => {
        const figure = await turn(bare.address);
        bytes.bare.push(bare.residentBytes());
        return figure;
      },
    );
    const [mine, theirs] = [median(bytes.ours), median(bytes.bare)];
    return [
      {
        name: `read a checkout with ${CARDS} cards`,
        ours: perSecond(ours),
        against: perSecond(baseline),
        ratio,
        limit: `≥ ${LIMIT.toFixed(2)}`,
        kept: ratio >= LIMIT,
        note: `against a bare route with the same ${body.length} bytes, ${CONNECTIONS} connections`,
      },
      {
        name: 'resident memory while it is read',
        ours: kilobytes(mine),
        against: kilobytes(theirs),
        ratio: mine / theirs,
        limit: `≤ ${MEMORY_LIMIT.toFixed(2)}`,
        kept: mine <= MEMORY_LIMIT * theirs,
      },
    ];
  } finally {
    await bare.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
