/** States that come rarely: an expired card, a shared computer, a session that ends, no network. */
import { expect, html } from '@open-wc/testing';
import type { KeepsakeCheckout } from '../../components/checkout/checkout.ts';
import type { KeepsakeErrorEvent } from '../../components/events.ts';
import { find, focused, get, mount, names, text, until, untilFocused } from './support/page.ts';
import { complete, FakeServer, refused, result } from './support/server.ts';
import {
  card,
  checkoutState,
  mastercard,
  old,
  redisplayOffer,
  SECRET,
  visa,
} from './support/state.ts';
import { descriptionOf } from './support/wallet.ts';

const pay = (checkout: KeepsakeCheckout) => get(checkout, 'button', /^Pay \$10\.99/);
const status = (checkout: KeepsakeCheckout) => text(get(checkout, 'status'));

function type(field: HTMLElement, value: string): void {
  if (field instanceof HTMLInputElement) field.value = value;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

function network(there: boolean): void {
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => there });
  window.dispatchEvent(new Event(there ? 'online' : 'offline'));
}

/** Every text that the status line has had, in order. */
function announcements(checkout: KeepsakeCheckout): string[] {
  const said: string[] = [];
  const line = checkout.shadowRoot?.querySelector('[role=status][part=status]');
  if (!line) throw new Error('no status line');
  const note = () => {
    const now = text(line);
    if (now && now !== said.at(-1)) said.push(now);
  };
  new MutationObserver(note).observe(line, { childList: true, characterData: true, subtree: true });
  return said;
}

