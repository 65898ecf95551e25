/** Subscriptions in the wallet: what each says, how it is stopped, kept, and charged to another card. */
import { expect } from '@open-wc/testing';
import type { KeepsakeWallet } from '../../components/wallet/wallet.ts';
import { find, get, text, until } from './support/page.ts';
import {
  cardBlock,
  mountWallet,
  WalletServer,
  walletState,
  walletSubscription,
} from './support/wallet.ts';

const MARCH = 'March 3, 2027';

function block(wallet: KeepsakeWallet): HTMLElement {
  const found = wallet.shadowRoot?.querySelector<HTMLElement>('[part="subscription"]');
  if (!found) throw new Error('no subscription');
  return found;
}

describe('subscriptions in the wallet', () => {
  let server: WalletServer;
  beforeEach(() => {
    server = new WalletServer();
    server.state = walletState({ subscriptions: [walletSubscription()] });
  });
  afterEach(() => server.restore());

  const said = (wallet: KeepsakeWallet, words: string) =>
    until(() => text(get(wallet, 'status')) === words, words);

  it('say what they cost, when, and who pays; the permission names its subscription', async () => {
    const wallet = await mountWallet();
    const shown = text(block(wallet));
    expect(shown).to.contain('Coffee plan $24.00 every 3 months');
    expect(shown).to.contain(`Next charge: $24.00 on ${MARCH}`);
    expect(shown).to.contain('Paid with Visa ending in 4242');
    expect(text(cardBlock(wallet, 'Visa ending in 4242'))).to.contain(
      'Coffee plan · Regular charges, every month',
    );
  });

  it('end in two steps, and can be kept after all', async () => {
    const wallet = await mountWallet();
    get(block(wallet), 'button', 'Cancel subscription').click();
    await until(() => find(wallet, 'alertdialog'), 'dialog');
    const dialog = get(wallet, 'alertdialog');
    expect(text(dialog)).to.contain(`It goes on until ${MARCH} and ends then.`);
    expect(server.changes).to.deep.equal([]);
    get(dialog, 'button', 'Cancel subscription').click();
    await said(wallet, `Coffee plan is canceled and ends on ${MARCH}`);
    expect(text(block(wallet))).to.contain(`Ends on ${MARCH}. Nothing further is charged.`);
    get(block(wallet), 'button', 'Keep subscription').click();
    await said(wallet, 'Coffee plan goes on');
    expect(server.changes).to.deep.equal([
      'POST /elements/subscriptions/sub_1/cancel',
      'POST /elements/subscriptions/sub_1/keep',
    ]);
  });

  it('move to another card under words that are ticked', async () => {
    const wallet = await mountWallet();
    get(block(wallet), 'button', 'Change card').click();
    await until(() => find(wallet, 'radio', /Mastercard/), 'form');
    get(wallet, 'radio', /Mastercard/).click();
    await until(() => find(wallet, 'checkbox', /^I authorize/), 'words');
    get(wallet, 'button', 'Save').click();
    expect(server.changes).to.deep.equal([]);
    get(wallet, 'checkbox', /^I authorize/).click();
    get(wallet, 'button', 'Save').click();
    await said(wallet, 'Coffee plan is now paid with Mastercard ending in 4444');
    expect(server.calls.at(-1)?.body).to.deep.equal({
      payment_method: 'pm_mc',
      offer: 'offer_moved',
    });
  });

  it('say which ones end when their permission is revoked', async () => {
    const wallet = await mountWallet();
    get(cardBlock(wallet, 'Visa ending in 4242'), 'button', 'Revoke').click();
    await until(() => find(wallet, 'alertdialog'), 'dialog');
    expect(text(get(wallet, 'alertdialog'))).to.contain(
      `Coffee plan: Ends on ${MARCH}. Nothing further is charged.`,
    );
  });

  it('say when nobody agreed to a charge, when one failed, and when they rest', async () => {
    for (const [more, words] of [
      [{ agreed: false }, 'No card may be charged for it yet.'],
      [{ payment_method: null, agreed: false }, 'No card may be charged for it yet.'],
      [{ status: 'past_due' }, 'The last payment failed.'],
      [{ paused: true }, 'Paused: nothing is charged at the moment.'],
    ] as const) {
      server.state = walletState({ subscriptions: [walletSubscription(more)] });
      const wallet = await mountWallet();
      expect(text(block(wallet))).to.contain(words);
      wallet.remove();
    }
  });

  it('say at their place when a change failed', async () => {
    server.scripts.set('POST subscriptions/sub_1/keep', () =>
      Response.json({ error: { type: 'api_error', message: 'RAW' } }, { status: 500 }),
    );
    const ends = { ends_at: walletSubscription().ends_if_cancelled_at };
    server.state = walletState({ subscriptions: [walletSubscription(ends)] });
    const wallet = await mountWallet();
    get(block(wallet), 'button', 'Keep subscription').click();
    await until(() => find(wallet, 'alert'), 'problem');
    expect(text(block(wallet))).not.to.contain('RAW');
    expect(block(wallet).contains(get(wallet, 'alert'))).to.equal(true);
  });
});
