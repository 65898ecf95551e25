/**
 * A long quiet day, shortened: a hundred payments a second with one in twenty going wrong at the
 * bank, for as long as it is told. Memory must not grow, the log must be carried into the file, no
 * payment may wait, and in the end nothing may be left open and both sides' books must agree.
 */
import Sqlite from 'better-sqlite3';
import { type Installation, startInstallation } from './running/installation.ts';
import { openShop } from './shop.ts';
import { kilobytes, median, type Row } from './table.ts';

const PER_SECOND = 100;
/** Sessions are opened by so many at once. */
const AT_ONCE = 10;
/** The first part of the run, in which a program that just started grows into its size. */
const WARMING = 0.1;
const GROWTH = 1.1;
const WAL_BYTES = 64_000_000;
const P99_MS = 25;
/** How long what was open may take to be settled in the end. */
const SETTLING_MS = 120_000;
/** One in a hundred of each kind. */
const FAULTS = ['decline', 'down', 'error_after_effect', 'timeout_after_effect', 'garbage'];
const OPEN = "select count(*) as n from attempts where status in ('started', 'unknown')";
const TAKEN =
  "select coalesce(sum(amount_minor), 0) as n from attempts where operation = 'charge' and status = 'succeeded'";

interface Findings {
  /** Milliseconds of each payment that went through at once. */
  readonly times: number[];
  readonly outcomes: Record<string, number>;
  readonly residentBytes: number[];
  readonly walBytes: number[];
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

async function fault(place: Installation, method: 'POST' | 'DELETE', body?: object): Promise<void> {
  const response = await fetch(new URL('/faults', place.bank.url), {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`the bank refused a fault: ${await response.text()}`);
}

async function pay(place: Installation, secret: string, card: string, found: Findings) {
  const startedMs = performance.now();
  const response = await fetch(new URL('/elements/checkout/confirm', place.api.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ press: crypto.randomUUID(), payment_method: card, consents: {} }),
  });
  const answer = (await response.json()) as { readonly status?: string };
  const outcome = response.ok ? (answer.status ?? '?') : String(response.status);
  found.outcomes[outcome] = (found.outcomes[outcome] ?? 0) + 1;
  if (outcome === 'complete') found.times.push(performance.now() - startedMs);
}

/** Pays at an even pace while the next second's sessions are opened. */
async function work(place: Installation, seconds: number): Promise<Findings> {
  const found: Findings = { times: [], outcomes: {}, residentBytes: [], walBytes: [] };
  const shop = openShop(place, 'http://localhost/return');
  const { customer, cards } = await shop.buyer(1);
  const [card = ''] = cards;
  const startedMs = performance.now();
  const underWay = new Set<Promise<void>>();
  let secrets = await shop.sessions(customer, PER_SECOND);
  for (let second = 0; second < seconds; second += 1) {
    const next = Promise.all(
      Array.from({ length: PER_SECOND / AT_ONCE }, async (_, portion) => {
        await sleep(
          startedMs + (second + (portion * AT_ONCE) / PER_SECOND) * 1_000 - performance.now(),
        );
        return shop.sessions(customer, AT_ONCE);
      }),
    );
    for (const [at, secret] of secrets.entries()) {
      await sleep(startedMs + (second + at / PER_SECOND) * 1_000 - performance.now());
      const paid = pay(place, secret, card, found).finally(() => underWay.delete(paid));
      underWay.add(paid);
    }
    secrets = (await next).flat();
    found.residentBytes.push(place.server.residentBytes());
    found.walBytes.push(place.walBytes());
  }
  await Promise.all(underWay);
  return found;
}

/** Waits until nothing is open. @returns what still is, and how far the two books are apart, in minor units */
async function settle(place: Installation): Promise<{ open: number; apart: number }> {
  const db = new Sqlite(place.file, { readonly: true });
  try {
    const read = (text: string) => (db.prepare(text).get() as { n: number }).n;
    const untilMs = performance.now() + SETTLING_MS;
    while (read(OPEN) > 0 && performance.now() < untilMs) await sleep(500);
    const response = await fetch(new URL('/charges', place.bank.url));
    const { data } = (await response.json()) as {
      data: { status: string; amount: number }[];
    };
    const theirs = data
      .filter(({ status }) => status === 'succeeded')
      .reduce((sum, { amount }) => sum + amount, 0);
    return { open: read(OPEN), apart: read(TAKEN) - theirs };
  } finally {
    db.close();
  }
}

/** @param minutes how long; an hour is what is promised */
export async function measureSteady(minutes: number): Promise<readonly Row[]> {
  const place = await startInstallation({
    environment: {
      KEEPSAKE_PROCESSOR_TIMEOUT_MS: '1000',
      // Every payment comes from this one address, and the faults are no card testing.
      KEEPSAKE_FAILED_CONFIRMS_PER_ADDRESS: '1000000',
    },
  });
  try {
    for (const kind of FAULTS) await fault(place, 'POST', { kind, rate: 0.01, seed: 7 });
    const found = await work(place, Math.round(minutes * 60));
    await fault(place, 'DELETE');
    const { open, apart } = await settle(place);
    const warm = Math.floor(found.residentBytes.length * WARMING);
    const early = median(found.residentBytes.slice(warm, warm * 2 + 1));
    const late = median(found.residentBytes.slice(-warm - 1));
    const sorted = found.times
      .slice(Math.floor(found.times.length * WARMING))
      .sort((a, b) => a - b);
    const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
    const wal = Math.max(...found.walBytes);
    const outcomes = Object.entries(found.outcomes).map(([name, count]) => `${count} ${name}`);
    const name = `${minutes} min at ${PER_SECOND} confirms a second`;
    return [
      {
        name: `${name}: memory, late against early`,
        ours: kilobytes(late),
        against: kilobytes(early),
        ratio: late / early,
        limit: `≤ ${GROWTH.toFixed(2)}`,
        kept: late <= early * GROWTH,
        note: outcomes.join(', '),
      },
      {
        name: `${name}: largest WAL`,
        ours: kilobytes(wal),
        against: kilobytes(WAL_BYTES),
        ratio: wal / WAL_BYTES,
        limit: '≤ 1.00',
        kept: wal <= WAL_BYTES,
      },
      {
        name: `${name}: 99th percentile, the bank's time included`,
        ours: `${p99.toFixed(1)} ms`,
        against: `${P99_MS} ms`,
        ratio: p99 / P99_MS,
        limit: '≤ 1.00',
        kept: p99 <= P99_MS,
        note: 'of the payments that went through at once',
      },
      {
        name: `${name}: left open, and apart from the bank's books`,
        ours: `${open} open`,
        against: `${apart} apart`,
        ratio: null,
        limit: '0',
        kept: open === 0 && apart === 0,
      },
    ];
  } finally {
    await place.close();
  }
}
