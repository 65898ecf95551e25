/**
 * Reads how the installation stands when somebody looks, and writes it into the gauges; two looks
 * within a moment ask the database once. What it cannot read it says so, and the rest is shown.
 */
import { statSync } from 'node:fs';
import type { Context } from '../context.ts';
import { avoidedUntil, CLOSED } from '../model/breaker.ts';
import {
  collectingInvoices,
  databaseBytes,
  oldestDue,
  oldestMessage,
  outstandingDeliveries,
  pulsesNow,
  QUEUES,
  unknownAttempts,
} from '../storage/standing.ts';

/** How long an answer holds, in milliseconds. */
const FRESH_MS = 5_000;
/** Sizes take longer to find out, and change slowly. */
const SIZE_FRESH_MS = 60_000;

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

async function readSizes(ctx: Context): Promise<void> {
  const { databaseUrl } = ctx.config;
  const file = /^file:(.+)$/.exec(databaseUrl)?.[1];
  if (file) {
    ctx.meter.set('databaseBytes', {}, sizeOf(file));
    ctx.meter.set('walBytes', {}, sizeOf(`${file}-wal`));
    return;
  }
  const bytes = await databaseBytes(ctx.store.db);
  if (bytes !== null) ctx.meter.set('databaseBytes', {}, bytes);
}

async function readStanding(ctx: Context): Promise<void> {
  const { db } = ctx.store;
  const { meter } = ctx;
  const now = ctx.wall();
  const age = (atMs: number | null | undefined) =>
    atMs === null || atMs === undefined ? 0 : Math.max(0, now - atMs) / 1000;
  const due = await oldestDue(db, now);
  for (const queue of QUEUES) meter.set('due', { queue }, age(due[queue]));
  const unknown = await unknownAttempts(db);
  meter.set('unknown', {}, unknown.count);
  meter.set('unknownAge', {}, age(unknown.oldestMs));
  meter.set('inboxLag', {}, age(await oldestMessage(db)));
  const outstanding = await outstandingDeliveries(db);
  meter.set('pendingDeliveries', {}, outstanding.count);
  meter.set('pendingAge', {}, age(outstanding.oldestMs));
  meter.set('collecting', {}, await collectingInvoices(db));
  const pulses = await pulsesNow(db);
  for (const name of ['worker', 'backup'] as const) {
    const atMs = pulses.get(name);
    if (atMs !== undefined) meter.set(name, {}, atMs / 1000);
  }
}

/** @returns how to bring the gauges up to date */
export function createStanding(ctx: Context): () => Promise<void> {
  let reading: Promise<void> = Promise.resolve();
  let readMs = Number.NEGATIVE_INFINITY;
  let measuredMs = Number.NEGATIVE_INFINITY;

  async function read(): Promise<void> {
    for (const { name } of ctx.processors) {
      const avoided = avoidedUntil(ctx.breakers.get(name) ?? CLOSED, ctx.wall()) !== null;
      ctx.meter.set('avoided', { processor: name }, avoided ? 1 : 0);
    }
    try {
      await readStanding(ctx);
      if (ctx.wall() - measuredMs >= SIZE_FRESH_MS) {
        measuredMs = ctx.wall();
        await readSizes(ctx);
      }
      ctx.meter.set('scrapeFailed', {}, 0);
    } catch (reason) {
      ctx.meter.set('scrapeFailed', {}, 1);
      ctx.log.warn({ reason }, 'the figures of the database could not be read');
    }
  }

  return () => {
    if (ctx.wall() - readMs >= FRESH_MS) {
      readMs = ctx.wall();
      reading = read();
    }
    return reading;
  };
}
