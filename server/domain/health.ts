/**
 * Whether this process can do its work now, as named checks. It commits for real, as paying would, and
 * never asks a processor: one that is down takes no server out of service. Answers are a moment old at
 * most, so that asking often costs nothing.
 */
import type { Context } from '../context.ts';
import {
  HEALTH_FRESH_MS,
  HEALTH_KEYS_MS,
  HEALTH_PATIENCE_MS,
  WORKER_PULSE_MS,
} from '../model/limits.ts';
import { pendingMigrations } from '../storage/migrate.ts';
import { someCredentials } from '../storage/payment-methods.ts';
import { lastPulse } from '../storage/pulses.ts';
import { beat } from './pulses.ts';

export interface Check {
  readonly ok: boolean;
  /** What is wrong, for whoever is called out of bed; absent where nothing is. */
  readonly message?: string;
  /** It is told, and takes nothing out of service. */
  readonly advisory?: true;
}

export interface Health {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, Check>>;
}

const FINE: Check = { ok: true };
const wrong = (message: string): Check => ({ ok: false, message });

/** What a failure calls itself, such as `SQLITE_FULL`: its text may name addresses. */
function codeOf(reason: unknown): string {
  const { cause } = reason as { cause?: unknown };
  const { code } = (cause ?? reason) as { code?: unknown };
  return typeof code === 'string' && /^\w{1,40}$/.test(code) ? code : 'no code';
}

/** Gives `otherwise` where `work` takes too long; it goes on, and nobody waits for it. */
async function within(ctx: Context, work: Promise<Check>, otherwise: Check): Promise<Check> {
  let cancel = () => {};
  const late = new Promise<Check>((resolve) => {
    cancel = ctx.timer(HEALTH_PATIENCE_MS, () => resolve(otherwise));
  });
  return Promise.race([work, late]).finally(() => cancel());
}

/** Asks again only when the last answer is old, and once for all who ask meanwhile. */
function remembered(ctx: Context, freshMs: number, ask: () => Promise<Check>) {
  let answer: Promise<Check> | null = null;
  let askedMs = 0;
  return () => {
    if (answer === null || ctx.wall() - askedMs >= freshMs) {
      askedMs = ctx.wall();
      answer = ask();
    }
    return answer;
  };
}

async function commits(ctx: Context): Promise<Check> {
  if (ctx.store.isThere?.() === false)
    return wrong('the database file is gone, or another one is in its place');
  try {
    await beat(ctx, 'probe');
    return FINE;
  } catch (reason) {
    return wrong(`the database does not commit: ${codeOf(reason)}`);
  }
}

async function migrated(ctx: Context): Promise<Check> {
  try {
    const pending = await pendingMigrations(ctx.store.db);
    return pending.length === 0 ? FINE : wrong(`${pending.length} migrations are pending`);
  } catch (reason) {
    if (reason instanceof Error && reason.message.startsWith('this installation was moved'))
      return wrong('this installation was moved to another database');
    // Another program has been here: what this one believes of the tables may be wrong.
    return wrong(
      reason instanceof Error && reason.message.includes('migration')
        ? reason.message
        : `the list of migrations cannot be read: ${codeOf(reason)}`,
    );
  }
}

async function keysFit(ctx: Context): Promise<Check> {
  try {
    const kept = await someCredentials(ctx.store.db);
    const shut = kept.filter(({ id, secret }) => {
      try {
        ctx.keys.decrypt(`credentials:${id}`, secret);
        return false;
      } catch {
        return true;
      }
    });
    return shut.length === 0
      ? FINE
      : wrong('KEEPSAKE_ENCRYPTION_KEYS do not open what this database holds');
  } catch (reason) {
    return wrong(`no credential can be read: ${codeOf(reason)}`);
  }
}

const seconds = (ms: number) => `${Math.round(ms / 1000)} s`;

function beats(ctx: Context, lastMs: number | null): Check {
  if (lastMs === null) return wrong('no worker was started');
  const age = ctx.wall() - lastMs;
  return age < WORKER_PULSE_MS ? FINE : wrong(`no worker has got on for ${seconds(age)}`);
}

/**
 * A process with a worker answers for it. One without (`ROLE=api`) tells what it sees of others': it can
 * take payments all the same, and taking every API out of service would make a stop out of a delay.
 */
async function working(ctx: Context): Promise<Check> {
  if (ctx.config.role !== 'api') return beats(ctx, ctx.vitals.beatMs);
  try {
    const found = beats(ctx, await lastPulse(ctx.store.db, 'worker'));
    return { ...found, advisory: true };
  } catch (reason) {
    return { ...wrong(`no pulse can be read: ${codeOf(reason)}`), advisory: true };
  }
}

/** @returns how to ask; as often as anybody likes */
export function createHealth(ctx: Context): () => Promise<Health> {
  const late = wrong(`no answer within ${seconds(HEALTH_PATIENCE_MS)}`);
  const database = remembered(ctx, HEALTH_FRESH_MS, () => commits(ctx));
  const migrations = remembered(ctx, HEALTH_FRESH_MS, () => migrated(ctx));
  const worker = remembered(ctx, HEALTH_FRESH_MS, () => working(ctx));
  const keys = remembered(ctx, HEALTH_KEYS_MS, () => keysFit(ctx));
  const asked = { database, migrations, keys, worker };
  return async () => {
    const found = await Promise.all(
      Object.entries(asked).map(
        async ([name, ask]) => [name, await within(ctx, ask(), late)] as const,
      ),
    );
    const shutdown = ctx.vitals.closing ? wrong('this process is ending') : FINE;
    const checks: Record<string, Check> = { ...Object.fromEntries(found), shutdown };
    return { ok: Object.values(checks).every(({ ok, advisory }) => ok || advisory), checks };
  };
}
