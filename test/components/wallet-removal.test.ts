/** Removing a card from the wallet: what is said, what is moved, what can be undone. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { KeepsakeWallet } from '../../components/wallet/wallet.ts';
import { find, focused, get, names, text, until } from './support/page.ts';
import {
  cardBlock,
  cardNames,
  mountWallet,
  refusal,
  WalletServer,
  walletCard,
  walletState,
} from './support/wallet.ts';

const VISA = 'Visa ending in 4242';
const MASTERCARD = 'Mastercard ending in 4444';
const AMEX = 'American Express ending in 0005';
const jcb = walletCard('pm_jcb', { brand: 'jcb', last4: '0505' });

async function ask(wallet: KeepsakeWallet, card: string): Promise<HTMLElement> {
  get(wallet, 'button', `Remove ${card}`).focus();
  await sendKeys({ press: 'Enter' });
  await until(() => find(wallet, 'alertdialog'), 'dialog');
  return get(wallet, 'alertdialog', `Remove ${card}?`);
}

describe('removing a card from the wallet', () => {
  let server: WalletServer;
  beforeEach(() => {
    server = new WalletServer();
  });
  afterEach(() => server.restore());

  it('says what ends with it; Keep has the focus and gives it back', async () => {
    const wallet = await mountWallet();
    const dialog = await ask(wallet, VISA);
    expect(text(dialog)).to.contain('Fernweh may no longer charge it. This ends:');
    expect(text(dialog)).to.contain('Regular charges, every month');
    expect(text(dialog)).to.contain('Coffee plan');
    expect(focused()).to.equal(get(dialog, 'button', 'Keep'));
    await sendKeys({ press: 'Enter' });
    await until(() => !find(wallet, 'alertdialog'), 'closed');
    expect(focused()).to.equal(get(wallet, 'button', `Remove ${VISA}`));
    expect(server.changes).to.deep.equal([]);
  });

  it('holds it back for six seconds, in which it can be undone', async () => {
    const wallet = await mountWallet();
    get(await ask(wallet, MASTERCARD), 'button', 'Remove').click();
    await until(() => cardNames(wallet).length === 2, 'hidden');
    expect(text(get(wallet, 'status'))).to.equal(`${MASTERCARD} removed`);
    await until(() => focused()?.matches('h3'), 'focus');
    expect(focused()?.ariaLabel).to.equal(AMEX);
    expect(server.changes).to.deep.equal([]);
    get(wallet, 'button', 'Undo').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => cardNames(wallet).length === 3, 'back');
    await until(() => focused()?.ariaLabel === MASTERCARD, 'focus');
    await new Promise((resolve) => setTimeout(resolve, 6_300));
    expect(server.changes).to.deep.equal([]);
  });

  it('is sent when the time to undo is over, and then said no second time', async () => {
    const wallet = await mountWallet();
    const told: (string | undefined)[] = [];
    wallet.addEventListener('keepsake-change', ({ detail }) => told.push(detail.change));
    get(await ask(wallet, MASTERCARD), 'button', 'Remove').click();
    await until(() => find(wallet, 'button', 'Undo'), 'held');
    get(wallet, 'button', 'Undo').focus();
    await until(() => told.length === 1, 'removed');
    expect(told).to.deep.equal(['remove']);
    expect(server.changes).to.deep.equal(['DELETE /elements/payment_methods/pm_mc']);
    expect(cardNames(wallet)).to.deep.equal([VISA, AMEX]);
    expect(find(wallet, 'button', 'Undo')).to.equal(null);
    expect(focused()?.ariaLabel).to.equal(AMEX);
  });

  it('is sent at once when the wallet goes away, by a call that outlives the page', async () => {
    const wallet = await mountWallet();
    get(await ask(wallet, MASTERCARD), 'button', 'Remove').click();
    await until(() => find(wallet, 'button', 'Undo'), 'held');
    wallet.remove();
    await until(() => server.changes.length === 1, 'sent');
    expect(server.calls.at(-1)?.keepalive).to.equal(true);
  });

  it('asks which card takes over, and does not guess between several', async () => {
    const { payment_methods } = walletState();
    server.state = walletState({ payment_methods: [...payment_methods, jcb] });
    const wallet = await mountWallet();
    const dialog = await ask(wallet, VISA);
    expect(names(dialog, 'radio')).to.deep.equal([
      `${MASTERCARD} expires 12/2030`,
      'JCB ending in 0505 expires 12/2030',
    ]);
    get(dialog, 'button', 'Remove').click();
    await until(() => find(wallet, 'alert', /Choose a card first/), 'told');
    expect(focused()?.matches('input[type=radio]')).to.equal(true);
    get(dialog, 'radio', /JCB/).click();
    get(dialog, 'button', 'Remove').click();
    await until(() => server.changes.length === 1, 'sent');
    expect(server.changes).to.deep.equal([
      'DELETE /elements/payment_methods/pm_visa?replacement=pm_jcb',
    ]);
  });

  it('cannot be done while nothing can take over', async () => {
    const { payment_methods } = walletState();
    server.state = walletState({
      payment_methods: payment_methods.filter(({ id }) => id !== 'pm_mc'),
    });
    const wallet = await mountWallet();
    const dialog = await ask(wallet, VISA);
    expect(text(dialog)).to.contain('No other card can take over');
    expect(names(dialog, 'button')).to.deep.equal(['Keep']);
  });

  it('offers to move what it pays for when only the server knew of it', async () => {
    server.scripts.set('DELETE payment_methods/pm_mc', (call) =>
      call.url.search
        ? server.apply(call)
        : refusal(409, 'payment_method_in_use', { pays_for: ['Tea plan', 'Cake plan'] }),
    );
    const wallet = await mountWallet();
    get(await ask(wallet, MASTERCARD), 'button', 'Remove').click();
    await until(() => find(cardBlock(wallet, VISA), 'button', 'Update card'), 'there');
    await until(() => find(wallet, 'alert', /it pays for Tea plan and Cake plan/), 'told');
    expect(cardNames(wallet)).to.have.length(3);
    get(wallet, 'button', 'Choose another card').click();
    await until(() => find(wallet, 'alertdialog'), 'dialog');
    const dialog = get(wallet, 'alertdialog');
    expect(text(dialog)).to.contain('Cake plan');
    const only = get(dialog, 'radio', /Visa/);
    expect(only instanceof HTMLInputElement && only.checked).to.equal(true);
    get(dialog, 'button', 'Remove').click();
    await until(() => cardNames(wallet).length === 2, 'hidden');
    wallet.remove();
    await until(() => server.changes.length === 2, 'sent');
    expect(server.changes[1]).to.equal(
      'DELETE /elements/payment_methods/pm_mc?replacement=pm_visa',
    );
  });

  it('brings the card back with an alert when it fails', async () => {
    server.scripts.set('DELETE payment_methods/pm_mc', () => refusal(400, 'nope'));
    const wallet = await mountWallet();
    get(await ask(wallet, MASTERCARD), 'button', 'Remove').click();
    await until(() => find(wallet, 'alert', /could not be removed\. Please try again/), 'told');
    expect(cardNames(wallet)).to.deep.equal([VISA, MASTERCARD, AMEX]);
    expect(find(cardBlock(wallet, MASTERCARD), 'alert')).to.exist;
  });

  it('can be refused by the page', async () => {
    const wallet = await mountWallet();
    wallet.addEventListener('keepsake-remove', (event) => event.preventDefault());
    get(await ask(wallet, MASTERCARD), 'button', 'Remove').click();
    await until(() => !find(wallet, 'alertdialog'), 'closed');
    expect(cardNames(wallet)).to.have.length(3);
  });
});
