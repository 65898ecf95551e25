/** A processor's own fields in the card element, with stand-ins of the processors' scripts. */
import { expect, fixture, html } from '@open-wc/testing';
import { KeepsakeCard } from '../../components/card/card.ts';
import { register } from '../../components/shared/register.ts';
import type { CardEntry } from '../../server/wire/elements.ts';
import { axeFaults, dress } from './accessibility/looks.ts';
import { all, find, get, mount, until } from './support/page.ts';
import { FakeServer, refused } from './support/server.ts';
import { bringScript, fieldIn, type, typeCard, vendorFrames } from './support/stand-in.ts';
import { checkoutState, SECRET } from './support/state.ts';

const STRIPE: CardEntry = {
  driver: 'stripe',
  publishable_key: 'pk_test_shop',
  session: 'cs_test_1',
};
const ADYEN: CardEntry = { driver: 'adyen', client_key: 'test_SHOP', environment: 'test' };

const statusOf = (card: KeepsakeCard) => Reflect.get(card, 'status');
const boxes = (card: KeepsakeCard, look: string) =>
  [...(card.shadowRoot?.querySelectorAll<HTMLElement>(`.box.${look}`) ?? [])].map(
    ({ dataset }) => dataset.area,
  );
const alerts = (card: KeepsakeCard) =>
  all(card, 'alert').flatMap(({ textContent }) => textContent?.replace(/\s+/g, ' ').trim() || []);

async function mountCard(entry: CardEntry, more: { mode?: 'cvc'; locale?: string } = {}) {
  const told: [boolean, string | null][] = [];
  const card = await fixture<KeepsakeCard>(html`<keepsake-card
    theme="light"
    .entry=${entry}
    .mode=${more.mode ?? 'card'}
    .locale=${more.locale ?? null}
    @card-change=${({ detail }: HTMLElementEventMap['card-change']) =>
      told.push([detail.complete, detail.brand])}
  ></keepsake-card>`);
  await until(() => statusOf(card) !== 'waiting', 'opened');
  return { card, told };
}

