/** The states of a checkout on the way to its payment: rows of the table in `states.ts`. */
import { html } from 'lit';
import { find, get, until } from '../support/page.ts';
import { declined, processing, refused, result } from '../support/server.ts';
import { checkoutState, mandateOffer, mastercard, SECRET } from '../support/state.ts';
import { frameUrl, never, type Stage } from './stage.ts';
import type { State } from './state.ts';

const PAY = /^Pay/;
const PROCESSING = /^Processing your payment/;
const framed = { card_entry: { driver: 'bank' as const, url: frameUrl() } };
const everyField = {
  collect: { email: true, billing: 'required' as const, shipping_countries: ['DE', 'US'] },
  prefill: null,
};
const agreed = {
  session: { mode: 'subscription' },
  offers: { redisplay: null, mandate: mandateOffer },
} as const;

async function pressed(stage: Stage, answer: ReturnType<typeof declined>) {
  stage.api.onConfirm = () => answer;
  const checkout = await stage.checkout(framed);
  stage.press(checkout, 'button', PAY);
  await stage.seen(checkout, 'alert');
  return checkout;
}

async function challenged(stage: Stage) {
  const next_action = {
    type: 'redirect_to_url',
    redirect_to_url: { url: frameUrl('silent'), return_url: null },
  } as const;
  const body = result('requires_action', { next_action });
  stage.api.onConfirm = () => ({ status: 200, body });
  stage.api.onStatus = () => ({ status: 200, body });
  const checkout = await stage.checkout();
  stage.press(checkout, 'button', PAY);
  await stage.seen(checkout, 'dialog');
  return checkout;
}

const soon = () => ({
  session: { expires_at: Math.floor(Date.now() / 1_000) + 90 },
});

