/**
 * `@adyen/adyen-web`: its Drop-in with the card component and the buyer's stored cards, bundled as
 * its documentation says. What it asks its makers for is answered here with nothing.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Contestant, shopPage } from './contestant.ts';
import type { PlainCard } from './plain-page.ts';

const ROWS = `document.querySelectorAll(
  '.adyen-checkout__payment-methods-list--storedPayments > .adyen-checkout__payment-method'
)`;

/** @param folder of the bundle that `peers.ts` makes */
export function adyenPage(folder: string, cards: readonly PlainCard[]): Contestant {
  const stored = cards.map(({ id, last4 }) => ({
    id,
    brand: 'visa',
    name: 'VISA',
    type: 'scheme',
    lastFour: last4,
    expiryMonth: '12',
    expiryYear: '2034',
    holderName: 'Ada Buyer',
    supportedShopperInteractions: ['Ecommerce'],
  }));
  const head = `<link rel="stylesheet" href="/adyen.css">
<script type="application/json" id="cards">${JSON.stringify(stored)}</script>
<script type="module" src="/adyen.js"></script>`;
  return {
    name: 'Adyen Drop-in',
    page: () => shopPage(head, '<div id="adyen"></div>'),
    answers: {
      '/adyen.js': { type: 'text/javascript', body: readFileSync(join(folder, 'adyen.js')) },
      '/adyen.css': { type: 'text/css', body: readFileSync(join(folder, 'adyen.css')) },
    },
    landmarks: {
      cards: ROWS,
      rows: ROWS,
      target: `${ROWS}[n].querySelector('[role=radio]')`,
      chosen: `${ROWS}[n].className.includes('--selected')`,
      // Its button waits for words from the frame of the security code, which is not answered here.
      payable: 'true',
    },
  };
}
