/** The wallet as a buyer meets it: what it shows, and how each permission is taken back. */
import { expect, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { KeepsakeWallet } from '../../components/wallet/wallet.ts';
import { all, find, focused, get, names, text, until } from './support/page.ts';
import {
  agreed,
  cardBlock,
  cardNames,
  descriptionOf,
  mandate,
  mountWallet,
  refusal,
  WALLET_SECRET,
  WalletServer,
  walletCard,
  walletState,
} from './support/wallet.ts';

const VISA = 'Visa ending in 4242';
const MASTERCARD = 'Mastercard ending in 4444';
const AMEX = 'American Express ending in 0005';

function said(wallet: KeepsakeWallet): string {
  return text(get(wallet, 'status'));
}

/** Presses a button of a card that asks first, and gives the confirming answer. */
async function press(wallet: KeepsakeWallet, card: string, name: string): Promise<void> {
  get(cardBlock(wallet, card), 'button', name).focus();
  get(cardBlock(wallet, card), 'button', name).click();
  await until(() => find(wallet, 'alertdialog'), 'dialog');
  get(get(wallet, 'alertdialog'), 'button', name).click();
}

describe('the wallet', () => {
  let server: WalletServer;
  beforeEach(() => {
    server = new WalletServer();
  });
  afterEach(() => server.restore());

  it('shows every card with its permissions, by one request that carries the secret in a header', async () => {
    const wallet = await mountWallet();
    expect(server.calls).to.have.length(1);
    expect(server.calls[0]?.url.href).not.to.contain('secret');
    expect(server.calls[0]?.headers.get('authorization')).to.equal(`Bearer ${WALLET_SECRET}`);
    expect(cardNames(wallet)).to.deep.equal([VISA, MASTERCARD, AMEX]);
    const visa = text(cardBlock(wallet, VISA));
    expect(visa).to.contain('Visa •••• 4242');
    expect(visa).to.contain('expires 12/2030');
    expect(visa).to.contain('Default');
    expect(visa).to.contain('Pays for Coffee plan');
    expect(visa).to.contain('Shown at checkout');
    expect(visa).to.contain('Yes, since February 14, 2026');
    expect(visa).to.contain('May be charged by Fernweh');
    expect(visa).to.contain('$20.00 each time · 12 charges');
    expect(visa).to.contain('3 charges, $45.00 in all');
    const mastercard = text(cardBlock(wallet, MASTERCARD));
    expect(mastercard).to.contain('No. Fernweh cannot charge this card without you.');
    const amex = text(cardBlock(wallet, AMEX));
    expect(amex).to.contain('expired 03/2024');
    expect(amex).to.contain('No. You will not see this card when you pay.');
  });

  it('offers for each card only what fits it, and says which card a button belongs to', async () => {
    const wallet = await mountWallet();
    expect(names(cardBlock(wallet, VISA), 'button')).to.deep.equal([
      'Update card',
      `Remove ${VISA}`,
      'Stop showing',
      'Revoke',
    ]);
    expect(names(cardBlock(wallet, MASTERCARD), 'button')).to.deep.equal([
      'Use as default',
      'Update card',
      `Remove ${MASTERCARD}`,
      'Stop showing',
    ]);
    expect(names(cardBlock(wallet, AMEX), 'button')).to.deep.equal([
      'Update card',
      `Remove ${AMEX}`,
    ]);
    for (const card of [VISA, MASTERCARD, AMEX]) {
      for (const button of all(cardBlock(wallet, card), 'button')) {
        const name = button.ariaLabel ?? descriptionOf(button);
        expect(name, text(button)).to.contain(card);
      }
    }
    expect(descriptionOf(get(wallet, 'button', 'Revoke'))).to.contain('Regular charges');
  });

  it('keeps the words that were agreed to, exactly, within reach', async () => {
    const wallet = await mountWallet();
    const [shown, charged] = cardBlock(wallet, VISA).querySelectorAll('details');
    expect(shown?.open).to.equal(false);
    shown?.querySelector('summary')?.click();
    expect(text(shown?.querySelector('blockquote') ?? wallet)).to.equal(
      'Save this card for future purchases.',
    );
    expect(charged?.querySelector('blockquote')?.lang).to.equal('en');
  });

  it('says so where the words were agreed elsewhere', async () => {
    const shown = { allowed: true, agreed: agreed('cons_api', null) };
    server.state = walletState({ payment_methods: [walletCard('pm_a', { shown })] });
    const wallet = await mountWallet();
    expect(text(cardBlock(wallet, VISA))).to.contain('agreed elsewhere');
    expect(get(wallet, 'button', 'Stop showing')).to.exist;
  });

  it('makes a card the default, and says what that decides', async () => {
    const wallet = await mountWallet();
    const button = get(wallet, 'button', 'Use as default');
    expect(descriptionOf(button)).to.contain('subscriptions begin with');
    button.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => text(cardBlock(wallet, MASTERCARD)).includes('Default'), 'default');
    expect(server.changes).to.deep.equal(['POST /elements/payment_methods/pm_mc/default']);
    expect(text(cardBlock(wallet, VISA))).not.to.contain('Default');
    expect(said(wallet)).to.contain(`${MASTERCARD} is now your default`);
    await until(() => focused()?.matches('h3'), 'focus');
    expect(focused()?.ariaLabel).to.equal(MASTERCARD);
  });

  it('waits for the answer, shows that it waits, and asks once however often it is pressed', async () => {
    let answer: () => void = () => {};
    server.scripts.set('POST payment_methods/pm_mc/default', (call) =>
      new Promise<void>((resolve) => {
        answer = resolve;
      }).then(() => server.apply(call)),
    );
    const wallet = await mountWallet();
    const button = get(wallet, 'button', 'Use as default');
    for (let times = 0; times < 20; times += 1) button.click();
    await until(() => button.ariaBusy === 'true', 'busy');
    get(cardBlock(wallet, VISA), 'button', 'Stop showing').click();
    await wallet.updateComplete;
    expect(find(wallet, 'alertdialog')).to.equal(null);
    expect(text(cardBlock(wallet, MASTERCARD))).not.to.contain('Default ');
    answer();
    await until(() => find(cardBlock(wallet, VISA), 'button', 'Use as default'), 'moved');
    expect(server.changes).to.have.length(1);
  });

  it('stops showing after one question that says what stays', async () => {
    const wallet = await mountWallet();
    get(cardBlock(wallet, VISA), 'button', 'Stop showing').click();
    await until(() => find(wallet, 'alertdialog'), 'dialog');
    const dialog = get(wallet, 'alertdialog', `Stop showing ${VISA}?`);
    expect(text(dialog)).to.contain('no longer offer you this card');
    expect(text(dialog)).to.contain('What you allowed Fernweh to charge stays');
    expect(focused()).to.equal(get(dialog, 'button', 'Keep'));
    get(dialog, 'button', 'Stop showing').click();
    await until(() => text(cardBlock(wallet, VISA)).includes('No. You will not'), 'hidden');
    expect(server.changes).to.deep.equal(['POST /elements/consents/cons_pm_visa/withdraw']);
    expect(find(cardBlock(wallet, VISA), 'button', 'Stop showing')).to.equal(null);
    expect(find(cardBlock(wallet, VISA), 'button', 'Revoke')).to.exist;
    expect(said(wallet)).to.equal(`${VISA} is no longer shown at checkout`);
    await until(() => focused()?.ariaLabel === VISA, 'focus');
  });

  it('says beforehand, and afterwards, when a card goes with its last permission', async () => {
    server.scripts.set('POST consents/cons_pm_mc/withdraw', () => {
      const { payment_methods } = server.state;
      server.state = walletState({
        payment_methods: payment_methods.filter(({ id }) => id !== 'pm_mc'),
      });
      return Response.json(server.state);
    });
    const wallet = await mountWallet();
    get(cardBlock(wallet, MASTERCARD), 'button', 'Stop showing').click();
    await until(() => find(wallet, 'alertdialog'), 'dialog');
    const dialog = get(wallet, 'alertdialog');
    expect(text(dialog)).to.contain('Nothing else keeps this card, so Fernweh then deletes it');
    get(dialog, 'button', 'Stop showing').click();
    await until(() => cardNames(wallet).length === 2, 'gone');
    expect(said(wallet)).to.equal(`${MASTERCARD} is deleted: no permission is left that keeps it`);
    await until(() => focused()?.ariaLabel === AMEX, 'focus');
  });

  it('keeps all as it is when the answer is Keep or Escape', async () => {
    const wallet = await mountWallet();
    const button = get(cardBlock(wallet, VISA), 'button', 'Revoke');
    for (const key of ['Enter', 'Escape']) {
      button.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => find(wallet, 'alertdialog'), 'dialog');
      await sendKeys({ press: key });
      await until(() => !find(wallet, 'alertdialog'), 'closed');
      expect(focused()).to.equal(button);
    }
    expect(server.changes).to.deep.equal([]);
  });

  it('revokes one of several mandates and leaves the others', async () => {
    const mandates = [
      mandate({ id: 'mandate_a' }),
      mandate({ id: 'mandate_b', category: 'installment' }),
    ];
    server.state = walletState({ payment_methods: [walletCard('pm_visa', { mandates })] });
    const wallet = await mountWallet();
    const [, second] = all(wallet, 'button').filter((button) => text(button) === 'Revoke');
    expect(second && descriptionOf(second)).to.contain('Instalments');
    second?.click();
    await until(() => find(wallet, 'alertdialog'), 'dialog');
    get(get(wallet, 'alertdialog'), 'button', 'Revoke').click();
    await until(() => !text(cardBlock(wallet, VISA)).includes('Instalments'), 'revoked');
    expect(server.changes).to.deep.equal(['POST /elements/mandates/mandate_b/revoke']);
    expect(text(cardBlock(wallet, VISA))).to.contain('Regular charges');
  });

  it('takes a new expiry date in place', async () => {
    const wallet = await mountWallet();
    get(cardBlock(wallet, AMEX), 'button', 'Update card').click();
    await until(() => find(wallet, 'textbox', 'Expiry date'), 'form');
    expect(focused()).to.equal(get(wallet, 'textbox', 'Expiry date'));
    await sendKeys({ type: '01/20' });
    await sendKeys({ press: 'Enter' });
    await until(() => find(wallet, 'alert', /This date has passed/), 'fault');
    expect(server.changes).to.deep.equal([]);
    expect(focused()).to.equal(get(wallet, 'textbox', 'Expiry date'));
    const field = get(wallet, 'textbox', 'Expiry date');
    if (field instanceof HTMLInputElement) field.select();
    await sendKeys({ type: '9/2031' });
    get(wallet, 'button', 'Save').click();
    await until(() => text(cardBlock(wallet, AMEX)).includes('expires 09/2031'), 'saved');
    const sent = server.calls.find(({ method }) => method === 'POST');
    expect(sent?.body).to.deep.equal({ exp_month: 9, exp_year: 2031 });
    expect(find(wallet, 'textbox')).to.equal(null);
    expect(said(wallet)).to.equal(`${AMEX} is updated`);
    await until(() => focused()?.ariaLabel === AMEX, 'focus');
  });

  it('keeps what was typed when saving fails, and closes the form by Escape', async () => {
    server.scripts.set('POST payment_methods/pm_mc', () => refusal(400, 'parameter_invalid'));
    const wallet = await mountWallet();
    get(cardBlock(wallet, MASTERCARD), 'button', 'Update card').click();
    await until(() => find(wallet, 'textbox', 'Expiry date'), 'form');
    await sendKeys({ type: '09/31' });
    await sendKeys({ press: 'Enter' });
    await until(() => find(wallet, 'alert', /could not be updated/), 'told');
    const field = get(wallet, 'textbox', 'Expiry date');
    expect(field instanceof HTMLInputElement && field.value).to.equal('09/31');
    field.focus();
    await sendKeys({ press: 'Escape' });
    await until(() => !find(wallet, 'textbox'), 'closed');
    expect(focused()?.ariaLabel).to.equal(MASTERCARD);
  });

  it('tells of a refusal at the card, in its own words, and changes nothing', async () => {
    server.scripts.set('POST consents/cons_pm_visa/withdraw', () => refusal(400, 'nope'));
    const wallet = await mountWallet();
    let code = '';
    wallet.addEventListener('keepsake-error', (event) => {
      code = event.detail.code;
    });
    await press(wallet, VISA, 'Stop showing');
    await until(() => find(cardBlock(wallet, VISA), 'alert'), 'told');
    expect(text(get(wallet, 'alert'))).to.contain(`${VISA} is still shown at checkout`);
    expect(text(wallet.shadowRoot?.querySelector('.root') ?? wallet)).not.to.contain('RAW');
    expect(text(cardBlock(wallet, VISA))).to.contain('Yes, since');
    expect(said(wallet)).to.equal('');
    expect(code).to.equal('nope');
    expect(focused()).to.equal(get(cardBlock(wallet, VISA), 'button', 'Stop showing'));
  });

  it('looks at the wallet when an answer was lost, and tells what it finds', async () => {
    server.scripts.set('POST mandates/mandate_1/revoke', (call) => {
      server.apply(call);
      return 'network';
    });
    const wallet = await mountWallet();
    await press(wallet, VISA, 'Revoke');
    await until(() => said(wallet).includes('is revoked'), 'found');
    expect(find(wallet, 'alert')).to.equal(null);
    expect(server.changes).to.have.length(1);
  });

  it('says that it does not know when it cannot even look', async () => {
    server.scripts.set('POST mandates/mandate_1/revoke', () => 'network');
    const wallet = await mountWallet();
    server.scripts.set('GET wallet', () => 'network');
    await press(wallet, VISA, 'Revoke');
    await until(() => find(wallet, 'alert', /we do not know whether this was done/), 'told');
  });

  it('shows nothing of the customer once the session has ended', async () => {
    const wallet = await mountWallet();
    server.scripts.set('POST payment_methods/pm_mc/default', () =>
      refusal(401, 'customer_session_expired'),
    );
    get(wallet, 'button', 'Use as default').focus();
    get(wallet, 'button', 'Use as default').click();
    await until(() => find(wallet, 'alert', /This page has expired/), 'panel');
    expect(cardNames(wallet)).to.deep.equal([]);
    expect(wallet.shadowRoot?.textContent).not.to.contain('4242');
    await until(() => focused()?.matches('h2'), 'focus');
  });

  it('looks by itself when the session should have ended', async () => {
    const expires_at = Math.floor(Date.now() / 1_000) + 1;
    server.state = walletState({ customer_session: { id: 'cuss_1', expires_at } });
    const wallet = await mountWallet();
    server.scripts.set('GET wallet', () => refusal(401, 'customer_session_expired'));
    await until(() => find(wallet, 'alert', /This page has expired/), 'panel');
  });

  it('has room for loading, for none, for a foreign secret, for a lost network', async () => {
    server.state = walletState({ payment_methods: [] });
    expect(
      text((await mountWallet()).shadowRoot?.querySelector('.panel') ?? document.body),
    ).to.match(/No saved cards.*Fernweh keeps no card of yours/);
    server.scripts.set('GET wallet', () => refusal(401, 'client_secret_invalid'));
    expect(find(await mountWallet(), 'alert', /cannot be shown/)).to.exist;
    server.scripts.set('GET wallet', () => 'network');
    const wallet = await mountWallet();
    expect(find(wallet, 'alert', /could not be loaded/)).to.exist;
    server.scripts.clear();
    server.state = walletState();
    get(wallet, 'button', 'Try again').click();
    await until(() => cardNames(wallet).length === 3, 'loaded');
  });

  it('saves a receipt as a file, and opens one as a page in a tab of its own', async () => {
    const wallet = await mountWallet();
    cardBlock(wallet, VISA).querySelector('summary')?.click();
    const saved: string[] = [];
    const { open } = window;
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function () {
      saved.push(`${this.download} ${this.protocol}`);
    };
    const shown: string[] = [];
    const tab = { opener: window, location: { replace: (url: string) => shown.push(url) } };
    window.open = () => Object(tab);
    try {
      get(cardBlock(wallet, VISA), 'button', 'Save signed receipt').click();
      await until(() => saved.length > 0, 'saved');
      get(cardBlock(wallet, VISA), 'button', 'Open receipt').click();
      await until(() => shown.length > 0, 'opened');
    } finally {
      window.open = open;
      HTMLAnchorElement.prototype.click = click;
    }
    expect(saved).to.deep.equal(['receipt-cons_pm_visa.json blob:']);
    expect(tab.opener).to.equal(null);
    const page = shown[0] ?? '';
    expect(page).to.match(/^blob:/);
    const asked = server.calls.slice(1);
    expect(asked.map(({ url }) => url.pathname)).to.deep.equal([
      '/elements/receipts/cons_pm_visa',
      '/elements/receipts/cons_pm_visa',
    ]);
    expect(asked.map(({ headers }) => headers.get('accept'))).to.deep.equal([
      'application/json',
      'text/html',
    ]);
  });

  it('sends the secret to no other place that a receipt may name', async () => {
    const receipt = 'https://elsewhere.test/receipt';
    const shown = { allowed: true, agreed: { ...agreed('cons_1', 'Words.'), receipt } };
    server.state = walletState({ payment_methods: [walletCard('pm_visa', { shown })] });
    const wallet = await mountWallet();
    wallet.shadowRoot?.querySelector('summary')?.click();
    get(wallet, 'button', 'Save signed receipt').click();
    await until(() => find(wallet, 'alert', /receipt could not be fetched/), 'told');
    expect(server.calls).to.have.length(1);
  });

  it('tells the page what was changed, and never a secret', async () => {
    const wallet = await mountWallet();
    const told: object[] = [];
    wallet.addEventListener('keepsake-change', (event) => told.push(event.detail));
    get(wallet, 'button', 'Use as default').click();
    await until(() => told.length === 1, 'told');
    expect(told[0]).to.deep.equal({
      session: null,
      paymentMethod: { id: 'pm_mc', brand: 'mastercard', last4: '4444' },
      newCard: false,
      change: 'default',
    });
  });

  it('speaks the page’s language and direction', async () => {
    const wallet = await mountWallet(
      html`<keepsake-wallet client-secret=${WALLET_SECRET} locale="ar"></keepsake-wallet>`,
    );
    await until(() => find(wallet, 'button', 'استخدامها افتراضيًا'), 'its language never came');
    const root = wallet.shadowRoot?.querySelector('.root');
    // The tables of words come one by one.
    await until(() => root && getComputedStyle(root).direction === 'rtl', 'its direction');
    expect(text(root ?? wallet)).not.to.match(/Shown at checkout|May be charged/);
  });
});
