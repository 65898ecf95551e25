/** Two processes on one file: in the same millisecond, and one that goes on where the other died. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import Sqlite from 'better-sqlite3';
import { createKeepsake, type Keepsake } from '../../../server/index.ts';
import { openStore, type Store } from '../../../server/storage/database.ts';
import { createTeller, type Teller } from '../permission/teller.ts';

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const ORIGIN = 'http://keepsake.test';
const KEY = 'sk_test_keepsake';
const NOW_MS = Date.UTC(2027, 0, 15);
const LEASE_MS = 60_000;

type Json = Record<string, unknown>;

describe('two processes on one file', () => {
  let folder: string;
  let teller: Teller;
  let nowMs: number;
  let open: Keepsake[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keepsake-'));
    teller = createTeller();
    nowMs = NOW_MS;
    open = [];
  });
  afterEach(async () => {
    for (const each of open) await each.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const path = () => join(folder, 'api.db');
  const now = () => nowMs;

  async function start(more: { readonly store?: Store } = {}): Promise<Keepsake> {
    const keepsake = await createKeepsake(
      {
        publicUrl: ORIGIN,
        databaseUrl: `file:${path()}`,
        secretKey: KEY,
        encryptionKeys: `test:${Buffer.alloc(32, 1).toString('base64')}`,
        bankSecret: 'a secret of thirty-two characters',
        logLevel: 'silent',
      },
      { log: SILENT, now, processors: [teller], ...more },
    );
    if (!more.store) open.push(keepsake);
    return keepsake;
  }

  async function get(keepsake: Keepsake, where: string) {
    const headers = { authorization: `Bearer ${KEY}` };
    const response = await keepsake.fetch(new Request(ORIGIN + where, { headers }));
    return (await response.json()) as { data: { id: string }[]; has_more: boolean };
  }
  const oldest = async (keepsake: Keepsake) =>
    (await get(keepsake, '/v1/customers?limit=100')).data.at(-1)?.id ?? '';

  async function post(keepsake: Keepsake, where: string, body: Json, key: string) {
    const response = await keepsake.fetch(
      new Request(ORIGIN + where, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${KEY}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
      }),
    );
    return { status: response.status, body: (await response.json()) as Json };
  }

  const rows = (sql: string): Json[] => {
    const sqlite = new Sqlite(path(), { readonly: true });
    const found = sqlite.prepare(sql).all() as Json[];
    sqlite.close();
    return found;
  };

  const PAY = { amount: 500, currency: 'usd', payment_method: 'pm_card_visa', confirm: true };

  it('give one number to two rows, and no page leaves either out', async () => {
    const [one, two] = [await start(), await start()];
    for (let at = 0; at < 3; at += 1) {
      await post(one, '/v1/customers', { name: `one ${at}` }, `one-${at}`);
      await post(two, '/v1/customers', { name: `two ${at}` }, `two-${at}`);
    }
    const file = new Sqlite(path(), { readonly: true });
    const rows = file
      .prepare('select count(*) as all_rows, count(distinct seq) as numbers from customers')
      .get() as { all_rows: number; numbers: number };
    file.close();
    assert.ok(rows.all_rows === 6 && rows.numbers < 6, 'there are numbers given twice');
    for (const [cursor, way] of [
      ['starting_after', 1],
      ['ending_before', -1],
    ] as const) {
      const seen: string[] = [];
      for (let more = true; more; ) {
        const at = way === 1 ? seen.at(-1) : seen[0];
        const from = at ?? (way === 1 ? '' : await oldest(one));
        const query = from === '' ? '' : `&${cursor}=${from}`;
        const page = await get(one, `/v1/customers?limit=1${query}`);
        const ids = page.data.map(({ id }) => id);
        seen[way === 1 ? 'push' : 'unshift'](...ids);
        more = page.has_more;
      }
      const expected = way === 1 ? 6 : 5;
      assert.equal(new Set(seen).size, expected, cursor);
    }
  });

  it('what both are told in the same millisecond is noted by both', async () => {
    const first = await start();
    teller.plan(['unknown']);
    const { body } = await post(first, '/v1/payment_intents', PAY, 'pay');
    assert.equal(body.status, 'processing');
    nowMs += 60_000;
    for (const each of [await start(), await start()]) await each.reconcile();
    const heard = rows("select seq from attempt_observations where source = 'lookup' order by seq");
    assert.equal(heard.length, 2);
  });

  it('that the check of a card is unknown is told, as that of a payment is', async () => {
    const keepsake = await start();
    teller.plan(['unknown']);
    const { body: customer } = await post(keepsake, '/v1/customers', {}, 'customer');
    const kept = await post(
      keepsake,
      '/v1/payment_methods/pm_card_visa/attach',
      { customer: customer.id },
      'attach',
    );
    assert.equal(kept.status, 409);
    assert.equal(rows("select id from events where type = 'keepsake.attempt.unknown'").length, 1);
  });

  it('a customer whose maker died before it answered is not made again', async () => {
    const dying = await openStore(`file:${path()}`, { now });
    let commits = 0;
    const store: Store = {
      ...dying,
      // The first commit claims the key, the second makes the customer; then the process is gone.
      transact: async (work) => {
        commits += 1;
        const value = await dying.transact(work);
        return commits < 2 ? value : new Promise(() => {});
      },
    };
    void post(await start({ store }), '/v1/customers', { name: 'Ada' }, 'once');
    while (commits < 2) await new Promise((resolve) => setImmediate(resolve));
    const other = await start();
    nowMs += LEASE_MS + 1_000;
    const { status, body } = await post(other, '/v1/customers', { name: 'Ada' }, 'once');
    await dying.close();
    assert.equal(status, 200);
    assert.deepEqual(rows('select id from customers'), [{ id: body.id }]);
  });
});
