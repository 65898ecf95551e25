/** The sandbox adapter keeps the contract, against the real bank with its own faults. */
import { createHmac } from 'node:crypto';
import { after, afterEach, before, describe } from 'node:test';
import { createLine } from '../../../server/processors/line.ts';
import { createSandbox } from '../../../server/processors/sandbox.ts';
import { newReference, SECRET, startBank, type TestBank } from '../../support/sandbox.ts';
import { conforms, type Surroundings, type Trouble } from './conformance.ts';

const FAULTS: Readonly<Record<Trouble, string>> = {
  down: 'down',
  before_effect: 'timeout_before_effect',
  after_effect: 'timeout_after_effect',
  garbage: 'garbage',
};

let bank: TestBank;
const adapter = (internalUrl: string, name: 'sandbox' | 'sandbox:south' = 'sandbox') =>
  createSandbox({
    name,
    internalUrl,
    publicUrl: bank.url,
    secret: SECRET,
    timeoutMs: 300,
    fetch: createLine(),
    now: bank.now,
  });

function surroundings(): Surroundings {
  return {
    processor: adapter(bank.url),
    mate: adapter(bank.url, 'sandbox:south'),
    nowhere: adapter('http://127.0.0.1:1'),
    now: bank.now,
    newAttempt: newReference,
    async arm(trouble) {
      await bank.tool('POST', '/faults', { kind: FAULTS[trouble], next: 1 });
    },
    async disarm() {
      await bank.tool('DELETE', '/faults');
    },
    async executed(attempt) {
      const { body } = await bank.tool('GET', `/charges?reference=${attempt}`);
      return (body as { data: unknown[] }).data.length;
    },
    async challenge(url, approve) {
      await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: bank.url },
        body: new URLSearchParams({ answer: approve ? 'approve' : 'decline' }),
      });
    },
    async webhook(reference) {
      const body = JSON.stringify({
        id: 'bevt_1',
        type: 'charge.updated',
        account: 'sandbox',
        reference,
      });
      const seconds = Math.floor(bank.now() / 1000);
      const key = createHmac('sha256', SECRET).update('webhook').digest();
      const signature = createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex');
      return { headers: new Headers({ 'bank-signature': `t=${seconds},v1=${signature}` }), body };
    },
  };
}

describe('conformance: sandbox', () => {
  before(async () => {
    bank = await startBank();
  });
  after(() => bank.stop());
  afterEach(() => bank.tool('DELETE', '/faults'));
  conforms(surroundings);
});
