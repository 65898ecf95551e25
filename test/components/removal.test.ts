/** Removing a saved card: asked, undone, sent, failed; the focus never falls to nowhere. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { KeepsakeCheckout } from '../../components/checkout/checkout.ts';
import { find, focused, get, mount, names, text, until, untilFocused } from './support/page.ts';
import { FakeServer, refused } from './support/server.ts';
import { checkoutState } from './support/state.ts';

async function ask(checkout: KeepsakeCheckout): Promise<void> {
  get(checkout, 'button', 'Remove Visa ending in 4242').click();
  await until(() => find(checkout, 'alertdialog'), 'dialog');
}

function deletions(server: FakeServer) {
  return server.calls.filter(({ method }) => method === 'DELETE');
}

describe('removing a card', () => {
  let server: FakeServer;
  beforeEach(() => {
    sessionStorage.clear();
    server = new FakeServer();
    server.state = checkoutState();
  });
  afterEach(() => server.restore());

  it('names the card and what it pays for; Keep has the focus', async () => {
    const checkout = await mount();
    await ask(checkout);
    const dialog = get(checkout, 'alertdialog', 'Remove Visa ending in 4242?');
    expect(text(dialog)).to.contain('Coffee plan');
    await untilFocused(get(checkout, 'button', 'Keep'));
    await sendKeys({ press: 'Enter' });
    await until(() => !find(checkout, 'alertdialog'), 'closed');
    expect(names(checkout, 'radio')).to.have.length(4);
    await untilFocused(get(checkout, 'button', 'Remove Visa ending in 4242'));
    expect(deletions(server)).to.have.length(0);
  });

  it('takes Escape as Keep', async () => {
    const checkout = await mount();
    await ask(checkout);
    await sendKeys({ press: 'Escape' });
    await until(() => !find(checkout, 'alertdialog'), 'closed');
    expect(names(checkout, 'radio')).to.have.length(4);
  });

  it('hides the row, moves the focus to the next, and can be undone', async () => {
    const checkout = await mount();
    await ask(checkout);
    get(checkout, 'button', 'Remove').click();
    await until(() => names(checkout, 'radio').length === 3, 'hidden');
    await until(() => focused()?.matches('input[type=radio]'), 'focus');
    expect(text(get(checkout, 'status'))).to.contain('Visa ending in 4242 removed');
    expect(deletions(server)).to.have.length(0);
    get(checkout, 'button', 'Undo').click();
    await until(() => names(checkout, 'radio').length === 4, 'back');
    await new Promise((resolve) => setTimeout(resolve, 6_300));
    expect(deletions(server)).to.have.length(0);
  });

  it('is sent when the time to undo is over', async () => {
    const checkout = await mount();
    await ask(checkout);
    get(checkout, 'button', 'Remove').click();
    await until(() => deletions(server).length === 1, 'sent');
    expect(deletions(server)[0]?.url.pathname).to.equal('/elements/payment_methods/pm_visa');
    expect(find(checkout, 'button', 'Undo')).to.equal(null);
    expect(names(checkout, 'radio')).to.have.length(3);
  });

  it('is sent at once when the checkout goes away, by a call that outlives the page', async () => {
    const checkout = await mount();
    await ask(checkout);
    get(checkout, 'button', 'Remove').click();
    await until(() => find(checkout, 'button', 'Undo'), 'held');
    checkout.remove();
    await until(() => deletions(server).length === 1, 'sent');
    expect(deletions(server)[0]?.keepalive).to.equal(true);
  });

  it('comes back with an alert when it fails', async () => {
    server.onRemove = () => refused(409, 'resource_in_use');
    const checkout = await mount();
    await ask(checkout);
    get(checkout, 'button', 'Remove').click();
    await until(() => names(checkout, 'radio').length === 3, 'hidden');
    await until(() => find(checkout, 'alert', /Visa ending in 4242 could not be removed/), 'told');
    expect(names(checkout, 'radio')).to.have.length(4);
    expect(text(get(checkout, 'alert'))).not.to.contain('raw');
  });

  it('of a second card sends the first at once; only the second can be undone', async () => {
    const checkout = await mount();
    await ask(checkout);
    get(checkout, 'button', 'Remove').click();
    await until(() => find(checkout, 'button', 'Undo'), 'held');
    expect(deletions(server)).to.have.length(0);
    get(checkout, 'button', 'Remove Mastercard ending in 4444').click();
    await until(() => find(checkout, 'alertdialog'), 'dialog');
    get(checkout, 'button', 'Remove').click();
    await until(() => deletions(server).length === 1, 'first sent');
    expect(deletions(server)[0]?.url.pathname).to.equal('/elements/payment_methods/pm_visa');
    get(checkout, 'button', 'Undo').click();
    await until(() => find(checkout, 'radio', /Mastercard/), 'second back');
    expect(find(checkout, 'radio', /Visa ending in 4242/)).to.equal(null);
    await until(() => focused()?.matches('input[type=radio]'), 'focus');
    expect(deletions(server)).to.have.length(1);
  });

  it('can be refused by the page', async () => {
    const checkout = await mount();
    checkout.addEventListener('keepsake-remove', (event) => event.preventDefault());
    await ask(checkout);
    get(checkout, 'button', 'Remove').click();
    await until(() => !find(checkout, 'alertdialog'), 'closed');
    expect(names(checkout, 'radio')).to.have.length(4);
  });
});
