/**
 * What a PostgreSQL database holds, as a SQLite database in memory: whoever judges the books asks the
 * same questions of both. It is as old as its last refreshing.
 */
import Sqlite from 'better-sqlite3';
import { openPostgresFrom } from '../../../server/storage/copy-postgres.ts';
import { MIGRATIONS } from '../../../server/storage/migrate.ts';

export interface Mirror {
  readonly db: Sqlite.Database;
  /** Takes everything over, as of one moment. */
  refresh(): Promise<void>;
  close(): void;
}

/** Between two refreshings at least, in real milliseconds: each is a connection and a read of everything. */
const REST_MS = 150;

export function openMirror(url: string): Mirror {
  const db = new Sqlite(':memory:');
  for (const statement of MIGRATIONS.flatMap(({ statements }) => statements))
    if (/^\s*(create|alter) table/.test(statement)) db.exec(statement);
  let lastMs = 0;
  return {
    db,
    async refresh() {
      const restMs = REST_MS - (performance.now() - lastMs);
      if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
      const from = await openPostgresFrom(url, false);
      try {
        db.exec('begin');
        for (const shape of await from.shapes()) {
          const names = shape.columns.map(({ name }) => `"${name}"`);
          db.exec(`delete from "${shape.table}"`);
          const insert = db.prepare(
            `insert into "${shape.table}" (${names}) values (${names.map(() => '?')})`,
          );
          for await (const page of from.rows(shape)) for (const row of page) insert.run(row);
        }
        db.exec('commit');
      } finally {
        if (db.inTransaction) db.exec('rollback');
        lastMs = performance.now();
        await from.close(null);
      }
    },
    close: () => void db.close(),
  };
}
