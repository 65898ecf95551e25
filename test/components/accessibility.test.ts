/** Axe finds nothing to complain about in any main state, in light and dark and right to left. */
import { expect, html } from '@open-wc/testing';
import 'axe-core';
import type { KeepsakeCheckout } from '../../components/checkout/checkout.ts';
import { find, get, mount, text, until } from './support/page.ts';
import { declined, FakeServer } from './support/server.ts';
import { checkoutState, mandateOffer, SECRET } from './support/state.ts';

async function violations(checkout: KeepsakeCheckout): Promise<string[]> {
  // The empty frame of another origin is not ours to look into.
  const { violations: found } = await window.axe.run(checkout, { iframes: false });
  return found.flatMap(({ id, nodes }) => nodes.map(({ html: where }) => `${id}: ${where}`));
}

declare global {
  interface Window {
    readonly axe: typeof import('axe-core');
  }
}

type Theme = 'light' | 'dark';

const states: [string, (server: FakeServer) => void, (checkout: KeepsakeCheckout) => unknown][] = [
  ['saved cards', () => {}, () => {}],
  [
    'new card with consent',
    () => {},
    async (checkout) => {
      get(checkout, 'radio', 'New card').click();
      await until(() => find(checkout, 'checkbox', /^Save this card/), 'consent');
    },
  ],
  [
    'all fields, with errors',
    (server) => {
      const collect = {
        email: true,
        billing: 'required',
        shipping_countries: ['DE', 'US'],
      } as const;
      server.state = checkoutState({ collect: { ...collect, shipping_countries: ['DE', 'US'] } });
    },
    async (checkout) => {
      get(checkout, 'button', /^Pay/).click();
      await until(() => checkout.shadowRoot?.activeElement, 'focus');
    },
  ],
  [
    'declined',
    (server) => {
      server.onConfirm = () => declined('card_declined');
    },
    async (checkout) => {
      get(checkout, 'button', /^Pay/).click();
      await until(() => find(checkout, 'alert'), 'told');
    },
  ],
  [
    'mandate missing',
    (server) => {
      server.state = checkoutState({
        session: { mode: 'subscription' },
        offers: { redisplay: null, mandate: mandateOffer },
      });
    },
    async (checkout) => {
      get(checkout, 'button', /^Subscribe/).click();
      await until(() => get(checkout, 'checkbox').matches(':focus'), 'focus');
    },
  ],
  [
    'remove dialog',
    () => {},
    async (checkout) => {
      get(checkout, 'button', /^Remove Visa ending in 4242/).click();
      await until(() => find(checkout, 'alertdialog'), 'dialog');
    },
  ],
  [
    'an expired card brought up to date',
    () => {},
    async (checkout) => {
      get(checkout, 'button', /^Update card/).click();
      await until(() => find(checkout, 'textbox', 'Expiry date'), 'form');
    },
  ],
  [
    'a shared computer',
    () => {},
    async (checkout) => {
      get(checkout, 'button', 'This is a shared computer').click();
      await until(() => find(checkout, 'button', 'Stop showing them anywhere'), 'notice');
    },
  ],
  [
    'a session about to end',
    (server) => {
      const expires_at = Math.floor(Date.now() / 1_000) + 90;
      server.state = checkoutState({ session: { expires_at } });
    },
    async (checkout) => {
      await until(() => checkout.shadowRoot?.querySelector('[part=closing]'), 'said');
    },
  ],
  [
    'complete',
    () => {},
    async (checkout) => {
      get(checkout, 'button', /^Pay/).click();
      await until(() => /Payment complete/.test(text(get(checkout, 'status'))), 'complete');
    },
  ],
  [
    'expired',
    (server) => {
      server.state = checkoutState({ session: { status: 'expired' } });
    },
    () => {},
  ],
];

describe('accessibility', () => {
  let server: FakeServer;
  beforeEach(() => {
    sessionStorage.clear();
    server = new FakeServer();
  });
  afterEach(() => {
    server.restore();
    document.body.removeAttribute('dir');
    document.body.style.removeProperty('background');
  });

  for (const theme of ['light', 'dark'] as const) {
    for (const [name, prepare, act] of states) {
      it(`${name}, ${theme}`, async () => {
        prepare(server);
        await check(theme, act);
      });
    }
  }

  it('saved cards, right to left', async () => {
    document.body.dir = 'rtl';
    await check('light', (checkout) => {
      const row = checkout.shadowRoot?.querySelector('keepsake-methods')?.shadowRoot;
      const radio = row?.querySelector('input')?.getBoundingClientRect().left ?? 0;
      const name = row?.querySelector('bdi')?.getBoundingClientRect().left ?? 0;
      expect(radio).to.be.greaterThan(name);
    });
  });

  async function check(theme: Theme, act: (checkout: KeepsakeCheckout) => unknown): Promise<void> {
    document.body.style.background = theme === 'dark' ? '#0e0f13' : '#fff';
    const checkout = await mount(
      html`<keepsake-checkout client-secret=${SECRET} theme=${theme}></keepsake-checkout>`,
    );
    await act(checkout);
    await checkout.updateComplete;
    expect(await violations(checkout)).to.deep.equal([]);
  }
});
