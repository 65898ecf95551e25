/** The card element against a real frame of another origin: handshake, look, language, token, failure. */
import { expect, fixture, html } from '@open-wc/testing';
import { KeepsakeCard } from '../../components/card/card.ts';
import { register } from '../../components/shared/register.ts';
import { find, get, names, until } from './support/page.ts';

/** The same server by another name, which makes it another origin. */
function frameUrl(wish = ''): string {
  const url = new URL('./support/fake-frame.html', import.meta.url);
  url.hostname = url.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  url.search = wish ? `?do=${wish}` : '';
  return url.href;
}

describe('<keepsake-card>', () => {
  before(() => register('keepsake-card', KeepsakeCard));

  async function mountCard(wish = '') {
    const told: (string | null)[] = [];
    const card = await fixture<KeepsakeCard>(html`<keepsake-card
      .url=${frameUrl(wish)}
      theme="light"
      @card-change=${(event: HTMLElementEventMap['card-change']) => told.push(event.detail.brand)}
    ></keepsake-card>`);
    return { card, told };
  }

  /** The frame has its look a moment before the card knows that it may ask. */
  const isReady = (card: KeepsakeCard) => Reflect.get(card, 'status') === 'ready';

  it('opens a frame of another origin, titled, with its height and the look of the page', async () => {
    const { card, told } = await mountCard();
    await until(() => told.includes('light') && isReady(card), 'ready');
    const frame = card.shadowRoot?.querySelector('iframe');
    expect(frame?.title).to.equal('Card details');
    await until(() => frame?.getBoundingClientRect().height === 321, 'height');
  });

  it('keeps the height that the frame has told last, not the one that it began with', async () => {
    const { card } = await mountCard('shrinks');
    await until(() => isReady(card), 'ready');
    const frame = card.shadowRoot?.querySelector('iframe');
    expect(frame?.getBoundingClientRect().height).to.equal(123);
  });

  it('tells the frame at once when the look of the page changes', async () => {
    const { card, told } = await mountCard();
    await until(() => told.includes('light') && isReady(card), 'ready');
    card.setAttribute('theme', 'dark');
    await until(() => told.includes('dark'), 'dark');
  });

  it('tells the frame the language', async () => {
    const { card, told } = await mountCard();
    await until(() => told.includes('light') && isReady(card), 'ready');
    card.dir = 'rtl';
    card.locale = 'ar';
    await until(() => told.includes('ar rtl'), 'language');
    card.dir = 'ltr';
    card.locale = 'zh-TW';
    await until(() => told.includes('zh-Hant ltr'), 'the language that a tag gets');
  });

  it('gives a token', async () => {
    const { card, told } = await mountCard();
    await until(() => told.includes('light') && isReady(card), 'ready');
    expect(await card.tokenize()).to.deep.include({ ok: true, token: 'ctok_fake' });
  });

  it('asks on which network a co-badged card shall run, and gives the answer along', async () => {
    const { card, told } = await mountCard('co-badged');
    await until(() => find(card, 'radiogroup', 'Card brand'), 'choice');
    expect(names(card, 'radio')).to.deep.equal(['Cartes Bancaires', 'Visa']);
    expect(card.shadowRoot?.querySelector('input:checked')).to.equal(null);
    await until(() => isReady(card), 'ready');
    await card.tokenize();
    await until(() => told.includes('tokenize any'), 'open');
    get(card, 'radio', 'Visa').click();
    await card.updateComplete;
    await card.tokenize();
    await until(() => told.includes('tokenize visa'), 'chosen');
  });

  it('moves the focus to the field that the frame names', async () => {
    const { card, told } = await mountCard();
    await until(() => told.includes('light') && isReady(card), 'ready');
    expect(card.complete).to.equal(false);
    await card.reveal();
    await until(() => told.includes('focus expiry'), 'field');
    expect(card.shadowRoot?.activeElement?.localName).to.equal('iframe');
    expect(card.complete).to.equal(true);
  });

  it('asks for a fresh address when its session is over', async () => {
    const { card, told } = await mountCard('stale');
    let asked = 0;
    card.addEventListener('card-reload', () => {
      asked += 1;
    });
    await until(() => told.includes('light') && isReady(card), 'ready');
    expect(await card.tokenize()).to.have.nested.property('error.code', 'session_expired');
    expect(asked).to.equal(1);
  });

  it('gives no token before the frame is there', async () => {
    const { card } = await mountCard('silent');
    expect(await card.tokenize()).to.deep.include({ ok: false });
  });

  it('says so when there is no frame to speak with, and tries again', async () => {
    const { card, told } = await mountCard();
    await until(() => told.includes('light') && isReady(card), 'ready');
    card.url = 'data:text/html,nothing';
    await until(() => find(card, 'alert', /could not be loaded/), 'failed');
    card.url = frameUrl();
    get(card, 'button', 'Try again').click();
    await until(() => told.filter((brand) => brand === 'light').length > 1, 'again');
    expect(find(card, 'alert', /could not/)).to.equal(null);
  });
});
