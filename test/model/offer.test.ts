/**
 * The words of offers, held against golden files (`UPDATE_GOLDEN=1` writes them anew), and the
 * terms that go with them.
 */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import {
  type AmountFacts,
  composeDebit,
  composeMandate,
  composeRedisplay,
  type KindFacts,
  type MANDATE_KINDS,
  type MandateFacts,
  OFFER_LOCALES,
  type OfferBinding,
  type OfferLocale,
  offerId,
  offerLocale,
  termsInForce,
} from '../../server/model/offer.ts';
import { wordsOf } from '../../server/model/offer-words/index.ts';
import { INTERVALS } from '../../server/model/period.ts';
import { NOW } from './samples.ts';

const speaker = {
  merchantName: 'Nordlicht Coffee',
  termsUrl: null,
  supportUrl: null,
  cancelUrl: null,
};
const links = {
  merchantName: 'Nordlicht Coffee',
  termsUrl: 'https://shop.example/terms',
  supportUrl: 'https://shop.example/help',
  cancelUrl: 'https://shop.example/cards',
};
const visa = { brand: 'visa', last4: '4242' };
const monthly = { interval: 'month', intervalCount: 1 } as const;
const fixed: AmountFacts = { rule: 'fixed', amountMinor: 1099, currency: 'usd' };
const most: AmountFacts = { rule: 'max', amountMinor: 5000, currency: 'eur' };
const open: AmountFacts = { rule: 'as_determined', currency: null };
const openInYen: AmountFacts = { rule: 'as_determined', currency: 'jpy' };

const base = {
  speaker,
  card: null,
  firstChargeMs: null,
  lastChargeMs: null,
  trialEndMs: null,
  noticeDays: 7,
} as const;
const first = Date.UTC(2027, 1, 1, 9);
const last = Date.UTC(2028, 0, 31, 9);

/** What is asked of every language. */
const SCENES: readonly (readonly [string, Omit<MandateFacts, 'locale'>])[] = [
  ['single, as determined', { ...base, scope: { kind: 'single' }, amount: open }],
  ['single, fixed, known card', { ...base, card: visa, scope: { kind: 'single' }, amount: fixed }],
  ['unscheduled, as determined', { ...base, scope: { kind: 'unscheduled' }, amount: open }],
  [
    'unscheduled, at most, links, end',
    { ...base, speaker: links, scope: { kind: 'unscheduled' }, amount: most, lastChargeMs: last },
  ],
  [
    'after a payment, in one currency',
    { ...base, card: visa, scope: { kind: 'future_usage' }, amount: openInYen, noticeDays: 1 },
  ],
  [
    'recurring, fixed, with trial',
    {
      ...base,
      speaker: links,
      scope: { kind: 'recurring', cadence: monthly },
      amount: fixed,
      trialEndMs: first,
      firstChargeMs: first,
      noticeDays: 14,
    },
  ],
  [
    'recurring, at most, every 2 weeks',
    {
      ...base,
      card: { brand: 'unknown', last4: '0005' },
      scope: { kind: 'recurring', cadence: { interval: 'week', intervalCount: 2 } },
      amount: most,
    },
  ],
  [
    'installments, fixed',
    {
      ...base,
      card: { brand: 'amex', last4: '0005' },
      scope: { kind: 'installment', cadence: monthly, count: 4 },
      amount: fixed,
      firstChargeMs: first,
      noticeDays: 2,
    },
  ],
  [
    'installments, at most, every 5 years',
    {
      ...base,
      scope: { kind: 'installment', cadence: { interval: 'year', intervalCount: 5 }, count: 3 },
      amount: most,
    },
  ],
  [
    'subscription, first charge today',
    {
      ...base,
      speaker: links,
      card: visa,
      scope: { kind: 'recurring', cadence: monthly },
      amount: fixed,
      subscription: {
        items: [
          { name: 'Coffee beans', quantity: 2 },
          { name: 'Filters', quantity: 1 },
        ],
        todayMinor: 1599,
      },
    },
  ],
  [
    'subscription, with trial, every 3 months',
    {
      ...base,
      scope: { kind: 'recurring', cadence: { interval: 'month', intervalCount: 3 } },
      amount: fixed,
      trialEndMs: first,
      firstChargeMs: first,
      subscription: { items: [{ name: 'Coffee beans', quantity: 1 }], todayMinor: null },
    },
  ],
];

