/** The bank's debits: under way for four days or until a tool says so, then arrived or come back, and told. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { newReference, startBank, type TestBank } from '../support/sandbox.ts';

const DAY_MS = 86_400_000;
const ROUTING = '110000000';

describe('debits', () => {
  let bank: TestBank;
  const told: string[] = [];
  before(async () => {
    bank = await startBank({
      webhookUrl: 'http://shop.invalid/hook',
      fetch: (async (_url: unknown, { body }: RequestInit) => {
        const { reference, data } = JSON.parse(String(body));
        told.push(`${reference} ${data.charge.status}`);
        return new Response('{}');
      }) as typeof fetch,
    });
  });
  after(() => bank.stop());
  beforeEach(() => {
    told.length = 0;
  });

  const debit = async (more: Record<string, unknown> = {}) => {
    const reference = newReference();
    const reply = await bank.charge({
      payment_method: await bank.credential('pm_usBankAccount_success'),
      reference,
      ...more,
    });
    return { reference, reply };
  };
  const standing = async (reference: string) =>
    (await bank.tool('GET', `/charges?reference=${reference}`)).at('data.0.status');

  it('are under way until their days are over, and then arrive', async () => {
    const { reference, reply } = await debit();
    assert.deepEqual([reply.at('status'), reply.at('captured')], ['pending', 0]);
    bank.advance(4 * DAY_MS - 1_000);
    assert.equal(await standing(reference), 'pending');
    bank.advance(2_000);
    assert.equal(await standing(reference), 'succeeded');
    assert.deepEqual(told, [`${reference} pending`, `${reference} succeeded`]);
  });

  for (const [id, status, code, networkCode] of [
    ['pm_usBankAccount_success', 'succeeded', undefined, undefined],
    ['pm_usBankAccount_insufficientFunds', 'declined', 'insufficient_funds', 'R01'],
    ['pm_usBankAccount_accountClosed', 'declined', 'account_closed', 'R02'],
    ['pm_usBankAccount_noAccount', 'declined', 'no_account', 'R03'],
    ['pm_usBankAccount_debitNotAuthorized', 'declined', 'debit_not_authorized', 'R10'],
    ['pm_usBankAccount_processing', 'pending', undefined, undefined],
    ['pm_insufficientFunds_at', 'declined', 'insufficient_funds', 'AM04'],
  ] as const)
    it(`${id} ends as ${status}`, async () => {
      const currency = id.startsWith('pm_us') ? 'usd' : 'eur';
      const payment_method = await bank.credential(id);
      const { reference } = await debit({ payment_method, currency });
      const settled = await bank.tool('POST', `/settle?reference=${reference}`);
      assert.equal(settled.at('settled'), status === 'pending' ? 0 : 1);
      const row = await bank.tool('GET', `/charges?reference=${reference}`);
      assert.equal(row.at('data.0.status'), status);
      assert.deepEqual(
        [row.at('data.0.decline.code'), row.at('data.0.decline.network_code')],
        [code, networkCode],
      );
      assert.equal((await bank.tool('POST', `/settle?reference=${reference}`)).at('settled'), 0);
    });

  it('repeat under their key, and are given back once they have come', async () => {
    const payment_method = await bank.credential('pm_usBankAccount_success');
    const { reference, reply } = await debit({ payment_method });
    const again = await bank.charge({ payment_method, reference });
    assert.equal(again.at('id'), reply.at('id'));
    const refund = () =>
      bank.api('POST', `/charges/${reply.at('id')}/refunds`, {
        reference: newReference(),
        not_after: bank.now() + 60_000,
      });
    assert.equal((await refund()).at('error.code'), 'not_refundable');
    await bank.tool('POST', '/settle');
    assert.equal((await refund()).at('status'), 'succeeded');
  });

  it('are not held, not in another currency, and not for browsers to end', async () => {
    for (const more of [{ capture: 'manual' }, { currency: 'eur' }]) {
      const { reply } = await debit(more);
      assert.deepEqual([reply.status, reply.at('executed')], [400, false]);
    }
    const foreign = await bank.tool('POST', '/settle', undefined, { origin: 'http://shop.test' });
    assert.equal(foreign.status, 403);
  });

  it('keep no account number: not in the file, not in an answer', async () => {
    const number = '000123456789';
    const made = await bank.tool('POST', '/tokens', {
      type: 'us_bank_account',
      routing_number: ROUTING,
      account_number: number,
      name: 'Ada Long',
    });
    assert.equal(made.at('card.last4'), '6789');
    const kept = await bank.api('POST', '/payment_methods', { token: made.at('id') as string });
    assert.equal(kept.at('bank_account.routing_number'), ROUTING);
    assert.ok(!JSON.stringify([made.body, kept.body]).includes(number));
    const iban = 'DE89370400440532013000';
    const opened = await bank.api('POST', '/bank_accounts', { type: 'sepa_debit', iban });
    assert.equal(opened.at('bank_account.bank_code'), '37040044');
    assert.ok(!JSON.stringify(opened.body).includes(iban));
  });
});
