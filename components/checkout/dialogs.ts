/** The dialogs over a checkout, each fetched when it is wanted. Templates only. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Localize } from '../locale/localize.ts';
import type { Checkout } from '../session/checkout-state.ts';
import { nameOf } from './name-of.ts';
import type { OnDemand } from './on-demand.ts';

/** @param asked the card that may be removed */
export function dialogs(
  state: Checkout,
  localize: Localize,
  asked: string | null,
  demand: OnDemand,
): (TemplateResult | typeof nothing)[] {
  const { phase, action, dismissed, data } = state;
  const { locale } = localize;
  const card = data?.payment_methods.find(({ id }) => id === asked);
  const url = phase === 'challenge' && !dismissed && action?.redirect_to_url.url;
  return [
    card
      ? demand.part(
          'keepsake-remove-dialog',
          html`<keepsake-remove-dialog exportparts="dialog"
            .card=${nameOf(state, localize, card.id)}
            .paysFor=${card.pays_for}
            .locale=${locale}
          ></keepsake-remove-dialog>`,
        )
      : nothing,
    url
      ? demand.part(
          'keepsake-challenge',
          html`<keepsake-challenge exportparts="dialog" .url=${url} .locale=${locale}></keepsake-challenge>`,
        )
      : nothing,
  ];
}
