/** The promise about what a buyer downloads is kept by every build, not only where the bench runs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureDownload } from './download.ts';

test('what a page downloads before a saved card can be paid with stays below the promise', async () => {
  const { kept, ours, limit } = await measureDownload();
  assert.ok(kept, `${ours}, ${limit}`);
});