for (const [entry, name] of [
  [STRIPE, 'stripe'],
  [ADYEN, 'adyen'],
] as const) {
  describe(`fields of ${name}`, () => {
    let server: FakeServer;
    before(async () => {
      register('keepsake-card', KeepsakeCard);
      await bringScript(name);
    });
    beforeEach(() => {
      server = new FakeServer();
      server.onUpdate = ({ url }) => ({
        status: 200,
        body: { id: url.pathname.endsWith('/tokens') ? 'cvctok_1' : 'pm_typed' },
      });
    });
    afterEach(() => server.restore());

    it('lie over our boxes, in the document itself, at their full height from the beginning', async () => {
      const card = await fixture<KeepsakeCard>(
        html`<keepsake-card theme="light" .entry=${entry}></keepsake-card>`,
      );
      await until(() => card.shadowRoot?.querySelector('.own'), 'laid out');
      const waiting = card.getBoundingClientRect().height;
      await until(() => statusOf(card) === 'ready', 'ready');
      expect(card.getBoundingClientRect().height).to.equal(waiting);
      expect(vendorFrames()).to.have.length(3);
      for (const frame of vendorFrames()) {
        const area = frame.parentElement?.dataset.keepsakeField ?? '';
        const box = card.shadowRoot?.querySelector(`.box[data-area=${area}]`);
        const { x, y, width, height } = frame.getBoundingClientRect();
        const outer = box?.getBoundingClientRect() ?? new DOMRect();
        expect(x).to.be.within(outer.x, outer.right);
        expect(y).to.be.within(outer.y, outer.bottom);
        expect(width).to.be.within(60, outer.width);
        expect(height).to.be.within(20, outer.height);
      }
      const group = card.shadowRoot?.querySelector('[role=group]');
      expect(group?.getAttribute('aria-label')).to.equal('Card details');
    });

    it('tell when all is typed, and of which brand; then there is a token', async () => {
      const { card, told } = await mountCard(entry);
      expect(await card.tokenize()).to.deep.include({ ok: false });
      typeCard();
      await until(() => card.complete, 'complete');
      expect(told.at(-1)).to.deep.equal([true, 'visa']);
      const name = card.shadowRoot?.querySelector('input');
      if (name) name.value = 'Zoë Ōba';
      const typed = await card.tokenize();
      expect(typed).to.have.property('ok', true);
      if (!typed.ok) return;
      if (entry.driver === 'stripe') {
        expect(typed.token).to.equal('pm_typed');
        expect(window.stripeSeen.made.at(-1)).to.deep.equal({
          metadata: { keepsake_session: 'cs_test_1' },
          billing_details: { name: 'Zoë Ōba' },
        });
      } else {
        const text = atob(typed.token.slice(6).replaceAll('-', '+').replaceAll('_', '/'));
        const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
        expect(JSON.parse(new TextDecoder().decode(bytes))).to.deep.equal({
          type: 'scheme',
          encryptedCardNumber: 'test_4242424242424242',
          encryptedExpiryMonth: 'test_12',
          encryptedExpiryYear: 'test_2034',
          encryptedSecurityCode: 'test_123',
          holderName: 'Zoë Ōba',
        });
      }
    });

    it('show what is missing in our words, in the language of the tag, and get the focus', async () => {
      const { card } = await mountCard(entry, { locale: 'de' });
      type(/card number/i, '4242 4242 4242 4242');
      type(/expir/i, '12 / 20');
      await until(() => boxes(card, 'invalid').includes('expiry'), 'past');
      expect(alerts(card)).to.deep.equal(['!Gültig bis: Diese Karte ist abgelaufen.']);
      await card.reveal();
      await until(() => boxes(card, 'focused').includes('expiry'), 'focus');
      expect(alerts(card)).to.deep.equal([
        '!Gültig bis: Diese Karte ist abgelaufen.',
        '!Prüfnummer: Bitte ausfüllen.',
      ]);
      expect(document.activeElement).to.equal(
        fieldIn(/expir/i).ownerDocument.defaultView?.frameElement,
      );
      type(/expir/i, '12 / 34');
      await until(() => !boxes(card, 'invalid').includes('expiry'), 'mended');
    });

    it('are clean for axe, with errors, in light and dark and from either side', async () => {
      const { card } = await mountCard(entry);
      await card.reveal();
      await until(() => alerts(card).length === 3, 'errors');
      expect(await axeFaults(card, 'all')).to.deep.equal([]);
      await dress(card, { scheme: 'dark', dir: 'rtl' }, 1);
      await until(() => alerts(card)[0]?.includes('رقم البطاقة'), 'Arabic');
      const faults = await axeFaults(card, 'all');
      await dress(card, { scheme: 'light', dir: 'ltr' }, 0);
      expect(faults).to.deep.equal([]);
    });

    it('follow the look of the page', async () => {
      const { card } = await mountCard(entry);
      const seen = () => window[entry.driver === 'stripe' ? 'stripeSeen' : 'adyenSeen'].styles;
      const light = seen().at(-1)?.base.color;
      card.setAttribute('theme', 'dark');
      await until(() => seen().at(-1)?.base.color !== light, 'dark');
      expect(String(seen().at(-1)?.base.color)).to.match(/^rgba?\(2\d\d/);
    });

    it('send the press from any field by Enter', async () => {
      const { card } = await mountCard(entry);
      let pressed = 0;
      card.addEventListener('pay-request', () => {
        pressed += 1;
      });
      // A form of the page's own around it must not be sent by that.
      const form = document.createElement('form');
      let sent = 0;
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        sent += 1;
      });
      card.replaceWith(form);
      form.append(card);
      await until(() => statusOf(card) === 'ready', 'ready');
      const enter = { key: 'Enter', bubbles: true };
      fieldIn(/card number/i).dispatchEvent(new KeyboardEvent('keydown', enter));
      card.shadowRoot?.querySelector('input')?.dispatchEvent(new KeyboardEvent('keydown', enter));
      expect([pressed, sent]).to.deep.equal([2, 0]);
      form.remove();
    });

    it('come back empty when the tag moves, and leave nothing behind when it goes', async () => {
      const { card } = await mountCard(entry);
      typeCard();
      await until(() => card.complete, 'complete');
      const other = document.createElement('section');
      document.body.append(other);
      other.append(card);
      expect(card.complete).to.equal(false);
      await until(() => statusOf(card) === 'ready', 'again');
      expect(vendorFrames()).to.have.length(3);
      expect(fieldIn(/card number/i).value).to.equal('');
      other.remove();
      await until(() => !document.querySelector('[data-keepsake-fields]'), 'gone');
      expect(card.querySelector('form')).to.equal(null);
    });

    it('that are on their way when the tag goes leave nothing behind either', async () => {
      const card = await fixture<KeepsakeCard>(
        html`<keepsake-card theme="light" .entry=${entry}></keepsake-card>`,
      );
      await until(() => vendorFrames().length > 0, 'on their way');
      card.remove();
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(vendorFrames()).to.have.length(0);
      expect(document.querySelector('[data-keepsake-fields]')).to.equal(null);
      expect(card.childElementCount).to.equal(0);
      const { stripeSeen, adyenSeen } = window;
      if (entry.driver === 'stripe') expect(stripeSeen.destroyed).to.equal(stripeSeen.mounted);
      else expect(adyenSeen.unmounted).to.equal(adyenSeen.mounted);
    });

    it('are put back when the page takes them away', async () => {
      const { card } = await mountCard(entry);
      document.querySelector('[data-keepsake-fields]')?.remove();
      await until(() => statusOf(card) === 'waiting', 'noticed');
      await until(() => statusOf(card) === 'ready', 'back');
      typeCard();
      await until(() => card.complete, 'complete');
    });

    it('that fail say so, and can be had by trying again', async () => {
      const flag = entry.driver === 'stripe' ? 'stripeFails' : 'adyenFails';
      window[flag] = true;
      const { card } = await mountCard(entry);
      expect(find(card, 'alert', /card fields could not be loaded/)).to.not.equal(null);
      expect(vendorFrames()).to.have.length(0);
      window[flag] = false;
      get(card, 'button', 'Try again').click();
      await until(() => statusOf(card) === 'ready', 'ready');
    });

    it('ask for the security code alone', async () => {
      const { card } = await mountCard(entry, { mode: 'cvc' });
      expect(vendorFrames()).to.have.length(1);
      expect(card.shadowRoot?.querySelector('input')).to.equal(null);
      type(/cvc|code/i, '123');
      await until(() => card.complete, 'complete');
      const typed = await card.tokenize();
      expect(typed).to.have.property('ok', true);
      if (typed.ok) expect(typed.token).to.match(/^(cvctok_1|adyen_.+)$/);
    });

    it('work in a checkout three shadow roots deep', async () => {
      server.state = checkoutState({ card_entry: entry, payment_methods: [], prefill: null });
      const outer = await fixture<HTMLElement>(html`<div></div>`);
      let at: ParentNode = outer.attachShadow({ mode: 'closed' });
      for (let depth = 0; depth < 2; depth += 1) {
        const host = document.createElement('div');
        at.append(host);
        at = host.attachShadow({ mode: 'open' });
      }
      const checkout = document.createElement('keepsake-checkout');
      checkout.clientSecret = SECRET;
      at.append(checkout);
      const card = () => checkout.shadowRoot?.querySelector('keepsake-card');
      await until(() => card() && statusOf(card() as KeepsakeCard) === 'ready', 'ready');
      expect(outer.querySelectorAll(':scope > form iframe')).to.have.length(3);
      const box = card()?.shadowRoot?.querySelector('.box[data-area=number]');
      const { top, bottom } = box?.getBoundingClientRect() ?? new DOMRect();
      const frame = vendorFrames()[0]?.getBoundingClientRect();
      expect(frame?.top).to.be.within(top, bottom);
      typeCard();
      await until(() => card()?.complete, 'complete');
      checkout.remove();
      await until(() => outer.children.length === 0, 'nothing left');
    });

    it('keep what is typed when the session is renewed', async () => {
      const { card } = await mountCard(entry);
      typeCard();
      await until(() => card.complete, 'complete');
      card.entry = entry.driver === 'stripe' ? { ...entry, session: 'cs_test_2' } : { ...entry };
      await card.updateComplete;
      expect(card.complete).to.equal(true);
      expect(await card.tokenize()).to.have.property('ok', true);
      if (entry.driver !== 'stripe') return;
      expect(window.stripeSeen.made.at(-1)?.metadata).to.deep.equal({
        keepsake_session: 'cs_test_2',
      });
    });
  });
}

