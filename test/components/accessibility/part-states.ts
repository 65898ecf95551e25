/** The parts that are used alone, and the bank's card form: rows of the table in `states.ts`. */
import { html } from 'lit';
import { KeepsakeCard } from '../../../components/card/card.ts';
import { KeepsakeChallenge } from '../../../components/challenge/challenge.ts';
import { KeepsakeConsent } from '../../../components/consent/consent.ts';
import { register } from '../../../components/shared/register.ts';
import { get, until } from '../support/page.ts';
import { mandateOffer, mastercard, old, visa } from '../support/state.ts';
import { frameUrl, type Stage } from './stage.ts';
import type { State } from './states.ts';

async function fields(stage: Stage, url: string, mode: 'card' | 'cvc' = 'card') {
  register('keepsake-card', KeepsakeCard);
  const card = stage.show<KeepsakeCard>(
    html`<keepsake-card .url=${url} .mode=${mode} .merchant=${'North & Pine'}></keepsake-card>`,
  );
  await card.updateComplete;
  return card;
}

async function consent(stage: Stage) {
  register('keepsake-consent', KeepsakeConsent);
  const shown = stage.show<KeepsakeConsent>(
    html`<keepsake-consent .offer=${mandateOffer} .required=${true}></keepsake-consent>`,
  );
  await shown.updateComplete;
  return shown;
}

export const partStates: readonly State[] = [
  {
    element: 'methods',
    state: 'alone',
    async arrange(stage) {
      const cards = [mastercard, { ...visa, removable: false }, old];
      return stage.show(
        html`<keepsake-methods .methods=${cards} new-card chosen="pm_mc"></keepsake-methods>`,
      );
    },
  },
  {
    element: 'card',
    state: 'fields coming',
    arrange: (stage) => fields(stage, frameUrl('silent')),
  },
  {
    element: 'card',
    state: 'fields of a co-badged card',
    async arrange(stage) {
      const card = await fields(stage, frameUrl('co-badged'));
      await stage.seen(card, 'radiogroup', 'Card brand');
      return card;
    },
  },
  {
    element: 'card',
    state: 'code alone',
    async arrange(stage) {
      const card = await fields(stage, frameUrl(), 'cvc');
      await until(() => card.shadowRoot?.querySelector('.frame.ready'), 'ready');
      return card;
    },
  },
  {
    element: 'card',
    state: 'no fields',
    async arrange(stage) {
      const card = await fields(stage, 'data:text/html,nothing');
      await stage.seen(card, 'alert', /could not be loaded/);
      return card;
    },
    heard: [/^The card fields could not be loaded\.$/],
  },
  { element: 'consent', state: 'not ticked', arrange: consent },
  {
    element: 'consent',
    state: 'ticked by its words',
    async arrange(stage) {
      const shown = await consent(stage);
      stage.press(shown, 'checkbox');
      return shown;
    },
    focus: 'input[type=checkbox]',
  },
  {
    element: 'consent',
    state: 'asked for',
    async arrange(stage) {
      const shown = await consent(stage);
      shown.invalid = true;
      shown.focus();
      await shown.updateComplete;
      return shown;
    },
    focus: 'input[type=checkbox]',
  },
  {
    element: 'challenge',
    state: 'alone',
    async arrange(stage) {
      register('keepsake-challenge', KeepsakeChallenge);
      const url = frameUrl('silent');
      const shown = stage.show<KeepsakeChallenge>(
        html`<keepsake-challenge .url=${url}></keepsake-challenge>`,
      );
      await shown.updateComplete;
      get(shown, 'dialog');
      return shown;
    },
    focus: 'button',
  },
];
