/** `Stripe-Version` on requests and answers, over the API itself. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createKeepsake, type Keepsake } from '../../server/index.ts';

const OURS = '2026-10-28.endive';
let keepsake: Keepsake;

before(async () => {
  keepsake = await createKeepsake({
    secretKey: 'sk_test_versions',
    encryptionKeys: `a:${Buffer.alloc(32, 1).toString('base64')}`,
    bankSecret: '0123456789abcdef',
    databaseUrl: ':memory:',
    logLevel: 'silent',
  });
});
after(() => keepsake.close());

async function ask(version: string | null, key = 'sk_test_versions') {
  const headers = { authorization: `Bearer ${key}`, ...(version && { 'stripe-version': version }) };
  const response = await keepsake.fetch(new Request('http://localhost/v1/customers', { headers }));
  const body = (await response.json()) as { error?: { code?: string } };
  return [response.status, response.headers.get('stripe-version'), body.error?.code];
}

for (const version of [null, OURS, '2020-08-27', '2025-03-31.basil; some_beta=v1'])
  test(`${version ?? 'no version'} is answered in ours`, async () => {
    assert.deepEqual(await ask(version), [200, OURS, undefined]);
  });

for (const version of ['latest', '2023-02-29'])
  test(`${version} is refused, by its name`, async () => {
    assert.deepEqual(await ask(version), [400, OURS, 'api_version_invalid']);
  });

test('who has no key hears of the key first', async () => {
  assert.deepEqual(await ask('latest', 'sk_test_other'), [401, OURS, 'api_key_invalid']);
});