const typedAccount = { type: 'us_bank_account', last4: null } as const;
const knownAccount = { type: 'us_bank_account', last4: '6789' } as const;
const typedIban = { type: 'sepa_debit', last4: null } as const;

/** What is said of bank accounts. */
function accountTexts(locale: OfferLocale): readonly (readonly [string, string])[] {
  const common = { speaker, locale, card: null };
  const dollars = { amountMinor: 1099, currency: 'usd' };
  const euros = { amountMinor: 1099, currency: 'eur' };
  const later = { ...base, scope: { kind: 'future_usage' }, amount: fixed, locale } as const;
  return [
    ['account, redisplay', composeRedisplay({ ...common, account: typedAccount }).text],
    ['account, debit', composeDebit({ ...common, account: typedAccount, ...dollars }).text],
    ['account, debit, known', composeDebit({ ...common, account: knownAccount, ...dollars }).text],
    [
      'IBAN, debit, links',
      composeDebit({ ...common, speaker: links, account: typedIban, ...euros }).text,
    ],
    ['account, after a payment', composeMandate({ ...later, account: knownAccount }).text],
    ['IBAN, after a payment', composeMandate({ ...later, account: typedIban }).text],
  ];
}

function render(locale: OfferLocale): string {
  const redisplay = [
    ['redisplay', composeRedisplay({ speaker, locale, card: null }).text],
    ['redisplay, known card, links', composeRedisplay({ speaker: links, locale, card: visa }).text],
  ];
  const mandates = SCENES.map(([name, facts]) => [name, composeMandate({ ...facts, locale }).text]);
  const cadences = INTERVALS.flatMap((interval) =>
    [1, 2, 3, 5, 12, 22].map((count) => wordsOf(locale).every(interval, count)),
  );
  const texts = [...redisplay, ...mandates, ...accountTexts(locale)].map(
    ([name, text]) => `# ${name}\n${text}\n`,
  );
  return [...texts, `# cadences\n${cadences.join('\n')}\n`].join('\n');
}

describe('golden words', () => {
  for (const locale of OFFER_LOCALES) {
    it(locale, () => {
      const file = new URL(`golden/${locale}.txt`, import.meta.url);
      if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, render(locale));
      assert.equal(render(locale), readFileSync(file, 'utf8'));
    });
  }
});

