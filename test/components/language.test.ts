/** Amounts and words in the language that the attribute, the session or the page asks for. */
import { expect, html } from '@open-wc/testing';
import { likelyCountry } from '../../components/address/countries.ts';
import { formatAmount } from '../../components/locale/format.ts';
import { LANGUAGES, languageOf } from '../../components/locale/language.ts';
import { everything, find, get, mount, names, until } from './support/page.ts';
import { FakeServer } from './support/server.ts';
import { checkoutState, SECRET } from './support/state.ts';

describe('amounts', () => {
  const table: [number, string, string, string][] = [
    [1099, 'usd', 'en', '$10.99'],
    [1099, 'jpy', 'en', '¥1,099'],
    [1099, 'kwd', 'en', 'KWD 1.099'],
    [1099, 'eur', 'de', '10,99 €'],
    [1099, 'jpy', 'ja', '￥1,099'],
    [1099, 'jpy', 'de', '1.099 ¥'],
    [1099, 'kwd', 'de', '1,099 KWD'],
    [1099, 'brl', 'pt', 'R$ 10,99'],
    [1099, 'brl', 'pt-PT', '10,99 R$'],
    [1099, 'twd', 'zh-TW', '$10.99'],
    [0, 'usd', 'en', '$0.00'],
  ];
  for (const [minor, currency, locale, want] of table) {
    it(`${minor} ${currency} in ${locale}`, () => {
      expect(formatAmount(minor, currency, locale).replace(/\s/g, ' ')).to.equal(want);
    });
  }
});

describe('the language of a tag', () => {
  const table: [string, string][] = [
    ['de', 'de'],
    ['de-AT', 'de'],
    ['DE_at', 'de'],
    ['de-Latn-CH-1996', 'de'],
    ['pt-PT', 'pt'],
    ['pt-BR', 'pt'],
    ['en-GB', 'en'],
    ['zh', 'zh'],
    ['zh-CN', 'zh'],
    ['zh-SG', 'zh'],
    ['zh-Hans-TW', 'zh'],
    ['zh-TW', 'zh-Hant'],
    ['zh_tw', 'zh-Hant'],
    ['zh-HK', 'zh-Hant'],
    ['zh-MO', 'zh-Hant'],
    ['zh-Hant', 'zh-Hant'],
    ['zh-hant', 'zh-Hant'],
    ['zh-Hant-MY', 'zh-Hant'],
    ['no', 'nb'],
    ['no-NO', 'nb'],
    ['nn', 'nb'],
    ['nn-NO', 'nb'],
    ['iw', 'he'],
    ['iw-IL', 'he'],
    ['in', 'id'],
    ['in-ID', 'id'],
    ['tl', 'en'],
    ['fil-PH', 'en'],
    ['sr-Latn', 'en'],
    ['xx', 'en'],
    ['constructor', 'en'],
    ['', 'en'],
  ];
  for (const [tag, want] of table) {
    it(`${tag || 'none'} is ${want}`, () => expect(languageOf(tag)).to.equal(want));
  }

  it('is itself where it is spoken', () => {
    expect(LANGUAGES.map((language) => languageOf(language))).to.deep.equal([...LANGUAGES]);
  });
});

/** The boxes of an element's characters, through the elements in it. */
function charactersOf(element: Element): { text: string; boxes: DOMRect[] } {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let text = '';
  const boxes: DOMRect[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { data } = node as Text;
    text += data;
    for (let at = 0; at < data.length; at += 1) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      // WebKit adds an empty box where the direction turns.
      const drawn = [...range.getClientRects()].find(({ width }) => width > 0);
      boxes.push(drawn ?? range.getBoundingClientRect());
    }
  }
  return { text, boxes };
}

/** Where the characters of each match stand that are on one line with its first. */
function leftsOf(root: Element, what: RegExp): number[][] {
  const elements = everything(root.shadowRoot ?? root).filter(
    (element) => element.matches('bdi, span, p, label, button') && element.checkVisibility(),
  );
  return elements.flatMap((element) => {
    const { text, boxes } = charactersOf(element);
    return [...text.matchAll(what)].map(({ 0: match, index }) => {
      const places = boxes.slice(index, index + match.length);
      const line = places.filter(({ top, width }) => top === places[0]?.top && width > 0);
      return line.map(({ left }) => left);
    });
  });
}

