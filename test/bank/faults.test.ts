/** Everything that can be made to go wrong, and what the ledger says afterwards. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { FaultRule } from '../../server/bank/faults.ts';
import { createFaults } from '../../server/bank/faults.ts';
import type { TestBank } from '../support/sandbox.ts';
import { accountKey, newReference, startBank, VISA } from '../support/sandbox.ts';

const rule: FaultRule = {
  kind: 'down',
  next: null,
  rate: null,
  seed: 1,
  ms: null,
  code: null,
  processor: null,
  last4: null,
};

describe('armed faults', () => {
  const strikes = (change: Partial<FaultRule>, calls = 8) => {
    const faults = createFaults();
    faults.arm({ ...rule, ...change });
    return Array.from({ length: calls }, () =>
      faults.forCall('sandbox', '4242') ? 'x' : '.',
    ).join('');
  };

  it('strike once, or as often as they were told', () => {
    assert.equal(strikes({}), 'x.......');
    assert.equal(strikes({ next: 3 }), 'xxx.....');
    assert.equal(strikes({ rate: 1 }), 'xxxxxxxx');
    assert.equal(strikes({ rate: 1, next: 2 }), 'xx......');
    assert.equal(strikes({ rate: 0 }), '........');
  });

  it('strike the same calls for the same seed', () => {
    const first = strikes({ rate: 0.3, seed: 42 }, 200);
    assert.equal(first, strikes({ rate: 0.3, seed: 42 }, 200));
    assert.notEqual(first, strikes({ rate: 0.3, seed: 43 }, 200));
    const struck = first.split('x').length - 1;
    assert.ok(struck > 40 && struck < 80, String(struck));
  });

  it('strike the cards that they name, and no other', () => {
    const faults = createFaults();
    faults.arm({ ...rule, last4: '4242', next: 2 });
    assert.equal(faults.forCall('sandbox', '4444'), null);
    assert.equal(faults.forCall('sandbox', null), null, 'what is about no card');
    assert.equal(faults.forCall('sandbox', '4242')?.kind, 'down');
    assert.equal(faults.forCall('sandbox:south', '4242')?.kind, 'down');
    assert.equal(faults.forCall('sandbox', '4242'), null);
  });

  it('strike their own processor, and calls or webhooks, not both', () => {
    const faults = createFaults();
    faults.arm({ ...rule, processor: 'sandbox:south' });
    faults.arm({ ...rule, kind: 'webhook_late' });
    assert.equal(faults.forCall('sandbox', '4242'), null);
    assert.equal(faults.forWebhook('sandbox')?.kind, 'webhook_late');
    assert.equal(faults.forCall('sandbox:south', null)?.kind, 'down');
    assert.equal(faults.disarm(), 0);
  });
});

describe('a call under a fault', () => {
  let bank: TestBank;
  before(async () => {
    bank = await startBank();
  });
  after(() => bank.stop());
  afterEach(() => bank.tool('DELETE', '/faults'));

  type Row = readonly [
    kind: string,
    status: number,
    readable: boolean,
    executed: boolean,
    rows: number,
  ];
  const rows: readonly Row[] = [
    ['down', 503, true, false, 0],
    ['timeout_before_effect', 504, true, true, 0],
    ['timeout_after_effect', 504, true, true, 1],
    ['error_after_effect', 500, true, true, 1],
    ['garbage', 200, false, true, 1],
    ['delay', 200, true, true, 1],
    ['decline', 200, true, true, 1],
  ];
  for (const [kind, status, readable, executed, count] of rows) {
    it(`${kind}: ${status}, ${count} in the ledger`, async () => {
      const payment_method = await bank.credential();
      await bank.tool('POST', '/faults', { kind, ms: 20, code: 'lost_card' });
      const reference = newReference();
      let parsed: unknown = null;
      try {
        const reply = await bank.charge({ payment_method, reference });
        parsed = reply.body;
        assert.equal(reply.status, status);
        assert.equal(reply.at('executed') === false, !executed);
        if (kind === 'decline') assert.equal(reply.at('decline.code'), 'lost_card');
      } catch (error) {
        assert.ok(error instanceof SyntaxError);
      }
      assert.equal(parsed !== null, readable);
      const list = await bank.tool('GET', `/charges?reference=${reference}`);
      assert.equal((list.at('data') as unknown[]).length, count);
      assert.equal((await bank.charge({ payment_method, reference })).status, 200);
      const after = await bank.tool('GET', `/charges?reference=${reference}`);
      assert.equal((after.at('data') as unknown[]).length, 1);
    });
  }

  it('may be about one card', async () => {
    const [spared, struck] = [
      await bank.credential(),
      await bank.credential({ ...VISA, number: '5555555555554444' }),
    ];
    await bank.tool('POST', '/faults', { kind: 'decline', rate: 1, last4: '4444' });
    const other = await bank.charge({ payment_method: spared });
    assert.equal(other.at('status'), 'succeeded');
    const declined = await bank.charge({ payment_method: struck });
    assert.equal(declined.at('decline.code'), 'generic_decline');
  });

  it('reaches every call that moves money, and no other', async () => {
    const payment_method = await bank.credential();
    const charged = await bank.charge({ payment_method, keep: 'off_session', capture: 'manual' });
    await bank.tool('POST', '/faults', { kind: 'down', next: 9 });
    assert.equal((await bank.tool('POST', '/tokens', { cvc: '123' })).status, 200);
    assert.equal((await bank.api('GET', '/operations?reference=none')).status, 200);
    assert.equal(
      (await bank.api('POST', '/payment_methods', { token: 'pm_card_visa' })).status,
      200,
    );
    const common = { not_after: bank.now() + 1 };
    for (const path of [
      '/setups',
      ...['capture', 'void', 'refunds'].map((what) => `/charges/${charged.at('id')}/${what}`),
    ]) {
      const setup = path === '/setups' ? { payment_method, keep: 'on_session' } : {};
      const reply = await bank.api('POST', path, {
        reference: newReference(),
        ...common,
        ...setup,
      });
      assert.equal(reply.status, 503, path);
    }
    assert.equal((await bank.tool('GET', '/faults')).at('data.0.next'), 5);
    assert.equal((await bank.tool('DELETE', '/faults')).at('disarmed'), 1);
  });

  it('a delay past not_after is refused, and nothing was done', async () => {
    const payment_method = await bank.credential();
    const reference = newReference();
    await bank.tool('POST', '/faults', { kind: 'delay', ms: 60 });
    const pending = bank.charge({ payment_method, reference });
    setTimeout(() => bank.advance(20_000), 20);
    const reply = await pending;
    assert.deepEqual([reply.status, reply.at('executed')], [409, false]);
  });

  it('a hang ends with the caller', async () => {
    const payment_method = await bank.credential();
    await bank.tool('POST', '/faults', { kind: 'timeout_after_effect' });
    const reference = newReference();
    const body = {
      reference,
      payment_method,
      amount: 5,
      currency: 'usd',
      initiator: 'customer',
      not_after: bank.now(),
    };
    const authorization = `Bearer ${accountKey('sandbox')}`;
    await assert.rejects(
      fetch(`${bank.url}/charges`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': reference,
          authorization,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(100),
      }),
      { name: 'TimeoutError' },
    );
    const found = await bank.api('GET', `/operations?reference=${reference}`);
    assert.equal(found.at('operation.status'), 'succeeded');
  });

  const wrong = [
    [{ kind: 'fire' }, 'kind'],
    [{ kind: 'down', rate: 2 }, 'rate'],
    [{ kind: 'down', next: 0 }, 'next'],
    [{ kind: 'down', processor: 'stripe' }, 'processor'],
    [{ kind: 'down', often: true }, 'often'],
  ] as const;
  for (const [body, param] of wrong) {
    it(`refuses ${JSON.stringify(body)}`, async () => {
      const reply = await bank.tool('POST', '/faults', body);
      assert.deepEqual([reply.status, reply.at('error.param')], [400, param]);
    });
  }
});
