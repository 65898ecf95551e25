/**
 * The files that lives are led on: an empty database with the whole schema is made once, and every
 * life begins with a copy of it. Triggers beside the server's own write down each change of what the
 * oracle watches, so that nothing that happens inside one transaction escapes it.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { openStore } from '../../../server/storage/database.ts';

/** In memory where the system has such a place: here a crash is the kernel's business, not the disk's. */
const PLACE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

const WATCH = [
  `create table watched (
    n integer primary key, kind text not null, id text not null, was text, now text
  )`,
  `create trigger watch_attempt after insert on attempts
     begin insert into watched (kind, id, was, now) values ('attempt', new.id, null, new.status); end`,
  `create trigger watch_attempt_status after update of status on attempts
     when new.status <> old.status
     begin insert into watched (kind, id, was, now)
       values ('attempt', new.id, old.status, new.status); end`,
  `create trigger watch_attempt_identity after update on attempts
     when new.intent <> old.intent or new.operation <> old.operation
       or new.charge is not old.charge or new.processor <> old.processor
       or new.credential is not old.credential or new.amount_minor <> old.amount_minor
       or new.currency is not old.currency or new.not_after_ms <> old.not_after_ms
       or new.initiator <> old.initiator or new.press is not old.press
       or (old.late = 1 and new.late = 0)
     begin insert into watched (kind, id, was, now)
       values ('identity', new.id, old.operation, new.operation); end`,
  `create trigger watch_intent after update of status on payment_intents
     when new.status <> old.status
     begin insert into watched (kind, id, was, now)
       values ('intent', new.id, old.status, new.status); end`,
  `create trigger watch_use after insert on mandate_uses
     begin insert into watched (kind, id, was, now)
       values ('use', new.mandate, null, new.state); end`,
  `create trigger watch_use_state after update of state on mandate_uses when new.state <> old.state
     begin insert into watched (kind, id, was, now)
       values ('use', new.mandate, old.state, new.state); end`,
  `create trigger watch_refund after insert on refunds
     begin insert into watched (kind, id, was, now)
       values ('refund', new.attempt, null, new.status); end`,
  `create trigger watch_refund_status after update of status on refunds
     when new.status <> old.status
     begin insert into watched (kind, id, was, now)
       values ('refund', new.attempt, old.status, new.status); end`,
  `create trigger watch_delivery after update of status on deliveries
     when new.status <> old.status
     begin insert into watched (kind, id, was, now)
       values ('delivery', new.id, old.status, new.status); end`,
  `create trigger watch_doom after insert on doomed_credentials
     begin insert into watched (kind, id, was, now) values ('doomed', new.id, null, null); end`,
  `create trigger watch_revocation after update of revoked_ms on mandates
     when old.revoked_ms is null and new.revoked_ms is not null
     begin insert into watched (kind, id, was, now)
       values ('revoked', new.id, null, new.revoked_ms); end`,
  `create trigger watch_mandate after update of revoked_ms on mandates
     when old.revoked_ms is not null and new.revoked_ms is not old.revoked_ms
     begin insert into watched (kind, id, was, now)
       values ('unrevoked', new.id, old.revoked_ms, new.revoked_ms); end`,
];

export interface Databases {
  /** A new empty one. @returns its path */
  make(): string;
  drop(path: string): void;
  close(): void;
}

const FILES = ['', '-wal', '-shm'];

/** @param watch statements that are run on the empty database, once */
export async function openDatabases(watch: readonly string[] = WATCH): Promise<Databases> {
  const folder = mkdtempSync(join(PLACE, 'keepsake-simulation-'));
  const template = join(folder, 'template.db');
  await (await openStore(`file:${template}`, { now: () => 0 })).close();
  const sqlite = new Sqlite(template);
  for (const statement of watch) sqlite.exec(statement);
  sqlite.pragma('wal_checkpoint(truncate)');
  sqlite.close();
  const empty = readFileSync(template);
  let count = 0;
  return {
    make() {
      count += 1;
      const path = join(folder, `life-${count}.db`);
      writeFileSync(path, empty);
      return path;
    },
    drop(path) {
      for (const end of FILES) rmSync(path + end, { force: true });
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
