/**
 * Paying with a saved card, beside what a merchant could host instead: a Vendure shop whose
 * `addPaymentToOrder` charges a card at the same bank. Both are processes of their own, on SQLite
 * with a log and a sync at every commit, and take turns. What counts is what stands in their files.
 */
import Sqlite from 'better-sqlite3';
import { duel } from './duel.ts';
import { type Load, type Shot, startLoad } from './load.ts';
import { openTill } from './running/confirms.ts';
import {
  BANK_SECRET,
  type Installation,
  type Running,
  startInstallation,
} from './running/installation.ts';
import { median, perSecond, type Row } from './table.ts';
import { compareBooks } from './vendure/books.ts';
import { installVendure, startVendure, VENDURE, type VendureShop } from './vendure/shop.ts';

/** Payments before anything is measured: a program that just started compiles as it goes. */
const WARM_UP = 2_000;
const VENDURE_WARM_UP = 50;
/** Payments of one turn of ours; of Vendure's, with each number of connections. */
const PAYMENTS = 600;
const VENDURE_PAYMENTS = 40;
const CONNECTIONS = 32;
/** In each round ours is held against whichever suits Vendure better. */
const VENDURE_CONNECTIONS = [4, CONNECTIONS];
const ROUNDS = 3;
/** The most that one turn may take, in milliseconds. */
const MAX_MS = 120_000;
const LIMIT = 12;

/** One side of the comparison, and what it came to so far. */
interface Side {
  readonly origin: string;
  readonly server: Running;
  /** How many payments stand in its file. */
  paid(): number;
  /** Payments that were sent so far. */
  sent: number;
  readonly turns: Turn[];
}

interface Turn {
  readonly connections: number;
  /** Processor time of one payment, in milliseconds. */
  readonly costMs: number;
  readonly p99Ms: number;
}

/** Sends each payment once. @returns payments a second, of those that stand in the file */
async function pay(
  load: Load,
  who: Side,
  shots: readonly Shot[],
  connections: number,
): Promise<number> {
  const [paid, cpuMs] = [who.paid(), who.server.cpuMs()];
  const order = { origin: who.origin, shots, repeat: false, connections, maxMs: MAX_MS };
  const salvo = await load.fire(order);
  who.sent += shots.length;
  const costMs = (who.server.cpuMs() - cpuMs) / shots.length;
  who.turns.push({ connections, costMs, p99Ms: salvo.p99Ms });
  return ((who.paid() - paid) * 1000) / salvo.elapsedMs;
}

/** Sessions of ours that are complete and paid. */
function paidSessions({ file }: Installation): number {
  const db = new Sqlite(file, { readonly: true });
  try {
    const count = db.prepare(
      `select count(*) from checkout_sessions where status = 'complete' and payment_status = 'paid'`,
    );
    return Number(count.pluck().get());
  } finally {
    db.close();
  }
}

/** Charges that the bank has made, whoever asked for them. */
async function chargesAt(bank: string): Promise<number> {
  const response = await fetch(new URL('/charges', bank));
  const rows: unknown = Object(await response.json()).data;
  if (!Array.isArray(rows)) throw new Error(`the bank shows no charges: ${response.status}`);
  return rows.filter((row) => Object(row).status === 'succeeded').length;
}

function words(name: string, { turns }: Side): string {
  const costMs = median(turns.map((turn) => turn.costMs));
  const full = turns.filter(({ connections }) => connections === CONNECTIONS);
  const p99Ms = median(full.map((turn) => turn.p99Ms));
  return `${name} ${costMs.toFixed(1)} ms of processor time each, 99th percentile ${p99Ms.toFixed(0)} ms`;
}

async function compare(installation: Installation, vendure: VendureShop, load: Load): Promise<Row> {
  const till = await openTill(installation, load);
  const ours: Side = {
    origin: installation.api.url,
    server: installation.server,
    paid: () => paidSessions(installation),
    sent: 0,
    turns: [],
  };
  const theirs: Side = {
    origin: vendure.origin,
    server: vendure.server,
    paid: () => vendure.paid().orders,
    sent: 0,
    turns: [],
  };
  const confirm = async (count: number) => pay(load, ours, await till.shots(count), CONNECTIONS);
  const addPayment = async (count: number) => {
    const rates: number[] = [];
    for (const connections of VENDURE_CONNECTIONS)
      rates.push(await pay(load, theirs, await vendure.payments(count), connections));
    return Math.max(...rates);
  };

  await confirm(WARM_UP);
  await addPayment(VENDURE_WARM_UP);
  for (const { turns } of [ours, theirs]) turns.length = 0;
  const {
    ours: rate,
    baseline,
    ratio,
  } = await duel(
    ROUNDS,
    () => confirm(PAYMENTS),
    () => addPayment(VENDURE_PAYMENTS),
  );
  const { orders, charges } = vendure.paid();
  const open = compareBooks({
    ours: { sent: ours.sent, paid: ours.paid() },
    theirs: { sent: theirs.sent, paid: orders, charges },
    bank: await chargesAt(installation.bank.url),
  });
  const notes = [
    `against ${VENDURE}'s addPaymentToOrder`,
    'both on SQLite (WAL, synchronous FULL) with the same bank',
    `${CONNECTIONS} connections, Vendure's ${VENDURE_CONNECTIONS.join(' or ')}`,
    words('ours', ours),
    words("Vendure's", theirs),
    ...(open === null ? [] : [open]),
  ];
  return {
    name: 'confirm, beside a self-hosted shop',
    ours: perSecond(rate),
    against: perSecond(baseline),
    ratio,
    limit: `≥ ${LIMIT.toFixed(2)}`,
    kept: ratio >= LIMIT,
    note: notes.join('; '),
  };
}

/** @throws where Vendure cannot be installed or started, or the books of ours are wrong */
export async function measureSelfHosted(): Promise<readonly Row[]> {
  installVendure();
  const installation = await startInstallation();
  const load = startLoad();
  try {
    const vendure = await startVendure({ url: installation.bank.url, secret: BANK_SECRET });
    try {
      return [await compare(installation, vendure, load)];
    } finally {
      await vendure.close();
    }
  } finally {
    load.close();
    await installation.close();
  }
}
