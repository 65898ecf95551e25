/** Encryption keys are changed while everything goes on: what was closed opens, what was signed holds. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Sqlite from 'better-sqlite3';
import { createKeys, EVIDENCE_BYTES, keyIdOf } from '../../../server/keys.ts';
import { startWorld, type World } from '../../support/world.ts';
import { accept, look, openSession, press, raw, returningBuyer } from '../shop.ts';

const [A, B, C] = ['a', 'b', 'c'].map((id) => `${id}:${randomBytes(32).toString('base64')}`) as [
  string,
  string,
  string,
];
const bytes = () => new Uint8Array(randomBytes(32));

describe('sealed values', () => {
  const [old, now] = [
    { id: 'old', bytes: bytes() },
    { id: 'now', bytes: bytes() },
  ];

  it('open in their own place alone, whole, and under a key that is listed', () => {
    const keys = createKeys([old]);
    const sealed = keys.encrypt('credentials:1', 'a secret');
    assert.equal(keys.decrypt('credentials:1', sealed), 'a secret');
    assert.notEqual(keys.encrypt('credentials:1', 'a secret'), sealed);
    assert.throws(() => keys.decrypt('credentials:2', sealed));
    assert.throws(
      () => createKeys([now]).decrypt('credentials:1', sealed),
      /no encryption key is named old/,
    );
    assert.throws(() => createKeys([{ ...old, bytes: bytes() }]).decrypt('credentials:1', sealed));
    const parts = sealed.split('.');
    assert.deepEqual([parts.length, parts[0], keyIdOf(sealed)], [6, 'v2', 'old']);
    for (const at of [2, 3, 4, 5]) {
      const part = parts[at] ?? '';
      const bent = `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`;
      assert.throws(
        () => keys.decrypt('credentials:1', parts.with(at, bent).join('.')),
        String(at),
      );
      assert.throws(() => keys.decrypt('credentials:1', parts.with(at, '').join('.')), String(at));
    }
  });

  it('are brought under another key without being touched themselves', () => {
    const sealed = createKeys([old]).encrypt('place', 'a secret');
    const both = createKeys([now, old]);
    const again = both.rewrap('place', sealed);
    assert.ok(again);
    assert.deepEqual([keyIdOf(again), both.rewrap('place', again)], ['now', null]);
    assert.deepEqual(again.split('.').slice(4), sealed.split('.').slice(4));
    assert.equal(createKeys([now]).decrypt('place', again), 'a secret');
    assert.throws(() => both.rewrap('elsewhere', sealed));
  });

  it('of the first version open still, and become the second', () => {
    const first = createKeys([{ id: 'k', bytes: new Uint8Array(32).fill(7) }]);
    // Made by the first version, for good.
    const sealed = 'v1.k.BnWUWDIYYS0JBotr.Nv5Xd7P91Tf1q1C8EMMyj65ZTr3LzQbpqWt4i0g1Yi3Lwk-wm200TqU';
    assert.equal(first.decrypt('credentials:cred_1', sealed), 'card_of_the_first_version');
    const later = createKeys([now, { id: 'k', bytes: new Uint8Array(32).fill(7) }]);
    const again = later.rewrap('credentials:cred_1', sealed) ?? '';
    assert.match(again, /^v2\.now\./);
    assert.equal(
      createKeys([now]).decrypt('credentials:cred_1', again),
      'card_of_the_first_version',
    );
  });

  it('never open by what is left of a key for evidence, which proves what it signed', () => {
    const whole = createKeys([old]);
    const evidence = new Uint8Array(Buffer.from(whole.evidenceKey('old'), 'base64'));
    assert.equal(evidence.length, EVIDENCE_BYTES);
    const left = createKeys([now, { id: 'old', bytes: evidence, verifyOnly: true }]);
    assert.throws(() => left.decrypt('x', whole.encrypt('x', 'a secret')));
    for (const purpose of ['ledger', 'ledger-head', 'receipt'])
      assert.ok(left.verifyMac(purpose, 'text', whole.mac(purpose, 'text')), purpose);
    for (const purpose of ['client-secret', 'offer', 'proof', 'encrypt', 'wrap'])
      assert.ok(!left.verifyMac(purpose, 'text', whole.mac(purpose, 'text')), purpose);
    assert.ok(!left.verifyMac('ledger', 'another text', whole.mac('ledger', 'text')));
    assert.throws(() => left.evidenceKey('client'), /no encryption key/);
  });
});

describe('a rotation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-rotation-'));
  const file = join(folder, 'keepsake.db');
  const bankDatabaseUrl = `file:${join(folder, 'bank.db')}`;
  let db: Sqlite.Database;
  before(() => {
    db = new Sqlite(file);
  });
  after(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });
  const open = (encryptionKeys: string) =>
    startWorld({ databaseUrl: `file:${file}`, bankDatabaseUrl, config: { encryptionKeys } });
  const within = async <T>(encryptionKeys: string, act: (world: World) => Promise<T>) => {
    const world = await open(encryptionKeys);
    try {
      return await act(world);
    } finally {
      await world.close();
    }
  };
  const under = () =>
    db
      .prepare<[], { secret: string }>(
        `select secret from credentials union all
         select secret from webhook_endpoints union all
         select body from idempotency_keys where body like 'v_.%'`,
      )
      .all()
      .map(({ secret }) => keyIdOf(secret));

  let buyer: { customer: string; card: string };
  /** A checkout and its words, shown under the first key. */
  let shown: { secret: string; offer: { readonly id: string } | null };

  it('begins with values and signatures under one key', async () => {
    await within(A, async (world) => {
      for (let count = 0; count < 3; count += 1) await returningBuyer(world);
      buyer = await returningBuyer(world);
      await world.stripe.webhookEndpoints.create(
        { url: 'https://shop.example/hooks', enabled_events: ['*'] },
        { idempotencyKey: 'an endpoint' },
      );
      const { customer } = buyer;
      const session = await openSession(world, {
        customer,
        payment_intent_data: { setup_future_usage: 'off_session' },
      });
      const query = `?payment_method=${buyer.card}`;
      const { offers } = await look(world, session.secret, query);
      shown = { secret: session.secret, offer: offers.mandate };
    });
    assert.deepEqual([...new Set(under())], ['a']);
  });

  it('lets what was shown before the change be accepted after it', async () => {
    await within(`${B},${A}`, async (world) => {
      const pressed = await press(world, shown.secret, {
        payment_method: buyer.card,
        consents: { mandate: accept(shown.offer) },
      });
      assert.equal(pressed.result?.status, 'complete', JSON.stringify(pressed.error));
    });
  });

  it('brings all under the active key while buyers come, loses nothing, and finds nothing twice', async () => {
    await within(`${B},${A}`, async (world) => {
      let ended = false;
      const load = (async () => {
        const made: string[] = [];
        while (!ended) {
          const { card } = await returningBuyer(world);
          made.push(card);
          await world.stripe.paymentMethods.detach((await returningBuyer(world)).card);
        }
        return made;
      })();
      const { rewrapped, unopened, free } = await world.keepsake.access.rewrap();
      ended = true;
      const made = await load;
      assert.deepEqual([unopened, free], [[], ['a']]);
      assert.ok((rewrapped.a ?? 0) >= 6, JSON.stringify(rewrapped));
      assert.deepEqual([...new Set(under())], ['b']);
      assert.deepEqual((await world.keepsake.access.rewrap()).rewrapped, {});
      for (const payment_method of [...made, buyer.card]) {
        const method = await world.stripe.paymentMethods.retrieve(payment_method);
        const paid = await world.stripe.paymentIntents.create({
          ...{ amount: 500, currency: 'usd', confirm: true, payment_method },
          customer: String(method.customer),
        });
        assert.equal(paid.status, 'succeeded');
      }
      const again = await world.stripe.webhookEndpoints.create(
        { url: 'https://shop.example/hooks', enabled_events: ['*'] },
        { idempotencyKey: 'an endpoint' },
      );
      assert.match(String(again.secret), /^whsec_/);
    });
  });

  it('that is stopped anywhere is gone on with, and a value that was changed meanwhile stays', async () => {
    await within(`${C},${B},${A}`, async (world) => {
      const { id } =
        db.prepare<[], { id: string }>('select id from credentials limit 1').get() ?? {};
      const gone = 'v2.lost.AAAA.AAAA.AAAA.AAAA';
      const before = db.prepare('select secret from credentials where id = ?').pluck().get(id);
      db.prepare('update credentials set secret = ? where id = ?').run(gone, id);
      const first = await world.keepsake.access.rewrap();
      assert.deepEqual([first.unopenedCount, first.unopened], [1, [`credentials ${id}`]]);
      assert.equal(db.prepare('select secret from credentials where id = ?').pluck().get(id), gone);
      db.prepare('update credentials set secret = ? where id = ?').run(before, id);
      const second = await world.keepsake.access.rewrap();
      assert.deepEqual([second.rewrapped, second.unopenedCount], [{ b: 1 }, 0]);
      assert.deepEqual([...new Set(under())], ['c']);
    });
  });

  it('leaves a key that only verifies, and a start without one that was used is refused', async () => {
    const wrong = `a:${randomBytes(32).toString('base64')}`;
    const [evidenceA, evidenceB] = await within(`${C},${B},${A}`, async ({ keepsake }) =>
      ['a', 'b'].map((id) => `verify:${id}:${keepsake.access.evidenceKey(id)}`),
    );
    const refused: readonly (readonly [string, RegExp])[] = [
      [C, /KEEPSAKE_ENCRYPTION_KEYS lacks the key a, which was used here/],
      [`${B},${A}`, /lacks the key c/],
      [`${C},${B},${wrong}`, /holds another key under the name a/],
      [`${C},${B},verify:a:${randomBytes(96).toString('base64')}`, /another key under the name a/],
    ];
    for (const [keys, says] of refused) await assert.rejects(open(keys), says, keys);
    await within(`${C},${evidenceA},${evidenceB}`, async (world) => {
      const verified = await world.keepsake.verify();
      assert.ok(verified.ok && verified.checked > 5, JSON.stringify(verified));
      const { body } = await raw(world, 'GET', `/v1/payment_methods/${buyer.card}`);
      assert.equal(body.id, buyer.card);
      const stale = await world.elements(shown.secret, '/elements/checkout/status');
      assert.equal(stale.status, 401);
    });
    const { id } = db.prepare<[], { id: string }>('select id from credentials limit 1').get() ?? {};
    const [name = '', base64 = ''] = B.split(':');
    const keys = createKeys([{ id: name, bytes: new Uint8Array(Buffer.from(base64, 'base64')) }]);
    db.prepare('update credentials set secret = ? where id = ?').run(
      keys.encrypt(`credentials:${id}`, 'card_left'),
      id,
    );
    await assert.rejects(
      open(`${C},${evidenceA},${evidenceB}`),
      /lists b for verifying alone, and values are still closed under it/,
    );
  });
});
