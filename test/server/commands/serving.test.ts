/** A server begins, is told to end, is killed, and keeps its file to itself: the real program. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Installation, openInstallation, type Running } from './installation.ts';

describe('keepsake serve', () => {
  let place: Installation;
  before(async () => {
    place = await openInstallation();
  });
  after(() => place.close());

  const ready = async () => {
    const answer = await fetch(`${place.url}/readyz`);
    return { status: answer.status, body: (await answer.json()) as { checks: Checks } };
  };
  type Checks = Readonly<Record<string, { ok: boolean; message?: string }>>;
  const pay = () =>
    place.stripe.paymentIntents.create({
      ...{ amount: 1099, currency: 'usd', confirm: true },
      ...{ payment_method: 'pm_card_visa', payment_method_types: ['card'] },
    });
  const until = async (is: () => Promise<boolean>) => {
    for (let tries = 0; tries < 100; tries += 1) {
      if (await is()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.fail('it did not come to that');
  };

  it('answers what is under way when it is told to end, and says meanwhile that it is ending', async () => {
    const { child, ended } = await place.start(['serve'], { KEEPSAKE_SHUTDOWN_DELAY_MS: '400' });
    await until(async () => (await ready()).status === 200);
    await place.arm({ kind: 'delay', next: 1, ms: 1500 });
    const paying = pay();
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill('SIGTERM');
    await until(async () => (await ready()).status === 503);
    const { body } = await ready();
    assert.deepEqual(body.checks.shutdown, { ok: false, message: 'this process is ending' });
    assert.equal(body.checks.database?.ok, true);
    assert.equal((await paying).status, 'succeeded');
    assert.deepEqual(await ended, {
      ...{ code: 0, out: `keepsake: serving ${place.url}\n`, err: '' },
    });
    await assert.rejects(fetch(`${place.url}/healthz`));
  });

  it('ends at once when it is told twice, and finds what was under way the next time', async () => {
    const first = await place.start(['serve']);
    const before = (await place.charges()).length;
    await place.arm({ kind: 'timeout_after_effect', next: 1, ms: 5000 });
    const paying = pay().catch(() => null);
    await until(async () => (await place.charges()).length > before);
    first.child.kill('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const toldMs = Date.now();
    first.child.kill('SIGTERM');
    assert.equal((await first.ended).code, 143);
    assert.ok(Date.now() - toldMs < 1500);
    await paying;
    const { code, out } = await place.run(['reconcile']);
    assert.deepEqual([code, JSON.parse(out).open], [0, []]);
  });

  it('has its file to itself as long as it lives, and no longer', async () => {
    const refused = async (held: Running) => {
      const second = await place.run(['serve'], { PORT: '0' });
      assert.deepEqual([second.code, second.out], [1, '']);
      assert.match(
        second.err,
        new RegExp(`^keepsake: .*served by another process \\(pid ${held.child.pid}\\).*\\n$`),
      );
    };
    const first = await place.start(['serve']);
    await refused(first);
    assert.equal((await place.run(['verify'])).code, 0, 'commands may open it');
    const worker = await place.start(['worker']);
    worker.child.kill('SIGTERM');
    assert.equal((await worker.ended).code, 0);
    first.child.kill('SIGKILL');
    await first.ended;
    const third = await place.start(['serve']);
    await refused(third);
    third.child.kill('SIGTERM');
    assert.equal((await third.ended).code, 0);
  });
});
