/** One press is one intention: clicks, lost answers, reloads and declines, seen from the screen and from the server. */
import { expect, html } from '@open-wc/testing';
import type { KeepsakeCheckout } from '../../components/checkout/checkout.ts';
import { all, find, get, mount, text, until } from './support/page.ts';
import { complete, declined, FakeServer, processing, refused, result } from './support/server.ts';
import { checkoutState, mandateOffer, SECRET } from './support/state.ts';

const pay = (checkout: KeepsakeCheckout) => get(checkout, 'button', /^Pay \$10\.99/);

function heard(checkout: Element, type: keyof HTMLElementEventMap): Event[] {
  const events: Event[] = [];
  checkout.addEventListener(type, (event) => events.push(event));
  return events;
}

describe('a press', () => {
  let server: FakeServer;
  beforeEach(() => {
    sessionStorage.clear();
    server = new FakeServer();
  });
  afterEach(() => server.restore());

  it('pays with the prefilled card at once', async () => {
    const checkout = await mount();
    const completed = heard(checkout, 'keepsake-complete');
    expect(text(pay(checkout))).to.equal('Pay $10.99 with Mastercard •••• 4444');
    pay(checkout).click();
    await until(() => /Payment complete/.test(text(get(checkout, 'status'))), 'complete');
    expect(server.presses).to.have.length(1);
    const [press] = server.presses;
    expect(press).to.deep.include({ payment_method: 'pm_mc', consents: {} });
    expect(press?.press).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(completed).to.have.length(1);
    expect(find(checkout, 'button', /^Pay/)).to.equal(null);
  });

  it('puts the secret into a header and nowhere else', async () => {
    const checkout = await mount();
    pay(checkout).click();
    await until(() => server.presses.length, 'pressed');
    for (const call of server.calls) {
      expect(call.headers.get('authorization')).to.equal(`Bearer ${SECRET}`);
      expect(call.url.href + JSON.stringify(call.body)).not.to.contain('_secret_');
    }
    expect(JSON.stringify({ ...sessionStorage })).not.to.contain('_secret_');
  });

  it('is one, however often the button is clicked', async () => {
    let answer: () => void = () => {};
    server.onConfirm = () =>
      new Promise((resolve) => {
        answer = () => resolve(complete);
      });
    const checkout = await mount();
    const button = pay(checkout);
    for (let click = 0; click < 20; click += 1) button.click();
    await until(() => server.presses.length, 'pressed');
    for (let click = 0; click < 20; click += 1) button.click();
    expect(button.getAttribute('aria-busy')).to.equal('true');
    answer();
    await until(() => /complete/.test(text(get(checkout, 'status'))), 'complete');
    expect(server.presses).to.have.length(1);
  });

  it('is repeated with the same id and body when the answer is lost', async () => {
    server.onConfirm = (_input, times) => {
      if (times === 1) return 'network';
      if (times === 2) return { status: 502, body: {} };
      return complete;
    };
    const checkout = await mount();
    pay(checkout).click();
    await until(() => /connection was lost/.test(text(get(checkout, 'status'))), 'told');
    await until(() => /complete/.test(text(get(checkout, 'status'))), 'complete');
    expect(server.presses).to.have.length(3);
    expect(new Set(server.presses.map((press) => JSON.stringify(press))).size).to.equal(1);
  });

  it('is asked about when the server is still at it', async () => {
    server.onConfirm = () => processing;
    server.onStatus = (_call, times) => (times < 2 ? processing : complete);
    const checkout = await mount();
    pay(checkout).click();
    await until(() => /checking your payment/.test(text(get(checkout, 'status'))), 'told');
    await until(() => /complete/.test(text(get(checkout, 'status'))), 'complete');
    expect(server.presses).to.have.length(1);
    expect(server.asked('GET', '/status')).to.have.length(2);
  });

  it('gets a new id after a decline, and everything stays', async () => {
    server.onConfirm = (_input, times) => (times === 1 ? declined('insufficient_funds') : complete);
    const checkout = await mount();
    const errors = heard(checkout, 'keepsake-error');
    const name = get(checkout, 'textbox', 'Full name');
    if (name instanceof HTMLInputElement) name.value = 'Ada B. Long';
    name.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    pay(checkout).click();
    await until(() => find(checkout, 'alert'), 'told');
    const words = text(get(checkout, 'alert'));
    expect(words).to.contain('not have enough funds').and.to.contain('You have not been charged');
    expect(words).not.to.contain('RAW WORDS');
    expect(errors[0]).to.have.nested.property('detail.declineCode', 'insufficient_funds');
    expect(get(checkout, 'textbox', 'Full name')).to.have.property('value', 'Ada B. Long');
    expect(get(checkout, 'radio', /Mastercard/)).to.have.property('checked', true);
    pay(checkout).click();
    await until(() => /complete/.test(text(get(checkout, 'status'))), 'complete');
    const [first, second] = server.presses;
    expect(first?.press).not.to.equal(second?.press);
    expect(second?.billing_details?.name).to.equal('Ada B. Long');
  });

  it('offers one next step of each kind', async () => {
    const table: [string, RegExp][] = [
      ['insufficient_funds', /Use another card/],
      ['fraudulent', /^Your card was declined\..*Use another card/],
      ['authentication_required', /bank/],
      ['processing_error', /Try again in a few minutes/],
      ['incorrect_cvc', /security code is not right.*Correct it/],
    ];
    const checkout = await mount();
    for (const [code, words] of table) {
      server.onConfirm = () => declined(code);
      pay(checkout).click();
      await until(() => find(checkout, 'alert') && words.test(text(get(checkout, 'alert'))), code);
    }
    await until(() => checkout.shadowRoot?.querySelector('#code'), 'a place to correct it');
  });

  it('shows an expired session and what to do', async () => {
    server.onConfirm = () => refused(400, 'session_expired');
    const checkout = await mount();
    pay(checkout).click();
    await until(() => /has expired.*start again/.test(text(get(checkout, 'alert'))), 'told');
    expect(all(checkout, 'radio')).to.have.length(0);
  });

  it('needs the mandate in setup mode: focus goes there, nothing is sent', async () => {
    server.state = checkoutState({
      session: { mode: 'setup', amount_total: null },
      prefill: null,
      offers: { redisplay: null, mandate: mandateOffer },
      collect: { email: false, billing: 'auto', shipping_countries: null },
    });
    const checkout = await mount();
    get(checkout, 'radio', /Visa ending in 4242/).click();
    const save = get(checkout, 'button', 'Save card');
    save.click();
    const box = get(checkout, 'checkbox', /^I authorize/);
    await until(() => box.matches(':focus'), 'focus');
    expect(text(get(checkout, 'status'))).to.contain('Tick this box');
    expect(server.presses).to.have.length(0);
    box.click();
    save.click();
    await until(() => server.presses.length, 'pressed');
    expect(server.presses[0]?.consents?.mandate).to.deep.equal({
      offer: 'offer_mandate',
      accepted: true,
    });
    await until(() => /Card saved/.test(text(get(checkout, 'status'))), 'saved');
  });

  it('can be kept from leaving the page', async () => {
    const done = result('complete');
    const session = { ...done.session, redirect_url: `${location.origin}/elsewhere` };
    server.onConfirm = () => ({ status: 200, body: { ...done, session } });
    const checkout = await mount();
    checkout.addEventListener('keepsake-complete', (event) => event.preventDefault());
    pay(checkout).click();
    await until(() => /Payment complete/.test(text(get(checkout, 'status'))), 'complete');
    await until(() => checkout.shadowRoot?.querySelector('a'), 'link');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(location.pathname).not.to.equal('/elsewhere');
  });

  it('asks for the security code where the server does', async () => {
    server.onConfirm = () => refused(402, 'security_code_required', 'cvc_token');
    const checkout = await mount();
    pay(checkout).click();
    await until(() => checkout.shadowRoot?.querySelector('#code'), 'frame');
    await until(() => find(checkout, 'alert', /security code/), 'told');
  });
});

