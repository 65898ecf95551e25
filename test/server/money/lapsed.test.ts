/** Money that is only held and comes to light too late may lapse at the processor before it can be let go. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Outcome } from '../../../server/model/attempt.ts';
import type { Processor } from '../../../server/processors/processor.ts';
import { openCounter } from '../permission/in-process.ts';
import { createTeller } from '../permission/teller.ts';

it('a hold that lapsed by itself is not let go again and again', async () => {
  let nowMs = Date.UTC(2027, 0, 15);
  let held: Outcome | null = null;
  let voids = 0;
  const processor: Processor = {
    ...createTeller(),
    charge: async () => ({ kind: 'unknown', reason: 'timeout' }),
    lookup: async (attempt) => (held && attempt === first ? held : { kind: 'absent' }),
    // It is gone already: nothing is there to let go.
    async void() {
      voids += 1;
      held = { kind: 'voided', reference: 'theirs' };
      return { kind: 'not_executed', reason: 'charge_not_found' };
    },
  };
  const counter = await openCounter({ processors: [processor], now: () => nowMs });
  const paid = await counter.api('POST', '/v1/payment_intents', {
    amount: 500,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    capture_method: 'manual',
    confirm: true,
  });
  const tries = async () => {
    const { body } = await counter.api('GET', `/v1/payment_intents/${paid.body.id}/attempts`);
    return body.data as { id: string; operation: string; status: string }[];
  };
  const first = (await tries())[0]?.id ?? '';
  await counter.keepsake.resolveAttempt(first, { as: 'not-charged', evidence: 'their list' });
  held = { kind: 'authorized', reference: 'theirs', networkTransactionId: null, reusability: null };
  await counter.keepsake.reconcile(0);
  for (let turn = 0; turn < 300; turn += 1) {
    nowMs += 60_000;
    await counter.keepsake.worker.turn();
  }
  const after = await tries();
  const said = after.map(({ operation, status }) => `${operation} ${status}`).sort();
  assert.deepEqual(said, ['charge voided', 'void not_executed']);
  assert.ok(voids >= 1 && voids <= 12, `${voids} calls`);
  await counter.close();
});
