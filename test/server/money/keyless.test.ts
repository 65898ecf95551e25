/** A processor that knows no idempotency keys: what goes back goes back, and once, even where its answer is lost. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Outcome } from '../../../server/model/attempt.ts';
import type { Processor } from '../../../server/processors/processor.ts';
import { type Counter, openCounter } from '../permission/in-process.ts';
import { createTeller } from '../permission/teller.ts';

/** Does whatever it is asked, as often as it is asked, and can be asked what it did. */
function createKeyless(lostAnswers: number) {
  const done = new Map<string, Outcome>();
  const refunds: string[] = [];
  let left = lostAnswers;
  const book = (attempt: string): Outcome => {
    const outcome = {
      kind: 'succeeded',
      reference: `ref_${attempt}`,
      networkTransactionId: null,
      reusability: null,
    } as const;
    done.set(attempt, outcome);
    return outcome;
  };
  const processor: Processor = {
    ...createTeller(),
    capabilities: {
      ...createTeller().capabilities,
      idempotency: 'none',
      idempotencyWindowS: 0,
      lookupSettleMs: 0,
    },
    charge: async () => ({ kind: 'unknown', reason: 'timeout' }),
    lookup: async (attempt) => done.get(attempt) ?? { kind: 'absent' },
    async refund({ attempt }) {
      refunds.push(attempt);
      const outcome = book(attempt);
      left -= 1;
      return left < 0 ? outcome : { kind: 'unknown', reason: 'reset' };
    },
  };
  return { processor, refunds, book };
}

async function turns(counter: Counter, pass: (ms: number) => void, count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    pass(20_000);
    await counter.keepsake.worker.turn();
  }
}

describe('a processor without keys', () => {
  for (const lost of [0, 1]) {
    it(`a success that comes too late goes back once, with ${lost} answers lost`, async () => {
      let nowMs = Date.UTC(2027, 0, 15);
      const pass = (ms: number) => {
        nowMs += ms;
      };
      const bank = createKeyless(lost);
      const counter = await openCounter({ processors: [bank.processor], now: () => nowMs });
      const paid = await counter.api('POST', '/v1/payment_intents', {
        amount: 500,
        currency: 'usd',
        payment_method: 'pm_card_visa',
        confirm: true,
      });
      assert.equal(paid.body.status, 'processing');
      const list = await counter.api('GET', `/v1/payment_intents/${paid.body.id}/attempts`);
      const [attempt] = list.body.data as { id: string }[];
      assert.ok(attempt);
      // It is given up by hand, and then it comes to light.
      await counter.keepsake.resolveAttempt(attempt.id, {
        as: 'not-charged',
        evidence: 'their statement',
      });
      bank.book(attempt.id);
      await counter.keepsake.reconcile(0);
      await turns(counter, pass, 60);
      const { body } = await counter.api('GET', `/v1/refunds?payment_intent=${paid.body.id}`);
      const refunds = body.data as { status: string; amount: number }[];
      assert.deepEqual(
        refunds.map(({ status, amount }) => [status, amount]),
        [['succeeded', 500]],
      );
      assert.equal(bank.refunds.length, 1);
      await counter.close();
    });
  }
});
