/** What buyers come for, by keyboard alone: to pay, to agree, to take a card away and bring it back. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { all, find, focused, get, text, until } from '../support/page.ts';
import { card, checkoutState, mandateOffer, mastercard, visa } from '../support/state.ts';
import { cardBlock } from '../support/wallet.ts';
import { Stage } from './stage.ts';

const press = async (...keys: string[]) => {
  for (const key of keys) await sendKeys({ press: key });
};
const name = () => focused()?.ariaLabel ?? text(focused() ?? document.body);

/** Goes on with Tab until a control of that name has the focus. */
async function tabTo(wanted: RegExp): Promise<void> {
  for (let left = 30; left > 0 && !wanted.test(name()); left -= 1) await press('Tab');
  expect(name()).to.match(wanted);
}

describe('by keyboard alone', () => {
  let stage: Stage;
  beforeEach(() => {
    stage = new Stage();
  });
  afterEach(() => stage.strike());

  it('another card is chosen and paid with', async () => {
    const checkout = await stage.checkout();
    stage.before.focus();
    await press('Tab', 'ArrowDown');
    await until(() => /^Pay .* with Visa/.test(text(get(checkout, 'button', /^Pay/))), 'chosen');
    await tabTo(/^Pay/);
    await press('Enter');
    await until(() => focused()?.matches('h2'), 'told');
    expect(text(focused() ?? checkout)).to.equal('Payment complete');
    expect(stage.api.presses.map(({ payment_method }) => payment_method)).to.deep.equal([
      'pm_visa',
    ]);
  });

  it('an agreement is refused until its box is ticked', async () => {
    const agreed = { session: { mode: 'subscription' as const } };
    const checkout = await stage.checkout({
      ...agreed,
      offers: { redisplay: null, mandate: mandateOffer },
    });
    stage.before.focus();
    await tabTo(/^Subscribe/);
    await press('Enter');
    await until(() => focused()?.matches('input[type=checkbox]'), 'sent back');
    await press('Space');
    await tabTo(/^Subscribe/);
    await press('Enter');
    await until(() => focused()?.matches('h2'), 'told');
    expect(stage.api.presses).to.have.length(1);
    expect(checkout.isConnected).to.equal(true);
  });

  it('a card is taken away and brought back', async () => {
    const checkout = await stage.checkout();
    stage.before.focus();
    await tabTo(/^Remove Visa ending in 4242/);
    await press('Enter');
    await until(() => find(checkout, 'alertdialog'), 'asked');
    await press('Escape');
    await until(() => name().startsWith('Remove Visa ending in 4242'), 'back where it was');
    await press('Enter');
    await until(() => find(checkout, 'alertdialog'), 'asked');
    await press('Tab', 'Enter');
    await until(() => find(checkout, 'button', 'Undo'), 'gone');
    await tabTo(/^Undo$/);
    await press('Enter');
    await until(() => name().startsWith('Visa ending in 4242'), 'brought back');
  });

  it('an expired card gets its new date', async () => {
    const renewed = card('pm_old', { last4: '1111', exp_month: 9, exp_year: 2039 });
    const next = checkoutState({ payment_methods: [mastercard, visa, renewed] });
    stage.api.onUpdate = () => ({
      status: 200,
      body: { payment_method: 'pm_old', checkout: next },
    });
    const checkout = await stage.checkout();
    stage.before.focus();
    await tabTo(/^Update card/);
    await press('Enter');
    await until(() => focused()?.matches('#expiry'), 'form');
    await sendKeys({ type: '09/39' });
    await press('Enter');
    await until(() => name().startsWith('Visa ending in 1111'), 'chosen');
    expect(find(checkout, 'textbox', 'Expiry date')).to.equal(null);
  });

  it('a permission in the wallet is revoked', async () => {
    const wallet = await stage.wallet();
    const reached: string[] = [];
    stage.before.focus();
    for (let presses = 0; presses < 6; presses += 1) {
      await press('Tab');
      reached.push(text(focused() ?? document.body));
    }
    expect(reached).to.deep.equal([
      'Update card',
      'Remove',
      'What you agreed to',
      'Stop showing',
      'What you agreed to',
      'Revoke',
    ]);
    await press('Enter');
    await until(() => find(wallet, 'alertdialog'), 'asked');
    await press('Tab', 'Enter');
    await until(() => !find(cardBlock(wallet, 'Visa ending in 4242'), 'button', 'Revoke'), 'done');
    await until(() => name() === 'Visa ending in 4242', 'focus');
    expect(all(wallet, 'status')).to.have.length(1);
  });

  it('nothing in the wallet is said by color alone', async () => {
    const wallet = await stage.wallet();
    for (const state of wallet.shadowRoot?.querySelectorAll('.state') ?? []) {
      expect(text(state)).to.match(/^(Yes|No|Not yet)/);
    }
  });

  it('a page from right to left has its radios on the right', async () => {
    document.documentElement.dir = 'rtl';
    const checkout = await stage.checkout();
    const row = checkout.shadowRoot?.querySelector('keepsake-methods')?.shadowRoot;
    const left = (selector: string) => row?.querySelector(selector)?.getBoundingClientRect().left;
    expect(left('input')).to.be.greaterThan(left('bdi') ?? 0);
    document.documentElement.removeAttribute('dir');
  });
});
