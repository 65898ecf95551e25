/** The card frame wears what the page wears, whatever changes it and whenever. */
import { expect, fixture, html } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { KeepsakeCard } from '../../components/card/card.ts';
import { register } from '../../components/shared/register.ts';
import { CHANGES_SYSTEM } from './support/engine.ts';
import { until } from './support/page.ts';

/** The same server by another name; the frame tells each look that it is given. */
function frameUrl(): string {
  const url = new URL('./support/fake-frame.html', import.meta.url);
  url.hostname = url.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  url.search = '?do=look';
  return url.href;
}

describe('the look of the card frame', () => {
  before(() => register('keepsake-card', KeepsakeCard));
  afterEach(() => emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' }));

  async function mountCard() {
    const looks: string[] = [];
    const around = await fixture<HTMLElement>(html`<div style="color-scheme: light dark">
      <keepsake-card
        .url=${frameUrl()}
        @card-change=${({ detail }: HTMLElementEventMap['card-change']) => {
          if (detail.brand) looks.push(detail.brand);
        }}
      ></keepsake-card>
    </div>`);
    const card = around.querySelector('keepsake-card');
    await until(() => card?.shadowRoot?.querySelector('.frame.ready'), 'greeted');
    const last = () => JSON.parse(looks.at(-1) ?? '{}');
    return { around, looks, last };
  }

  for (const [property, value, token, expected] of [
    ['--keepsake-color-text', 'rgb(1, 2, 3)', 'color-text', 'rgb(1, 2, 3)'],
    ['--keepsake-color-danger', 'rgb(1, 2, 3)', 'color-danger', 'rgb(1, 2, 3)'],
    ['--keepsake-color-surface', 'rgb(1, 2, 3)', 'color-surface', 'rgb(1, 2, 3)'],
    ['--keepsake-font-family', 'serif', 'font-family', 'serif'],
    ['--keepsake-font-size', '20px', 'font-size', '20px'],
    ['--keepsake-radius', '3px', 'radius', '3px'],
    ['--keepsake-field-height', '60px', 'field-height', '60px'],
    ['--keepsake-gap', '9px', 'gap', '9px'],
    ['--keepsake-border-width', '3px', 'border-width', '3px'],
  ] as const) {
    it(`follows ${property}`, async () => {
      const { around, last } = await mountCard();
      expect(last().tokens[token]).not.to.equal(expected);
      around.style.setProperty(property, value);
      await until(() => last().tokens[token] === expected, token);
    });
  }

  const change = CHANGES_SYSTEM ? it : it.skip;
  change('follows the system from light to dark, once', async () => {
    await emulateMedia({ colorScheme: 'light' });
    const { looks, last } = await mountCard();
    expect(last().colorScheme).to.equal('light');
    const before = looks.length;
    await emulateMedia({ colorScheme: 'dark' });
    await until(() => last().colorScheme === 'dark', 'dark');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(looks.length).to.be.at.most(before + 2);
  });

  it('follows where motion is unwanted', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    const { around, last } = await mountCard();
    around.style.colorScheme = 'dark';
    await until(() => last().colorScheme === 'dark', 'dark');
  });

  it('catches up on what changed while it could not be seen', async () => {
    const { around, looks, last } = await mountCard();
    around.hidden = true;
    around.style.colorScheme = 'dark';
    await new Promise((resolve) => setTimeout(resolve, 100));
    const unseen = looks.length;
    around.hidden = false;
    await until(() => last().colorScheme === 'dark', 'dark');
    expect(looks.length).to.be.above(unseen);
  });
});
