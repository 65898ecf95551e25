/** What the bank tells the API unasked, and how badly it does so when told to. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { readBankWebhook } from '../../server/processors/sandbox.ts';
import type { TestBank } from '../support/sandbox.ts';
import { SECRET, startBank } from '../support/sandbox.ts';

describe('webhooks of the bank', () => {
  let bank: TestBank;
  let heard: { header: string | null; body: string; kind: string }[] = [];
  let refuse = 0;

  before(async () => {
    bank = await startBank({
      webhookUrl: 'https://api.example/bank',
      fetch: async (target, init) => {
        assert.equal(target, 'https://api.example/bank');
        const header = new Headers(init?.headers).get('bank-signature');
        const body = String(init?.body);
        refuse -= 1;
        if (refuse >= 0) return new Response(null, { status: 500 });
        heard.push({ header, body, kind: JSON.parse(body).type });
        return new Response(null, { status: 200 });
      },
    });
  });
  after(() => bank.stop());
  beforeEach(async () => {
    heard = [];
    refuse = 0;
    await bank.tool('DELETE', '/faults');
  });

  async function hears(count: number): Promise<void> {
    const deadline = Date.now() + 4000;
    while (heard.length < count && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.equal(heard.length, count);
  }
  const pay = async () => bank.charge({ payment_method: await bank.credential() });
  const references = () => heard.map(({ body }) => JSON.parse(body).reference);

  it('say what changed, signed', async () => {
    const charge = await pay();
    await hears(1);
    const { header, body } = heard[0] ?? { header: null, body: '' };
    const event = readBankWebhook(SECRET, header, body, bank.now());
    assert.equal(event?.type, 'charge.updated');
    assert.equal(event?.account, 'sandbox');
    assert.equal(event?.reference, charge.at('reference'));
    assert.deepEqual(JSON.parse(body).data.charge, charge.body);
  });

  it('are believed only as they were sent, and not for ever', async () => {
    await pay();
    await hears(1);
    const { header, body } = heard[0] ?? { header: null, body: '' };
    assert.equal(readBankWebhook(SECRET, header, `${body} `, bank.now()), null);
    assert.equal(readBankWebhook('another secret', header, body, bank.now()), null);
    assert.equal(readBankWebhook(SECRET, null, body, bank.now()), null);
    assert.equal(readBankWebhook(SECRET, 't=1,v1=00', body, bank.now()), null);
    assert.equal(readBankWebhook(SECRET, header, body, bank.now() + 301_000), null);
  });

  it('a refund tells about itself and its charge', async () => {
    const charge = await pay();
    await bank.api('POST', `/charges/${charge.at('id')}/refunds`, {
      reference: 'att_refund',
      not_after: bank.now(),
    });
    await hears(3);
    assert.deepEqual(
      heard.map(({ kind }) => kind),
      ['charge.updated', 'refund.updated', 'charge.updated'],
    );
  });

  it('a repeated request is no change', async () => {
    const payment_method = await bank.credential();
    const input = { payment_method, reference: 'att_repeated', not_after: bank.now() };
    await bank.charge(input);
    await bank.charge(input);
    await pay();
    await hears(2);
    assert.equal(references().filter((reference) => reference === 'att_repeated').length, 1);
  });

  it('are tried again when nobody takes them', async () => {
    refuse = 1;
    await pay();
    await hears(1);
  });

  it('come twice, late, or in another order when told to', async () => {
    await bank.tool('POST', '/faults', { kind: 'webhook_duplicate' });
    await pay();
    await hears(2);
    assert.equal(heard[0]?.body, heard[1]?.body);

    heard = [];
    await bank.tool('POST', '/faults', { kind: 'webhook_late', ms: 80 });
    await pay();
    assert.equal(heard.length, 0);
    await hears(1);

    heard = [];
    await bank.tool('POST', '/faults', { kind: 'webhook_reordered' });
    const first = await pay();
    const second = await pay();
    await hears(2);
    assert.deepEqual(references(), [second.at('reference'), first.at('reference')]);
  });
});
