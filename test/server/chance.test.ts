/** Chance in bulk: every byte is handed out once, whoever asks for how many. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChance } from '../../server/chance.ts';

test('bytes come in the order in which they were drawn, each once, in any sizes', () => {
  let drawn = 0;
  const draws: number[] = [];
  const chance = createChance((bytes) => {
    draws.push(bytes);
    return Uint8Array.from({ length: bytes }, () => (drawn++ * 31) % 251);
  });
  const sizes = [24, 1, 4000, 71, 24, 4096, 9000, 3, 0];
  const got = sizes.map((size) => chance(size));
  assert.deepEqual(
    got.map(({ length }) => length),
    sizes,
  );
  // What was handed out stays with whoever has it, though it is wiped where it came from.
  assert.deepEqual(
    [...(got[0] ?? [])],
    Array.from({ length: 24 }, (_, at) => (at * 31) % 251),
  );
  assert.equal(got[1]?.[0], (24 * 31) % 251);
  assert.ok(draws.length < sizes.length);
});

test('nothing repeats', () => {
  const chance = createChance();
  const seen = new Set(
    Array.from({ length: 2_000 }, () => Buffer.from(chance(16)).toString('hex')),
  );
  assert.equal(seen.size, 2_000);
});
