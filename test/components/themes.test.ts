/** Every shipped theme in light and in dark: readable, put on and taken off live, outdone by the page. */
import { expect, fixture, html } from '@open-wc/testing';
import type { KeepsakeCheckout } from '../../components/checkout/checkout.ts';
import { mount, until } from './support/page.ts';
import { FakeServer } from './support/server.ts';
import { SECRET } from './support/state.ts';

type Color = readonly [number, number, number];

/** A used color, without its alpha. */
function read(text: string): Color {
  const numbers = (text.match(/[\d.]+/g) ?? []).map(Number);
  const scale = text.startsWith('color(') ? 255 : 1;
  const [red = 0, green = 0, blue = 0] = numbers.map((each) => each * scale);
  return [red, green, blue];
}

/** Relative luminance (WCAG 2.2). */
function luminance(color: Color): number {
  const [red, green, blue] = color.map((each) => {
    const part = each / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function contrast(one: Color, other: Color): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** What stands on what, and how far apart both must be: 4.5 for words, 3 for borders and signs. */
const PAIRS = [
  ...['text', 'muted', 'danger', 'accent'].flatMap((front) =>
    ['surface', 'tint', 'field'].map((back) => [front, back, 4.5] as const),
  ),
  ['on-accent', 'accent', 4.5],
  ['field-border', 'field', 3],
  ['field-border', 'tint', 3],
  ['field-border', 'surface', 3],
  ['success', 'surface', 3],
  ['focus', 'surface', 3],
  ['focus', 'tint', 3],
] as const;

describe('themes', () => {
  let server: FakeServer;
  beforeEach(() => {
    server = new FakeServer();
  });
  afterEach(() => server.restore());

  const listOf = ({ shadowRoot }: Element) => shadowRoot?.querySelector('keepsake-methods');

  async function themed(theme: string): Promise<KeepsakeCheckout> {
    const checkout = await mount(
      html`<keepsake-checkout client-secret=${SECRET} theme=${theme}></keepsake-checkout>`,
    );
    await until(() => listOf(checkout)?.shadowRoot, 'cards');
    return checkout;
  }

  /** A token's used color where cards are listed. */
  function used(checkout: KeepsakeCheckout, token: string): Color {
    const probe = document.createElement('i');
    probe.style.color = `var(--_${token})`;
    listOf(checkout)?.shadowRoot?.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return read(color);
  }

  it('measures contrast as WCAG does', () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).to.be.closeTo(21, 0.01);
    expect(contrast(read('rgb(119, 119, 119)'), [255, 255, 255])).to.be.closeTo(4.48, 0.01);
    expect(read('color(srgb 1 0.5 0)')).to.deep.equal([255, 127.5, 0]);
  });

  for (const theme of ['plain', 'paper', 'pop']) {
    for (const scheme of ['light', 'dark']) {
      it(`${theme} can be read in ${scheme}`, async () => {
        const checkout = await themed(`${theme} ${scheme}`);
        const found = PAIRS.map(([front, back, least]) => {
          const ratio = contrast(used(checkout, front), used(checkout, back));
          return ratio >= least ? null : `${front} on ${back}: ${ratio.toFixed(2)} < ${least}`;
        });
        expect(found.filter((each) => each !== null)).to.deep.equal([]);
        expect(luminance(used(checkout, 'surface')) > 0.5).to.equal(scheme === 'light');
      });
    }
  }

  it('all differ', async () => {
    const accents = [];
    for (const theme of ['plain', 'paper', 'pop']) {
      accents.push(used(await themed(`${theme} light`), 'accent').join());
    }
    expect(new Set(accents).size).to.equal(3);
  });

  it('are put on and taken off while the form stays', async () => {
    const checkout = await themed('light');
    const accent = () => used(checkout, 'accent').join();
    const plain = accent();
    const form = listOf(checkout);
    checkout.theme = 'light paper';
    await until(() => accent() !== plain, 'put on');
    const paper = accent();
    checkout.theme = 'pop light';
    await until(() => ![plain, paper].includes(accent()), 'changed');
    checkout.theme = 'light';
    await until(() => accent() === plain, 'taken off');
    expect(listOf(checkout)).to.equal(form);
  });

  it('that nobody knows change nothing', async () => {
    const checkout = await themed('light toString');
    expect(used(checkout, 'accent').join()).to.equal('36,71,214');
  });

  it('are outdone by what the page sets, on the tag or around it', async () => {
    const around = await fixture<HTMLElement>(
      html`<div style="--keepsake-color-accent: rgb(1, 2, 3)">
        <keepsake-checkout client-secret=${SECRET} theme="paper light"></keepsake-checkout>
      </div>`,
    );
    const checkout = around.querySelector('keepsake-checkout');
    if (!checkout) throw new Error('no tag');
    await until(() => used(checkout, 'surface').join() === '255,253,248', 'paper');
    expect(used(checkout, 'accent').join()).to.equal('1,2,3');
  });
});
