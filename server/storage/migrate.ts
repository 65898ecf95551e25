/**
 * Brings a database to the newest schema: forward only, each step in one transaction with its row
 * in `migrations`, so that a step killed midway is a step not done. A step that was changed after it
 * ran is refused.
 */
import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { isPostgres } from './dialect.ts';
import { initial } from './migrations/0001-initial.ts';
import { preferredNetwork } from './migrations/0002-preferred-network.ts';
import { portability } from './migrations/0003-portability.ts';
import { bankAccounts } from './migrations/0004-bank-accounts.ts';
import { cardUpdates } from './migrations/0005-card-updates.ts';
import { billing } from './migrations/0006-billing.ts';
import { dunning } from './migrations/0007-dunning.ts';
import { apiKeys } from './migrations/0008-api-keys.ts';
import { pulses } from './migrations/0009-pulses.ts';
import { operator } from './migrations/0010-operator.ts';
import { unknownAttempts } from './migrations/0011-unknown-attempts.ts';
import type { Migration } from './migrations/migration.ts';
import { MOVED } from './moved.ts';
import { asPostgres } from './postgres-ddl.ts';
import type { Schema } from './schema.ts';

export const MIGRATIONS: readonly Migration[] = [
  initial,
  preferredNetwork,
  portability,
  bankAccounts,
  cardUpdates,
  billing,
  dunning,
  apiKeys,
  pulses,
  operator,
  unknownAttempts,
];

/** The advisory lock that whoever migrates holds: any number that nobody else uses. */
const LOCK = 4242_0001;

const checksum = (migration: Migration) =>
  createHash('sha256').update(migration.statements.join('\n')).digest('hex');

/** The list of steps that ran. Of several processes that start at once, one makes it. */
async function makeList(db: Kysely<Schema>): Promise<void> {
  const make = sql`create table if not exists migrations (name text primary key, checksum text not null, ran_ms bigint not null)`;
  if (!isPostgres(db)) {
    await make.execute(db);
    return;
  }
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx);
    await make.execute(tx);
  });
}

/** Whether the list is there: an empty database has none, and asking makes none. */
async function hasList(db: Kysely<Schema>): Promise<boolean> {
  const found = isPostgres(db)
    ? await sql`select 1 where to_regclass('migrations') is not null`.execute(db)
    : await sql`select 1 from sqlite_master where type = 'table' and name = 'migrations'`.execute(
        db,
      );
  return found.rows.length > 0;
}

/**
 * The steps that have not run. It writes nothing.
 * @throws when one that ran has changed or is not known here
 */
export async function pendingMigrations(
  db: Kysely<Schema>,
  steps: readonly Migration[] = MIGRATIONS,
): Promise<readonly Migration[]> {
  if (!(await hasList(db))) return steps;
  const ran = await sql<{
    name: string;
    checksum: string;
  }>`select name, checksum from migrations`.execute(db);
  for (const row of ran.rows) {
    if (row.name === MOVED)
      throw new Error(
        `this installation was moved to ${row.checksum}: set DATABASE_URL to that; two that charge from the same books charge twice`,
      );
    const known = steps.find((each) => each.name === row.name);
    if (!known)
      throw new Error(`the database was made by a newer version: it has migration ${row.name}`);
    if (checksum(known) !== row.checksum)
      throw new Error(`migration ${row.name} has changed since it ran`);
  }
  const names = new Set(ran.rows.map((row) => row.name));
  return steps.filter((each) => !names.has(each.name));
}

/**
 * Runs what is pending.
 * @param before is told the first step that is pending, where others ran before; what it throws
 *   stops everything
 * @param steps all that there are
 * @returns the names of the steps that ran
 */
export async function migrate(
  db: Kysely<Schema>,
  now: () => number,
  before: (step: string) => Promise<void> = async () => {},
  steps: readonly Migration[] = MIGRATIONS,
): Promise<readonly string[]> {
  const pending = await pendingMigrations(db, steps);
  if (pending.length === 0) return [];
  await makeList(db);
  const [first] = pending;
  if (first && pending.length < steps.length) await before(first.name);
  const postgres = isPostgres(db);
  // Read committed, so that what another process did is seen once its lock is gone.
  const begin = postgres ? 'begin isolation level read committed' : 'begin immediate';
  for (const migration of pending) {
    await db.connection().execute(async (connection) => {
      await sql.raw(begin).execute(connection);
      try {
        // Of several processes that start at once, one does it and the others find it done.
        if (postgres) await sql`select pg_advisory_xact_lock(${LOCK})`.execute(connection);
        const done = await sql`select 1 from migrations where name = ${migration.name}`.execute(
          connection,
        );
        if (done.rows.length > 0) {
          await sql`rollback`.execute(connection);
          return;
        }
        const statements = postgres
          ? migration.statements.flatMap(asPostgres)
          : migration.statements;
        for (const statement of statements) await sql.raw(statement).execute(connection);
        await sql`insert into migrations (name, checksum, ran_ms) values (${migration.name}, ${checksum(migration)}, ${now()})`.execute(
          connection,
        );
        await sql`commit`.execute(connection);
      } catch (reason) {
        await sql`rollback`.execute(connection);
        throw reason;
      }
    });
  }
  return pending.map((migration) => migration.name);
}
