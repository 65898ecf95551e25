/** From a typed card to a credential: what is refused, what is kept, whose it is. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createSandbox } from '../../server/processors/sandbox.ts';
import { frameOf } from '../support/bank-frame.ts';
import type { TestBank } from '../support/sandbox.ts';
import { accountKey, SECRET, startBank, VISA } from '../support/sandbox.ts';

describe('card tokens', () => {
  let bank: TestBank;
  before(async () => {
    bank = await startBank();
  });
  after(() => bank.stop());

  const exchange = (token: unknown, session: string | null = null, account = 'sandbox') =>
    bank.api('POST', '/payment_methods', { token, session }, account);

  /** The grant that a frame's document carries, as the frame itself would find it. */
  async function grantFor(session: string): Promise<string> {
    const processor = createSandbox({
      name: 'sandbox',
      internalUrl: bank.url,
      publicUrl: bank.url,
      secret: SECRET,
      timeoutMs: 1000,
      fetch,
      now: bank.now,
    });
    const entry = processor.cardEntry({ id: session, origins: ['https://shop.example'] });
    const { body } = await bank.tool('GET', frameOf(entry).slice(bank.url.length));
    const grant = /name="frame-grant" content="([^"]+)"/.exec(String(body))?.[1] ?? '';
    return grant.replaceAll('&amp;', '&');
  }

  it('show brand, last four digits and expiry, and no more', async () => {
    const { status, body } = await bank.tool('POST', '/tokens', { ...VISA, name: 'Ada' });
    assert.equal(status, 200);
    const { id, ...rest } = body as { id: string };
    assert.match(id, /^ctok_[A-Za-z0-9]{24}$/);
    assert.deepEqual(rest, {
      kind: 'card',
      expires: bank.now() / 1000 + 900,
      card: { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2030, funding: 'credit' },
    });
  });

  const refused = [
    [{ number: '4242424242424241' }, 402, 'incorrect_number', 'number'],
    [{ number: '4242' }, 402, 'invalid_number', 'number'],
    [{ number: '4111111111111111' }, 402, 'card_not_accepted', 'number'],
    [{ exp_month: 13 }, 402, 'invalid_expiry_month', 'exp_month'],
    [{ exp_year: 1970 }, 402, 'invalid_expiry_year', 'exp_year'],
    [{ exp_month: 12, exp_year: 2025 }, 402, 'expired_card', 'exp_year'],
    [{ cvc: '12' }, 402, 'invalid_cvc', 'cvc'],
    [{ number: '378282246310005', cvc: '123' }, 402, 'invalid_cvc', 'cvc'],
    [{ number: undefined }, 400, 'parameter_invalid', 'number'],
    [{ pin: '1234' }, 400, 'parameter_unknown', 'pin'],
    [{ exp_month: 'may' }, 400, 'parameter_invalid', 'exp_month'],
  ] as const;
  for (const [change, status, code, param] of refused) {
    it(`refuse ${JSON.stringify(change)}: ${code}`, async () => {
      const reply = await bank.tool('POST', '/tokens', { ...VISA, ...change });
      assert.deepEqual(
        [reply.status, reply.at('error.code'), reply.at('error.param')],
        [status, code, param],
      );
      assert.doesNotMatch(JSON.stringify(reply.body), /\d{4}/);
    });
  }

  it('take spaces, dashes and two-digit years', async () => {
    const reply = await bank.tool('POST', '/tokens', {
      ...VISA,
      number: '4242 4242-4242 4242',
      exp_month: '12',
      exp_year: '30',
    });
    assert.equal(reply.at('card.exp_year'), 2030);
  });

  it('give each account one credential, again and again', async () => {
    const token = (await bank.tool('POST', '/tokens', VISA)).at('id');
    const first = await exchange(token, 'cs_1');
    const again = await exchange(token, 'cs_1');
    assert.equal(first.at('id'), again.at('id'));
    assert.deepEqual([first.at('replayed'), again.at('replayed')], [false, true]);
    const south = await exchange(token, 'cs_1', 'sandbox:south');
    assert.notEqual(south.at('id'), first.at('id'));
    assert.equal(south.at('card.fingerprint'), first.at('card.fingerprint'));
    assert.equal((await exchange(token, 'cs_2')).at('error.code'), 'token_used');
  });

  it('are good for the session of their frame alone', async () => {
    const headers = { 'x-frame-session': await grantFor('cs_mine'), origin: bank.url };
    const token = (await bank.tool('POST', '/tokens', VISA, headers)).at('id');
    assert.equal((await exchange(token, 'cs_other')).at('error.code'), 'token_foreign');
    assert.equal((await exchange(token, null)).at('error.code'), 'token_foreign');
    assert.equal((await exchange(token, 'cs_mine')).status, 200);
  });

  it('cannot be made with an altered or an old grant', async () => {
    const grant = await grantFor('cs_mine');
    const altered = grant.replace('cs_mine', 'cs_other');
    const forged = await bank.tool('POST', '/tokens', VISA, { 'x-frame-session': altered });
    assert.equal(forged.at('error.code'), 'session_invalid');
    bank.advance(3 * 3600_000);
    const old = await bank.tool('POST', '/tokens', VISA, { 'x-frame-session': grant });
    assert.equal(old.at('error.code'), 'session_expired');
  });

  it('expire after fifteen minutes, but not for whoever had exchanged them', async () => {
    const used = (await bank.tool('POST', '/tokens', VISA)).at('id');
    const unused = (await bank.tool('POST', '/tokens', VISA)).at('id');
    assert.equal((await exchange(used)).status, 200);
    bank.advance(15 * 60_000);
    assert.equal((await exchange(unused)).at('error.code'), 'token_expired');
    assert.equal((await exchange(used)).status, 200);
  });

  it('unknown ones and security codes are no cards', async () => {
    const code = await bank.tool('POST', '/tokens', { cvc: '123' });
    assert.equal(code.at('kind'), 'cvc');
    for (const token of [code.at('id'), 'ctok_nothing', 'pm_card_nothing', 'tok_']) {
      assert.equal((await exchange(token)).at('error.code'), 'token_invalid');
    }
  });

  it('test ids give a new credential each time, of the same card', async () => {
    const first = await exchange('pm_card_mastercard');
    const second = await exchange('pm_card_mastercard');
    assert.notEqual(first.at('id'), second.at('id'));
    assert.equal(first.at('card.fingerprint'), second.at('card.fingerprint'));
    assert.equal(first.at('card.last4'), '4444');
  });

  it('a deleted credential is gone for charges and for its token', async () => {
    const token = (await bank.tool('POST', '/tokens', VISA)).at('id');
    const id = (await exchange(token)).at('id');
    const path = `/payment_methods/${id}`;
    await bank.api('DELETE', path, undefined, 'sandbox:south');
    assert.equal((await exchange(token)).status, 200);
    assert.deepEqual((await bank.api('DELETE', path)).body, { id, deleted: true });
    assert.equal((await exchange(token)).at('error.code'), 'token_used');
    const charge = await bank.charge({ payment_method: id });
    assert.equal(charge.at('error.code'), 'payment_method_unknown');
    assert.equal(charge.at('executed'), false);
  });

  it('leave neither number nor code in the file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keepsake-bank-'));
    const file = join(folder, 'bank.db');
    const other = await startBank({ databaseUrl: `file:${file}` });
    const card = { ...VISA, number: '4242420000000000', cvc: '737', name: 'Grace Hopper' };
    await other.credential(card);
    const bytes = readFileSync(file, 'latin1') + readFileSync(`${file}-wal`, 'latin1');
    assert.match(bytes, /Grace Hopper/);
    assert.doesNotMatch(bytes, /4242420000000000|737/);
    await other.stop();
  });

  it('keys of accounts differ', () => {
    assert.notEqual(accountKey('sandbox'), accountKey('sandbox:south'));
  });
});
