/** Amounts and words in the language that the attribute, the session or the page asks for. */
import { expect, html } from '@open-wc/testing';
import { formatAmount } from '../../components/locale/format.ts';
import { find, get, mount, names, until } from './support/page.ts';
import { FakeServer } from './support/server.ts';
import { checkoutState, SECRET } from './support/state.ts';

describe('amounts', () => {
  const table: [number, string, string, string][] = [
    [1099, 'usd', 'en', '$10.99'],
    [1099, 'jpy', 'en', '¥1,099'],
    [1099, 'kwd', 'en', 'KWD 1.099'],
    [1099, 'eur', 'de', '10,99 €'],
    [0, 'usd', 'en', '$0.00'],
  ];
  for (const [minor, currency, locale, want] of table) {
    it(`${minor} ${currency} in ${locale}`, () => {
      expect(formatAmount(minor, currency, locale).replace(/\s/g, ' ')).to.equal(want);
    });
  }
});

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
  } as const;
  for (const [locale, [group, newCard]] of Object.entries(speaks)) {
    it(`speaks ${locale}`, async () => {
      const checkout = await mount(
        html`<keepsake-checkout client-secret=${SECRET} locale=${locale}></keepsake-checkout>`,
      );
      await until(() => find(checkout, 'radiogroup', group), 'language');
      await until(() => names(checkout, 'radio').includes(newCard), 'radio');
      const direction = getComputedStyle(get(checkout, 'radiogroup')).direction;
      expect(direction).to.equal(locale === 'ar' ? 'rtl' : 'ltr');
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
    await until(() => server.calls.length === 2, 'asked');
    expect(server.calls[1]?.url.searchParams.get('locale')).to.equal('de');
  });

  it('speaks English where it cannot speak the language, or the tag is none', async () => {
    for (const locale of ['tlh', 'not a locale', '']) {
      const checkout = await mount(
        html`<keepsake-checkout client-secret=${SECRET} locale=${locale}></keepsake-checkout>`,
      );
      await until(() => find(checkout, 'radio', 'New card'), locale);
    }
  });
});
