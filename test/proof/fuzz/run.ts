/**
 * The fuzz as a command. It spreads the areas over two processes, prints what a failing case is and
 * how to see it again, and knows nothing of what is attacked.
 *
 *     npm run fuzz                                        200,000 cases and 100,000 card numbers
 *     npm run fuzz -- --cases 5000000 --seed tuesday
 *     npm run fuzz -- --area forms --cases 20000          one area alone
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { AREAS, casesOf } from './areas.ts';
import { type Failure, runArea } from './engine.ts';
import { sowAll } from './planting.ts';

export const CASES = 200_000;
export const NUMBERS = 100_000;
/** Changes nothing unless it changes: the same seed attacks in the same way. */
export const SEED = 'keepsake';
const SHARDS = 2;
const PLANTING = 'planting';

export interface Share {
  readonly area: string;
  readonly ran: number;
  readonly failures: readonly string[];
}

export interface Order {
  readonly seed: string;
  readonly cases: number;
  readonly numbers: number;
  readonly area: string | null;
  readonly shard: number;
  /** Whether a failing case is made shorter. */
  readonly shorten: boolean;
}

/** How to see a failing case again. */
function told({ area, number, property, given }: Failure, seed: string): string {
  const again = `npm run fuzz -- --area ${area} --seed ${seed} --cases ${number + 1}`;
  const text = JSON.stringify(given);
  const shown = text.length > 4_000 ? `${text.slice(0, 4_000)}…` : text;
  return `${area}: ${property}\n  case ${number} of seed ${seed}: ${shown}\n  again: ${again}`;
}

async function runShard({
  seed,
  cases,
  numbers,
  area: only,
  shard,
  shorten,
}: Order): Promise<Share[]> {
  const part = { seed, first: shard, step: SHARDS, shorten };
  const shares: Share[] = [];
  for (const area of AREAS.filter(({ name }) => only === null || name === only)) {
    const all = only === null ? casesOf(area, cases) : cases;
    const { ran, failure } = await runArea(area, { ...part, cases: all });
    shares.push({ area: area.name, ran, failures: failure ? [told(failure, seed)] : [] });
  }
  if (only === null || only === PLANTING) {
    const { planted, leaks } = await sowAll({ ...part, cases: only === null ? numbers : cases });
    shares.push({ area: PLANTING, ran: planted, failures: leaks });
  }
  return shares;
}

/**
 * Runs one share in a process of its own.
 * @param plant a mistake to make there, see `plant-loader.mjs`
 */
export function inProcess(order: Order, plant: object | null = null): Promise<Share[]> {
  const loader = fileURLToPath(new URL('./plant-loader.mjs', import.meta.url));
  const child = fork(fileURLToPath(import.meta.url), {
    env: {
      ...process.env,
      KEEPSAKE_FUZZ: JSON.stringify(order),
      KEEPSAKE_PLANT: JSON.stringify(plant),
    },
    execArgv: [...(plant === null ? [] : ['--import', loader]), '--import', 'tsx'],
  });
  return new Promise<Share[]>((resolve, reject) => {
    let sent: Share[] | null = null;
    child.on('message', (message) => {
      sent = message as Share[];
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (sent !== null) resolve(sent);
      else reject(new Error(`a process of the fuzz ended with ${code}`));
    });
  });
}

/** Runs everything on two processes. @returns what each area came to */
export async function fuzz(order: Omit<Order, 'shard'>): Promise<readonly Share[]> {
  const shares = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) => inProcess({ ...order, shard })),
  );
  const names = [...new Set(shares.flat().map(({ area }) => area))];
  return names.map((area) => {
    const mine = shares.flat().filter((share) => share.area === area);
    const ran = mine.reduce((sum, share) => sum + share.ran, 0);
    return { area, ran, failures: mine.flatMap(({ failures }) => failures) };
  });
}

async function command(): Promise<void> {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: String(CASES) },
      numbers: { type: 'string' },
      seed: { type: 'string', default: SEED },
      area: { type: 'string' },
    },
  });
  const cases = Number(values.cases);
  const numbers = Number(values.numbers ?? cases / 2);
  const area = values.area ?? null;
  const started = performance.now();
  const shares = await fuzz({ seed: values.seed, cases, numbers, area, shorten: true });
  for (const share of shares) {
    const verdict = share.failures.length === 0 ? 'held' : share.failures.join('\n');
    console.log(`${share.area.padEnd(18)}${String(share.ran).padStart(9)}  ${verdict}`);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`seed ${values.seed}, ${seconds} s`);
  const failed = shares.some(({ failures }) => failures.length > 0);
  process.exitCode = failed || shares.length === 0 ? 1 : 0;
}

const given = process.env.KEEPSAKE_FUZZ;
if (given !== undefined && process.send) {
  const order = JSON.parse(given) as Order;
  process.send(await runShard(order));
  process.disconnect();
} else if (process.argv[1] === fileURLToPath(import.meta.url)) await command();
