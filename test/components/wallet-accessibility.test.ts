/** The wallet's states under axe, in light, dark and right-to-left; and by keyboard alone. */
import { expect, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import 'axe-core';
import type { KeepsakeWallet } from '../../components/wallet/wallet.ts';
import { all, find, focused, get, text, until } from './support/page.ts';
import {
  cardBlock,
  mandate,
  mountWallet,
  refusal,
  WALLET_SECRET,
  WalletServer,
  walletCard,
  walletState,
} from './support/wallet.ts';

async function violations(wallet: KeepsakeWallet): Promise<string[]> {
  const { violations: found } = await window.axe.run(wallet);
  return found.flatMap(({ id, nodes }) => nodes.map(({ html: where }) => `${id}: ${where}`));
}

const states: [string, (wallet: KeepsakeWallet) => unknown][] = [
  [
    'cards with all words open',
    (wallet) => {
      for (const words of wallet.shadowRoot?.querySelectorAll('details') ?? []) words.open = true;
    },
  ],
  [
    'a form with a fault, and a problem',
    async (wallet) => {
      get(wallet, 'button', 'Use as default').click();
      await until(() => find(wallet, 'alert'), 'problem');
      get(cardBlock(wallet, 'American Express ending in 0005'), 'button', 'Update card').click();
      await until(() => wallet.shadowRoot?.querySelector('keepsake-expiry-form'), 'form');
      await sendKeys({ type: 'x' });
      await sendKeys({ press: 'Enter' });
      await until(() => all(wallet, 'alert').length === 2, 'fault');
    },
  ],
  [
    'a backup being named',
    async (wallet) => {
      get(wallet, 'button', 'Name a backup card').click();
      await until(() => find(wallet, 'radio'), 'form');
      get(wallet, 'radio').click();
      await until(() => find(wallet, 'checkbox'), 'words');
    },
  ],
  [
    'the question with a choice',
    async (wallet) => {
      wallet.shadowRoot?.querySelector<HTMLElement>('.remove')?.click();
      await until(() => find(wallet, 'alertdialog'), 'dialog');
    },
  ],
];

describe('the wallet for everyone', () => {
  let server: WalletServer;
  beforeEach(() => {
    server = new WalletServer();
    const { payment_methods } = walletState();
    const late = walletCard('pm_late', {
      brand: 'jcb',
      last4: '0505',
      mandates: [
        mandate({ id: 'mandate_2', status: 'pending' }),
        mandate({ id: 'mandate_3', outlasts_card: true }),
      ],
    });
    server.state = walletState({ payment_methods: [...payment_methods, late] });
    server.scripts.set('POST payment_methods/pm_mc/default', () => refusal(400, 'nope'));
    const offer = { id: 'offer_1', text: 'I authorize it.', sha256: 's', locale: 'en' };
    const terms = { category: 'recurring', interval: 'month', interval_count: 1 };
    server.scripts.set('GET payment_methods/pm_late/agreements', () =>
      Response.json({ agreements: [{ mandate: 'mandate_3', ...terms, offer }] }),
    );
  });
  afterEach(() => server.restore());

  for (const theme of ['light', 'dark'] as const) {
    for (const [name, reach] of states) {
      it(`has no fault that axe finds: ${name}, ${theme}`, async () => {
        const wallet = await mountWallet(
          html`<keepsake-wallet client-secret=${WALLET_SECRET} theme=${theme}></keepsake-wallet>`,
        );
        wallet.style.setProperty('background', theme === 'dark' ? '#0f1115' : '#fff');
        await reach(wallet);
        expect(await violations(wallet)).to.deep.equal([]);
      });
    }
  }

  it('has no fault that axe finds: right to left', async () => {
    const wallet = await mountWallet(
      html`<div dir="rtl" lang="ar">
        <keepsake-wallet client-secret=${WALLET_SECRET}></keepsake-wallet>
      </div>`,
    ).catch(() => null);
    const found = wallet ?? document.querySelector('keepsake-wallet');
    if (!found) throw new Error('no wallet');
    await until(() => found.shadowRoot?.querySelector('h3'), 'cards');
    expect(await violations(found)).to.deep.equal([]);
  });

  it('announces through one polite region and leaves nothing by color alone', async () => {
    const wallet = await mountWallet();
    expect(all(wallet, 'status')).to.have.length(1);
    for (const state of wallet.shadowRoot?.querySelectorAll('.state') ?? []) {
      expect(text(state)).to.match(/^(Yes|No|Not yet)/);
    }
  });

  it('can be worked by keyboard alone', async () => {
    const wallet = await mountWallet();
    const reached: string[] = [];
    for (let presses = 0; presses < 6; presses += 1) {
      await sendKeys({ press: 'Tab' });
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
    await sendKeys({ press: 'Enter' });
    await until(() => find(wallet, 'alertdialog'), 'dialog');
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await until(() => !find(cardBlock(wallet, 'Visa ending in 4242'), 'button', 'Revoke'), 'done');
    await until(() => focused()?.ariaLabel === 'Visa ending in 4242', 'focus');
    expect(get(wallet, 'status')).to.exist;
  });

  it('fits a phone and a narrow column without scrolling sideways', async () => {
    for (const width of ['360px', '280px']) {
      const wallet = await mountWallet();
      wallet.style.setProperty('inline-size', width);
      await wallet.updateComplete;
      expect(wallet.scrollWidth, width).to.be.at.most(wallet.clientWidth);
      for (const button of all(wallet, 'button')) {
        expect(button.getBoundingClientRect().height, text(button)).to.be.at.least(44);
      }
    }
  });
});
