/** The tag in mode subscription: what is due now and later is seen before the press, and nothing is agreed for the buyer. */
import { expect, html } from '@open-wc/testing';
import { find, get, mount, names, text, until } from './support/page.ts';
import { complete, FakeServer } from './support/server.ts';
import { checkoutState, mandateOffer, SECRET } from './support/state.ts';

const at = (day: string) => Math.floor(Date.parse(`${day}T12:00:00Z`) / 1_000);
const monthly = {
  amount: 2_400,
  interval: 'month',
  interval_count: 1,
  next_at: at('2027-05-03'),
  trial_end: null,
} as const;

describe('the tag in mode subscription', () => {
  let server: FakeServer;
  beforeEach(() => {
    server = new FakeServer();
  });
  afterEach(() => server.restore());

  const subscribe = (amount: number, recurring: object, locale = 'en') => {
    server.state = checkoutState({
      session: {
        mode: 'subscription',
        amount_total: amount,
        recurring: { ...monthly, ...recurring },
      },
      offers: { redisplay: null, mandate: mandateOffer },
    });
    return mount(
      html`<keepsake-checkout client-secret=${SECRET} locale=${locale}></keepsake-checkout>`,
    );
  };
  /** What is said below the total, once it is there. */
  const line = (checkout: Element) => {
    const plan = checkout.shadowRoot?.querySelector('keepsake-plan');
    return plan?.shadowRoot?.querySelector('p')?.textContent?.replace(/\s/g, ' ') ?? '';
  };

  for (const [name, amount, recurring, locale, words, button] of [
    [
      'what follows',
      2_400,
      {},
      'en',
      'Then $24.00 every month, from May 3, 2027',
      /^Subscribe for \$24\.00 with Mastercard/,
    ],
    [
      'a trial',
      0,
      { trial_end: at('2027-05-03'), interval: 'year', interval_count: 2 },
      'en',
      'Free until May 3, 2027, then $24.00 every 2 years',
      /^Subscribe with Mastercard/,
    ],
    ['it in German', 2_400, {}, 'de', 'Danach 24,00 $ jeden Monat, ab 3. Mai 2027', /^Für 24,00/],
  ] as const) {
    it(`says ${name}`, async () => {
      const checkout = await subscribe(amount, recurring, locale);
      await until(() => line(checkout).includes(words), words);
      await until(() => find(checkout, 'button', button), `${button}`);
    });
  }

  it('needs the agreement: focus goes there, nothing is sent until it is ticked', async () => {
    server.onConfirm = () => complete;
    const checkout = await subscribe(2_400, {});
    await until(() => names(checkout, 'checkbox').length === 1, 'box');
    get(checkout, 'button', /^Subscribe/).click();
    await until(() => text(get(checkout, 'status')).includes('Tick this box'), 'hint');
    expect(server.presses).to.have.length(0);
    get(checkout, 'checkbox', /^I authorize/).click();
    get(checkout, 'button', /^Subscribe/).click();
    await until(() => /Subscription started/.test(text(get(checkout, 'status'))), 'started');
    expect(server.presses[0]?.consents).to.deep.equal({
      mandate: { offer: mandateOffer.id, accepted: true },
    });
  });
});
