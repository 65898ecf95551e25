/** What the wallet says about a mandate, and what it understands of an expiry date. */
import { expect } from '@open-wc/testing';
import { wallet as ar } from '../../components/locale/wallet/ar.ts';
import { wallet as de } from '../../components/locale/wallet/de.ts';
import { walletEn } from '../../components/locale/wallet/en.ts';
import { wallet as es } from '../../components/locale/wallet/es.ts';
import { wallet as fr } from '../../components/locale/wallet/fr.ts';
import { readExpiry } from '../../components/wallet/read-expiry.ts';
import { termsOf } from '../../components/wallet/terms.ts';
import type { WalletMandate } from '../../server/wire/wallet.ts';
import { mandate } from './support/wallet.ts';

const terms: readonly [string, Partial<WalletMandate>, readonly string[]][] = [
  [
    'recurring',
    {},
    [
      'For: Regular charges, every month',
      'Up to: $20.00 each time · 12 charges',
      'Until: March 3, 2027',
      'So far: 3 charges, $45.00 in all, last on November 3, 2026',
    ],
  ],
  [
    'installments in yen',
    {
      category: 'installment',
      currency: 'jpy',
      interval_count: 3,
      valid_until: null,
      max_count: 1,
    },
    [
      'For: Instalments, every 3 months',
      'Up to: ¥2,000 each time · 1 charge',
      'Until: You revoke it',
      'So far: 3 charges, ¥4,500 in all, last on November 3, 2026',
    ],
  ],
  [
    'unscheduled with a cap for each period: the interval is no schedule',
    {
      category: 'unscheduled',
      max_amount: null,
      max_amount_per_period: 6_000,
      max_count: null,
      used: { count: 0, amount: 0, last_at: null },
    },
    [
      'For: Charges when they fall due',
      'Up to: $60.00 a month',
      'Until: March 3, 2027',
      'So far: Not charged yet',
    ],
  ],
  [
    'without any limit',
    {
      interval: null,
      currency: null,
      max_amount: null,
      max_count: null,
      used: { count: 1, amount: 5, last_at: null },
    },
    [
      'For: Regular charges',
      'Up to: The amount that is due; no other limit was agreed',
      'Until: March 3, 2027',
      'So far: 1 charge',
    ],
  ],
];

const now = new Date(2026, 10, 21).getTime();
const good = (month: number, year: number) => ({ ok: true, month, year });
const bad = (why: string) => ({ ok: false, why });
const dates: readonly [string, object][] = [
  ['12/2030', good(12, 2030)],
  ['9/31', good(9, 2031)],
  [' 09 / 31 ', good(9, 2031)],
  ['09-2031', good(9, 2031)],
  ['0931', good(9, 2031)],
  ['092031', good(9, 2031)],
  ['٠٩/٢٠٣١', good(9, 2031)],
  ['11/2026', good(11, 2026)],
  ['10/2026', bad('past')],
  ['11/46', good(11, 2046)],
  ['11/2047', bad('far')],
  ['13/2030', bad('malformed')],
  ['00/2030', bad('malformed')],
  ['2030', bad('malformed')],
  ['12/203', bad('malformed')],
  ['', bad('malformed')],
  ['12/2030x', bad('malformed')],
];

describe('the wallet’s words', () => {
  for (const [name, more, rows] of terms) {
    it(`retells a mandate: ${name}`, () => {
      const told = termsOf(mandate(more), walletEn, 'en').map(
        ({ label, text }) => `${label}: ${text}`,
      );
      expect(told).to.deep.equal(rows);
    });
  }

  for (const [typed, expiry] of dates) {
    it(`reads “${typed}”`, () => expect(readExpiry(typed, now)).to.deep.equal(expiry));
  }

  for (const [language, words] of Object.entries({ de, fr, es, ar })) {
    it(`speaks ${language} throughout`, () => {
      expect(Object.keys(words)).to.have.members(Object.keys(walletEn));
      const told = termsOf(mandate(), words, language).map(({ text }) => text);
      const english = termsOf(mandate(), walletEn, 'en').map(({ text }) => text);
      for (const text of told) expect(english).not.to.contain(text);
      const same = Object.entries(words).filter(
        ([key, text]) => typeof text === 'string' && Object(walletEn)[key] === text,
      );
      expect(same).to.deep.equal([]);
    });
  }
});
