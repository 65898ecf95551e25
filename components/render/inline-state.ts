/**
 * The state that a merchant's server fetched, as markup to put inside the tag. It saves the first
 * request; what is in it is for the API to say.
 */
import type { CheckoutState } from '../../server/wire/elements.ts';

/**
 * `<script type="application/json" slot="state">` with the body of `GET /elements/checkout`.
 * Nothing in it can end the element early, whatever a product or a buyer is called.
 *
 * @param state the parsed body, unchanged
 * @example `<keepsake-checkout client-secret="cs_…">${inlineState(state)}</keepsake-checkout>`
 */
export function inlineState(state: CheckoutState): string {
  const json = JSON.stringify(state).replaceAll('<', '\\u003c');
  return `<script type="application/json" slot="state">${json}</script>`;
}