describe('rare states of a checkout', () => {
  let server: FakeServer;
  beforeEach(() => {
    sessionStorage.clear();
    server = new FakeServer();
  });
  afterEach(() => {
    server.restore();
    Reflect.deleteProperty(navigator, 'onLine');
  });

  describe('an expired card', () => {
    const renewed = card('pm_old', { last4: '1111', exp_month: 9, exp_year: 2039 });

    async function edit(): Promise<KeepsakeCheckout> {
      const checkout = await mount();
      get(checkout, 'button', 'Update card: Visa ending in 1111').click();
      await until(() => find(checkout, 'textbox', 'Expiry date'), 'form');
      return checkout;
    }

    it('is spoken of in the language that the page turns to meanwhile', async () => {
      server.state = checkoutState({ card_entry: { driver: 'bank', url: 'about:blank' } });
      const checkout = await edit();
      get(checkout, 'button', 'The number has changed');
      checkout.setAttribute('locale', 'fi');
      await until(() => get(checkout, 'button', 'Numero on vaihtunut'), 'in Finnish');
    });

    it('gets its new date in place and is then chosen; what was typed stays', async () => {
      server.onUpdate = () => {
        const next = checkoutState({ payment_methods: [mastercard, visa, renewed] });
        return { status: 200, body: { payment_method: 'pm_old', checkout: next } };
      };
      const checkout = await edit();
      type(get(checkout, 'textbox', 'Full name'), 'Ada B. Long');
      await untilFocused(get(checkout, 'textbox', 'Expiry date'));
      const said = announcements(checkout);
      type(get(checkout, 'textbox', 'Expiry date'), '09/39');
      get(checkout, 'button', 'Save').click();
      await until(() => text(pay(checkout)).endsWith('with Visa •••• 1111'), 'chosen');
      const [call] = server.asked('POST', '/payment_methods/pm_old');
      expect(call?.body).to.deep.equal({ exp_month: 9, exp_year: 2039 });
      await until(() => said.length === 1, 'announced');
      expect(said).to.deep.equal(['Visa ending in 1111 is ready to pay with']);
      await untilFocused(get(checkout, 'radio', /Visa ending in 1111/));
      expect(find(checkout, 'button', /Update card/)).to.equal(null);
    });

    it('says what went wrong, and keeps the form', async () => {
      server.onUpdate = () => refused(400, 'nope');
      const checkout = await edit();
      type(get(checkout, 'textbox', 'Expiry date'), '09/39');
      get(checkout, 'button', 'Save').click();
      await until(() => find(checkout, 'alert', /could not be replaced/), 'told');
      expect(get(checkout, 'textbox', 'Expiry date')).to.have.property('value', '09/39');
    });

    it('gives the focus back when it is left', async () => {
      const checkout = await edit();
      get(checkout, 'button', 'Cancel').click();
      await until(() => !find(checkout, 'textbox', 'Expiry date'), 'closed');
      await until(() => focused()?.matches('input[type=radio]'), 'focus');
    });

    it('asks for another number together with what goes on, unticked', async () => {
      const offer = { ...redisplayOffer, id: 'offer_m', text: 'I authorize monthly charges.' };
      const terms = { interval: 'month', interval_count: 1 } as const;
      server.agreements = [
        { mandate: 'mandate_1', category: 'recurring', ...terms, offer },
        { mandate: 'mandate_2', category: 'installment', ...terms, offer: null },
      ];
      const checkout = await edit();
      get(checkout, 'button', 'The number has changed').click();
      await until(() => find(checkout, 'checkbox', /I authorize monthly/), 'words');
      expect(get(checkout, 'checkbox', /I authorize monthly/)).to.have.property('checked', false);
      const form = checkout.shadowRoot?.querySelector('keepsake-number-form')?.shadowRoot;
      expect(text(form?.querySelector('ul') ?? checkout)).to.equal('Instalments, every month');
    });
  });

  it('says why a card is chosen, to ears too', async () => {
    const checkout = await mount();
    const radio = get(checkout, 'radio', /Mastercard/);
    expect(descriptionOf(radio)).to.contain('your newest card');
    expect(radio.getAttribute('aria-label')).not.to.contain('newest');
  });

  describe('a shared computer', () => {
    it('hides cards and details at once, keeps nothing, and says what it did', async () => {
      const markup = html`<keepsake-checkout client-secret=${SECRET}
        ><script type="application/json" slot="state">
          {}
        </script></keepsake-checkout
      >`;
      const checkout = await mount(markup);
      expect(get(checkout, 'textbox', 'Full name')).to.have.property('value', 'Ada Long');
      get(checkout, 'button', 'This is a shared computer').click();
      await until(() => find(checkout, 'button', 'Stop showing them anywhere'), 'notice');
      expect(names(checkout, 'radio')).to.deep.equal(['New card']);
      expect(get(checkout, 'textbox', 'Full name')).to.have.property('value', '');
      expect(checkout.querySelector('script')).to.equal(null);
      expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.to.contain('pm_');
      await until(() => focused()?.matches('h2'), 'focus');
      expect(text(focused() ?? checkout)).to.equal('Your saved cards are hidden here');
      await until(() => server.asked('POST', '/hide').length === 1, 'told');
      expect(server.asked('POST', '/hide')[0]?.body).to.deep.equal({ withdraw: false });
    });

    it('takes the permissions back only when the buyer says so', async () => {
      const checkout = await mount();
      get(checkout, 'button', 'This is a shared computer').click();
      await until(() => find(checkout, 'button', 'Stop showing them anywhere'), 'offered');
      get(checkout, 'button', 'Stop showing them anywhere').click();
      await until(() => find(checkout, 'status', /no longer shown at any checkout/), 'done');
      expect(server.asked('POST', '/hide').map(({ body }) => body)).to.deep.equal([
        { withdraw: false },
        { withdraw: true },
      ]);
    });

    it('offers no withdrawal where cards cannot be removed', async () => {
      server.state = checkoutState({ payment_methods: [{ ...mastercard, removable: false }] });
      const checkout = await mount();
      get(checkout, 'button', 'This is a shared computer').click();
      await until(() => checkout.shadowRoot?.querySelector('[part=notice]'), 'notice');
      expect(find(checkout, 'button', /Stop showing/)).to.equal(null);
    });

    it('tells the server later when there is no connection, and shows nothing meanwhile', async () => {
      server.onHide = (_call, times) => (times === 1 ? 'network' : { status: 200, body: {} });
      const checkout = await mount();
      get(checkout, 'button', 'This is a shared computer').click();
      await until(() => find(checkout, 'status', /could not be told yet/), 'said');
      expect(names(checkout, 'radio')).to.deep.equal(['New card']);
      window.dispatchEvent(new Event('online'));
      await until(() => !find(checkout, 'status', /could not be told yet/), 'told');
      expect(server.asked('POST', '/hide')).to.have.length(2);
    });
  });

  describe('a session that ends', () => {
    const inSeconds = (left: number) =>
      checkoutState({ session: { expires_at: Math.floor(Date.now() / 1_000) + left } });

    it('is said to end, once', async () => {
      server.state = inSeconds(90);
      const checkout = await mount();
      await until(() => checkout.shadowRoot?.querySelector('[part=closing]'), 'said');
      expect(text(checkout.shadowRoot?.querySelector('[part=closing]') ?? checkout)).to.match(
        /^This checkout closes at .*\. Pay before then, or start again\.$/,
      );
      await until(() => /^This checkout closes at/.test(status(checkout)), 'announced');
    });

    it('asks the server at its end, and shows the next step', async () => {
      // What watches for the end comes after the cards; an end before that is taken for a wrong clock.
      server.state = inSeconds(3);
      server.onStatus = () => ({ status: 200, body: result('expired') });
      const checkout = await mount();
      await until(() => find(checkout, 'alert', /has expired.*start again/), 'over');
      expect(names(checkout, 'radio')).to.deep.equal([]);
    });

    it('is renewed in place by the page: nothing typed is lost, and one press pays', async () => {
      server.state = inSeconds(90);
      server.onConfirm = (_input, times) =>
        times === 1 ? refused(400, 'checkout_session_expired') : complete;
      const checkout = await mount();
      const codes: string[] = [];
      checkout.addEventListener('keepsake-error', (event: KeepsakeErrorEvent) => {
        codes.push(event.detail.code);
        if (event.detail.code !== 'session_expired') return;
        event.preventDefault();
        setTimeout(() => {
          server.state = checkoutState({ session: { id: 'cs_test_2' } });
          checkout.clientSecret = 'cs_test_2_secret_def';
        }, 50);
      });
      const name = get(checkout, 'textbox', 'Full name');
      type(name, 'Ada B. Long');
      get(checkout, 'radio', /Visa ending in 4242/).click();
      pay(checkout).click();
      await until(() => codes.includes('session_expired'), 'told');
      await until(
        () => server.calls.at(-1)?.headers.get('authorization')?.includes('cs_test_2'),
        'renewed',
      );
      await until(() => pay(checkout).getAttribute('aria-disabled') === 'false', 'open');
      expect(get(checkout, 'radio', /Visa ending in 4242/)).to.have.property('checked', true);
      expect(find(checkout, 'alert')).to.equal(null);
      pay(checkout).click();
      await until(() => /Payment complete/.test(status(checkout)), 'paid');
      expect(name.isConnected).to.equal(false);
      const [first, second] = server.presses;
      expect(first?.press).not.to.equal(second?.press);
      expect(second?.payment_method).to.equal('pm_visa');
    });

    it('starts from nothing with another secret that nobody announced', async () => {
      const checkout = await mount();
      type(get(checkout, 'textbox', 'Full name'), 'Ada B. Long');
      checkout.clientSecret = 'cs_test_2_secret_def';
      await until(() => server.asked('GET', '/checkout').length === 2, 'asked');
      await until(() => find(checkout, 'textbox', 'Full name'), 'shown');
      expect(get(checkout, 'textbox', 'Full name')).to.have.property('value', 'Ada Long');
    });
  });

  describe('without a network', () => {
    it('says so once, waits with the press, and pays once when it is back', async () => {
      const checkout = await mount();
      const said = announcements(checkout);
      network(false);
      await until(() => /You are offline/.test(status(checkout)), 'said');
      for (let click = 0; click < 5; click += 1) pay(checkout).click();
      await until(() => pay(checkout).getAttribute('aria-busy') === 'true', 'waits');
      await new Promise((resolve) => setTimeout(resolve, 2_600));
      expect(server.presses).to.have.length(0);
      network(true);
      await until(() => /Payment complete/.test(status(checkout)), 'paid');
      expect(server.presses).to.have.length(1);
      expect(said.filter((words) => /You are offline/.test(words))).to.have.length(1);
    });

    it('loads by itself when it is back', async () => {
      server.state = (_call, times) =>
        times === 1 ? 'network' : { status: 200, body: checkoutState() };
      const checkout = await mount();
      await until(() => find(checkout, 'alert', /could not be loaded/), 'told');
      window.dispatchEvent(new Event('online'));
      await until(() => find(checkout, 'radio', /Mastercard/), 'loaded');
    });
  });

  it('asks for the code when a saved card goes to another address', async () => {
    const address = {
      line1: '1 High Street',
      line2: null,
      city: 'Berlin',
      state: null,
      postal_code: '10115',
      country: 'DE',
    };
    const { prefill } = checkoutState();
    server.state = checkoutState({
      collect: { email: false, billing: 'auto', shipping_countries: ['DE'] },
      prefill: prefill && { ...prefill, shipping: { name: 'Ada Long', phone: null, address } },
    });
    const checkout = await mount();
    const group = get(checkout, 'group', 'Shipping address');
    const city = [...group.querySelectorAll('input')].find(({ id }) => id === 'city');
    expect(checkout.shadowRoot?.querySelector('#code')).to.equal(null);
    if (city) type(city, 'Hamburg');
    await until(() => checkout.shadowRoot?.querySelector('#code'), 'code');
    expect(old.usable).to.equal(false);
  });

  it('leaves the summary to the page that has its own', async () => {
    const checkout = await mount(
      html`<keepsake-checkout client-secret=${SECRET} summary="none"></keepsake-checkout>`,
    );
    expect(checkout.shadowRoot?.querySelector('keepsake-summary')).to.equal(null);
    expect(text(pay(checkout))).to.contain('$10.99');
  });
});
