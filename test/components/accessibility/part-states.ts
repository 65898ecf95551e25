/** The parts that are used alone, and the bank's card form: rows of the table in `states.ts`. */
import { html } from 'lit';
import { KeepsakeCard } from '../../../components/card/card.ts';
import { KeepsakeChallenge } from '../../../components/challenge/challenge.ts';
import { KeepsakeConsent } from '../../../components/consent/consent.ts';
import { register } from '../../../components/shared/register.ts';
import { createBankForm } from '../../../server/bank/frame/bank-form.ts';
import { type CardMode, createCardForm } from '../../../server/bank/frame/card-form.ts';
import { labelsFor } from '../../../server/bank/frame/labels.ts';
import { get, until } from '../support/page.ts';
import { mandateOffer, mastercard, old, visa } from '../support/state.ts';
import { frameUrl, type Stage } from './stage.ts';
import type { State } from './state.ts';

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

/** The bank's form as it stands in its frame, on a page that is the frame. */
async function bankForm(stage: Stage, mode: CardMode) {
  await stage.wear('../../../server/bank/frame/frame.css');
  const form = createCardForm(mode, Date.now, () => {});
  form.say(labelsFor('en').labels, 'en');
  stage.show(html`${form.element}`);
  return form;
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
  {
    element: 'bank form',
    state: 'empty',
    arrange: async (stage) => (await bankForm(stage, 'card')).element,
  },
  {
    element: 'bank form',
    state: 'account, judged',
    async arrange(stage) {
      await stage.wear('../../../server/bank/frame/frame.css');
      const form = createBankForm('us_bank_account', () => {});
      form.say(labelsFor('en').labels, 'en');
      stage.show(html`${form.element}`);
      stage.type(form.element, 'Routing number', '110000001');
      form.validate();
      form.focus('routing');
      return form.element;
    },
    heard: [
      /^This routing number is not valid\.$/,
      /^Fill in this field\.$/,
      /^Fill in this field\.$/,
    ],
    focus: 'input',
  },
  {
    element: 'bank form',
    state: 'judged',
    async arrange(stage) {
      const form = await bankForm(stage, 'card');
      stage.type(form.element, 'Card number', '4242 4242 4242 4241');
      form.validate();
      form.focus('number');
      return form.element;
    },
    heard: [
      /^This card number is not valid\.$/,
      /^Fill in this field\.$/,
      /^Fill in this field\.$/,
    ],
    focus: '#number',
  },
  {
    element: 'bank form',
    state: 'code alone, refused',
    async arrange(stage) {
      const form = await bankForm(stage, 'cvc');
      form.mark('cvc', 'invalid_cvc');
      form.focus('cvc');
      return form.element;
    },
    heard: [/security code/i],
    focus: '#cvc',
  },
];
