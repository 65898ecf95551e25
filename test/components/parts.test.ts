/** Every part that lies deeper than a tag's own shadow is handed out to the page. */
import { expect, fixture, html } from '@open-wc/testing';
import { all, everything, get, mount, until } from './support/page.ts';
import { FakeServer } from './support/server.ts';
import { SECRET } from './support/state.ts';
import { mountWallet, WalletServer } from './support/wallet.ts';

/** Parts inside `tag` that a page's `tag::part(…)` does not reach. */
function unreachable(tag: Element): string[] {
  const inside = everything(tag.shadowRoot ?? tag).filter((each) => each.hasAttribute('part'));
  return inside.flatMap((element) => {
    const names = (element.getAttribute('part') ?? '').split(/\s+/);
    return names.filter((name) => {
      let root = element.getRootNode();
      while (root instanceof ShadowRoot && root.host !== tag) {
        const out = (root.host.getAttribute('exportparts') ?? '').split(/\s*,\s*/);
        if (!out.includes(name)) return true;
        root = root.host.getRootNode();
      }
      return false;
    });
  });
}

describe('parts', () => {
  it('of the checkout are all reached, saved cards and new card', async () => {
    const server = new FakeServer();
    try {
      const checkout = await mount(
        html`<keepsake-checkout client-secret=${SECRET}></keepsake-checkout>`,
      );
      await until(() => all(checkout, 'radio').length > 1, 'cards');
      expect(unreachable(checkout)).to.deep.equal([]);
      const seen = everything(checkout.shadowRoot ?? checkout).map((each) =>
        each.getAttribute('part'),
      );
      expect(seen).to.include('pay').and.to.include('method-label');
      await fixture(html`<style>keepsake-checkout::part(pay) { letter-spacing: 7px }</style>`);
      expect(getComputedStyle(get(checkout, 'button', /^Pay/)).letterSpacing).to.equal('7px');
      get(checkout, 'radio', 'New card').click();
      await until(
        () =>
          everything(checkout.shadowRoot ?? checkout).some((each) =>
            each.matches('[part~=card-frame]'),
          ),
        'card frame',
      );
      expect(unreachable(checkout)).to.deep.equal([]);
    } finally {
      server.restore();
    }
  });

  it('of the wallet are all reached', async () => {
    const server = new WalletServer();
    try {
      const wallet = await mountWallet();
      expect(unreachable(wallet)).to.deep.equal([]);
    } finally {
      server.restore();
    }
  });
});
