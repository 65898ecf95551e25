/**
 * The bench: what a buyer waits for and what a merchant's load costs, each held against the least
 * that could do it, on this machine, in this run. It prints a table with ratios, and ends with 1
 * when a promise was missed. No test runs it: a machine with other work to do misses what an idle
 * one keeps.
 *
 *     npm run bench                  every case, in about half an hour; some install what they are held against
 *     npm run bench -- confirm       only cases with one of these words in their name
 *     npm run bench -- embeds --rounds 5     fewer visits of each page than fifteen
 *     npm run bench -- steady --minutes 60   an hour instead of three minutes
 *     npm run bench -- scale --customers 100000     fewer than a million
 *
 * The elements must be built (`npm run build`).
 */
import { parseArgs } from 'node:util';
import { measureConfirming } from './confirming.ts';
import { measureDownload } from './download.ts';
import { measureDunning } from './dunning.ts';
import { measureEmbeds } from './embeds/measuring.ts';
import { measureFirstSight } from './first-sight.ts';
import { type Load, startLoad } from './load.ts';
import { measureReading } from './reading.ts';
import { measureRecovery } from './recovery.ts';
import { type Installation, startInstallation } from './running/installation.ts';
import { measureScale } from './scale.ts';
import { measureSelfHosted } from './self-hosted.ts';
import type { Place } from './shop.ts';
import { measureSlowDisk } from './slow-disk.ts';
import { measureSteady } from './steady.ts';
import { formatTable, type Row } from './table.ts';
import { measureTwoProcesses } from './two-processes.ts';

interface Case {
  readonly name: string;
  measure(): Promise<readonly Row[]>;
}

/** Starts the case's own world and load, and ends them whatever comes. */
async function inWorld<T>(measure: (place: Place) => Promise<T>): Promise<T> {
  const { startWorld } = await import('../support/world.ts');
  const world = await startWorld({});
  try {
    return await measure(world);
  } finally {
    await world.close();
  }
}

/** Starts a sender in a process of its own, and ends it whatever comes. */
async function underLoad<T>(measure: (load: Load) => Promise<T>): Promise<T> {
  const load = startLoad();
  try {
    return await measure(load);
  } finally {
    load.close();
  }
}

/** The same against the real program and the bank, each in a process of its own. */
function inInstallation<T>(measure: (place: Installation, load: Load) => Promise<T>): Promise<T> {
  return underLoad(async (load) => {
    const place = await startInstallation();
    try {
      return await measure(place, load);
    } finally {
      await place.close();
    }
  });
}

/** How many the large file of `scale` holds. */
const CUSTOMERS = 1_000_000;
/** How long `steady` lasts; an hour is what is promised. */
const MINUTES = 3;
/** Visits of each page. */
const ROUNDS = 15;

const { values, positionals: words } = parseArgs({
  options: {
    rounds: { type: 'string' },
    customers: { type: 'string' },
    minutes: { type: 'string' },
  },
  allowPositionals: true,
});
const rounds = Number(values.rounds ?? ROUNDS);
if (!(Number.isInteger(rounds) && rounds > 0)) throw new Error('--rounds takes a whole number');

const customers = Number(values.customers ?? CUSTOMERS);
if (!(Number.isInteger(customers) && customers > 0))
  throw new Error('--customers takes a whole number');

const minutes = Number(values.minutes ?? MINUTES);
if (!(minutes > 0)) throw new Error('--minutes takes a number');

const CASES: readonly Case[] = [
  { name: 'download', measure: async () => [await measureDownload()] },
  { name: 'first sight', measure: () => inWorld(measureFirstSight) },
  { name: 'embeds', measure: () => inWorld((place) => measureEmbeds(place, rounds)) },
  { name: 'read', measure: () => inInstallation(measureReading) },
  { name: 'confirm', measure: () => inInstallation(measureConfirming) },
  { name: 'scale', measure: () => underLoad((load) => measureScale(load, customers)) },
  { name: 'slow disk', measure: () => underLoad(measureSlowDisk) },
  { name: 'steady', measure: () => measureSteady(minutes) },
  { name: 'postgres', measure: measureTwoProcesses },
  { name: 'vendure', measure: measureSelfHosted },
  { name: 'recovery', measure: measureRecovery },
  { name: 'dunning', measure: measureDunning },
];

/** A case that could not be measured is a row too; the others go on. */
async function rowsOf(each: Case): Promise<readonly Row[]> {
  try {
    return await each.measure();
  } catch (error) {
    const note = error instanceof Error ? error.message : String(error);
    return [
      { name: each.name, ours: '–', against: '–', ratio: null, limit: '–', kept: null, note },
    ];
  }
}

const chosen = CASES.filter(
  ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
);
const rows: Row[] = [];
for (const each of chosen) {
  console.error(`measuring: ${each.name} …`);
  rows.push(...(await rowsOf(each)));
}
console.log(rows.length > 0 ? formatTable(rows) : `no case is named ${words.join(' ')}`);
if (rows.length === 0 || rows.some(({ kept }) => kept === false)) process.exitCode = 1;