describe('a processor that refuses', () => {
  let server: FakeServer;
  before(() => bringScript('stripe'));
  beforeEach(() => {
    server = new FakeServer();
  });
  afterEach(() => server.restore());

  it('a number: the field says so, in our words', async () => {
    server.onUpdate = () => ({
      status: 402,
      body: { error: { type: 'card_error', code: 'invalid_number', message: 'raw' } },
    });
    const { card } = await mountCard(STRIPE);
    typeCard();
    expect(await card.tokenize()).to.deep.equal({
      ok: false,
      error: { code: 'invalid_number', field: 'number', recoverable: true },
    });
    await card.updateComplete;
    expect(alerts(card)).to.deep.equal(['!Card number: This card number is not valid.']);
  });

  it('is not reached: nothing is said of the card', async () => {
    server.onUpdate = () => 'network';
    const { card } = await mountCard(STRIPE);
    typeCard();
    const typed = await card.tokenize();
    expect(typed).to.have.nested.property('error.code', 'network');
    expect(alerts(card)).to.deep.equal([]);
  });

  it('lets a co-badged card’s holder choose', async () => {
    await bringScript('adyen');
    const { card } = await mountCard(ADYEN);
    typeCard();
    type(/card number/i, '4000 0025 0000 1001');
    await until(() => find(card, 'radiogroup', 'Card brand'), 'choice');
    get(card, 'radio', 'Cartes Bancaires').click();
    await card.updateComplete;
    const typed = await card.tokenize();
    expect(
      typed.ok && atob(typed.token.slice(6).replaceAll('-', '+').replaceAll('_', '/')),
    ).to.match(/"brand":"cartebancaire"/);
  });

  it('pays in the checkout with what its fields gave', async () => {
    const done = { status: 200, body: { id: 'pm_typed' } };
    server.state = checkoutState({ card_entry: STRIPE, payment_methods: [], prefill: null });
    server.onUpdate = ({ url }) =>
      url.host === 'api.stripe.com' ? done : refused(404, 'resource_missing');
    const checkout = await mount();
    const card = () => checkout.shadowRoot?.querySelector('keepsake-card');
    await until(() => statusOf(card() as KeepsakeCard) === 'ready', 'ready');
    typeCard();
    for (const input of all(checkout, 'textbox'))
      if (input instanceof HTMLInputElement && input.id !== 'name') {
        input.value = input.type === 'email' ? 'ada@example.com' : '62701';
        input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        input.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
      }
    await checkout.confirm();
    expect(server.presses.map(({ card_token }) => card_token)).to.deep.equal(['pm_typed']);
  });
});
