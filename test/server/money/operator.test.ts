/** A person settles by hand what no processor will say, from the command line, with evidence that is kept. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { attemptsOf, openTill, type Till } from './books.ts';

const MAIN = fileURLToPath(new URL('../../../server/keepsake.mjs', import.meta.url));

describe('the command', () => {
  let till: Till;
  const path = join(mkdtempSync(join(tmpdir(), 'keepsake-')), 'api.db');
  before(async () => {
    till = await openTill({ databaseUrl: `file:${path}`, config: { processorTimeoutMs: 250 } });
  });
  after(() => till.close());

  const run = (words: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
      const child = spawn(process.execPath, [MAIN, ...words], {
        env: { PATH: process.env.PATH ?? '', ...till.environment, ...more },
      });
      let out = '';
      let err = '';
      child.stdout.on('data', (chunk) => {
        out += chunk;
      });
      child.stderr.on('data', (chunk) => {
        err += chunk;
      });
      child.on('close', (code) => resolve({ code, out, err }));
    });

  const keepsake = (...words: readonly string[]) => run(words);

  /** A payment that nobody knows about, the bank silent. */
  async function unknown(): Promise<{ readonly intent: string; readonly attempt: string }> {
    await till.arm({ kind: 'webhook_late', next: 1, ms: 600_000 });
    await till.arm({ kind: 'error_after_effect', next: 1 });
    const { id, status } = await till.pay();
    assert.equal(status, 'processing');
    const [attempt] = await attemptsOf(till, id);
    return { intent: id, attempt: attempt?.id ?? '' };
  }

  it('settles one as charged, and keeps why', async () => {
    const { intent, attempt } = await unknown();
    const evidence = 'statement of 3 May, line 12';
    const done = await keepsake(
      ...['attempts', 'resolve', attempt, '--as', 'charged', '--evidence', evidence],
    );
    assert.deepEqual([done.code, done.err], [0, '']);
    assert.equal(JSON.parse(done.out).status, 'succeeded');
    assert.equal((await till.stripe.paymentIntents.retrieve(intent)).status, 'succeeded');
    const db = new Database(path, { readonly: true });
    const row = db
      .prepare("select outcome from attempt_observations where attempt = ? and source = 'operator'")
      .get(attempt) as { outcome: string };
    db.close();
    assert.equal(JSON.parse(row.outcome).evidence, evidence);
    // The operator knew no id of the bank's; a refund finds it.
    assert.equal(
      (await till.stripe.refunds.create({ payment_intent: intent })).status,
      'succeeded',
    );
    const twice = await keepsake(
      ...['attempts', 'resolve', attempt, '--as', 'not-charged', '--evidence', 'a rumour'],
    );
    assert.equal(twice.code, 1);
    assert.match(twice.err, /succeeded already/);
  });

  it('settles one as not charged, and the intent can be paid again', async () => {
    const { intent, attempt } = await unknown();
    const done = await keepsake(
      ...['attempts', 'resolve', attempt, '--as', 'not-charged', '--evidence', 'phoned them'],
    );
    assert.equal(done.code, 0);
    assert.equal(
      (await till.stripe.paymentIntents.retrieve(intent)).status,
      'requires_payment_method',
    );
  });

  it('refuses without evidence, another verdict, or an unknown attempt', async () => {
    const rows: readonly (readonly [number, readonly string[]])[] = [
      [1, ['attempts', 'resolve', 'att_none', '--as', 'charged', '--evidence', 'x']],
      [2, ['attempts', 'resolve', 'att_none', '--as', 'charged']],
      [2, ['attempts', 'resolve', 'att_none', '--as', 'maybe', '--evidence', 'x']],
      [2, ['attempts', 'forget', 'att_none']],
      [2, ['reconcile', '--since', 'yesterday']],
      [2, ['reconcile', '--until', '2026']],
    ];
    await Promise.all(
      rows.map(async ([expected, words]) => {
        const { code, out, err } = await run(words);
        assert.deepEqual([code, out], [expected, ''], words.join(' '));
        assert.match(err, /^keepsake: .*\n$/);
      }),
    );
  });

  it('reconcile asks about everything that is open, due or not', async () => {
    const { intent } = await unknown();
    const done = await keepsake('reconcile');
    assert.equal(done.code, 0, done.err);
    assert.deepEqual(JSON.parse(done.out).open, []);
    assert.equal((await till.stripe.paymentIntents.retrieve(intent)).status, 'succeeded');
  });

  it('reconcile waits a moment for proof that nothing was done', async () => {
    await till.arm({ kind: 'timeout_before_effect', next: 1, ms: 600 });
    const { id, status } = await till.pay();
    assert.equal(status, 'processing');
    const done = await keepsake('reconcile');
    assert.deepEqual([done.code, JSON.parse(done.out).open], [0, []]);
    assert.equal((await till.stripe.paymentIntents.retrieve(id)).status, 'requires_payment_method');
  });

  it('reconcile names what is still open', async () => {
    const { attempt } = await unknown();
    const done = await run(['reconcile'], { BANK_INTERNAL_URL: 'http://127.0.0.1:1' });
    assert.equal(done.code, 1, 'nobody answered: that proves nothing');
    assert.deepEqual(JSON.parse(done.out).open, [attempt]);
    await till.settle();
  });

  it('reconcile --since asks about what was given up, too', async () => {
    const { attempt, intent } = await unknown();
    const since = new Date(Date.now() - 60_000).toISOString();
    await till.keepsake.resolveAttempt(attempt, { as: 'not-charged', evidence: 'a mistake' });
    await keepsake('reconcile', '--since', since);
    const tried = await attemptsOf(till, intent);
    const late = tried.find(({ id }) => id === attempt);
    assert.deepEqual([late?.status, late?.late], ['succeeded', true]);
    assert.ok(
      tried.some(({ operation }) => operation === 'refund'),
      'its money goes back',
    );
  });
});
