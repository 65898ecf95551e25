/** Plain words for every code: a decline, a reason, an amount that somebody typed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DECLINE_KINDS } from '../../../server/model/decline-row.ts';
import { READINESS_CODES } from '../../../server/model/readiness.ts';
import { inMinor, money } from '../../../server/operator/words/spoken.ts';
import { nextFor, whatNext, whyDeclined } from '../../../server/operator/words/why.ts';

describe('words', () => {
  it('say what to do about every kind of decline and every reason', () => {
    const nexts = DECLINE_KINDS.map((kind) => whyDeclined('insufficient_funds', kind).next);
    assert.equal(new Set(nexts).size, DECLINE_KINDS.length);
    for (const code of READINESS_CODES) {
      assert.ok(nextFor(code), code);
      assert.equal(whatNext(code, 'merchant').who, 'you');
    }
    assert.match(whyDeclined('a_new_code', 'never').what, /“a new code”/);
    assert.equal(whyDeclined('insufficient_funds', 'never').who, 'the buyer');
  });
  it('read amounts as their currency has them', () => {
    const rows: readonly (readonly [string, string, number | null])[] = [
      ['25', 'usd', 2500],
      ['25.5', 'usd', 2550],
      ['25,50', 'eur', 2550],
      [' 25.00 ', 'usd', 2500],
      ['25.005', 'usd', null],
      ['500', 'jpy', 500],
      ['500.0', 'jpy', null],
      ['1.234', 'kwd', 1234],
      ['0', 'usd', null],
      ['-5', 'usd', null],
      ['1e3', 'usd', null],
      ['', 'usd', null],
      ['123456789', 'usd', null],
    ];
    for (const [typed, currency, amount] of rows)
      assert.equal(inMinor(typed, currency), amount, `${typed} ${currency}`);
    assert.equal(money(1099, 'usd'), '$10.99');
    assert.equal(money(500, 'jpy'), '¥500');
  });
});
