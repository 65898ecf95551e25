/** What a checkout does with saved cards beside paying: rows of the table in `states.ts`. */
import { find, until } from '../support/page.ts';
import { refused } from '../support/server.ts';
import { card, checkoutState, mastercard, old, redisplayOffer, visa } from '../support/state.ts';
import { frameUrl, never, type Stage } from './stage.ts';
import type { State } from './state.ts';

const PAY = /^Pay/;
const PROCESSING = /^Processing your payment/;
const GONE = /^Visa ending in 4242 removed$/;
const framed = { card_entry: { driver: 'bank' as const, url: frameUrl() } };

async function asked(stage: Stage) {
  const checkout = await stage.checkout(framed);
  stage.press(checkout, 'button', 'Remove Visa ending in 4242');
  await stage.seen(checkout, 'alertdialog');
  return checkout;
}

async function removed(stage: Stage) {
  const checkout = await asked(stage);
  stage.press(checkout, 'button', 'Remove');
  await stage.seen(checkout, 'button', 'Undo');
  await stage.said(checkout, GONE);
  return checkout;
}

async function updating(stage: Stage) {
  const checkout = await stage.checkout(framed);
  stage.press(checkout, 'button', 'Update card: Visa ending in 1111');
  await stage.seen(checkout, 'textbox', 'Expiry date');
  return checkout;
}

async function numbering(stage: Stage) {
  const checkout = await updating(stage);
  stage.press(checkout, 'button', 'The number has changed');
  return checkout;
}

async function shared(stage: Stage) {
  const checkout = await stage.checkout(framed);
  stage.press(checkout, 'button', 'This is a shared computer');
  await until(() => checkout.shadowRoot?.querySelector('[part=notice]'), 'notice');
  await stage.settled();
  return checkout;
}

export const keepingStates: readonly State[] = [
  {
    element: 'checkout',
    state: 'one card',
    arrange: (stage) => stage.checkout({ payment_methods: [mastercard] }),
  },
  {
    element: 'checkout',
    state: 'twelve cards',
    arrange: (stage) =>
      stage.checkout({
        payment_methods: Array.from({ length: 12 }, (_, at) =>
          card(`pm_${at}`, { last4: `${1000 + at}` }),
        ),
        prefill: null,
      }),
  },
  {
    element: 'checkout',
    state: 'only an expired card',
    arrange: (stage) => stage.checkout({ ...framed, payment_methods: [old], prefill: null }),
  },
  {
    element: 'checkout',
    state: 'removal asked about',
    arrange: asked,
    focus: '.keep',
  },
  {
    element: 'checkout',
    state: 'removal kept',
    async arrange(stage) {
      const checkout = await asked(stage);
      stage.press(checkout, 'button', 'Keep');
      await until(() => !find(checkout, 'alertdialog'), 'closed');
      return checkout;
    },
    focus: '[part=method-remove]',
  },
  {
    element: 'checkout',
    state: 'removed',
    arrange: removed,
    heard: [GONE],
    focus: 'input[type=radio]',
  },
  {
    element: 'checkout',
    state: 'removal undone',
    async arrange(stage) {
      const checkout = await removed(stage);
      stage.press(checkout, 'button', 'Undo');
      await stage.said(checkout, /is back/);
      return checkout;
    },
    heard: [/^Visa ending in 4242 is back$/],
    focus: 'input[type=radio]',
  },
  {
    element: 'checkout',
    state: 'removal failed',
    async arrange(stage) {
      stage.api.onRemove = () => refused(409, 'resource_in_use');
      stage.api.onConfirm = never;
      const checkout = await removed(stage);
      // What was to go goes before a press.
      stage.press(checkout, 'button', PAY);
      await stage.seen(checkout, 'alert', /could not be removed/);
      return checkout;
    },
    heard: [PROCESSING, /^Visa ending in 4242 could not be removed\./],
    focus: '[part=pay]',
  },
  { element: 'checkout', state: 'expiry date', arrange: updating, focus: '#expiry' },
  {
    element: 'checkout',
    state: 'expiry date wrong',
    async arrange(stage) {
      const checkout = await updating(stage);
      stage.type(checkout, 'Expiry date', '01/20');
      stage.press(checkout, 'button', 'Save');
      await stage.seen(checkout, 'alert');
      return checkout;
    },
    heard: [/^This date has passed\./],
    focus: '#expiry',
  },
  {
    element: 'checkout',
    state: 'expiry date not saved',
    async arrange(stage) {
      stage.api.onUpdate = () => refused(400, 'nope');
      const checkout = await updating(stage);
      stage.type(checkout, 'Expiry date', '09/39');
      stage.press(checkout, 'button', 'Save');
      await stage.seen(checkout, 'alert');
      return checkout;
    },
    heard: [/^Visa ending in 1111 could not be replaced\./],
    focus: '.save',
  },
  {
    element: 'checkout',
    state: 'expiry date saved',
    async arrange(stage) {
      const renewed = card('pm_old', { last4: '1111', exp_month: 9, exp_year: 2039 });
      const next = checkoutState({ ...framed, payment_methods: [mastercard, visa, renewed] });
      stage.api.onUpdate = () => ({
        status: 200,
        body: { payment_method: 'pm_old', checkout: next },
      });
      const checkout = await updating(stage);
      stage.type(checkout, 'Expiry date', '09/39');
      stage.press(checkout, 'button', 'Save');
      await stage.said(checkout, /ready to pay with/);
      return checkout;
    },
    heard: [/^Visa ending in 1111 is ready to pay with$/],
    focus: 'input[type=radio]',
  },
  {
    element: 'checkout',
    state: 'another number, with what goes on',
    async arrange(stage) {
      const terms = { interval: 'month', interval_count: 1 } as const;
      const offer = { ...redisplayOffer, id: 'offer_m', text: 'I authorize monthly charges.' };
      stage.api.agreements = [
        { mandate: 'mandate_1', category: 'recurring', ...terms, offer },
        { mandate: 'mandate_2', category: 'installment', ...terms, offer: null },
      ];
      const checkout = await numbering(stage);
      await stage.seen(checkout, 'checkbox', /I authorize monthly/);
      return checkout;
    },
    focus: 'h4',
  },
  {
    element: 'checkout',
    state: 'shared computer',
    arrange: shared,
    focus: '#hidden',
  },
  {
    element: 'checkout',
    state: 'shared computer, not told yet',
    async arrange(stage) {
      stage.api.onHide = () => 'network';
      const checkout = await shared(stage);
      await stage.said(checkout, /could not be told yet/);
      return checkout;
    },
    heard: [/^The shop could not be told yet\./],
    focus: '#hidden',
  },
  {
    element: 'checkout',
    state: 'shown nowhere any more',
    async arrange(stage) {
      const checkout = await shared(stage);
      stage.press(checkout, 'button', 'Stop showing them anywhere');
      await stage.said(checkout, /no longer shown/);
      return checkout;
    },
    heard: [/^Your cards are no longer shown at any checkout\.$/],
  },
];
