/** Everything that an open wallet lists: subscriptions, cards, and where to get help. It holds nothing. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { WalletMethod } from '../../server/wire/wallet.ts';
import { listedCards } from '../session/wallet-machine.ts';
import { messagePanel } from './panels.ts';
import { type SubscriptionView, subscriptionsView } from './subscription-view.ts';

export interface ListView extends SubscriptionView {
  readonly card: (card: WalletMethod) => TemplateResult;
}

export function listView(view: ListView): TemplateResult {
  const { state, voice, card } = view;
  const { words, merchant } = voice;
  const cards = listedCards(state);
  const subscriptions = subscriptionsView(view);
  if (cards.length === 0 && subscriptions === nothing) {
    return messagePanel(
      { title: words.emptyTitle, text: words.emptyText(merchant), again: null },
      null,
    );
  }
  const help = state.data?.merchant.support_url;
  return html`${subscriptions}
    <div class="intro">
      <h2 tabindex="-1">${words.heading}</h2>
      <p>${words.intro(merchant)}</p>
      <p id="about-default" class="muted">${words.aboutDefault}</p>
    </div>
    <div class="cards">${repeat(cards, ({ id }) => id, card)}</div>
    ${
      help && /^https?:/.test(help)
        ? html`<p class="small"><a href=${help}>${words.help(merchant)}</a></p>`
        : nothing
    }`;
}
