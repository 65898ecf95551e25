/** `keepsake keys`, `accounts` and `rotate-keys` as a person types them, beside a server that goes on. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, mock } from 'node:test';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { accounts } from '../../../server/commands/accounts.ts';
import type { Command } from '../../../server/commands/command.ts';
import { keys } from '../../../server/commands/keys.ts';
import { rotateKeys } from '../../../server/commands/rotate-keys.ts';
import { ConfigError } from '../../../server/config.ts';
import { createKeys, keyIdOf } from '../../../server/keys.ts';
import { startWorld, type World } from '../../support/world.ts';
import { raw } from '../shop.ts';

const COMMAND = fileURLToPath(new URL('../../../server/keepsake.mjs', import.meta.url));
const key = (id: string) => ({ id, bytes: new Uint8Array(randomBytes(32)) });
const listed = ({ id, bytes }: ReturnType<typeof key>) =>
  `${id}:${Buffer.from(bytes).toString('base64')}`;

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-key-commands-'));
  const file = join(folder, 'keepsake.db');
  const [old, now] = [key('old'), key('now')];
  const before_ = { ...process.env };
  let world: World;
  before(async () => {
    world = await startWorld({
      databaseUrl: `file:${file}`,
      config: { encryptionKeys: listed(old) },
    });
    Object.assign(process.env, world.environment);
  });
  after(async () => {
    for (const name of Object.keys(world.environment)) delete process.env[name];
    Object.assign(process.env, before_);
    await world.close();
    rmSync(folder, { recursive: true });
  });

  /** Runs it here. @returns its exit code and its lines */
  async function run(command: Command, ...words: string[]) {
    const lines: Record<string, unknown>[] = [];
    const texts: string[] = [];
    const { stdout } = process;
    const through = stdout.write.bind(stdout);
    // The runner of this test speaks there as well, in bytes.
    const write = mock.method(stdout, 'write', (text: string | Uint8Array) => {
      if (typeof text !== 'string') return through(text);
      texts.push(text);
      return true;
    });
    try {
      const code = await command.run(words);
      for (const text of texts.join('').trim().split('\n'))
        if (text.startsWith('{')) lines.push(JSON.parse(text));
      return { code, lines, text: texts.join('').trim() };
    } finally {
      write.mock.restore();
    }
  }
  const ask = (secret: unknown, path = '/v1/customers') =>
    raw(world, 'GET', path, { headers: { authorization: `Bearer ${String(secret)}` } });

  it('makes accounts and keys that the running server knows at once', async () => {
    const made = await run(accounts, 'create', '--name', 'Second shop');
    const account = String(made.lines[0]?.id);
    assert.match(account, /^acct_/);
    const full = await run(keys, 'create', '--name', 'server', '--account', account);
    const narrow = await run(keys, 'create', '--name', 'books', '--may', 'all=read,events=none');
    assert.deepEqual([made.code, full.code, narrow.code], [0, 0, 0]);
    const [{ secret } = {}, { secret: books, kind } = {}] = [full.lines[0], narrow.lines[0]];
    assert.deepEqual([(await ask(secret)).status, (await ask(books)).status], [200, 200]);
    assert.deepEqual([(await ask(books, '/v1/events')).status, kind], [403, 'restricted']);
    const all = await run(accounts, 'list');
    assert.deepEqual(
      all.lines.map(({ name }) => name),
      ['Keepsake demo shop', 'Second shop'],
    );
    const shown = await run(keys, 'list');
    assert.equal(shown.lines.length, 2);
    assert.ok(!shown.text.includes(String(secret)) && !shown.text.includes(String(books)));
    assert.equal((await run(keys, 'list', '--account', account)).lines[0]?.name, 'server');
  });

  it('rotates and revokes them', async () => {
    const { lines } = await run(keys, 'create', '--name', 'till', '--may', 'customers=read');
    const { id, secret } = lines[0] ?? {};
    const next = await run(keys, 'rotate', String(id), '--overlap', '1.5');
    assert.equal((await ask(next.lines[0]?.secret)).status, 200);
    const old_ = (await run(keys, 'list')).lines.find((each) => each.id === id);
    assert.equal(old_?.replaced_by, next.lines[0]?.id);
    assert.ok(Date.parse(String(old_?.expires)) > Date.now() + 3600_000);
    assert.equal((await ask(secret)).status, 200);
    const revoked = await run(keys, 'revoke', String(next.lines[0]?.id));
    assert.ok(revoked.lines[0]?.revoked);
    await assert.rejects(run(keys, 'revoke', String(next.lines[0]?.id)), /is revoked already/);
  });

  it('says what is wrong with its words', async () => {
    const rows: readonly (readonly [Command, readonly string[], RegExp])[] = [
      [keys, [], /something is missing/],
      [keys, ['create'], /needs --name/],
      [
        keys,
        ['create', '--name', 'x', '--may', 'payouts=read'],
        /^Error: --may payouts is no resource/,
      ],
      [keys, ['create', '--name', 'x', '--expires', 'soon'], /--expires needs a time/],
      [keys, ['rotate'], /see --help/],
      [keys, ['rotate', 'key_x', '--overlap', 'days'], /--overlap must be hours/],
      [keys, ['destroy', 'key_x'], /see --help/],
      [accounts, ['create'], /needs --name/],
      [accounts, ['remove'], /create or list/],
      [rotateKeys, ['--evidence', 'nobody'], /no whole key is listed as nobody/],
    ];
    for (const [command, words, says] of rows)
      await assert.rejects(run(command, ...words), (error) => {
        assert.ok(error instanceof ConfigError, String(error));
        assert.match(String(error), says);
        return true;
      });
  });

  it('goes on with a rotation that was killed, and ends with nothing under the old key', async () => {
    const { lines } = await run(keys, 'list');
    assert.ok(lines.length > 0);
    const db = new Sqlite(file);
    const sealing = createKeys([old]);
    const insert = db.prepare(
      `insert into credentials (id, account, payment_method, processor, kind, reusability, secret, created_ms)
       values (?, 'acct_default', 'pm_none', 'sandbox', 'psp_token', 'off_session', ?, 0)`,
    );
    const VALUES = 1_000;
    db.transaction(() => {
      for (let count = 0; count < VALUES; count += 1) {
        const id = `cred_${String(count).padStart(24, '0')}`;
        insert.run(id, sealing.encrypt(`credentials:${id}`, `card_${count}`));
      }
    })();
    const left = () =>
      Number(
        db.prepare("select count(*) from credentials where secret like 'v2.old.%'").pluck().get(),
      );
    process.env.KEEPSAKE_ENCRYPTION_KEYS = `${listed(now)},${listed(old)}`;
    const child = spawn(process.execPath, [COMMAND, 'rotate-keys'], { stdio: 'ignore' });
    const exited = once(child, 'exit');
    while (left() === VALUES && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');
    await exited;
    const half = left();
    assert.ok(half < VALUES, 'it had begun');
    const rest = await run(rotateKeys);
    assert.equal(rest.code, 0, rest.text);
    const { rewrapped, active, free } = rest.lines[0] ?? {};
    assert.deepEqual([active, free], ['now', ['old']]);
    assert.equal(Object(rewrapped).old ?? 0, half);
    assert.equal(left(), 0);
    const opening = createKeys([now]);
    for (const [id, secret] of db
      .prepare<[], [string, string]>(
        "select id, secret from credentials where payment_method = 'pm_none'",
      )
      .raw()
      .iterate()) {
      assert.equal(keyIdOf(secret), 'now');
      assert.equal(opening.decrypt(`credentials:${id}`, secret), `card_${Number(id.slice(5))}`);
    }
    const evidence = await run(rotateKeys, '--evidence', 'old');
    assert.match(evidence.text, /^verify:old:[A-Za-z0-9+/]{128}$/);
    db.prepare("update credentials set secret = 'v2.lost.A.A.A.A' where id like 'cred_0%1'").run();
    const broken = await run(rotateKeys);
    assert.deepEqual([broken.code, broken.lines[0]?.unopened_count], [1, VALUES / 10]);
    db.close();
  });
});