describe('a press that is already under way', () => {
  let server: FakeServer;
  const key = 'keepsake:press:cs_test_1';
  beforeEach(() => {
    sessionStorage.clear();
    server = new FakeServer();
  });
  afterEach(() => server.restore());

  it('is shown after a reload, and never made again', async () => {
    sessionStorage.setItem(key, 'press-of-before');
    server.state = checkoutState({
      press: { press: 'press-of-before', status: 'processing', next_action: null, error: null },
    });
    server.onStatus = () => complete;
    const checkout = await mount();
    const completed = heard(checkout, 'keepsake-complete');
    expect(text(get(checkout, 'status'))).to.contain('checking your payment');
    pay(checkout).click();
    await until(() => /Payment complete/.test(text(get(checkout, 'status'))), 'complete');
    expect(server.presses).to.have.length(0);
    expect(completed).to.have.length(1);
    expect(sessionStorage.getItem(key)).to.equal(null);
  });

  it('keeps its id when the server never saw it', async () => {
    sessionStorage.setItem(key, '3f0c5a0e-6f0c-4b62-9a55-0d3a6a1f7f11');
    const checkout = await mount();
    pay(checkout).click();
    await until(() => server.presses.length, 'pressed');
    expect(server.presses[0]?.press).to.equal('3f0c5a0e-6f0c-4b62-9a55-0d3a6a1f7f11');
  });

  it('opens the challenge again', async () => {
    const url = `${location.origin}/challenge`;
    const next_action = {
      type: 'redirect_to_url' as const,
      redirect_to_url: { url, return_url: null },
    };
    server.state = checkoutState({
      press: { press: 'p', status: 'requires_action', next_action, error: null },
    });
    let approved = false;
    server.onStatus = () => ({
      status: 200,
      body: approved ? result('complete') : result('requires_action', { next_action }),
    });
    const checkout = await mount();
    await until(() => find(checkout, 'dialog'), 'dialog');
    const frame = get(checkout, 'dialog').querySelector('iframe');
    expect(frame?.title).to.equal('Card verification');
    get(checkout, 'button', 'Cancel').click();
    await until(() => !find(checkout, 'dialog'), 'left');
    get(checkout, 'button', 'Confirm with your bank').click();
    await until(() => find(checkout, 'dialog'), 'again');
    approved = true;
    await until(() => /Payment complete/.test(text(get(checkout, 'status'))), 'complete');
    expect(find(checkout, 'dialog')).to.equal(null);
  });

  it('shows how the last one failed', async () => {
    server.state = checkoutState({
      press: {
        press: 'p',
        status: 'failed',
        next_action: null,
        error: { type: 'card_error', code: 'card_declined', message: '' },
      },
    });
    const checkout = await mount();
    await until(() => find(checkout, 'alert', /declined/), 'told');
    pay(checkout).click();
    await until(() => server.presses.length, 'pressed');
    expect(server.presses[0]?.press).not.to.equal('p');
  });
});

