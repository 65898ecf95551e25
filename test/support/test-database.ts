/**
 * The database that a test's installation gets: a file in memory, or, where a PostgreSQL server is
 * named by `KEEPSAKE_TEST_POSTGRES`, a new database there. The same tests run over both.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** `postgres://…` of a server where databases may be made; null where tests keep to SQLite. */
export const POSTGRES = process.env.KEEPSAKE_TEST_POSTGRES ?? null;

/** @returns the `DATABASE_URL` of a database that nobody else has */
export async function freshDatabase(server: string | null = POSTGRES): Promise<string> {
  if (server === null) return ':memory:';
  const name = `t_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
