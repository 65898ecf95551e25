/** Who the buyers of the demo are, and which card numbers the sandbox bank knows. */
import { html } from 'hono/html';
import { BUYERS } from '../buyers.ts';
import type { Html } from './layout.ts';

const CARDS = [
  ['4242 4242 4242 4242', 'Visa', 'Approved'],
  ['5555 5555 5555 4444', 'Mastercard', 'Approved'],
  ['4000 0025 0000 3155', 'Visa', 'Asks the buyer to approve it first'],
  ['4000 0000 0000 9995', 'Visa', 'Declined: not enough money'],
  ['4000 0000 0000 0002', 'Visa', 'Declined'],
] as const;

export function buyersPage(): Html {
  return html`<section class="narrow buyers">
<h1>Who are you today?</h1>
<p>A real shop knows its buyers by signing in. This one lets you choose.</p>
<ul class="people">
${BUYERS.map(
  (
    buyer,
  ) => html`<li><h2>${buyer.name} <span class="quiet">${buyer.role}</span></h2><p>${buyer.about}</p>
<p><a href="/checkout?buyer=${buyer.key}">Check out as ${buyer.name.split(' ')[0]}</a> · <a href="/wallet?buyer=${buyer.key}">Open the wallet</a></p></li>`,
)}
<li><h2>Guest</h2><p>Buys without an account; nothing can be kept.</p><p><a href="/checkout?buyer=guest">Check out as a guest</a></p></li>
</ul>
<h2 id="cards">Cards to try</h2>
<p>With any date in the future and any security code. The bank is a sandbox; it takes no real card.</p>
<div class="scroll" role="region" aria-label="Cards to try" tabindex="0"><table>
<thead><tr><th scope="col">Number</th><th scope="col">Brand</th><th scope="col">What happens</th></tr></thead>
<tbody>${CARDS.map(([number, brand, what]) => html`<tr><td class="digits">${number}</td><td>${brand}</td><td>${what}</td></tr>`)}</tbody>
</table></div>
</section>`;
}
