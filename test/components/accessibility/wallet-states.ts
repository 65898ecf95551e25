/** The states of a wallet: rows of the table in `states.ts`. */
import { html } from 'lit';
import { all, find, get, until } from '../support/page.ts';
import { redisplayOffer } from '../support/state.ts';
import {
  cardBlock,
  mandate,
  refusal,
  WALLET_SECRET,
  walletCard,
  walletState,
} from '../support/wallet.ts';
import { frameUrl, never, type Stage } from './stage.ts';
import type { State } from './state.ts';

const VISA = 'Visa ending in 4242';
const MASTERCARD = 'Mastercard ending in 4444';
const AMEX = 'American Express ending in 0005';
const REMOVED = /^Mastercard ending in 4444 removed$/;

/** Every kind of card and permission at once. */
async function full(stage: Stage) {
  const [visa, ...others] = walletState().payment_methods;
  const late = walletCard('pm_late', {
    brand: 'jcb',
    last4: '0505',
    mandates: [mandate({ id: 'mandate_2', status: 'pending' }), mandate({ id: 'mandate_3' })],
  });
  const ending = {
    ...walletCard('pm_visa'),
    ...visa,
    mandates: [mandate({ outlasts_card: true })],
  };
  return stage.wallet({
    payment_methods: [ending, ...others, late],
    card_entry: { driver: 'bank' as const, url: frameUrl() },
  });
}

async function updating(stage: Stage) {
  const wallet = await full(stage);
  stage.press(cardBlock(wallet, AMEX), 'button', 'Update card');
  await stage.seen(wallet, 'textbox', 'Expiry date');
  return wallet;
}

function agreements(stage: Stage) {
  const body = {
    agreements: [
      {
        mandate: 'mandate_1',
        category: 'recurring',
        interval: 'month',
        interval_count: 1,
        offer: { ...redisplayOffer, text: 'I authorize monthly charges.' },
      },
    ],
  };
  stage.accounts.scripts.set('GET payment_methods/pm_visa/agreements', () => Response.json(body));
}

async function naming(stage: Stage) {
  agreements(stage);
  const wallet = await full(stage);
  stage.press(wallet, 'button', 'Name a backup card');
  await stage.seen(wallet, 'radio', /Mastercard/);
  return wallet;
}

async function asked(stage: Stage, card: string) {
  const wallet = await full(stage);
  stage.press(wallet, 'button', `Remove ${card}`);
  await stage.seen(wallet, 'alertdialog');
  return wallet;
}

async function removed(stage: Stage) {
  const wallet = await asked(stage, MASTERCARD);
  stage.press(wallet, 'button', 'Remove');
  await stage.seen(wallet, 'button', 'Undo');
  return wallet;
}