export const payingStates: readonly State[] = [
  {
    element: 'checkout',
    state: 'paid before',
    async arrange(stage) {
      const checkout = await stage.checkout({ session: { status: 'complete' } });
      await stage.said(checkout, /Payment complete/);
      return checkout;
    },
    heard: [/^Payment complete \$10\.99 to/],
  },
  {
    element: 'checkout',
    state: 'bank account chosen',
    async arrange(stage) {
      const bank_entry = { type: 'us_bank_account' as const, url: frameUrl() };
      const account = {
        ...mastercard,
        id: 'pm_account',
        brand: 'bank_account',
        last4: '6789',
        exp_month: null,
        exp_year: null,
      };
      const checkout = await stage.checkout({
        bank_entry,
        payment_methods: [mastercard, account],
        offers: { redisplay: null, mandate: null, debit: mandateOffer },
      });
      stage.press(checkout, 'radio', 'Bank account');
      await stage.seen(checkout, 'checkbox', /^I authorize/);
      return checkout;
    },
  },
  {
    element: 'checkout',
    state: 'loading',
    async arrange(stage) {
      stage.api.state = never;
      return stage.show(html`<keepsake-checkout client-secret=${SECRET}></keepsake-checkout>`);
    },
  },
  { element: 'checkout', state: 'saved cards', arrange: (stage) => stage.checkout() },
  {
    element: 'checkout',
    state: 'no card yet',
    arrange: (stage) =>
      stage.checkout({ ...framed, payment_methods: [], prefill: null, customer: null }),
  },
  {
    element: 'checkout',
    state: 'new card with consent',
    async arrange(stage) {
      const checkout = await stage.checkout(framed);
      stage.press(checkout, 'radio', 'New card');
      await stage.seen(checkout, 'checkbox', /^Save this card/);
      return checkout;
    },
    focus: 'input[type=radio]',
  },
  {
    element: 'checkout',
    state: 'new card missing',
    async arrange(stage) {
      const checkout = await stage.checkout({ ...framed, payment_methods: [], prefill: null });
      const fields = () => checkout.shadowRoot?.querySelector('keepsake-card');
      await until(() => fields()?.shadowRoot?.querySelector('.frame.ready'), 'frame');
      stage.type(checkout, 'Full name', 'Ada Long');
      stage.press(checkout, 'button', PAY);
      await stage.said(checkout, /Complete your card details/);
      return checkout;
    },
    heard: [/^Complete your card details\.$/],
    focus: 'iframe',
  },
  {
    element: 'checkout',
    state: 'no card chosen',
    async arrange(stage) {
      const checkout = await stage.checkout({ prefill: null });
      stage.press(checkout, 'button', PAY);
      await stage.said(checkout, /Choose a card/);
      return checkout;
    },
    heard: [/^Choose a card to pay with\.$/],
    focus: 'input[type=radio]',
  },
  {
    element: 'checkout',
    state: 'all fields, all missing',
    async arrange(stage) {
      const checkout = await stage.checkout({
        ...everyField,
        payment_methods: [mastercard],
        customer: null,
      });
      get(checkout, 'radio', /Mastercard/).click();
      stage.press(checkout, 'button', PAY);
      await stage.said(checkout, /^\s*Enter: Email/);
      return checkout;
    },
    heard: [/^Enter: Email$/],
    focus: '#email',
  },
  {
    element: 'checkout',
    state: 'agreement missing',
    async arrange(stage) {
      const checkout = await stage.checkout(agreed);
      await until(() => find(checkout, 'button', /^Subscribe/), 'the words and their box');
      stage.press(checkout, 'button', /^Subscribe/);
      await stage.said(checkout, /Tick this box/);
      return checkout;
    },
    heard: [/^Tick this box to continue\.$/],
    focus: 'input[type=checkbox]',
  },
  {
    element: 'checkout',
    state: 'agreement changed',
    async arrange(stage) {
      stage.api.state = (_call, times) => ({
        status: 200,
        body: checkoutState({
          ...agreed,
          offers: { redisplay: null, mandate: { ...mandateOffer, id: `offer_${times}` } },
        }),
      });
      const checkout = await stage.checkout();
      await stage.seen(checkout, 'checkbox');
      get(checkout, 'checkbox').click();
      stage.press(checkout, 'radio', /Visa ending in 4242/);
      await stage.said(checkout, /terms have changed/);
      return checkout;
    },
    heard: [/^The terms have changed/],
    focus: 'input[type=radio]',
  },
  {
    element: 'checkout',
    state: 'only saving, no payment',
    arrange: (stage) =>
      stage.checkout({
        ...framed,
        session: { mode: 'setup', amount_total: null },
        payment_methods: [],
        prefill: null,
      }),
  },
  {
    element: 'checkout',
    state: 'disabled by its form',
    arrange: async (stage) => {
      const markup = html`<fieldset disabled>
        <keepsake-checkout client-secret=${SECRET} locale="en"></keepsake-checkout>
      </fieldset>`;
      return stage.checkout({}, markup);
    },
  },
  {
    element: 'checkout',
    state: 'declined',
    arrange: (stage) => pressed(stage, declined('card_declined')),
    heard: [PROCESSING, /^Your card was declined\. You have not been charged\./],
    focus: '[part=pay]',
  },
  {
    element: 'checkout',
    state: 'code wanted',
    async arrange(stage) {
      const checkout = await pressed(stage, declined('incorrect_cvc'));
      const code = () => checkout.shadowRoot?.querySelector('#code');
      await until(() => code()?.shadowRoot?.querySelector('.frame.ready'), 'frame');
      return checkout;
    },
    heard: [PROCESSING, /^The security code is not right\./],
    focus: 'iframe',
  },
  {
    element: 'checkout',
    state: 'not processed',
    arrange: (stage) => pressed(stage, declined('processing_error')),
    heard: [PROCESSING, /^The payment could not be processed right now\./],
    focus: '[part=pay]',
  },
  {
    element: 'checkout',
    state: 'pressed',
    async arrange(stage) {
      stage.api.onConfirm = never;
      const checkout = await stage.checkout();
      stage.press(checkout, 'button', PAY);
      await stage.said(checkout, /Processing/);
      return checkout;
    },
    heard: [PROCESSING],
    focus: '[part=pay]',
  },
  {
    element: 'checkout',
    state: 'being checked',
    async arrange(stage) {
      stage.api.onConfirm = () => processing;
      const checkout = await stage.checkout();
      stage.press(checkout, 'button', PAY);
      await stage.said(checkout, /We are checking/);
      return checkout;
    },
    heard: [PROCESSING, /^We are checking your payment/],
    focus: '[part=pay]',
  },
  {
    element: 'checkout',
    state: 'connection lost',
    async arrange(stage) {
      stage.api.onConfirm = () => 'network';
      const checkout = await stage.checkout();
      stage.press(checkout, 'button', PAY);
      await stage.said(checkout, /connection was lost/);
      return checkout;
    },
    heard: [PROCESSING, /^The connection was lost/],
    focus: '[part=pay]',
  },
  {
    element: 'checkout',
    state: 'offline',
    async arrange(stage) {
      const checkout = await stage.checkout();
      get(checkout, 'button', PAY).focus();
      stage.network(false);
      await stage.said(checkout, /You are offline/);
      return checkout;
    },
    heard: [/^You are offline/],
    focus: '[part=pay]',
  },
  {
    element: 'checkout',
    state: 'challenge',
    arrange: challenged,
    heard: [PROCESSING, /^Waiting for your bank\./],
  },
  {
    element: 'checkout',
    state: 'challenge left',
    async arrange(stage) {
      const checkout = await challenged(stage);
      stage.press(checkout, 'button', 'Cancel');
      await stage.seen(checkout, 'button', 'Confirm with your bank');
      return checkout;
    },
    heard: [/^Waiting for your bank\. Confirm with your bank$/],
  },
  {
    element: 'checkout',
    state: 'about to end',
    async arrange(stage) {
      const checkout = await stage.checkout(soon());
      await stage.said(checkout, /closes at/);
      return checkout;
    },
    heard: [/^This checkout closes at/],
  },
  {
    element: 'checkout',
    state: 'being renewed',
    async arrange(stage) {
      stage.api.onConfirm = () => refused(400, 'checkout_session_expired');
      const checkout = await stage.checkout();
      checkout.addEventListener('keepsake-error', (event) => event.preventDefault());
      stage.press(checkout, 'button', PAY);
      await stage.said(checkout, /being renewed/);
      return checkout;
    },
    heard: [PROCESSING, /^One moment: the checkout is being renewed\./],
    focus: '[part=pay]',
  },
  {
    element: 'checkout',
    state: 'expired',
    arrange: (stage) => stage.checkout({ session: { status: 'expired' } }),
    heard: [/^This checkout has expired/],
  },
  {
    element: 'checkout',
    state: 'expired at the press',
    async arrange(stage) {
      stage.api.onConfirm = () => refused(400, 'checkout_session_expired');
      const checkout = await stage.checkout();
      stage.press(checkout, 'button', PAY);
      await stage.seen(checkout, 'alert', /has expired/);
      return checkout;
    },
    heard: [PROCESSING, /^This checkout has expired/],
    focus: 'h2',
  },
  {
    element: 'checkout',
    state: 'not loaded',
    async arrange(stage) {
      stage.api.state = () => 'network';
      return stage.checkout();
    },
    heard: [/^The checkout could not be loaded/],
  },
  {
    element: 'checkout',
    state: 'loading again',
    async arrange(stage) {
      stage.api.state = (_call, times) =>
        times === 1 ? 'network' : { status: 200, body: checkoutState() };
      const checkout = await stage.checkout();
      stage.press(checkout, 'button', 'Try again');
      await stage.seen(checkout, 'radio', /Mastercard/);
      return checkout;
    },
    heard: [/^Loading checkout$/],
    focus: 'input[type=radio]',
  },
  {
    element: 'checkout',
    state: 'not for this page',
    async arrange(stage) {
      stage.api.state = () => refused(401, 'invalid_client_secret');
      return stage.checkout();
    },
    heard: [/^This checkout cannot be opened/],
  },
  {
    element: 'checkout',
    state: 'no way to pay',
    arrange: (stage) => stage.checkout({ payment_methods: [], card_entry: null, prefill: null }),
    heard: [/^This checkout cannot be opened/],
  },
  {
    element: 'checkout',
    state: 'paid',
    async arrange(stage) {
      const checkout = await stage.checkout();
      stage.press(checkout, 'button', PAY);
      await stage.said(checkout, /Payment complete/);
      return checkout;
    },
    heard: [PROCESSING, /^Payment complete \$10\.99 to North & Pine/],
    focus: 'h2',
  },
];