describe('languages', () => {
  let server: FakeServer;
  beforeEach(() => {
    sessionStorage.clear();
    server = new FakeServer();
  });
  afterEach(() => {
    server.restore();
    document.documentElement.lang = 'en';
  });

  const speaks = {
    de: ['Zahlungsmittel', 'Neue Karte'],
    fr: ['Moyen de paiement', 'Nouvelle carte'],
    es: ['Método de pago', 'Tarjeta nueva'],
    ar: ['طريقة الدفع', 'بطاقة جديدة'],
    he: ['אמצעי תשלום', 'כרטיס חדש'],
    'zh-HK': ['付款方式', '使用新卡'],
    'nn-NO': ['Betalingsmåte', 'Nytt kort'],
  } as const;
  for (const [locale, [group, newCard]] of Object.entries(speaks)) {
    it(`speaks ${locale}`, async () => {
      const checkout = await mount(
        html`<keepsake-checkout client-secret=${SECRET} locale=${locale}></keepsake-checkout>`,
      );
      await until(() => find(checkout, 'radiogroup', group), 'language');
      await until(() => names(checkout, 'radio').includes(newCard), 'radio');
      const direction = getComputedStyle(get(checkout, 'radiogroup')).direction;
      expect(direction).to.equal(/^(ar|he)$/.test(locale) ? 'rtl' : 'ltr');
    });
  }

  for (const locale of ['ar', 'he']) {
    it(`writes cards and dates from left to right in ${locale}`, async () => {
      const checkout = await mount(
        html`<keepsake-checkout client-secret=${SECRET} locale=${locale}></keepsake-checkout>`,
      );
      await until(() => getComputedStyle(get(checkout, 'radiogroup')).direction === 'rtl', 'rtl');
      for (const what of [/Visa\W+4242/g, /\d\d\/\d{4}/g]) {
        const lines = leftsOf(checkout, what);
        expect(lines, `${what}`).not.to.deep.equal([]);
        for (const lefts of lines)
          expect(lefts, `${what}`).to.deep.equal([...lefts].sort((a, b) => a - b));
      }
    });
  }

  it('takes the attribute before the session before the page', async () => {
    document.documentElement.lang = 'es';
    const byPage = await mount();
    await until(() => find(byPage, 'radio', 'Tarjeta nueva'), 'page');
    server.state = checkoutState({ session: { locale: 'fr' } });
    const bySession = await mount();
    await until(() => find(bySession, 'radio', 'Nouvelle carte'), 'session');
    const byAttribute = await mount(
      html`<keepsake-checkout client-secret=${SECRET} locale="de-AT"></keepsake-checkout>`,
    );
    await until(() => find(byAttribute, 'radio', 'Neue Karte'), 'attribute');
  });

  it('asks for the offers in the language that it speaks', async () => {
    document.documentElement.lang = 'de';
    const checkout = await mount();
    await until(() => find(checkout, 'radio', 'Neue Karte'), 'language');
    const asked = () => server.calls.some(({ url }) => url.searchParams.get('locale') === 'de');
    await until(asked, 'asked');
  });

  it('speaks English where it cannot speak the language, or the tag is none', async () => {
    for (const locale of ['tlh', 'not a locale', '']) {
      const checkout = await mount(
        html`<keepsake-checkout client-secret=${SECRET} locale=${locale}></keepsake-checkout>`,
      );
      await until(() => find(checkout, 'radio', 'New card'), locale);
    }
  });
  it('guesses a country from the browser’s language, and none from what is no language', () => {
    const table = [
      ['de-AT', 'AT'],
      ['zh-Hant-TW', 'TW'],
      ['en', null],
      ['C', null],
      ['', null],
    ] as const;
    for (const [language, country] of table) {
      Object.defineProperty(navigator, 'language', { configurable: true, get: () => language });
      expect(likelyCountry(null), language).to.equal(country);
    }
    Reflect.deleteProperty(navigator, 'language');
  });
});
