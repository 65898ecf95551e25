/** Whether a process is ready, by named checks, on a database and a clock that are made to misbehave. */
import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { createKeepsake, type Keepsake, type Options } from '../../server/index.ts';
import { openStore, type Store } from '../../server/storage/database.ts';

interface Answer {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, { ok: boolean; message?: string; advisory?: true }>>;
}

const key = (name: string) => `${name}:${Buffer.alloc(32, name).toString('base64')}`;

describe('readiness of a process', () => {
  let folder: string;
  let nowMs = Date.UTC(2026, 4, 1);
  let files = 0;
  const opened: Keepsake[] = [];
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'keepsake-health-'));
  });
  after(async () => {
    for (const keepsake of opened) await keepsake.close();
    rmSync(folder, { recursive: true });
  });

  const newPath = () => {
    files += 1;
    return join(folder, `${files}.db`);
  };

  /** A process whose time passes only when it is moved, on a file of its own or on that of another. */
  async function open(path: string, more: Partial<Options> = {}, store?: Store) {
    const timers = new Set<() => void>();
    const options = {
      ...{ databaseUrl: `file:${path}`, secretKey: 'sk_test_keepsake', logLevel: 'silent' },
      ...{ encryptionKeys: key('a'), bankSecret: 'x'.repeat(16), publicUrl: 'http://localhost' },
      ...more,
    } as Options;
    const keepsake = await createKeepsake(options, {
      now: () => nowMs,
      timer: (_, act) => {
        timers.add(act);
        return () => timers.delete(act);
      },
      ...(store ? { store } : {}),
    });
    opened.push(keepsake);
    const ready = async () => {
      nowMs += 2_000;
      const response = await keepsake.fetch(new Request('http://localhost/readyz'));
      const body = (await response.json()) as Answer;
      assert.equal(response.status, body.ok ? 200 : 503);
      return body;
    };
    return { keepsake, ready };
  }

  const wrongOf = ({ checks }: Answer) =>
    Object.fromEntries(
      Object.entries(checks).flatMap(([name, { ok, message, advisory }]) =>
        ok || advisory ? [] : [[name, message]],
      ),
    );

  it('needs a worker that gets on, where this process has one', async () => {
    const { keepsake, ready } = await open(newPath());
    assert.deepEqual(wrongOf(await ready()), { worker: 'no worker was started' });
    keepsake.worker.start();
    const fine = await ready();
    assert.deepEqual([fine.ok, wrongOf(fine)], [true, {}]);
    nowMs += 29_000;
    assert.deepEqual(wrongOf(await ready()), { worker: 'no worker has got on for 33 s' });
  });

  it('tells of workers elsewhere, and serves without', async () => {
    const path = newPath();
    const { ready } = await open(path, { role: 'api' });
    const alone = await ready();
    assert.equal(alone.ok, true);
    assert.deepEqual(alone.checks.worker, {
      ...{ ok: false, message: 'no worker was started', advisory: true },
    });
    const other = await open(path, { role: 'worker' });
    other.keepsake.worker.start();
    await other.ready();
    assert.deepEqual((await ready()).checks.worker, { ok: true, advisory: true });
  });

  it('ends when the process is told to end', async () => {
    const { keepsake, ready } = await open(newPath(), { role: 'api' });
    assert.equal((await ready()).ok, true);
    keepsake.retire();
    const { ok, checks } = await ready();
    assert.deepEqual([ok, checks.shutdown?.ok, checks.database?.ok], [false, false, true]);
    const alive = await keepsake.fetch(new Request('http://localhost/healthz'));
    assert.equal(alive.status, 200, 'it still lives');
  });

  it('commits for real, and seldom', async () => {
    const path = newPath();
    const real = await openStore(`file:${path}`, { now: () => nowMs });
    let commits = 0;
    let trouble: Error | null = null;
    const store: Store = {
      ...real,
      async transact(work) {
        commits += 1;
        if (trouble) throw trouble;
        return real.transact(work);
      },
    };
    const { keepsake, ready } = await open(path, { role: 'api' }, store);
    assert.equal((await ready()).ok, true);
    const { rows } = await sql<{
      at_ms: number;
    }>`select at_ms from pulses where name = 'probe'`.execute(real.db);
    assert.equal(rows[0]?.at_ms, nowMs);
    const asked = commits;
    const ask = () => keepsake.fetch(new Request('http://localhost/readyz'));
    await Promise.all(Array.from({ length: 20 }, ask));
    assert.equal(commits, asked, 'an answer of this second is good enough');
    trouble = Object.assign(new Error('disk full at /var/lib/secret'), { code: 'SQLITE_FULL' });
    assert.deepEqual(wrongOf(await ready()), {
      database: 'the database does not commit: SQLITE_FULL',
    });
    trouble = null;
    assert.equal((await ready()).ok, true, 'and it recovers by itself');
  });

  it('misses the file when it is gone, and knows one of a newer program', async () => {
    const path = newPath();
    const { ready } = await open(path, { role: 'api' });
    renameSync(path, `${path}.away`);
    assert.deepEqual(wrongOf(await ready()), {
      database: 'the database file is gone, or another one is in its place',
    });
    renameSync(`${path}.away`, path);
    const other = await openStore(`file:${path}`, { now: () => nowMs });
    await sql`insert into migrations values ('9999-future', 'x', 0)`.execute(other.db);
    await other.close();
    assert.match(String(wrongOf(await ready()).migrations), /newer version/);
  });

  it('tries its keys on what is there', async () => {
    const path = newPath();
    const first = await open(path, { role: 'api' });
    assert.equal((await first.ready()).ok, true);
    const other = await openStore(`file:${path}`, { now: () => nowMs });
    await sql`insert into credentials (id, account, payment_method, processor, kind, reusability, secret, created_ms)
      values ('cred_1', 'x', 'pm_1', 'sandbox', 'processor_token', 'off_session', ${'v1.a.AAAA.AAAA'}, 0)`.execute(
      other.db,
    );
    await other.close();
    nowMs += 30_000;
    assert.deepEqual(wrongOf(await first.ready()), {
      keys: 'KEEPSAKE_ENCRYPTION_KEYS do not open what this database holds',
    });
  });
});
