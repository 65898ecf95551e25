/**
 * Paying with a saved card on PostgreSQL: two API processes against one, the same senders and the same
 * payments. The senders, the bank, PostgreSQL and both
 * processes share this machine: with few cores it is they who limit, and the row says how many there were.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildProgram } from '../proof/kill/program.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { freshDatabase } from '../support/test-database.ts';
import { duel } from './duel.ts';
import { type Shot, startLoad } from './load.ts';
import { openTill, type Till } from './running/confirms.ts';
import { BANK_SECRET, freePort, type Running, run } from './running/installation.ts';
import type { Place } from './shop.ts';
import { perSecond, type Row } from './table.ts';

const WARM_UP = 300;
/** Payments of one turn, dealt out over two senders. */
const PAYMENTS = 400;
/** Who pay: one card that everybody paid with would be one row that everybody waits for. */
const BUYERS = 20;
const CONNECTIONS = 16;
const ROUNDS = 2;
const LIMIT = 1.7;
/** Cores without which two processes have nowhere to run: each its own, PostgreSQL two, bank and senders one. */
const CORES = 5;
const MAX_MS = 120_000;
interface Several {
  readonly place: Place;
  readonly servers: readonly Running[];
  readonly urls: readonly string[];
  close(): Promise<void>;
}

/** A bank and two API processes on one database. */
async function startSeveral(databaseUrl: string): Promise<Several> {
  const { main } = await buildProgram();
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-bench-'));
  const ports = [await freePort(), await freePort()] as const;
  const bankPort = await freePort();
  const key = 'sk_test_bench';
  const environment = {
    PUBLIC_URL: `http://127.0.0.1:${ports[0]}`,
    BANK_PORT: String(bankPort),
    BANK_URL: `http://127.0.0.1:${bankPort}`,
    DATABASE_URL: databaseUrl,
    BANK_DATABASE_URL: `file:${join(folder, 'bank.db')}`,
    KEEPSAKE_SECRET_KEY: key,
    KEEPSAKE_ENCRYPTION_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
    BANK_SECRET,
    ROLE: 'api',
    LOG_LEVEL: 'silent',
  };
  const bank = await run([main, 'bank'], { ...environment, PORT: String(ports[0]) });
  const servers: Running[] = [];
  for (const port of ports)
    servers.push(await run([main, 'serve'], { ...environment, PORT: String(port) }));
  const urls = ports.map((port) => `http://127.0.0.1:${port}`);
  return {
    place: {
      api: { url: `http://127.0.0.1:${ports[0]}`, key },
      bank: { url: `http://127.0.0.1:${bankPort}` },
    },
    servers,
    urls,
    async close() {
      for (const each of [...servers, bank]) await each.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function measureTwoProcesses(): Promise<readonly Row[]> {
  const server = await startPostgres();
  const loads = [startLoad(), startLoad()] as const;
  let several: Several | null = null;
  try {
    several = await startSeveral(await freshDatabase(server.url));
    const { place, urls, servers } = several;
    const tills: Till[] = [];
    for (let at = 0; at < BUYERS; at += 1) tills.push(await openTill(place, loads[0]));
    /** As many payments as `count`, of all buyers by turns. */
    const shotsOf = async (count: number) => {
      const each: (readonly Shot[])[] = [];
      for (const till of tills) each.push(await till.shots(Math.ceil(count / BUYERS)));
      return Array.from(
        { length: count },
        (_, at) => each[at % BUYERS]?.[Math.floor(at / BUYERS)],
      ).filter((shot) => shot !== undefined);
    };
    /** Payments a second, each sender to the process that it is given. */
    const pay = async (count: number, origins: readonly string[]) => {
      const halves = [await shotsOf(count / 2), await shotsOf(count / 2)];
      const beganMs = performance.now();
      const salvos = await Promise.all(
        loads.map((load, at) =>
          load.fire({
            origin: origins[at % origins.length] ?? '',
            shots: halves[at] ?? [],
            repeat: false,
            connections: CONNECTIONS,
            maxMs: MAX_MS,
          }),
        ),
      );
      const good = salvos.reduce((sum, salvo) => sum + salvo.good, 0);
      return (good * 1_000) / (performance.now() - beganMs);
    };
    await pay(WARM_UP, urls);
    const { ours, baseline, ratio } = await duel(
      ROUNDS,
      () => pay(PAYMENTS, urls),
      () => pay(PAYMENTS, urls.slice(0, 1)),
    );
    const cores = availableParallelism();
    const cpuMs = servers.map((each) => each.cpuMs());
    const [busy = 0] = loadavg();
    return [
      {
        name: 'two API processes on PostgreSQL',
        ours: perSecond(ours),
        against: perSecond(baseline),
        ratio,
        limit: `≥ ${LIMIT.toFixed(2)} from ${CORES} cores on`,
        kept: cores < CORES ? null : ratio >= LIMIT,
        note: `${cores} cores for two processes, PostgreSQL, the bank and two senders (load ${busy.toFixed(1)}); the processes took ${cpuMs.map((ms) => (ms / 1_000).toFixed(1)).join(' s and ')} s of processor time`,
      },
    ];
  } finally {
    await several?.close();
    for (const load of loads) load.close();
    await server.stop();
  }
}
