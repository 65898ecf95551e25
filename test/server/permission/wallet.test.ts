/** The wallet: a buyer sees and changes what is theirs, and nothing of anybody else's. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { verifyReceipt } from '../../../server/domain/receipts.ts';
import { parseConfig } from '../../../server/index.ts';
import { createKeys } from '../../../server/keys.ts';
import { frameOf } from '../../support/bank-frame.ts';
import { startWorld, type World } from '../../support/world.ts';
import { form, look, openSession, saveCard } from '../shop.ts';
import {
  agree,
  attach,
  authorize,
  bentClock,
  CARD,
  chargeLater,
  codeOf,
  consentsOn,
  mandate,
  newCustomer,
  openWallet,
  payTyped,
  type Wallet,
} from './agreements.ts';

const run = promisify(execFile);
const KEYS = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const clock = bentClock();
let world: World;
before(async () => {
  world = await startWorld({ overrides: { now: clock.now }, config: { encryptionKeys: KEYS } });
});
after(() => world.close());

describe('what it shows', () => {
  it('every card with its two permissions: where shown, what may be charged, in which words', async () => {
    const customer = await newCustomer(world);
    const agreed = await agree(world, customer, { save: true });
    await attach(world, customer, 'pm_card_amex');
    await chargeLater(world, customer, agreed.card, 1200);
    await chargeLater(world, customer, agreed.card, 300);
    const state = await (await openWallet(world, customer)).look();
    assert.deepEqual(state.customer, { email: 'ada@example.com', name: 'Ada Long' });
    const [amex, visa] = state.payment_methods;
    assert.deepEqual([amex?.shown, amex?.mandates], [{ allowed: false, agreed: null }, []]);
    assert.equal(visa?.shown.allowed, true);
    const records = await consentsOn(world, `payment_method=${agreed.card}`);
    const words = records.map((each) => (each.words as { text: string }).text);
    assert.deepEqual(
      [visa?.shown.agreed?.text, visa?.shown.agreed?.consent],
      [words[0], records[0]?.id],
    );
    const [permission] = visa?.mandates ?? [];
    assert.deepEqual(
      [permission?.id, permission?.status, permission?.agreed.text],
      [agreed.mandate, 'active', words[1]],
    );
    assert.deepEqual(permission?.used, { count: 2, amount: 1500, last_at: clock.now() / 1000 });
    assert.ok(frameOf(state.card_entry).startsWith(world.bank.url));
  });

  it('ends with its customer', async () => {
    const customer = await newCustomer(world);
    const wallet = await openWallet(world, customer);
    await world.stripe.customers.del(customer);
    const { status } = await wallet.act('POST', '/elements/payment_methods/pm_1/default');
    assert.equal(status, 404);
    assert.equal((await world.elements(wallet.secret, '/elements/wallet')).status, 404);
  });
});

describe('who may', () => {
  it('nobody without a secret, with another’s, with one that was altered, or too late', async () => {
    const customer = await newCustomer(world);
    const { secret } = await openWallet(world, customer);
    const session = await openSession(world, { customer });
    const forged = `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`;
    for (const bad of ['', 'sk_test_keepsake', forged, session.secret]) {
      const answer = await world.elements(bad, '/elements/wallet');
      assert.deepEqual([answer.status, codeOf(answer)], [401, 'client_secret_invalid']);
    }
    const foreign = await world.elements(secret, '/elements/checkout');
    assert.equal(foreign.status, 401, 'a wallet’s secret opens no checkout');
    clock.advance(30 * 60_000);
    const late = await world.elements(secret, '/elements/wallet');
    assert.deepEqual([late.status, codeOf(late)], [401, 'customer_session_expired']);
    assert.doesNotMatch(JSON.stringify(late.body), /ada/i);
  });

  it('only from origins that the merchant named, and ours', async () => {
    const customer = await newCustomer(world);
    const { body } = await form(
      world,
      '/v1/customer_sessions',
      `customer=${customer}&allowed_origins[]=https://shop.example`,
    );
    const secret = String(body.client_secret);
    const from = (origin: string) => world.elements(secret, '/elements/wallet', { origin });
    assert.equal((await from('https://shop.example')).status, 200);
    assert.equal((await from(world.api.url)).status, 200);
    for (const origin of ['https://evil.example', 'https://shop.example.evil.example', 'null']) {
      const answer = await from(origin);
      assert.deepEqual([answer.status, codeOf(answer)], [403, 'origin_not_allowed']);
    }
    const preflight = await fetch(`${world.api.url}/elements/wallet`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'GET' },
    });
    assert.equal(preflight.status, 204);
  });

  it('nothing of another customer: 404, and it stays as it was', async () => {
    const [mine, theirs] = [await newCustomer(world), await newCustomer(world, 'eve@example.com')];
    const { card, mandate: id } = await agree(world, theirs, { save: true });
    const [consent] = await consentsOn(world, `payment_method=${card}`);
    const wallet = await openWallet(world, mine);
    const own = await attach(world, mine);
    const acts: readonly ['POST' | 'DELETE', string, unknown?][] = [
      ['POST', `/elements/payment_methods/${card}`, { exp_month: 1, exp_year: 2040 }],
      ['POST', `/elements/payment_methods/${card}`, { card_token: await world.token() }],
      ['POST', `/elements/payment_methods/${card}/default`],
      ['DELETE', `/elements/payment_methods/${card}`],
      ['DELETE', `/elements/payment_methods/${own}?replacement=${card}`],
      ['POST', `/elements/consents/${consent?.id}/withdraw`],
      ['POST', `/elements/mandates/${id}/revoke`],
    ];
    for (const [method, path, body] of acts) {
      const answer = await wallet.act(method, path, body);
      assert.deepEqual([answer.status, codeOf(answer)], [404, 'resource_missing'], path);
    }
    const receipt = await world.elements(wallet.secret, `/elements/receipts/${consent?.id}`);
    assert.equal(receipt.status, 404);
    assert.equal((await mandate(world, id)).status, 'active');
    const method = await world.stripe.paymentMethods.retrieve(card);
    assert.deepEqual([method.card?.exp_year, method.customer], [2031, theirs]);
    assert.equal((await world.stripe.paymentMethods.retrieve(own)).customer, mine);
  });
});

describe('what a buyer may do', () => {
  async function withCard(): Promise<{ customer: string; card: string; wallet: Wallet }> {
    const customer = await newCustomer(world);
    const card = await saveCard(world, customer);
    return { customer, card, wallet: await openWallet(world, customer) };
  }

  it('change expiry and billing details', async () => {
    const { card, wallet } = await withCard();
    const answer = await wallet.act('POST', `/elements/payment_methods/${card}`, {
      exp_month: 5,
      exp_year: 2039,
      billing_details: { name: 'Ada King', phone: '', address: { country: 'gb', city: 'London' } },
    });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const method = await world.stripe.paymentMethods.retrieve(card);
    assert.deepEqual([method.card?.exp_month, method.card?.exp_year], [5, 2039]);
    const { name, phone, email, address } = method.billing_details;
    assert.deepEqual([name, phone, email], ['Ada King', null, 'ada@example.com']);
    assert.deepEqual([address?.city, address?.country?.toUpperCase()], ['London', 'GB']);
    const wrong: readonly [unknown, string][] = [
      [{ exp_month: 13 }, 'exp_month'],
      [{ number: 'x' }, 'number'],
      [{ exp_month: 1, card_token: 'ctok_1' }, 'exp_month'],
      [{ billing_details: { country: 'GB' } }, 'billing_details[country]'],
    ];
    for (const [body, param] of wrong) {
      const refused = await wallet.act('POST', `/elements/payment_methods/${card}`, body);
      assert.deepEqual(
        [refused.status, (refused.body.error as { param: string }).param],
        [400, param],
      );
    }
  });

  it('put another number in the place of a card: shown goes on, charged later does not', async () => {
    const { customer, card, wallet } = await withCard();
    const id = await authorize(world, card);
    await wallet.act('POST', `/elements/payment_methods/${card}/default`);
    const answer = await wallet.act('POST', `/elements/payment_methods/${card}`, {
      card_token: await world.token(CARD.mastercard),
    });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const [method, ...others] = (await wallet.look()).payment_methods;
    assert.deepEqual(others, []);
    assert.deepEqual(
      [method?.last4, method?.is_default, method?.shown.allowed, method?.mandates],
      ['4444', true, true, []],
    );
    assert.equal((await mandate(world, id)).status, 'inactive');
    const carried = (await consentsOn(world, `payment_method=${method?.id}`)).at(-1);
    const [asserted] = (await consentsOn(world, `payment_method=${card}`)).slice(1);
    assert.deepEqual(
      [carried?.act, carried?.actor, carried?.refers_to],
      ['carry_over', 'buyer', asserted?.id],
    );
    const session = await openSession(world, { customer });
    const shown = (await look(world, session.secret)).payment_methods.map((each) => each.last4);
    assert.deepEqual(shown, ['4444']);
  });

  it('type the same number again: the same card with a new expiry, its mandates alive', async () => {
    const { card, wallet } = await withCard();
    const id = await authorize(world, card);
    await wallet.act('POST', `/elements/payment_methods/${card}`, {
      card_token: await world.token(CARD.visa, { exp_month: 3, exp_year: 2040 }),
    });
    const [method] = (await wallet.look()).payment_methods;
    assert.deepEqual([method?.id, method?.exp_month, method?.exp_year], [card, 3, 2040]);
    assert.equal((await mandate(world, id)).status, 'active');
  });

  it('not lose a card to a number that is declined, or a token that is none', async () => {
    const { card, wallet } = await withCard();
    const path = `/elements/payment_methods/${card}`;
    const declined = await wallet.act('POST', path, {
      card_token: await world.token('4000000000000002'),
    });
    assert.deepEqual([declined.status, codeOf(declined)], [402, 'card_declined']);
    const none = await wallet.act('POST', path, { card_token: 'ctok_nothing' });
    assert.equal(none.status >= 400 && none.status < 500, true);
    assert.deepEqual(
      (await wallet.look()).payment_methods.map((each) => each.id),
      [card],
    );
  });

  it('stop showing a card that an agreement needs: the agreement goes on', async () => {
    const customer = await newCustomer(world);
    const { card, mandate: id } = await agree(world, customer, { save: true });
    const wallet = await openWallet(world, customer);
    const [method] = (await wallet.look()).payment_methods;
    const consent = method?.shown.agreed?.consent;
    const answer = await wallet.act('POST', `/elements/consents/${consent}/withdraw`);
    assert.equal(answer.status, 200);
    assert.equal((await wallet.look()).payment_methods[0]?.shown.allowed, false);
    assert.equal((await world.stripe.paymentMethods.retrieve(card)).allow_redisplay, 'limited');
    assert.equal((await chargeLater(world, customer, card, 500)).status, 'succeeded');
    assert.equal((await mandate(world, id)).status, 'active');
    const record = (await consentsOn(world, `payment_method=${card}`)).at(-1);
    assert.deepEqual(
      [record?.act, record?.actor, record?.surface],
      ['withdrawal', 'buyer', 'wallet'],
    );
  });

  it('stop showing a card that nothing needs: it is gone', async () => {
    const customer = await newCustomer(world);
    await payTyped(world, customer, { save: true });
    const wallet = await openWallet(world, customer);
    const [method] = (await wallet.look()).payment_methods;
    await wallet.act('POST', `/elements/consents/${method?.shown.agreed?.consent}/withdraw`);
    assert.deepEqual((await wallet.look()).payment_methods, []);
    assert.equal((await world.stripe.paymentMethods.retrieve(String(method?.id))).customer, null);
  });

  it('revoke what may be charged', async () => {
    const customer = await newCustomer(world);
    const { mandate: id } = await agree(world, customer, { save: true });
    const wallet = await openWallet(world, customer);
    assert.equal((await wallet.act('POST', `/elements/mandates/${id}/revoke`)).status, 200);
    const revoked = await mandate(world, id);
    assert.deepEqual([revoked.status, revoked.revoked_by], ['inactive', 'buyer']);
    const [method] = (await wallet.look()).payment_methods;
    assert.deepEqual([method?.mandates, method?.shown.allowed], [[], true]);
  });

  it('remove a card, and have another take its place as default', async () => {
    const { customer, card, wallet } = await withCard();
    const heir = await saveCard(world, customer, 'pm_card_amex');
    await wallet.act('POST', `/elements/payment_methods/${card}/default`);
    const self = await wallet.act(
      'DELETE',
      `/elements/payment_methods/${card}?replacement=${card}`,
    );
    assert.equal(self.status, 400);
    const answer = await wallet.act(
      'DELETE',
      `/elements/payment_methods/${card}?replacement=${heir}`,
    );
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    assert.deepEqual(
      (await wallet.look()).payment_methods.map((each) => [each.id, each.is_default]),
      [[heir, true]],
    );
    const again = await wallet.act('DELETE', `/elements/payment_methods/${card}`);
    assert.equal(again.status, 404);
  });
});

describe('a receipt', () => {
  async function receipt(): Promise<{ secret: string; id: string; body: Record<string, unknown> }> {
    const customer = await newCustomer(world);
    const { card } = await agree(world, customer, { save: true });
    const [, charged] = await consentsOn(world, `payment_method=${card}`);
    const { secret } = await openWallet(world, customer);
    const id = String(charged?.id);
    return { secret, id, body: (await world.elements(secret, `/elements/receipts/${id}`)).body };
  }
  const keys = createKeys(
    parseConfig({
      secretKey: 'sk_test_keepsake',
      encryptionKeys: KEYS,
      bankSecret: 'sixteen letters.',
    }).encryptionKeys,
  );

  it('is JSON for machines and a page for people', async () => {
    const { secret, id, body } = await receipt();
    assert.deepEqual(Object.keys(body).toSorted(), [
      'consent',
      'created',
      'head',
      'merchant',
      'object',
      'signature',
    ]);
    const page = await fetch(`${world.api.url}/elements/receipts/${id}`, {
      headers: { authorization: `Bearer ${secret}`, accept: 'text/html' },
    });
    const html = await page.text();
    assert.match(page.headers.get('content-type') ?? '', /text\/html/);
    const { words } = body.consent as { words: { text: string } };
    assert.ok(html.includes(words.text.slice(0, 60)));
    assert.match(html, new RegExp(id));
    assert.doesNotMatch(html, /<script|ada@example/i);
  });

  it('holds as it was given out, and not after any change', async () => {
    const { body } = await receipt();
    const text = JSON.stringify(body);
    assert.equal(verifyReceipt(keys, JSON.parse(text)), true);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('0', 'x', '7'), (at, letter) => {
        const changed = text.slice(0, at) + letter + text.slice(at + 1);
        let parsed: unknown;
        try {
          parsed = JSON.parse(changed);
        } catch {
          return;
        }
        assert.equal(verifyReceipt(keys, parsed), changed === text);
      }),
      { numRuns: 2000 },
    );
    assert.equal(verifyReceipt(keys, { ...body, more: 1 }), false);
    assert.equal(verifyReceipt(keys, null), false);
    assert.equal(verifyReceipt(createKeys([{ id: 'x', bytes: new Uint8Array(32) }]), body), false);
  });

  it('is checked by the command, with the keys alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keepsake-receipt-'));
    try {
      const { body } = await receipt();
      const write = (name: string, value: unknown) => {
        const path = join(folder, name);
        writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value, null, 2));
        return path;
      };
      const command = new URL('../../../server/keepsake.mjs', import.meta.url).pathname;
      const verify = (path: string, keysInUse: string | null = KEYS) =>
        run(process.execPath, [command, 'verify', '--receipt', path], {
          env: {
            PATH: process.env.PATH,
            ...(keysInUse ? { KEEPSAKE_ENCRYPTION_KEYS: keysInUse } : {}),
          },
          cwd: folder,
        }).then(
          () => 0,
          (reason: { code: number; stderr: string }) => reason.stderr || reason.code,
        );
      assert.equal(await verify(write('good.json', body)), 0);
      assert.equal(await verify(write('bad.json', { ...body, merchant: 'Another shop' })), 1);
      assert.match(String(await verify(write('none.json', 'not JSON'))), /none\.json.*JSON/);
      assert.match(
        String(await verify(join(folder, 'good.json'), null)),
        /KEEPSAKE_ENCRYPTION_KEYS is required/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