describe('in every language', () => {
  for (const locale of OFFER_LOCALES) {
    it(`${locale} says who, how much, until when, and which card`, () => {
      for (const [name, facts] of SCENES) {
        const { text } = composeMandate({ ...facts, locale });
        assert.ok(text.includes('Nordlicht Coffee'), name);
        assert.ok(!/\b(undefined|null|NaN)\b|\[object/.test(text), name);
        assert.equal(text.includes('4242'), facts.card === visa, name);
        for (const url of [
          facts.speaker.termsUrl,
          facts.speaker.supportUrl,
          facts.speaker.cancelUrl,
        ]) {
          assert.ok(url === null || text.includes(url), name);
        }
        if (facts.amount.rule === 'fixed') assert.match(text, /10[.,]99/, name);
        if (facts.amount.rule === 'max') assert.match(text, /50[.,]00/, name);
        if (facts.lastChargeMs !== null) assert.match(text, /2028/, name);
      }
    });
    it(`${locale} has no two scenes with the same words`, () => {
      const texts = SCENES.map(([, facts]) => composeMandate({ ...facts, locale }).text);
      assert.equal(new Set(texts).size, SCENES.length);
    });
  }
  it('no two languages share a text', () => {
    const [scene] = SCENES;
    assert.ok(scene);
    const texts = OFFER_LOCALES.map((locale) => composeMandate({ ...scene[1], locale }).text);
    assert.equal(new Set(texts).size, OFFER_LOCALES.length);
  });
});

describe('English beginnings are a promise to tests and screen readers', () => {
  it('redisplay', () => {
    for (const card of [null, visa]) {
      assert.match(
        composeRedisplay({ speaker, locale: 'en', card }).text,
        /^Save this card for future purchases/,
      );
    }
  });
  for (const [name, facts] of SCENES) {
    it(name, () =>
      assert.match(
        composeMandate({ ...facts, locale: 'en' }).text,
        /^I authorize Nordlicht Coffee to charge /,
      ),
    );
  }
});

describe('of a bank account', () => {
  for (const locale of OFFER_LOCALES) {
    it(`${locale} says who, how much and which account, and speaks of no card`, () => {
      const texts = accountTexts(locale);
      assert.equal(new Set(texts.map(([, text]) => text)).size, texts.length);
      for (const [name, text] of texts) {
        assert.ok(text.includes('Nordlicht Coffee'), name);
        assert.ok(!/\b(undefined|null|NaN)\b|\[object/.test(text), name);
        assert.equal(
          text.includes('6789'),
          /known|after a payment/.test(name) && !/IBAN/.test(name),
          name,
        );
        if (!name.includes('redisplay')) assert.match(text, /10[.,]99/, name);
        if (name.includes('IBAN')) assert.match(text, /8/, name);
      }
    });
  }
  it('its debit is allowed once, for what the words say, under its scheme', () => {
    const debit = { amountMinor: 1099, currency: 'eur', account: typedIban };
    const { template, terms } = composeDebit({ speaker, locale: 'en', card: null, ...debit });
    assert.equal(template, 'debit.sepa_debit');
    assert.deepEqual(
      [terms.maxAmountMinor, terms.maxCount, terms.singleUse, terms.scheme, terms.currency],
      [1099, 1, true, 'sepa_debit', 'eur'],
    );
  });
});

describe('the terms are those of the words', () => {
  const scopes: Record<(typeof MANDATE_KINDS)[number], KindFacts> = {
    single: { kind: 'single' },
    unscheduled: { kind: 'unscheduled' },
    future_usage: { kind: 'future_usage' },
    recurring: { kind: 'recurring', cadence: { interval: 'week', intervalCount: 2 } },
    installment: { kind: 'installment', cadence: monthly, count: 4 },
  };
  for (const [kind, amount, category, cap, perPeriod, count, interval] of [
    ['single', fixed, 'unscheduled', 1099, null, 1, null],
    ['single', open, 'unscheduled', null, null, 1, null],
    ['unscheduled', most, 'unscheduled', 5000, null, null, null],
    ['unscheduled', open, 'unscheduled', null, null, null, null],
    ['future_usage', openInYen, 'unscheduled', null, null, null, null],
    ['recurring', fixed, 'recurring', 1099, 1099, null, 'week'],
    ['recurring', most, 'recurring', 5000, 5000, null, 'week'],
    ['recurring', openInYen, 'recurring', null, null, null, 'week'],
    ['installment', fixed, 'installment', 1099, 1099, 4, 'month'],
  ] as const) {
    it(`${kind}, ${amount.rule}`, () => {
      const made = composeMandate({ ...base, locale: 'en', scope: scopes[kind], amount });
      const { terms } = made;
      assert.deepEqual(
        [
          terms.category,
          terms.maxAmountMinor,
          terms.maxAmountPerPeriodMinor,
          terms.maxCount,
          terms.interval,
          terms.currency,
        ],
        [category, cap, perPeriod, count, interval, amount.currency],
      );
      assert.equal(terms.singleUse, kind === 'single');
      assert.equal(made.template, `mandate.${kind}.${amount.rule}`);
    });
  }
  it('a subscription on trial covers nothing before its end, and periods count from there', () => {
    const made = composeMandate({
      ...base,
      locale: 'en',
      scope: { kind: 'recurring', cadence: monthly },
      amount: fixed,
      trialEndMs: first,
      firstChargeMs: first,
      subscription: { items: [{ name: 'Coffee beans', quantity: 1 }], todayMinor: null },
    });
    assert.equal(made.template, 'mandate.subscription.recurring.fixed');
    const { terms, anchorMs } = termsInForce(made.terms, NOW);
    assert.deepEqual([terms.validFromMs, anchorMs], [first, first]);
  });
  it('end with the last day that was said, and begin with the acceptance', () => {
    const made = composeMandate({
      ...base,
      locale: 'en',
      scope: scopes.recurring,
      amount: fixed,
      firstChargeMs: first,
      lastChargeMs: last,
    });
    assert.equal(made.terms.validUntilMs, Date.UTC(2028, 1, 1));
    const { terms, anchorMs, singleUse } = termsInForce(made.terms, NOW);
    assert.deepEqual([terms.validFromMs, anchorMs, singleUse], [NOW, first, false]);
    assert.ok(!('singleUse' in terms) && !('firstChargeMs' in terms));
  });
});

describe('which language a wish gets', () => {
  for (const [wishes, expected] of [
    [['de'], 'de'],
    [['de-AT'], 'de'],
    [['pt_BR'], 'pt'],
    [['iw'], 'he'],
    [['FR-ca'], 'fr'],
    [['auto'], 'en'],
    [[null], 'en'],
    [['tlh', 'sv-SE'], 'sv'],
    [[undefined, 'auto', 'ja'], 'ja'],
    [['../../etc'], 'en'],
    [[], 'en'],
  ] as const) {
    it(`${wishes.join(', ') || 'none'}: ${expected}`, () =>
      assert.equal(offerLocale(...wishes), expected));
  }
});

it('a name cannot break out of its sentence by line ends', () => {
  const { text } = composeRedisplay({
    speaker: { ...speaker, merchantName: ' A\n\nB ' },
    locale: 'en',
    card: null,
  });
  assert.match(text, /^Save this card for future purchases at A B\. /);
});

describe('the id', () => {
  const mac = (text: string) => createHmac('sha256', 'key').update(text).digest('base64url');
  const made = composeMandate({
    ...base,
    locale: 'en',
    scope: { kind: 'recurring', cadence: monthly },
    amount: fixed,
  });
  const binding: OfferBinding = {
    session: 'cs_test_1',
    customer: 'cus_1',
    amountMinor: 1099,
    currency: 'usd',
    locale: 'en',
    template: made.template,
    templateVersion: made.templateVersion,
    textSha256: 'aa',
    terms: made.terms,
    paymentMethod: null,
  };
  it('is the same for the same offer', () => {
    assert.equal(offerId(binding, mac), offerId({ ...binding, terms: { ...made.terms } }, mac));
    assert.match(offerId(binding, mac), /^offer_[\w-]{43}$/);
  });
  const changes: Partial<OfferBinding>[] = [
    { session: 'cs_test_2' },
    { customer: null },
    { amountMinor: 1100 },
    { currency: 'eur' },
    { locale: 'de' },
    { template: 'redisplay' },
    { templateVersion: 2 },
    { textSha256: 'ab' },
    { terms: { ...made.terms, maxAmountMinor: 9999 } },
    { terms: null },
    { paymentMethod: 'pm_1' },
  ];
  for (const change of changes) {
    it(`is another with ${JSON.stringify(change).slice(0, 60)}`, () => {
      assert.notEqual(offerId({ ...binding, ...change }, mac), offerId(binding, mac));
    });
  }
  it('every part of the binding stands in the table above', () => {
    const changedParts = new Set(changes.flatMap((change) => Object.keys(change)));
    assert.deepEqual(
      Object.keys(binding).filter((part) => !changedParts.has(part)),
      [],
    );
  });
});
