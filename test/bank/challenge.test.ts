/** The issuer's page: shown to whom it belongs, answered once, closed by itself. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TestBank } from '../support/sandbox.ts';
import { newReference, startBank } from '../support/sandbox.ts';

const BACK = 'https://api.example/return?cs=1';

describe('a challenge', () => {
  let bank: TestBank;
  before(async () => {
    bank = await startBank();
  });
  after(() => bank.stop());

  async function open(card = 'pm_card_authenticationRequiredOnSetup', more = {}) {
    const payment_method = await bank.credential(card);
    const reference = newReference();
    const input = {
      payment_method,
      reference,
      return_url: BACK,
      description: 'T-shirt <b>',
      ...more,
    };
    const reply = await bank.charge(input);
    assert.equal(reply.at('status'), 'requires_action');
    const path = new URL(String(reply.at('challenge.url'))).pathname;
    return { payment_method, reference, path };
  }
  const press = (path: string, answer: string, headers: Record<string, string> = {}) =>
    fetch(bank.url + path, {
      method: 'POST',
      body: new URLSearchParams({ answer }),
      redirect: 'manual',
      headers,
    });
  const found = async (reference: string) => bank.api('GET', `/operations?reference=${reference}`);

  it('shows what is to be approved, framed by the session’s origins alone', async () => {
    const { path } = await open(undefined, {
      frame_origins: ['https://shop.example', "'none'; script-src *"],
    });
    const page = await bank.tool('GET', path);
    const html = String(page.body);
    assert.match(html, /<title>Card verification<\/title>/);
    assert.match(html, /\$10\.99/);
    assert.match(html, /•••• 3155/);
    assert.match(html, /T-shirt &lt;b&gt;/);
    assert.doesNotMatch(html, /<style|<script|style=|onclick/);
    assert.equal(
      page.headers.get('content-security-policy'),
      "default-src 'none'; style-src 'self'; form-action 'self' https://api.example; base-uri 'none'; frame-ancestors https://shop.example",
    );
    assert.equal(page.headers.get('cache-control'), 'no-store');
  });

  it('approved: the charge succeeds and the frame goes back', async () => {
    const { path, reference, payment_method } = await open(undefined, { keep: 'off_session' });
    const answer = await press(path, 'approve');
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, BACK]);
    const after = await found(reference);
    assert.equal(after.at('operation.status'), 'succeeded');
    assert.equal(after.at('operation.reusability'), 'off_session');
    const later = await bank.charge({ payment_method, initiator: 'merchant' });
    assert.equal(later.at('status'), 'succeeded');
  });

  it('declined: so is the charge, and the card is free for another try', async () => {
    const { path, reference, payment_method } = await open();
    await press(path, 'decline');
    const after = await found(reference);
    assert.equal(after.at('operation.decline.code'), 'payment_intent_authentication_failure');
    assert.equal((await bank.charge({ payment_method })).at('status'), 'requires_action');
  });

  it('only the first answer counts', async () => {
    const { path, reference } = await open();
    const answers = await Promise.all([
      press(path, 'approve'),
      press(path, 'approve'),
      press(path, 'decline'),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303, 303],
    );
    assert.equal((await found(reference)).at('operation.status'), 'succeeded');
    assert.equal((await press(path, 'decline')).status, 303);
    assert.equal((await found(reference)).at('operation.status'), 'succeeded');
    assert.equal((await fetch(bank.url + path, { redirect: 'manual' })).status, 303);
  });

  it('holds the card while it is open', async () => {
    const { payment_method } = await open();
    const second = await bank.charge({ payment_method });
    assert.equal(second.at('error.code'), 'credential_single_use');
  });

  it('repeats its answer for the same reference', async () => {
    const payment_method = await bank.credential('pm_card_authenticationRequired');
    const input = { payment_method, reference: newReference(), not_after: bank.now() + 1 };
    const first = await bank.charge(input);
    assert.deepEqual((await bank.charge(input)).at('challenge'), first.at('challenge'));
    await press(new URL(String(first.at('challenge.url'))).pathname, 'approve');
    assert.equal((await bank.charge(input)).at('status'), 'succeeded');
  });

  it('can end in a decline all the same', async () => {
    const { path, reference } = await open(
      'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds',
    );
    await press(path, 'approve');
    assert.equal((await found(reference)).at('operation.decline.code'), 'insufficient_funds');
  });

  it('closes by itself when nobody answers', async () => {
    const { path, reference } = await open();
    bank.advance(30 * 60_000 + 1);
    assert.equal((await press(path, 'approve')).status, 303);
    const after = await found(reference);
    assert.equal(after.at('operation.decline.code'), 'payment_intent_authentication_failure');
  });

  it('guards a card check as well', async () => {
    const payment_method = await bank.credential('pm_card_authenticationRequiredOnSetup');
    const reference = newReference();
    const body = { reference, payment_method, keep: 'off_session', not_after: bank.now() };
    const reply = await bank.api('POST', '/setups', body);
    const path = new URL(String(reply.at('challenge.url'))).pathname;
    const done = await press(path, 'approve');
    assert.equal(done.status, 200);
    assert.match(await done.text(), /You can close this/);
    assert.equal((await found(reference)).at('operation.reusability'), 'off_session');
  });

  it('is answered by its own page only', async () => {
    const { path, reference } = await open();
    const foreign = await press(path, 'approve', { origin: 'https://evil.example' });
    const crossSite = await press(path, 'approve', { 'sec-fetch-site': 'cross-site' });
    assert.deepEqual([foreign.status, crossSite.status], [403, 403]);
    assert.equal((await press(path, 'perhaps')).status, 400);
    assert.equal((await found(reference)).at('operation.status'), 'requires_action');
    assert.equal((await press('/challenge/bchl_none', 'approve')).status, 404);
  });
});
