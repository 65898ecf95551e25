/** How much each answer of the bank proves, against the real bank with its faults and against broken wires. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import { createLine } from '../../server/processors/line.ts';
import type { ChargeCall, Processor } from '../../server/processors/processor.ts';
import type { SandboxOptions } from '../../server/processors/sandbox.ts';
import { createSandbox } from '../../server/processors/sandbox.ts';
import { frameOf } from '../support/bank-frame.ts';
import type { TestBank } from '../support/sandbox.ts';
import { newReference, SECRET, startBank, VISA } from '../support/sandbox.ts';

let bank: TestBank;
const sandbox = (options: Partial<SandboxOptions> = {}): Processor =>
  createSandbox({
    name: 'sandbox',
    internalUrl: bank.url,
    publicUrl: bank.url,
    secret: SECRET,
    timeoutMs: 300,
    fetch: createLine(),
    now: bank.now,
    ...options,
  });

async function credential(processor: Processor, token = 'pm_card_visa'): Promise<string> {
  const exchanged = await processor.exchange(token, null);
  assert.equal(exchanged.ok, true);
  return exchanged.ok ? exchanged.value.credential : '';
}

function call(more: Partial<ChargeCall> & { credential: string }): ChargeCall {
  return {
    attempt: newReference(),
    notAfterMs: bank.now() + 5000,
    amountMinor: 1099,
    currency: 'usd',
    capture: 'automatic',
    initiator: 'customer',
    keep: null,
    cvcToken: null,
    returnUrl: 'https://api.example/return',
    frameOrigins: ['https://shop.example'],
    requireChallenge: false,
    networkTransactionId: null,
    description: 'One T-shirt',
    ...more,
  };
}

describe('the sandbox adapter against the real bank', () => {
  before(async () => {
    bank = await startBank();
  });
  after(() => bank.stop());
  afterEach(() => bank.tool('DELETE', '/faults'));
  const arm = (kind: string, more = {}) => bank.tool('POST', '/faults', { kind, ...more });

  it('signs a frame address that the bank opens', async () => {
    const entry = sandbox().cardEntry({ id: 'cs_1', origins: ['https://shop.example'] });
    assert.equal(entry?.driver, 'bank');
    assert.equal((await fetch(frameOf(entry))).status, 200);
    assert.equal(sandbox().cardEntry({ id: 'cs_1', origins: [] }), null);
  });

  it('exchanges tokens, and reads why one was refused', async () => {
    const token = String((await bank.tool('POST', '/tokens', { ...VISA, name: 'Ada' })).at('id'));
    const first = await sandbox().exchange(token, 'cs_1');
    assert.ok(first.ok);
    assert.deepEqual(first.value.card, {
      brand: 'visa',
      last4: '4242',
      expMonth: 12,
      expYear: 2030,
      funding: 'credit',
      country: 'US',
      fingerprint: first.value.card.fingerprint,
      networks: ['visa'],
      preferredNetwork: null,
    });
    assert.deepEqual(
      [first.value.name, first.value.reusability, first.value.replayed],
      ['Ada', 'single_use', false],
    );
    const again = await sandbox().exchange(token, 'cs_1');
    assert.equal(again.ok && again.value.credential, first.value.credential);
    const codes = [];
    for (const bad of [token, 'ctok_none', '4242424242424242', '../charges']) {
      const result = await sandbox().exchange(bad, 'cs_2');
      codes.push(result.ok ? 'ok' : result.code);
    }
    assert.deepEqual(codes, ['token_used', 'token_invalid', 'token_invalid', 'token_invalid']);
  });

  it('charges, looks up, captures, refunds, voids', async () => {
    const processor = sandbox();
    const charge = call({
      credential: await credential(processor),
      capture: 'manual',
      keep: 'off_session',
    });
    const authorized = await processor.charge(charge);
    assert.equal(authorized.kind, 'authorized');
    assert.deepEqual(await processor.lookup(charge.attempt), authorized);
    assert.deepEqual(await processor.lookup('att_never'), { kind: 'absent' });
    assert.ok('reference' in authorized && authorized.reference);
    const on = () => ({
      attempt: newReference(),
      notAfterMs: bank.now() + 5000,
      charge: String(authorized.reference),
      currency: 'usd',
    });
    assert.equal((await processor.capture({ ...on(), amountMinor: 1000 })).kind, 'succeeded');
    assert.equal((await processor.lookup(charge.attempt)).kind, 'succeeded');
    assert.equal((await processor.refund({ ...on(), amountMinor: 400 })).kind, 'succeeded');
    assert.deepEqual(await processor.refund({ ...on(), amountMinor: 601 }), {
      kind: 'not_executed',
      reason: 'amount_too_large',
    });
    const other = await processor.charge(call({ credential: await credential(processor) }));
    assert.ok('reference' in other);
    const voided = { ...on(), charge: String(other.reference) };
    assert.equal((await processor.void(voided)).kind, 'voided');
    assert.equal((await processor.lookup(voided.attempt)).kind, 'voided');
  });

  it('a decline is data', async () => {
    const processor = sandbox();
    const declined = await processor.charge(
      call({ credential: await credential(processor, 'pm_card_chargeDeclinedInsufficientFunds') }),
    );
    assert.deepEqual(declined, {
      kind: 'declined',
      reference: 'reference' in declined ? declined.reference : null,
      code: 'insufficient_funds',
      networkCode: '51',
      message: 'The card has insufficient funds.',
    });
  });

  it('a challenge has an address and the way back', async () => {
    const processor = sandbox();
    const outcome = await processor.setup({
      attempt: newReference(),
      notAfterMs: bank.now() + 5000,
      credential: await credential(processor, 'pm_card_authenticationRequired'),
      initiator: 'customer',
      keep: 'off_session',
      currency: 'eur',
      returnUrl: 'https://api.example/return',
      frameOrigins: [],
    });
    assert.ok(outcome.kind === 'requires_action');
    assert.match(outcome.nextAction.url, /\/challenge\/bchl_/);
    assert.equal(outcome.nextAction.returnUrl, 'https://api.example/return');
  });

  const faults = [
    ['down', 'not_executed', 'unavailable', 'absent'],
    ['timeout_before_effect', 'unknown', 'timeout', 'absent'],
    ['timeout_after_effect', 'unknown', 'timeout', 'succeeded'],
    ['error_after_effect', 'unknown', 'internal', 'succeeded'],
    ['garbage', 'unknown', 'unreadable_answer', 'succeeded'],
    ['decline', 'declined', undefined, 'declined'],
  ] as const;
  for (const [kind, outcome, reason, truth] of faults) {
    it(`under ${kind} a charge is ${outcome}, in truth ${truth}`, async () => {
      const processor = sandbox();
      const charge = call({ credential: await credential(processor) });
      await arm(kind);
      const answer = await processor.charge(charge);
      assert.equal(answer.kind, outcome);
      assert.equal('reason' in answer ? answer.reason : undefined, reason);
      assert.equal((await processor.lookup(charge.attempt)).kind, truth);
    });
  }

  it('a slow answer is unknown, and the bank keeps to not_after', async () => {
    const processor = sandbox();
    const charge = call({ credential: await credential(processor) });
    await arm('delay', { ms: 500 });
    const pending = processor.charge(charge);
    bank.advance(10_000);
    assert.deepEqual(await pending, { kind: 'unknown', reason: 'timeout' });
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.deepEqual(await processor.lookup(charge.attempt), { kind: 'absent' });
  });

  it('refuses by itself what is too late or was given up', async () => {
    const processor = sandbox();
    const held = await credential(processor);
    const late = await processor.charge(call({ credential: held, notAfterMs: bank.now() - 1 }));
    assert.deepEqual(late, { kind: 'not_executed', reason: 'too_late' });
    const given = await processor.charge(call({ credential: held, signal: AbortSignal.abort() }));
    assert.deepEqual(given, { kind: 'not_executed', reason: 'aborted' });
  });

  it('a mismatch under one key proves nothing', async () => {
    const processor = sandbox();
    const charge = call({ credential: await credential(processor) });
    await processor.charge(charge);
    const other = await processor.charge({ ...charge, amountMinor: 1 });
    assert.deepEqual(other, { kind: 'unknown', reason: 'idempotency_mismatch' });
    assert.equal((await processor.charge(charge)).kind, 'succeeded');
  });

  it('a wrong secret is a refusal before anything was done', async () => {
    const outcome = await sandbox({ secret: 'not the secret' }).charge(
      call({ credential: 'bcard_x' }),
    );
    assert.deepEqual(outcome, { kind: 'not_executed', reason: 'account_key_invalid' });
  });

  it('accounts cannot use each other’s cards', async () => {
    const held = await credential(sandbox({ name: 'sandbox:south' }));
    const outcome = await sandbox().charge(call({ credential: held }));
    assert.deepEqual(outcome, { kind: 'not_executed', reason: 'payment_method_incompatible' });
  });

  it('deletes a credential, known or not', async () => {
    const processor = sandbox();
    const held = await credential(processor);
    assert.equal(await processor.deleteCredential(held), true);
    assert.equal(await processor.deleteCredential('bcard_never'), true);
    assert.equal((await processor.charge(call({ credential: held }))).kind, 'not_executed');
  });
});

describe('the sandbox adapter against a broken wire', () => {
  before(async () => {
    bank = await startBank();
  });
  after(() => bank.stop());

  /** A server that answers everything with these bytes, or hangs up without any. */
  async function withServer(answer: string | null, work: (url: string) => Promise<void>) {
    const server = createServer((request, response) => {
      request
        .on('data', () => undefined)
        .on('end', () => {
          if (answer === null) response.destroy();
          else response.socket?.end(answer);
        });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }
  const http = (status: string, body: string) =>
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`;

  const wires = [
    ['a reset', null, 'unknown'],
    ['half an answer', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{', 'unknown'],
    ['no HTTP at all', 'hello\r\n\r\n', 'unknown'],
    ['an empty 200', http('200 OK', ''), 'unknown'],
    ['a 200 of another shape', http('200 OK', '{"status":"succeeded"}'), 'unknown'],
    [
      'a 200 about something else',
      http(
        '200 OK',
        '{"id":"bch_1","reference":"att_other","status":"succeeded","amount":1,"currency":"usd","decline":null}',
      ),
      'unknown',
    ],
    ['a redirect', http('302 Found', '{}'), 'unknown'],
    [
      'a 400 without a promise',
      http('400 Bad Request', '{"error":{"code":"x","message":"y"}}'),
      'unknown',
    ],
    [
      'a 502 with a promise in the wrong place',
      http('502 Bad Gateway', '{"executed":false}'),
      'unknown',
    ],
    [
      'a 500 that says it was executed',
      http('500 Error', '{"error":{"code":"x","message":"y"},"executed":true}'),
      'unknown',
    ],
    [
      'a 503 with the promise',
      http('503 Error', '{"error":{"code":"x","message":"y"},"executed":false}'),
      'not_executed',
    ],
  ] as const;
  for (const [what, answer, kind] of wires) {
    it(`${what} is ${kind}`, async () => {
      await withServer(answer, async (internalUrl) => {
        const processor = sandbox({ internalUrl });
        assert.equal((await processor.charge(call({ credential: 'bcard_x' }))).kind, kind);
        assert.equal((await processor.lookup('att_x')).kind, 'unknown');
        assert.equal(await processor.deleteCredential('bcard_x'), false);
        const exchanged = await processor.exchange('ctok_x', null);
        assert.equal(exchanged.ok, false);
        assert.equal(exchanged.ok ? '' : exchanged.code, 'unavailable');
      });
    });
  }

  it('a refused connection is proof that nothing was done', async () => {
    let dead = '';
    await withServer(null, async (url) => {
      dead = url;
    });
    for (const internalUrl of [dead, dead.replace('127.0.0.1', 'localhost')]) {
      const outcome = await sandbox({ internalUrl }).charge(call({ credential: 'bcard_x' }));
      assert.deepEqual(outcome, { kind: 'not_executed', reason: 'econnrefused' });
    }
  });

  it('of several addresses, one that may have taken it spoils the proof', async () => {
    const failing = async () => {
      const errors = ['ECONNREFUSED', 'ECONNRESET'].map((code) =>
        Object.assign(new Error(), { code }),
      );
      throw new TypeError('fetch failed', { cause: new AggregateError(errors) });
    };
    const outcome = await sandbox({ fetch: failing }).charge(call({ credential: 'bcard_x' }));
    assert.equal(outcome.kind, 'unknown');
  });
});
