/** The instruments find what they are for: each is shown one fault, and one thing without it. */
import { expect } from '@open-wc/testing';
import { html, type TemplateResult } from 'lit';
import { FORCES_COLORS } from '../support/engine.ts';
import { Hearing } from './hearing.ts';
import { axeFaults, force, spread, view } from './looks.ts';
import { smallTargets, stops, walk } from './reaching.ts';
import {
  coveredWords,
  lostWords,
  moving,
  ringFault,
  unmarkedControls,
  unseenWords,
} from './seeing.ts';
import { Stage } from './stage.ts';

const big = 'min-block-size: 44px; min-inline-size: 44px';

describe('instruments', () => {
  let stage: Stage;
  beforeEach(() => {
    stage = new Stage();
  });
  afterEach(async () => {
    stage.strike();
    await force(false);
    await view(800);
  });

  const faults: [string, () => string[], TemplateResult, TemplateResult][] = [
    [
      'small targets',
      smallTargets,
      html`<p><button>x</button></p>`,
      html`<p><button style=${big}>x</button></p>`,
    ],
    [
      'words over words',
      coveredWords,
      html`<p>one<span style="position: relative; inset-inline-start: -20px">two</span></p>`,
      html`<p>one <span>two</span></p>`,
    ],
    [
      'words beyond the edge',
      lostWords,
      html`<p style="white-space: nowrap; inline-size: 9000px; text-align: end">far</p>`,
      html`<p>near</p>`,
    ],
    [
      'controls without an edge',
      unmarkedControls,
      html`<p><button style="border: 0">x</button></p>`,
      html`<p><button style="border: 1px solid">x</button></p>`,
    ],
    [
      'words without a color',
      unseenWords,
      html`<p style="color: transparent">x</p>`,
      html`<p style="color: black">x</p>`,
    ],
  ];
  for (const [what, look, bad, good] of faults) {
    it(`find ${what}`, () => {
      stage.show(bad);
      expect(look()).not.to.deep.equal([]);
      stage.show(good);
      expect(look()).to.deep.equal([]);
    });
  }

  it('find rings that are missing or cut off', async () => {
    const { before } = stage;
    expect(before.isConnected).to.equal(true);
    const ring = 'outline: 2px solid; outline-offset: 2px';
    const found: (string | null)[] = [];
    for (const [style, around] of [
      ['outline: none', ''],
      [ring, 'overflow: clip; inline-size: 50px'],
      [ring, 'padding: 8px; overflow: clip'],
    ]) {
      stage.show(html`<p style=${around ?? ''}><button style=${style ?? ''}>x</button></p>`);
      const [, second] = stops();
      second?.focus();
      if (second) found.push(ringFault(second));
    }
    expect(found.map((each) => each?.split(':')[0] ?? null)).to.deep.equal([
      'no focus ring',
      'focus ring cut off by 4.0 px',
      null,
    ]);
  });

  it('find what Tab cannot reach', async () => {
    stage.show(html`<p><button id="a">a</button><button id="b">b</button></p>`);
    const trap = (event: KeyboardEvent) => event.preventDefault();
    const seen = await walk(stage.before, (element) => {
      if (element.id === 'a' && element instanceof HTMLElement)
        element.addEventListener('keydown', trap);
    });
    expect(seen.some(({ id }) => id === 'b')).to.equal(false);
  });

  it('find what moves', () => {
    const shown = stage.show(html`<p>x</p>`);
    expect(moving()).to.deep.equal([]);
    shown.animate([{ opacity: 0 }, { opacity: 1 }], 10_000);
    expect(moving()).to.deep.equal(['moves: <p> x']);
  });

  it('hear each announcement, and each repetition', () => {
    const shown = stage.show(html`<p><span role="status"></span><span role="status"></span></p>`);
    const hearing = new Hearing();
    const [one, other] = shown.children;
    if (one && other) {
      one.textContent = 'Done';
      other.textContent = 'Done';
    }
    shown.append(Object.assign(document.createElement('b'), { role: 'alert', textContent: 'Oh' }));
    shown.append(Object.assign(document.createElement('b'), { role: 'status', textContent: 'No' }));
    expect(hearing.heard).to.deep.equal(['Done', 'Done', 'Oh']);
    hearing.stop();
  });

  it('force colors, space words and hear of axe', async () => {
    const shown = stage.show(html`<p style="color: #ccc; background: #fff">faint</p>`);
    expect((await axeFaults(shown, 'sight'))[0]).to.match(/^axe color-contrast/);
    await force(true);
    expect(matchMedia('(forced-colors: active)').matches).to.equal(FORCES_COLORS);
    expect(matchMedia('(prefers-reduced-motion: reduce)').matches).to.equal(true);
    const inside = document.createElement('i');
    const root = shown.attachShadow({ mode: 'open' });
    root.append(inside);
    const gather = spread();
    expect(getComputedStyle(inside).letterSpacing).not.to.equal('normal');
    gather();
    expect(getComputedStyle(inside).letterSpacing).to.equal('normal');
  });
});
