/**
 * One card of the wallet as a template: what it is, what can be done with it, what went wrong, and
 * its two permissions. It reads the state and holds nothing.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { Agreements } from '../../server/wire/elements.ts';
import type { WalletMethod } from '../../server/wire/wallet.ts';
import { called, expiry, spokenName } from '../methods/describe.ts';
import type { WalletChange } from '../session/wallet-client.ts';
import type { Wallet } from '../session/wallet-machine.ts';
import { actionButton, titleId } from './action-button.ts';
import { joined } from './joined.ts';
import { problemText } from './outcome-text.ts';
import { mandatesView, type ReceiptWish, shownView } from './permission-view.ts';
import { isInUse } from './questions.ts';
import type { Voice } from './voice.ts';

/** What is wanted of a card: to ask about it, to change it at once, or to open a form. */
export interface CardActs {
  readonly edit: (method: string) => void;
  /** Opens the form for another number. */
  readonly number: (method: string) => void;
  /** Opens the form for an agreement's backup. */
  readonly name: (mandate: string) => void;
  readonly agreements: (method: string, backup: string | null) => Promise<Agreements | null>;
  readonly ask: (change: WalletChange) => void;
  readonly change: (change: WalletChange) => void;
  readonly receipt: (wish: ReceiptWish) => void;
}

export interface CardView {
  readonly state: Wallet;
  readonly card: WalletMethod;
  readonly voice: Voice;
  readonly acts: CardActs;
  /** Whether its expiry date is being typed. */
  readonly editing: boolean;
  /** Whether another number is being typed. */
  readonly numbering: boolean;
  /** The agreement for which a backup is being named. */
  readonly naming: string | null;
  /** A receipt of this card could not be fetched. */
  readonly receiptFailed: boolean;
}

function head({ state, card, voice, acts, editing }: CardView): TemplateResult {
  const { messages, words } = voice;
  const title = titleId(card.id);
  const name = spokenName(card, messages);
  const asDefault: WalletChange = { kind: 'default', method: card.id };
  return html`<div class="head">
    <div class="who">
      <span class="mark" part="card-mark" data-brand=${card.brand} aria-hidden="true"></span>
      <div>
        <div class="name">
          <h3 id=${title} tabindex="-1" part="card-name" aria-label=${name}>
            <bdi dir="ltr">${called(card, messages)} <span>•••• ${card.last4}</span></bdi>
          </h3>
          ${
            card.is_default
              ? html`<span class="badge" part="badge">${messages.defaultBadge}</span>`
              : nothing
          }
        </div>
        <p class=${card.expired ? 'sub bad' : 'sub'} part="card-expiry">${expiry(card, messages)}</p>
        ${
          card.pays_for.length > 0
            ? html`<p class="sub" part="card-use">
                ${words.paysFor(joined(card.pays_for, voice.locale))}
              </p>`
            : nothing
        }
      </div>
    </div>
    <div class="actions">
      ${
        card.is_default || card.expired
          ? nothing
          : actionButton(state, {
              text: words.useAsDefault,
              about: `${title} about-default`,
              change: asDefault,
              run: () => acts.change(asDefault),
            })
      }
      ${
        editing || card.brand === 'bank_account'
          ? nothing
          : actionButton(state, {
              text: words.updateCard,
              about: title,
              run: () => acts.edit(card.id),
            })
      }
      ${actionButton(state, {
        text: messages.remove,
        name: messages.removeCard(name),
        look: 'link remove',
        run: () => acts.ask({ kind: 'remove', method: card.id, replacement: null }),
      })}
    </div>
  </div>`;
}

function form(view: CardView): TemplateResult | typeof nothing {
  const { state, card, voice, acts, editing, numbering } = view;
  if (!editing) return nothing;
  const entry = state.data?.card_entry;
  if (numbering && entry) {
    return html`<div class="inset">
      <keepsake-number-form exportparts="form,agreements,card-frame,networks,network,consent,consent-error"
        .card=${spokenName(card, voice.messages)}
        .entry=${entry}
        .merchant=${voice.merchant}
        .busy=${state.busy?.kind === 'replace'}
        .locale=${voice.locale}
        .load=${() => acts.agreements(card.id, null)}
      ></keepsake-number-form>
    </div>`;
  }
  return html`<div class="inset">
    <keepsake-expiry-form exportparts="form,label,field,field-error"
      .card=${spokenName(card, voice.messages)}
      .month=${card.exp_month}
      .year=${card.exp_year}
      .busy=${state.busy?.kind === 'update' && state.busy.method === card.id}
      .locale=${voice.locale}
    ></keepsake-expiry-form>
    ${
      entry
        ? html`<button
            type="button"
            class="link"
            aria-describedby=${titleId(card.id)}
            @click=${() => acts.number(card.id)}
          >
            ${voice.states.numberChanged}
          </button>`
        : nothing
    }
  </div>`;
}

function problem(view: CardView): TemplateResult | typeof nothing {
  const { state, card, voice, acts } = view;
  const mine = state.problem?.change.method === card.id ? state.problem : null;
  if (!mine && !view.receiptFailed) return nothing;
  const ask = () => acts.ask({ kind: 'remove', method: card.id, replacement: null });
  return html`<div class="problem" role="alert" part="error">
    <p>${mine ? problemText(mine, card, state, voice) : voice.words.receiptFailed}</p>
    ${
      isInUse(state, card)
        ? html`<button type="button" class="button" @click=${ask}>${voice.words.chooseOther}</button>`
        : nothing
    }
  </div>`;
}

export function cardView(view: CardView): TemplateResult {
  const { card, voice } = view;
  return html`<section
    role="group"
    class=${card.expired ? 'block expired' : 'block'}
    part="card"
    aria-label=${spokenName(card, voice.messages)}
  >
    ${head(view)} ${form(view)} ${problem(view)}
    <div class="inset" part="permission">${shownView(view)}</div>
    <div class="inset" part="permission">${mandatesView(view)}</div>
  </section>`;
}

/** Where a card stood, as long as it can be brought back. */
export function goneView(card: WalletMethod, voice: Voice, undo: () => void): TemplateResult {
  const { messages, more } = voice;
  return html`<div class="block toast" part="toast">
    ${more.removed(spokenName(card, messages))}
    <button type="button" class="link" @click=${undo}>${more.undo}</button>
  </div>`;
}
