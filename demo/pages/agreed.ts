/** What a buyer has just agreed to, in the very words that stood beside the box. */
import { html } from 'hono/html';
import type { Consent } from '../evidence.ts';
import { cardName } from '../spoken.ts';
import type { Html } from './layout.ts';

/** @param consents of one session; may be none */
export function agreed(consents: readonly Consent[]): Html {
  const grants = consents.filter(({ act }) => act === 'grant');
  if (grants.length === 0) return html``;
  return html`<section class="agreed" aria-labelledby="agreed-title">
<h2 id="agreed-title">What you agreed to</h2>
<ul>${grants.map(
    ({ scope, card, words }) => html`<li><h3>${
      scope === 'mandate' ? 'We may charge it later' : 'We may keep it and show it to you again'
    }</h3>
<p class="quiet small">${cardName(card)}</p>
${words === null ? '' : html`<blockquote lang="${words.locale}">${words.text}</blockquote>`}</li>`,
  )}</ul>
<p>You can take back either one at any time <a href="/wallet">in your wallet</a>, where each has a receipt to keep.</p>
</section>`;
}
