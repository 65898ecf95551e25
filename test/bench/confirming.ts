/**
 * Paying with a saved card, HTTP on both sides, the program and the bank as processes of their own,
 * against a bare loop that does the same two durable commits and selects and nothing else; and what
 * one payment costs the processor when nobody else pays.
 */
import { openBareLoop } from './bare-loop.ts';
import { duel } from './duel.ts';
import { type Load, rate } from './load.ts';
import { openTill } from './running/confirms.ts';
import type { Installation } from './running/installation.ts';
import { median, perSecond, type Row } from './table.ts';

/** Payments before anything is measured: a program that just started compiles as it goes. */
const WARM_UP = 3_000;
/** Payments of one turn. */
const PAYMENTS = 800;
const ALONE = 300;
const CONNECTIONS = 32;
const ROUNDS = 5;
/** Milliseconds of the loop's turn. */
const LOOP_MS = 1_000;
const LIMIT = 0.2;
/** Milliseconds of processor time that a payment may take on one connection. */
const CPU_MS = 1.5;

export async function measureConfirming(place: Installation, load: Load): Promise<readonly Row[]> {
  const till = await openTill(place, load);
  await till.pay(WARM_UP, CONNECTIONS);
  const loop = openBareLoop();
  const p99s: number[] = [];
  const costs: number[] = [];
  try {
    const pay = async () => {
      const salvo = await till.pay(PAYMENTS, CONNECTIONS);
      p99s.push(salvo.p99Ms);
      return rate(salvo);
    };
    const { ours, baseline, ratio } = await duel(ROUNDS, pay, async () => loop.run(LOOP_MS));
    for (let round = 0; round < ROUNDS; round += 1) {
      const shots = await till.shots(ALONE);
      const before = place.server.cpuMs();
      const order = { origin: place.api.url, shots, repeat: false, connections: 1 };
      await load.fire({ ...order, maxMs: 60_000 });
      costs.push((place.server.cpuMs() - before) / ALONE);
    }
    const cost = median(costs);
    return [
      {
        name: 'confirm with a saved card',
        ours: perSecond(ours),
        against: perSecond(baseline),
        ratio,
        limit: `≥ ${LIMIT.toFixed(2)}`,
        kept: ratio >= LIMIT,
        note: `${CONNECTIONS} connections, 99th percentile ${median(p99s).toFixed(0)} ms; against a bare loop of two durable commits`,
      },
      {
        name: 'processor time of a confirm, one connection',
        ours: `${cost.toFixed(2)} ms`,
        against: `${CPU_MS.toFixed(2)} ms`,
        ratio: cost / CPU_MS,
        limit: '≤ 1.00',
        kept: cost <= CPU_MS,
      },
    ];
  } finally {
    loop.close();
  }
}