export const walletStates: readonly State[] = [
  {
    element: 'wallet',
    state: 'loading',
    async arrange(stage) {
      stage.accounts.scripts.set('GET wallet', never);
      return stage.show(html`<keepsake-wallet client-secret=${WALLET_SECRET}></keepsake-wallet>`);
    },
  },
  {
    element: 'wallet',
    state: 'no cards',
    arrange: (stage) => stage.wallet({ payment_methods: [] }),
  },
  { element: 'wallet', state: 'cards', arrange: full },
  {
    element: 'wallet',
    state: 'all words open',
    async arrange(stage) {
      const wallet = await full(stage);
      for (const words of wallet.shadowRoot?.querySelectorAll('details') ?? []) words.open = true;
      return wallet;
    },
  },
  { element: 'wallet', state: 'expiry date', arrange: updating, focus: '#expiry' },
  {
    element: 'wallet',
    state: 'expiry date wrong',
    async arrange(stage) {
      const wallet = await updating(stage);
      stage.type(wallet, 'Expiry date', 'soon');
      stage.press(wallet, 'button', 'Save');
      await stage.seen(wallet, 'alert');
      return wallet;
    },
    heard: [/^Enter month and year/],
    focus: '#expiry',
  },
  {
    element: 'wallet',
    state: 'expiry date being saved',
    async arrange(stage) {
      stage.accounts.scripts.set('POST payment_methods/pm_old', never);
      const wallet = await updating(stage);
      stage.type(wallet, 'Expiry date', '09/39');
      stage.press(wallet, 'button', 'Save');
      await until(() => get(wallet, 'button', 'Save').ariaBusy === 'true', 'busy');
      return wallet;
    },
    focus: '.save',
  },
  {
    element: 'wallet',
    state: 'expiry date saved',
    async arrange(stage) {
      const wallet = await updating(stage);
      stage.type(wallet, 'Expiry date', '09/39');
      stage.press(wallet, 'button', 'Save');
      await stage.said(wallet, /is updated/);
      await until(() => !find(wallet, 'textbox'), 'closed');
      return wallet;
    },
    heard: [/^American Express ending in 0005 is updated$/],
    focus: 'h3',
  },
  {
    element: 'wallet',
    state: 'expiry date left',
    async arrange(stage) {
      const wallet = await updating(stage);
      stage.press(wallet, 'button', 'Cancel');
      await until(() => !find(wallet, 'textbox'), 'closed');
      return wallet;
    },
    focus: 'h3',
  },
  {
    element: 'wallet',
    state: 'another number, with what goes on',
    async arrange(stage) {
      agreements(stage);
      const wallet = await full(stage);
      get(cardBlock(wallet, VISA), 'button', 'Update card').click();
      await stage.seen(wallet, 'button', 'The number has changed');
      stage.press(wallet, 'button', 'The number has changed');
      await stage.seen(wallet, 'checkbox', /monthly/);
      return wallet;
    },
    focus: 'h4',
  },
  {
    element: 'wallet',
    state: 'another number, what goes on unknown',
    async arrange(stage) {
      stage.accounts.scripts.set('GET payment_methods/pm_visa/agreements', () =>
        refusal(400, 'nope'),
      );
      const wallet = await full(stage);
      get(cardBlock(wallet, VISA), 'button', 'Update card').click();
      await stage.seen(wallet, 'button', 'The number has changed');
      stage.press(wallet, 'button', 'The number has changed');
      await stage.seen(wallet, 'alert');
      return wallet;
    },
    heard: [/^What was agreed for this card could not be loaded\./],
    focus: 'h4',
  },
  { element: 'wallet', state: 'backup asked for', arrange: naming, focus: 'input[type=radio]' },
  {
    element: 'wallet',
    state: 'backup chosen, not agreed',
    async arrange(stage) {
      const wallet = await naming(stage);
      get(wallet, 'radio', /Mastercard/).click();
      await stage.seen(wallet, 'checkbox', /monthly/);
      stage.press(wallet, 'button', 'Save');
      await until(() => get(wallet, 'checkbox').matches(':focus'), 'focus');
      return wallet;
    },
    focus: 'input[type=checkbox]',
  },
  {
    element: 'wallet',
    state: 'showing asked about',
    async arrange(stage) {
      const wallet = await full(stage);
      stage.press(cardBlock(wallet, MASTERCARD), 'button', 'Stop showing');
      await stage.seen(wallet, 'alertdialog');
      return wallet;
    },
    focus: '.keep',
  },
  {
    element: 'wallet',
    state: 'removal with a choice',
    arrange: (stage) => asked(stage, VISA),
    focus: '.keep',
  },
  {
    element: 'wallet',
    state: 'removal without the choice',
    async arrange(stage) {
      const wallet = await asked(stage, VISA);
      stage.press(wallet, 'button', 'Remove');
      await stage.seen(wallet, 'alert');
      return wallet;
    },
    heard: [/^Choose a card first\.$/],
    focus: 'input[type=radio]',
  },
  { element: 'wallet', state: 'removed', arrange: removed, heard: [REMOVED], focus: 'h3' },
  {
    element: 'wallet',
    state: 'removal undone',
    async arrange(stage) {
      const wallet = await removed(stage);
      stage.press(wallet, 'button', 'Undo');
      await stage.said(wallet, /is back/);
      return wallet;
    },
    heard: [/^Mastercard ending in 4444 is back$/],
    focus: 'h3',
  },
  {
    element: 'wallet',
    state: 'new default waited for',
    async arrange(stage) {
      stage.accounts.scripts.set('POST payment_methods/pm_mc/default', never);
      const wallet = await full(stage);
      stage.press(cardBlock(wallet, MASTERCARD), 'button', 'Use as default');
      await until(() => wallet.shadowRoot?.querySelector('[aria-busy=true].link'), 'busy');
      return wallet;
    },
    focus: '.link',
  },
  {
    element: 'wallet',
    state: 'new default',
    async arrange(stage) {
      const wallet = await full(stage);
      stage.press(cardBlock(wallet, MASTERCARD), 'button', 'Use as default');
      await stage.said(wallet, /now your default/);
      return wallet;
    },
    heard: [/^Mastercard ending in 4444 is now your default\./],
    focus: 'h3',
  },
  {
    element: 'wallet',
    state: 'no new default',
    async arrange(stage) {
      stage.accounts.scripts.set('POST payment_methods/pm_mc/default', () => refusal(400, 'nope'));
      const wallet = await full(stage);
      stage.press(cardBlock(wallet, MASTERCARD), 'button', 'Use as default');
      await stage.seen(wallet, 'alert');
      return wallet;
    },
    heard: [/^Mastercard ending in 4444 could not be made your default\./],
    focus: '.link',
  },
  {
    element: 'wallet',
    state: 'permission revoked',
    async arrange(stage) {
      const wallet = await full(stage);
      stage.press(cardBlock(wallet, VISA), 'button', 'Revoke');
      await stage.seen(wallet, 'alertdialog');
      stage.press(get(wallet, 'alertdialog'), 'button', 'Revoke');
      await stage.said(wallet, /is revoked/);
      return wallet;
    },
    heard: [/^The permission to charge Visa ending in 4242 is revoked$/],
    focus: 'h3',
  },
  {
    element: 'wallet',
    state: 'no receipt',
    async arrange(stage) {
      stage.accounts.scripts.set('GET receipts/cons_pm_mc', () => refusal(500, 'nope'));
      const wallet = await full(stage);
      const block = cardBlock(wallet, MASTERCARD);
      for (const words of block.querySelectorAll('details')) words.open = true;
      stage.press(block, 'button', 'Save signed receipt');
      await stage.seen(wallet, 'alert');
      return wallet;
    },
    heard: [/^The receipt could not be fetched\./],
    focus: '.link',
  },
  {
    element: 'wallet',
    state: 'expired',
    async arrange(stage) {
      stage.accounts.scripts.set('POST payment_methods/pm_mc/default', () =>
        refusal(401, 'customer_session_expired'),
      );
      const wallet = await full(stage);
      stage.press(cardBlock(wallet, MASTERCARD), 'button', 'Use as default');
      await stage.seen(wallet, 'alert');
      return wallet;
    },
    heard: [/^This page has expired/],
    focus: 'h2',
  },
  {
    element: 'wallet',
    state: 'not loaded',
    async arrange(stage) {
      stage.accounts.scripts.set('GET wallet', () => 'network');
      const wallet = await stage.wallet();
      await until(() => all(wallet, 'alert').length === 1, 'told');
      return wallet;
    },
    heard: [/^Your cards could not be loaded/],
  },
  {
    element: 'wallet',
    state: 'loading again',
    async arrange(stage) {
      stage.accounts.scripts.set('GET wallet', () => 'network');
      const wallet = await stage.wallet();
      await stage.seen(wallet, 'button', 'Try again');
      stage.accounts.scripts.delete('GET wallet');
      stage.press(wallet, 'button', 'Try again');
      await until(() => cardBlock(wallet, VISA), 'cards');
      return wallet;
    },
    heard: [/^Loading your cards$/],
    focus: 'h3',
  },
  {
    element: 'wallet',
    state: 'not for this page',
    async arrange(stage) {
      stage.accounts.scripts.set('GET wallet', () => refusal(403, 'nope'));
      const wallet = await stage.wallet();
      await until(() => all(wallet, 'alert').length === 1, 'told');
      return wallet;
    },
    heard: [/^Your cards cannot be shown/],
  },
];
