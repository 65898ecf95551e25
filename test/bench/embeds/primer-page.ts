/**
 * `@primer-io/primer-js`, the nearest relative: its real list of saved cards, fed through the context
 * that its elements ask for, as an account's session would feed it. No request is needed then.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, type Contestant, shopPage } from './contestant.ts';
import type { PlainCard } from './plain-page.ts';

function files(folder: string): Record<string, Answer> {
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.js'),
  );
  return Object.fromEntries(
    scripts.map((path) => [
      `/primer/${path.replaceAll('\\', '/')}`,
      { type: 'text/javascript', body: readFileSync(join(folder, path)) },
    ]),
  );
}

/** The provider of the context: the least that shows the cards and lets one be chosen. */
const PROVIDER = `<script>
const cards = JSON.parse(document.getElementById('cards').textContent);
const takers = new Set();
const choose = (card) => {
  context = { ...context, vaultItem: { ...context.vaultItem, selectedVaultedPaymentMethod: card } };
  for (const take of takers) take(context);
};
let context = {
  clientOptions: {},
  sdkState: { isProcessing: false },
  headlessUtils: { getCardNetworkAsset: () => ({ cardUrl: 'data:,' }) },
  vaultManager: { enabled: true, vaultedPaymentMethods: cards, startVaultedPaymentFlow: async () => {} },
  vaultItem: { selectedVaultedPaymentMethod: null, setSelectedVaultedPaymentMethod: choose },
};
addEventListener('context-request', (event) => {
  event.stopPropagation();
  const { callback } = event;
  const leave = () => takers.delete(take);
  const take = (value) => callback(value, leave);
  if (event.subscribe) takers.add(take);
  take(context);
});
</script>`;

const ROOT = `document.querySelector('primer-vault-manager')?.shadowRoot`;
const ITEMS = `(${ROOT}?.querySelectorAll('primer-vault-payment-method-item') ?? [])`;
const DRAWN = `[...${ITEMS}].filter((item) => item.shadowRoot?.querySelector('input'))`;

/** @param folder the package's `dist` */
export function primerPage(folder: string, cards: readonly PlainCard[]): Contestant {
  const vaulted = cards.map(({ id, last4 }) => ({
    id,
    paymentInstrumentType: 'PAYMENT_CARD',
    paymentMethodType: 'PAYMENT_CARD',
    paymentInstrumentData: {
      network: 'VISA',
      last4Digits: last4,
      expirationMonth: '12',
      expirationYear: '2034',
      cardholderName: 'Ada Buyer',
    },
  }));
  const head = `<script type="application/json" id="cards">${JSON.stringify(vaulted)}</script>
${PROVIDER}
<script type="module">
import { loadPrimer } from '/primer/primer-loader.js';
loadPrimer();
</script>`;
  return {
    name: 'Primer',
    page: () => shopPage(head, '<primer-vault-manager></primer-vault-manager>'),
    answers: files(folder),
    landmarks: {
      cards: DRAWN,
      rows: ITEMS,
      target: `${ITEMS}[n].shadowRoot.querySelector('.payment-method-button')`,
      chosen: `${ITEMS}[n].shadowRoot.querySelector('input').checked`,
      payable: `Boolean(${ROOT}?.querySelector('primer-vault-payment-submit'))`,
    },
  };
}
