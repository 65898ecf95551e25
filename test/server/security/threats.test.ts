/** The page on security names, for each threat, tests that are there; and says of settings and files what is so. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { configSchema, FILE_VARIABLES, VARIABLES } from '../../../server/config.ts';

const here = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const page = readFileSync(here('docs/security.md'), 'utf8');

/** Rows of the tables of threats. */
const rows = page
  .slice(page.indexOf('## Threats'))
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| threat |'));
const NAMED = /`(test\/[\w./-]+\.test\.ts)`: "([^"]+)"/g;

describe('the page on security', () => {
  it('names tests for every threat, and each is there', () => {
    assert.ok(rows.length >= 25, String(rows.length));
    const missing: string[] = [];
    for (const row of rows) {
      const tests = [...(row.split('|')[3] ?? '').matchAll(NAMED)];
      assert.ok(tests.length > 0, `no test: ${row}`);
      for (const [, path = '', title = ''] of tests) {
        const text = existsSync(here(path)) ? readFileSync(here(path), 'utf8') : '';
        const titled = [`it('${title}'`, `test('${title}'`].some((each) => text.includes(each));
        if (!titled) missing.push(`${path}: ${title}`);
      }
    }
    assert.deepEqual(missing, []);
  });

  it('has every variable that names a file, and the defaults of every limit', () => {
    for (const variable of FILE_VARIABLES) assert.ok(page.includes(`\`${variable}\``), variable);
    const defaults = configSchema.partial({ secretKey: true, encryptionKeys: true }).parse({});
    const limits = page.slice(page.indexOf('## Limits'), page.indexOf('## Threats'));
    const told = [...limits.matchAll(/\| (\d+) \| `(\w+)` \|/g)].map(([, value, name]) => [
      name,
      value,
    ]);
    const fields = Object.entries(VARIABLES).map(([field, name]) => [name, field] as const);
    assert.equal(told.length, 5);
    for (const [name, value] of told) {
      const field = fields.find(([each]) => each === name)?.[1];
      assert.equal(String(defaults[field as keyof typeof defaults]), value, name);
    }
  });
});
