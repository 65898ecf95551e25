/** In the wallet: another number in the place of a card, and a second card for when one has ended. */
import { expect } from '@open-wc/testing';
import type { KeepsakeWallet } from '../../components/wallet/wallet.ts';
import type { Agreements } from '../../server/wire/elements.ts';
import { find, focused, get, names, text, until } from './support/page.ts';
import {
  cardBlock,
  cardNames,
  mandate,
  mountWallet,
  refusal,
  WalletServer,
  walletCard,
  walletState,
} from './support/wallet.ts';

const VISA = 'Visa ending in 4242';
const MASTERCARD = 'Mastercard ending in 4444';

function frameUrl(): string {
  const url = new URL('./support/fake-frame.html', import.meta.url);
  url.hostname = url.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  return url.href;
}

const offer = {
  id: 'offer_1',
  text: 'I authorize Fernweh to charge this card every month.',
  sha256: 's',
  locale: 'en',
};

function offered(offers: Agreements['agreements'][number]['offer'][]): Response {
  const agreements = offers.map((each, at) => ({
    mandate: `mandate_${at + 1}`,
    category: 'recurring' as const,
    interval: 'month' as const,
    interval_count: 1,
    offer: each,
  }));
  return Response.json({ agreements } satisfies Agreements);
}

describe('another card in the wallet', () => {
  let server: WalletServer;
  beforeEach(() => {
    server = new WalletServer();
    server.state = walletState({ card_entry: { driver: 'bank', url: frameUrl() } });
  });
  afterEach(() => server.restore());

  async function number(): Promise<KeepsakeWallet> {
    const wallet = await mountWallet();
    get(cardBlock(wallet, VISA), 'button', 'Update card').click();
    await until(() => find(wallet, 'button', 'The number has changed'), 'form');
    get(wallet, 'button', 'The number has changed').click();
    await until(() => find(wallet, 'checkbox', /every month/), 'words');
    return wallet;
  }

  it('takes another number with the agreements that were ticked, and says so once', async () => {
    server.scripts.set('GET payment_methods/pm_visa/agreements', () => offered([offer, null]));
    server.scripts.set('POST payment_methods/pm_visa', () => {
      const [, ...others] = walletState().payment_methods;
      server.state = walletState({
        payment_methods: [walletCard('pm_new', { last4: '0077', is_default: true }), ...others],
      });
      return Response.json(server.state);
    });
    const wallet = await number();
    expect(text(focused() ?? wallet)).to.equal(`New card in place of ${VISA}`);
    const box = get(wallet, 'checkbox', /every month/);
    expect(box).to.have.property('checked', false);
    box.click();
    const fields = wallet.shadowRoot
      ?.querySelector('keepsake-number-form')
      ?.shadowRoot?.querySelector('keepsake-card');
    await until(() => fields?.shadowRoot?.querySelector('.frame.ready'), 'frame');
    await fields?.focusField('number');
    await until(() => fields?.complete, 'typed');
    get(wallet, 'button', 'Replace card').click();
    await until(() => cardNames(wallet)[0] === 'Visa ending in 0077', 'replaced');
    expect(server.calls.find(({ method }) => method === 'POST')?.body).to.deep.equal({
      card_token: 'ctok_fake',
      agreements: [{ mandate: 'mandate_1', offer: 'offer_1', accepted: true }],
    });
    expect(text(get(wallet, 'status'))).to.equal(`${VISA} is updated`);
    await until(() => focused()?.matches('h3'), 'focus');
  });

  it('keeps the old card when the new one is declined', async () => {
    server.scripts.set('GET payment_methods/pm_visa/agreements', () => offered([offer]));
    server.scripts.set('POST payment_methods/pm_visa', () => {
      const error = { type: 'card_error', code: 'card_declined', message: 'RAW WORDS' };
      return Response.json({ error }, { status: 402 });
    });
    const wallet = await number();
    const fields = wallet.shadowRoot
      ?.querySelector('keepsake-number-form')
      ?.shadowRoot?.querySelector('keepsake-card');
    await until(() => fields?.shadowRoot?.querySelector('.frame.ready'), 'frame');
    await fields?.focusField('number');
    await until(() => fields?.complete, 'typed');
    get(wallet, 'button', 'Replace card').click();
    await until(
      () => find(wallet, 'alert', /new card was declined\. Visa ending in 4242 stays/),
      'told',
    );
    expect(find(wallet, 'button', 'Replace card')).not.to.equal(null);
    expect(cardNames(wallet)).to.have.length(3);
  });

  it('says that a card ends first, and takes a backup with its words', async () => {
    const ending = mandate({ outlasts_card: true });
    const [visa, ...others] = server.state.payment_methods;
    if (visa)
      server.state = {
        ...server.state,
        payment_methods: [{ ...visa, mandates: [ending] }, ...others],
      };
    server.scripts.set('GET payment_methods/pm_visa/agreements', () => offered([offer]));
    server.scripts.set('POST mandates/mandate_1/backup', () => {
      const backup = { id: 'pm_mc', brand: 'mastercard', last4: '4444' };
      const named = { ...ending, backup };
      if (visa)
        server.state = {
          ...server.state,
          payment_methods: [{ ...visa, mandates: [named] }, ...others],
        };
      return Response.json(server.state);
    });
    const wallet = await mountWallet();
    expect(text(cardBlock(wallet, VISA))).to.contain('This card ends before this permission does.');
    get(cardBlock(wallet, VISA), 'button', 'Name a backup card').click();
    await until(() => find(wallet, 'radio', /Mastercard/), 'form');
    expect(names(wallet, 'radio')).to.deep.equal([`${MASTERCARD} expires 12/2030`]);
    get(wallet, 'radio', /Mastercard/).click();
    await until(() => find(wallet, 'checkbox', /every month/), 'words');
    get(wallet, 'button', 'Save').click();
    await until(() => get(wallet, 'checkbox', /every month/).matches(':focus'), 'asked to agree');
    expect(server.changes).to.deep.equal([]);
    get(wallet, 'checkbox', /every month/).click();
    get(wallet, 'button', 'Save').click();
    await until(
      () => /Backup: Mastercard ending in 4444/.test(text(cardBlock(wallet, VISA))),
      'named',
    );
    expect(server.calls.find(({ method }) => method === 'POST')?.body).to.deep.equal({
      payment_method: 'pm_mc',
      offer: 'offer_1',
    });
    expect(text(get(wallet, 'status'))).to.equal(`The backup for ${VISA} is named`);
    await until(() => focused()?.matches('h3'), 'focus');
  });

  it('shows on the other card what it stands in for, and no backup where there is no other card', async () => {
    const waiting = mandate({
      status: 'pending',
      stands_in_for: { id: 'pm_visa', brand: 'visa', last4: '4242' },
      valid_from: Date.UTC(2030, 11, 1, 12) / 1_000,
    });
    server.state = walletState({
      payment_methods: [
        walletCard('pm_mc', { brand: 'mastercard', last4: '4444', mandates: [waiting] }),
      ],
    });
    const wallet = await mountWallet();
    expect(text(cardBlock(wallet, MASTERCARD))).to.contain(
      `Backup for ${VISA}, from December 1, 2030`,
    );
    expect(find(wallet, 'button', /backup/i)).to.equal(null);
  });

  it('says when what is agreed cannot be had, and tries again', async () => {
    let times = 0;
    server.scripts.set('GET payment_methods/pm_visa/agreements', () => {
      times += 1;
      return times === 1 ? refusal(400, 'nope') : offered([offer]);
    });
    const wallet = await mountWallet();
    get(cardBlock(wallet, VISA), 'button', 'Update card').click();
    await until(() => find(wallet, 'button', 'The number has changed'), 'form');
    get(wallet, 'button', 'The number has changed').click();
    await until(() => find(wallet, 'alert', /could not be loaded/), 'told');
    get(wallet, 'button', 'Try again').click();
    await until(() => find(wallet, 'checkbox', /every month/), 'words');
  });
});
