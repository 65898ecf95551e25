/** The radio group as ears and a keyboard find it. */
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { KeepsakeMethods } from '../../components/methods/methods.ts';
import { all, get, names, text, untilFocused } from './support/page.ts';
import { card, mastercard, old, visa } from './support/state.ts';

async function mountMethods(): Promise<KeepsakeMethods> {
  await import('../../components/define.ts');
  const element = await fixture<KeepsakeMethods>(
    html`<keepsake-methods
      .methods=${[mastercard, visa, old]}
      .chosen=${'pm_mc'}
      .preferred=${{ method: 'pm_mc', reason: 'newest' }}
      new-card
    ></keepsake-methods>`,
  );
  element.addEventListener('method-select', ({ detail }) => {
    element.chosen = detail.method;
  });
  return element;
}

describe('<keepsake-methods>', () => {
  it('names the group and every radio', async () => {
    const methods = await mountMethods();
    expect(names(methods, 'radiogroup')).to.deep.equal(['Payment method']);
    expect(names(methods, 'radio')).to.deep.equal([
      'Mastercard ending in 4444, expires 12/2030',
      'Visa ending in 4242, expires 12/2030, default',
      'Visa ending in 1111, expired 03/2024',
      'New card',
    ]);
    expect(names(methods, 'button')).to.deep.equal([
      'Remove Mastercard ending in 4444',
      'Remove Visa ending in 4242',
      'Remove Visa ending in 1111',
    ]);
  });

  it('says why a card is preselected, and shows digits as they are', async () => {
    const methods = await mountMethods();
    const rows = [...(methods.shadowRoot?.querySelectorAll('.row') ?? [])].map(text);
    expect(rows[0]).to.contain('Mastercard •••• 4444').and.to.contain('your newest card');
    expect(rows[1]).not.to.contain('newest');
  });

  it('is one Tab stop with arrow keys that skip what cannot be chosen', async () => {
    const methods = await mountMethods();
    const radio = (name: RegExp) => get(methods, 'radio', name);
    await sendKeys({ press: 'Tab' });
    await untilFocused(radio(/Mastercard/));
    await sendKeys({ press: 'ArrowDown' });
    await untilFocused(radio(/4242/));
    expect(methods.chosen).to.equal('pm_visa');
    await sendKeys({ press: 'ArrowDown' });
    await untilFocused(radio(/New card/));
    // Whether the way goes round at the end is the platform's own: not in WebKit.
    for (const _ of [1, 2]) await sendKeys({ press: 'ArrowUp' });
    await untilFocused(radio(/Mastercard/));
    expect(methods.chosen).to.equal('pm_mc');
    await sendKeys({ press: 'Tab' });
    await untilFocused(get(methods, 'button', 'Remove Mastercard ending in 4444'));
  });

  it('disables what cannot be used, but lets it be removed', async () => {
    const methods = await mountMethods();
    expect(get(methods, 'radio', /1111/).matches(':disabled')).to.equal(true);
    expect(get(methods, 'button', /1111/).matches(':disabled')).to.equal(false);
  });

  it('shows fifty cards at once, every one to be found', async () => {
    const methods = await mountMethods();
    methods.methods = Array.from({ length: 50 }, (_, i) =>
      card(`pm_${i}`, { last4: `${1000 + i}` }),
    );
    await methods.updateComplete;
    expect(all(methods, 'radio')).to.have.length(51);
    const elements = methods.shadowRoot?.querySelectorAll('.list *').length ?? 0;
    expect(elements / 50).to.be.at.most(10);
  });
});