describe('loading', () => {
  let server: FakeServer;
  beforeEach(() => {
    sessionStorage.clear();
    server = new FakeServer();
  });
  afterEach(() => server.restore());

  it('takes one request', async () => {
    await mount();
    expect(server.calls.map(({ url }) => url.pathname)).to.deep.equal(['/elements/checkout']);
  });

  it('takes none where the page carries the state', async () => {
    const checkout = await mount(html`<keepsake-checkout client-secret=${SECRET}>
      <script type="application/json" slot="state">
        ${JSON.stringify(checkoutState())}
      </script>
    </keepsake-checkout>`);
    expect(pay(checkout)).to.exist;
    expect(server.calls).to.have.length(0);
  });

  it('says when it fails, and tries again', async () => {
    server.state = () => 'network';
    const checkout = await mount();
    expect(text(get(checkout, 'alert'))).to.contain('could not be loaded');
    server.state = checkoutState();
    get(checkout, 'button', 'Try again').click();
    await until(() => find(checkout, 'button', /^Pay/), 'loaded');
  });

  it('shows completion where the session is complete already', async () => {
    server.state = () => refused(400, 'session_complete');
    server.onStatus = () => complete;
    const checkout = await mount();
    await until(() => /Payment complete/.test(text(get(checkout, 'status'))), 'complete');
  });

  it('shows nothing for a foreign secret', async () => {
    server.state = () => refused(401, 'invalid_client_secret');
    const checkout = await mount();
    expect(text(get(checkout, 'alert'))).to.contain('cannot be opened');
    expect(server.asked('GET', '/status')).to.have.length(0);
  });

  it('lets two checkouts live beside each other, in shadow roots too', async () => {
    const one = await mount();
    const host = document.createElement('div');
    document.body.append(host);
    const two = document.createElement('keepsake-checkout');
    host.attachShadow({ mode: 'open' }).append(two);
    two.clientSecret = SECRET;
    await until(() => find(two, 'button', /^Pay/), 'second');
    get(two, 'radio', /Visa ending in 4242/).click();
    await two.updateComplete;
    expect(get(one, 'radio', /Mastercard/)).to.have.property('checked', true);
    host.remove();
  });
});
