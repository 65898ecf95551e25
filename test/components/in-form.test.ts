/** The checkout as a field of a form, two on one page, and three shadow roots deep. */
import { expect, fixture, html } from '@open-wc/testing';
import type { KeepsakeCheckout } from '../../components/checkout/checkout.ts';
import { find, focused, get, names, text, until, untilFocused } from './support/page.ts';
import { FakeServer } from './support/server.ts';
import { checkoutState, SECRET } from './support/state.ts';

const pay = (checkout: Element) => get(checkout, 'button', /^Pay \$10\.99/);

async function mountForm(
  markup = html`<form>
  <input name="note" value="Ring twice" />
  <fieldset>
    <keepsake-checkout name="payment" client-secret=${SECRET}></keepsake-checkout>
  </fieldset>
  <button>Order</button>
</form>`,
) {
  const form = await fixture<HTMLFormElement>(markup);
  const checkout = form.querySelector('keepsake-checkout');
  if (!checkout) throw new Error('no checkout');
  await until(() => find(checkout, 'radio', /Mastercard/), 'loaded');
  await until(() => find(checkout, 'textbox', 'Full name'), 'fields');
  const submitted: [string, FormDataEntryValue][][] = [];
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submitted.push([...new FormData(form)]);
  });
  return { form, checkout, submitted };
}

describe('in a form', () => {
  let server: FakeServer;
  beforeEach(() => {
    sessionStorage.clear();
    server = new FakeServer();
  });
  afterEach(() => server.restore());

  it('holds the form back until it is paid, then submits the intent’s id by itself', async () => {
    const { form, checkout, submitted } = await mountForm();
    expect(form.checkValidity()).to.equal(false);
    form.requestSubmit();
    expect(submitted).to.deep.equal([]);
    await untilFocused(pay(checkout));
    expect(text(get(checkout, 'status'))).to.equal('Pay $10.99 with Mastercard •••• 4444');
    pay(checkout).click();
    await until(() => submitted.length === 1, 'submitted');
    expect(submitted[0]).to.deep.equal([
      ['note', 'Ring twice'],
      ['payment', 'pi_1'],
    ]);
    expect(form.checkValidity()).to.equal(true);
  });

  it('submits nothing by itself when the page takes care', async () => {
    const { form, checkout, submitted } = await mountForm();
    checkout.addEventListener('keepsake-complete', (event) => event.preventDefault());
    pay(checkout).click();
    await until(() => /Payment complete/.test(text(get(checkout, 'status'))), 'paid');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(submitted).to.deep.equal([]);
    expect(new FormData(form).get('payment')).to.equal('pi_1');
  });

  it('goes with the reset of the form', async () => {
    const { form, checkout } = await mountForm();
    const name = get(checkout, 'textbox', 'Full name');
    if (name instanceof HTMLInputElement) name.value = 'Somebody else';
    name.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    get(checkout, 'radio', 'New card').click();
    await until(() => find(checkout, 'checkbox', /^Save this card/), 'box');
    get(checkout, 'checkbox', /^Save this card/).click();
    form.reset();
    await until(() => /Mastercard/.test(text(pay(checkout))), 'first choice');
    expect(get(checkout, 'textbox', 'Full name')).to.have.property('value', 'Ada Long');
    get(checkout, 'radio', 'New card').click();
    await until(() => find(checkout, 'checkbox', /^Save this card/), 'box');
    expect(get(checkout, 'checkbox', /^Save this card/)).to.have.property('checked', false);
  });

  it('is disabled with its field set', async () => {
    const { form, checkout } = await mountForm();
    const set = form.querySelector('fieldset');
    if (set) set.disabled = true;
    await until(() => pay(checkout).getAttribute('aria-disabled') === 'true', 'disabled');
    expect(get(checkout, 'radio', /Mastercard/).matches(':disabled')).to.equal(true);
    pay(checkout).click();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(server.presses).to.have.length(0);
    expect(form.checkValidity()).to.equal(true);
    if (set) set.disabled = false;
    await until(() => pay(checkout).getAttribute('aria-disabled') === 'false', 'enabled');
    expect(pay(checkout).getAttribute('aria-busy')).to.equal('false');
  });

  it('brings the choice back with the page', async () => {
    const { checkout } = await mountForm();
    checkout.formStateRestoreCallback('pm_visa');
    await until(() => /Visa •••• 4242/.test(text(pay(checkout))), 'restored');
    checkout.formStateRestoreCallback('pm_gone');
    await checkout.updateComplete;
    expect(text(pay(checkout))).to.contain('4242');
  });

  it('without a name is no field: it neither holds back nor submits', async () => {
    const { form, checkout, submitted } = await mountForm(
      html`<form><keepsake-checkout client-secret=${SECRET}></keepsake-checkout></form>`,
    );
    expect(form.checkValidity()).to.equal(true);
    pay(checkout).click();
    await until(() => /Payment complete/.test(text(get(checkout, 'status'))), 'paid');
    expect([...new FormData(form)]).to.deep.equal([]);
    expect(submitted).to.deep.equal([]);
  });
});

describe('on any page', () => {
  let server: FakeServer;
  beforeEach(() => {
    sessionStorage.clear();
    server = new FakeServer();
  });
  afterEach(() => server.restore());

  it('stands twice, and each knows its own', async () => {
    server.state = (call) => {
      const second = call.headers.get('authorization')?.includes('cs_test_2');
      const session = second ? { id: 'cs_test_2', amount_total: 500 } : {};
      return { status: 200, body: checkoutState({ session }) };
    };
    const page = await fixture(html`<div>
      <keepsake-checkout client-secret=${SECRET}></keepsake-checkout>
      <keepsake-checkout client-secret="cs_test_2_secret_x"></keepsake-checkout>
    </div>`);
    const [first, second] = page.querySelectorAll<KeepsakeCheckout>('keepsake-checkout');
    if (!first || !second) throw new Error('two are there');
    await until(() => find(first, 'radio') && find(second, 'radio'), 'both');
    get(second, 'radio', /Visa ending in 4242/).click();
    await until(() => /Visa/.test(text(get(second, 'button', /^Pay \$5\.00/))), 'chosen');
    expect(get(first, 'radio', /Mastercard/)).to.have.property('checked', true);
    get(first, 'button', /^Pay \$10\.99/).click();
    await until(() => /Payment complete/.test(text(get(first, 'status'))), 'paid');
    expect(names(second, 'radio')).to.have.length(4);
    expect(server.presses).to.have.length(1);
    expect(server.presses[0]?.payment_method).to.equal('pm_mc');
  });

  it('works three shadow roots deep: focus, removal, payment', async () => {
    const outer = await fixture(html`<div></div>`);
    let at: Element = outer;
    for (let depth = 0; depth < 3; depth += 1) {
      const inner = document.createElement('div');
      at.attachShadow({ mode: 'open' }).append(inner);
      at = inner;
    }
    const checkout = document.createElement('keepsake-checkout');
    checkout.clientSecret = SECRET;
    at.append(checkout);
    await until(() => find(checkout, 'radio', /Mastercard/), 'loaded');
    get(checkout, 'button', 'Remove Visa ending in 4242').click();
    await until(() => find(checkout, 'alertdialog'), 'dialog');
    await untilFocused(get(checkout, 'button', 'Keep'));
    get(checkout, 'button', 'Keep').click();
    await untilFocused(get(checkout, 'button', 'Remove Visa ending in 4242'));
    pay(checkout).focus();
    pay(checkout).click();
    await until(() => /Payment complete/.test(text(get(checkout, 'status'))), 'paid');
    await until(() => focused()?.matches('h2'), 'focus');
  });
});
