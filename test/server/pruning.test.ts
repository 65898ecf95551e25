/** What is too old goes, a little at a time, and nothing else does. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { openStore, type Store } from '../../server/storage/database.ts';
import { pruneEvents, pruneKeys } from '../../server/storage/pruning.ts';
import { freshDatabase } from '../support/test-database.ts';

const ACCOUNT = 'acct_1';
const CONSENT = 'keepsake.consent.created';

describe('letting go', () => {
  let store: Store;
  before(async () => {
    store = await openStore(await freshDatabase(), { now: Date.now });
  });
  after(() => store.close());

  const addEvent = (id: string, atMs: number, type = 'charge.succeeded', account = ACCOUNT) =>
    store.transact((tx) =>
      sql`insert into events (id, account, seq, created_ms, type, object, data)
        values (${id}, ${account}, ${atMs * 1000}, 0, ${type}, 'ch_1', '{}')`.execute(tx),
    );
  const addDelivery = (event: string, status: string) =>
    store.transact((tx) =>
      sql`insert into deliveries (id, account, seq, created_ms, event, type, endpoint, cause, status, tries, fence)
        values (${`del_${event}`}, ${ACCOUNT}, 1, 0, ${event}, 'x', 'we_1', 'event', ${status}, '[]', 0)`.execute(
        tx,
      ),
    );
  const ids = async (table: 'events' | 'deliveries') =>
    (await store.db.selectFrom(table).select('id').orderBy('id').execute()).map(({ id }) => id);

  it('takes old events with their deliveries, and keeps evidence and what is on its way', async () => {
    await addEvent('evt_1', 10);
    await addDelivery('evt_1', 'delivered');
    await addEvent('evt_2', 20, CONSENT);
    await addDelivery('evt_2', 'failed');
    await addEvent('evt_3', 30);
    await addDelivery('evt_3', 'pending');
    await addEvent('evt_4', 40);
    await addEvent('evt_5', 100);
    await addDelivery('evt_5', 'delivered');
    await addEvent('evt_6', 10, 'charge.succeeded', 'acct_2');
    const seen: number[] = [];
    for (let step = 0; step < 4; step += 1)
      seen.push(await store.transact((tx) => pruneEvents(tx, ACCOUNT, 100, 2)));
    assert.deepEqual(await ids('events'), ['evt_2', 'evt_3', 'evt_5', 'evt_6']);
    assert.deepEqual(await ids('deliveries'), ['del_evt_3', 'del_evt_5']);
    assert.deepEqual(seen, [2, 2, 2, 0], 'two at a time, until none is left');
  });

  it('takes old keys, the oldest first', async () => {
    const rows = [10, 20, 30, 40].map((at) => ({
      ...{ account: ACCOUNT, key: `key_${at}`, hash: 'x', lease_until_ms: 0, fence: 1 },
      ...{ point: null, created_ms: at, status: 200, body: '{}' },
    }));
    await store.transact((tx) => tx.insertInto('idempotency_keys').values(rows).execute());
    const kept = async () =>
      (await store.db.selectFrom('idempotency_keys').select('key').orderBy('key').execute()).map(
        ({ key }) => key,
      );
    assert.equal(await store.transact((tx) => pruneKeys(tx, 40, 2)), 2);
    assert.deepEqual(await kept(), ['key_30', 'key_40']);
    assert.equal(await store.transact((tx) => pruneKeys(tx, 40, 2)), 1);
    assert.equal(await store.transact((tx) => pruneKeys(tx, 40, 2)), 0);
    assert.deepEqual(await kept(), ['key_40']);
  });
});
