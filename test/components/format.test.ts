/** Amounts are written as the platform writes them, also where it is not asked. */
import { expect } from '@open-wc/testing';
import { formatAmount } from '../../components/locale/format.ts';

const AMOUNTS = [0, 1, 99, 100, 1_099, 99_999, 100_000, 123_456_789, 1e15, -5, -123_456];
const LOCALES = ['en', 'en-US', 'en-GB', 'en-IN', 'de', 'ar', 'ja'];
const CURRENCIES = ['usd', 'USD', 'eur', 'gbp', 'cad', 'jpy', 'kwd'];
/** It is not seen, and turns what stands around it. */
const LAST_MARK = /\u200e$/;

describe('amounts', () => {
  for (const locale of LOCALES) {
    it(`are as Intl writes them in ${locale}`, () => {
      for (const currency of CURRENCIES) {
        const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
        const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
        for (const amount of AMOUNTS) {
          const expected = format.format(amount / 10 ** digits);
          expect(formatAmount(amount, currency, locale).replace(LAST_MARK, '')).to.equal(expected);
        }
      }
    });
  }

  it('keep the sign of a dollar behind its letters, where words run from right to left', () => {
    const line = document.createElement('p');
    line.dir = 'rtl';
    line.textContent = formatAmount(1_099, 'usd', 'ar');
    document.body.append(line);
    const at = (text: string) => {
      const range = document.createRange();
      const from = line.textContent?.indexOf(text) ?? -1;
      if (line.firstChild) range.setStart(line.firstChild, from);
      if (line.firstChild) range.setEnd(line.firstChild, from + 1);
      return range.getBoundingClientRect().left;
    };
    expect(at('U') < at('S') && at('S') < at('$') && at('$') < at('1')).to.equal(true);
    line.remove();
  });
});
