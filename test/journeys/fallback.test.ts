/** A saved card outlives its processor: the first account is down, and one press pays at the second. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { payButton, returned, told } from '../support/buyer.ts';
import { openStage } from '../support/journey.ts';

const stage = await openStage({ config: { processors: 'sandbox,sandbox:south' } });

interface Tried {
  readonly processor: string;
  readonly status: string;
  readonly decision: { readonly action: string; readonly reason: string };
}

test('the first account is switched off, and the returning buyer sees nothing of it', async () => {
  const customer = await stage.customer([{ test: 'pm_card_visa' }]);
  // A kept card is taken to the second account within a moment of being kept.
  await stage.world.keepsake.worker.turn();
  const session = await stage.session({ customer: customer.id });
  const { page } = await stage.visit(session);
  await payButton(page).waitFor();
  await stage.fault({ kind: 'down', rate: 1, processor: 'sandbox' });
  await payButton(page).click();
  await told(page, /Payment complete/);
  assert.equal(await returned(page), session.id);

  const charges = await stage.charged();
  assert.deepEqual(
    charges.map(({ processor, amount }) => [processor, amount]),
    [['sandbox:south', 1099]],
  );
  const history = await stage.ours('GET', `/v1/payment_intents/${session.payment_intent}/attempts`);
  assert.deepEqual(
    (history.data as Tried[]).map(({ processor, status, decision }) => [
      processor,
      status,
      decision.action,
      decision.reason,
    ]),
    [
      ['sandbox', 'not_executed', 'fallback', 'processor_unavailable'],
      ['sandbox:south', 'succeeded', 'try', 'fallback'],
    ],
  );
});
