/** Every entry can be imported where there is no page: nothing throws, and no tag is registered. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

const ENTRIES = ['index', 'define', 'define-wallet', 'render/index'];
const REPORT = `
  const tags = ['keepsake-checkout', 'keepsake-wallet', 'keepsake-methods', 'keepsake-card'];
  const found = tags.filter((tag) => globalThis.customElements?.get(tag));
  console.log(JSON.stringify({ found, page: [typeof document, typeof window] }));
`;

for (const entry of ENTRIES) {
  test(`components/${entry}.ts is safe to import on a server`, async () => {
    const code = `await import('./components/${entry}.ts');${REPORT}`;
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      '--input-type=module',
      '--eval',
      code,
    ]);
    assert.deepEqual(JSON.parse(stdout), { found: [], page: ['undefined', 'undefined'] });
    assert.equal(stderr.replace(/^.*Lit is in dev mode.*$/m, '').trim(), '');
  });
}
