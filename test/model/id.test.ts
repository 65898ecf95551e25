/** Ids: enough chance, fair characters, and never the looks of a card number. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { attemptIdOf, chargeIdOf, hasPrefix, newId, PREFIXES } from '../../server/model/id.ts';

describe('newId', () => {
  it('gives prefix and 24 characters of base 62, all different', () => {
    const made = new Set(
      Array.from({ length: 2000 }, () => newId('cus', (n) => new Uint8Array(randomBytes(n)))),
    );
    assert.equal(made.size, 2000);
    for (const id of made) assert.match(id, /^cus_[0-9A-Za-z]{24}$/);
  });

  it('takes no byte that would favour a character, and asks again', () => {
    const batches = [new Uint8Array(24).fill(255), new Uint8Array(24).fill(61)];
    assert.equal(
      newId('pm', () => batches.shift() ?? new Uint8Array(24)),
      `pm_${'z'.repeat(24)}`,
    );
  });

  it('refuses a body that is a long run of digits', () => {
    const batches = [new Uint8Array(24).fill(4), new Uint8Array(24).fill(10)];
    assert.equal(
      newId('pm', () => batches.shift() ?? new Uint8Array(24)),
      `pm_${'A'.repeat(24)}`,
    );
  });
});

describe('prefixes', () => {
  it('are all different and recognised', () => {
    assert.equal(new Set(PREFIXES).size, PREFIXES.length);
    for (const prefix of PREFIXES) assert.ok(hasPrefix(prefix, `${prefix}_aB1`));
  });

  for (const [prefix, id, expected] of [
    ['cus', 'cuss_abc', false],
    ['cus', 'cus_', false],
    ['cus', "cus_a' or 1", false],
    ['cs_test', 'cs_test_abc', true],
  ] as const) {
    it(`${id} is ${expected ? '' : 'not '}of ${prefix}`, () => {
      assert.equal(hasPrefix(prefix, id), expected);
    });
  }
});

describe('charges and attempts', () => {
  it('are the same thing under two names', () => {
    assert.equal(chargeIdOf('att_x9'), 'ch_x9');
    assert.equal(attemptIdOf('ch_x9'), 'att_x9');
  });
  for (const id of ['att_x', 'ch_', 'ch_a b', 'pi_x', '']) {
    it(`'${id}' is no charge`, () => assert.equal(attemptIdOf(id), null));
  }
});
