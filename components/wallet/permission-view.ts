/**
 * The two permissions of a card as templates: whether checkouts show it, and what it may be charged
 * for. Each with its state in words, the words that were agreed to, the receipt, and the way out.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { Agreements } from '../../server/wire/elements.ts';
import type { WalletMandate, WalletMethod, WalletSubscription } from '../../server/wire/wallet.ts';
import { spokenName } from '../methods/describe.ts';
import type { ReceiptType, WalletChange } from '../session/wallet-client.ts';
import { replacementsFor, type Wallet } from '../session/wallet-machine.ts';
import { actionButton, titleId } from './action-button.ts';
import { formatDate, termsOf } from './terms.ts';
import type { Voice } from './voice.ts';

type Agreed = WalletMandate['agreed'];

export interface ReceiptWish {
  readonly method: string;
  readonly consent: string;
  readonly path: string;
  readonly type: ReceiptType;
}

export interface PermissionView {
  readonly state: Wallet;
  readonly card: WalletMethod;
  readonly voice: Voice;
  /** The agreement for which a backup is being named. */
  readonly naming: string | null;
  readonly acts: {
    readonly name: (mandate: string) => void;
    readonly agreements: (method: string, backup: string | null) => Promise<Agreements | null>;
    readonly ask: (change: WalletChange) => void;
    readonly receipt: (wish: ReceiptWish) => void;
  };
}

function stateLine(allowed: boolean, text: string): TemplateResult {
  return html`<p class=${allowed ? 'state yes' : 'state'} part="permission-state">
    <i aria-hidden="true"></i><span>${text}</span>
  </p>`;
}

/** @param about ids of what the words belong to */
function wordsView({ card, voice, acts }: PermissionView, agreed: Agreed, about: string) {
  const { words, locale, merchant } = voice;
  const { consent, receipt: path } = agreed;
  const link = (text: string, type: ReceiptType) =>
    html`<button
      type="button"
      class="link"
      aria-describedby=${about}
      @click=${() => acts.receipt({ method: card.id, consent, path, type })}
    >
      ${text}
    </button>`;
  return html`<details>
    <summary aria-describedby=${about}>${words.words}</summary>
    ${
      agreed.text === null
        ? html`<p class="muted">${words.noWords(merchant)}</p>`
        : html`<blockquote part="words" lang=${agreed.locale ?? nothing} dir="auto">${agreed.text}</blockquote>`
    }
    <div class="kept">
      <span class="muted">${words.agreedOn(formatDate(agreed.accepted_at, locale))}</span>
      ${link(words.openReceipt, 'text/html')} ${link(words.saveReceipt, 'application/json')}
    </div>
  </details>`;
}

export function shownView(view: PermissionView): TemplateResult {
  const { state, card, voice, acts } = view;
  const { words, locale } = voice;
  const { allowed, agreed } = card.shown;
  const about = `${titleId(card.id)} shown-${card.id}`;
  const since = agreed ? words.shownYes(formatDate(agreed.accepted_at, locale)) : null;
  const stop: WalletChange | null =
    allowed && agreed ? { kind: 'withdraw', method: card.id, consent: agreed.consent } : null;
  return html`<div class="permission">
    <h4 id="shown-${card.id}">${words.shownTitle}</h4>
    ${stateLine(allowed, allowed ? (since ?? words.shownYesUndated) : words.shownNo)}
    ${agreed ? wordsView(view, agreed, about) : nothing}
    ${
      stop
        ? actionButton(state, {
            text: words.stopShowing,
            about: titleId(card.id),
            look: 'button',
            change: stop,
            run: () => acts.ask(stop),
          })
        : nothing
    }
  </div>`;
}

/** What becomes of an agreement when its card has ended, and who takes over. */
function backupView(view: PermissionView, mandate: WalletMandate, about: string) {
  const { state, card, voice, acts, naming } = view;
  const { states, messages } = voice;
  const { backup, outlasts_card: endsEarly, id } = mandate;
  if (!endsEarly && !backup) return nothing;
  const others = replacementsFor(state, card.id).filter((other) => other.id !== backup?.id);
  if (naming === id) {
    return html`<keepsake-backup-form exportparts="form,consent,consent-error"
      class="backup"
      .legend=${states.backupLegend(spokenName(card, messages))}
      .name=${states.nameBackup}
      .cards=${others}
      .busy=${state.busy?.kind === 'backup'}
      .locale=${voice.locale}
      .load=${async (other: string) => {
        const found = await acts.agreements(card.id, other);
        const mine = found?.agreements.find((each) => each.mandate === id);
        return found ? (mine?.offer ?? 'none') : 'failed';
      }}
    ></keepsake-backup-form>`;
  }
  return html`<div class="backup"><p part="backup">
      ${backup ? states.backupIs(spokenName(backup, messages)) : states.endsEarly}
    </p>
    ${
      others.length > 0
        ? actionButton(state, {
            text: backup ? states.changeBackup : states.nameBackup,
            about,
            run: () => acts.name(id),
          })
        : nothing
    }</div>`;
}

/** The subscription that a permission was given for; on trial it covers nothing yet. */
function purposeIn({ state }: PermissionView, { id }: WalletMandate): WalletSubscription | null {
  return state.data?.subscriptions?.find((its) => its.mandate === id) ?? null;
}

/** Whether it may be charged, since when, or for whom it stands in. */
function standing(view: PermissionView, mandate: WalletMandate): string {
  const { words, states, messages, locale } = view.voice;
  const first = mandate.stands_in_for;
  if (first) {
    return states.standsInFor(spokenName(first, messages), formatDate(mandate.valid_from, locale));
  }
  return mandate.status === 'active' || purposeIn(view, mandate)
    ? words.chargedYes(formatDate(mandate.agreed.accepted_at, locale))
    : words.chargedPending;
}

function mandateView(view: PermissionView, mandate: WalletMandate, first: boolean): TemplateResult {
  const { state, card, voice, acts } = view;
  const { words, locale } = voice;
  const about = `${titleId(card.id)} charged-${card.id} ${mandate.id}`;
  const change: WalletChange = { kind: 'revoke', method: card.id, mandate: mandate.id };
  const [purpose, ...rest] = termsOf(mandate, words, locale);
  const its = purposeIn(view, mandate);
  const given = mandate.status === 'active' || its !== null;
  return html`<div class="permission" part="mandate">
    ${first ? html`<h4 id="charged-${card.id}">${words.chargedTitle(voice.merchant)}</h4>` : nothing}
    ${stateLine(given && !mandate.stands_in_for, standing(view, mandate))}
    <dl>
      <dt>${purpose?.label}</dt>
      <dd id=${mandate.id}>${its ? `${its.name} · ${purpose?.text}` : purpose?.text}</dd>
      ${rest.map(({ label, text }) => html`<dt>${label}</dt><dd>${text}</dd>`)}
    </dl>
    ${backupView(view, mandate, about)} ${wordsView(view, mandate.agreed, about)}
    ${actionButton(state, {
      text: words.revoke,
      about: `${titleId(card.id)} ${mandate.id}`,
      look: 'button',
      change,
      run: () => acts.ask(change),
    })}
  </div>`;
}

export function mandatesView(view: PermissionView): TemplateResult | TemplateResult[] {
  const { card, voice } = view;
  const { words, merchant } = voice;
  const mandates = card.mandates.filter(({ status }) => status !== 'inactive');
  if (mandates.length > 0) {
    return mandates.map((mandate, at) => mandateView(view, mandate, at === 0));
  }
  return html`<div class="permission">
    <h4>${words.chargedTitle(merchant)}</h4>
    ${stateLine(false, words.chargedNo(merchant))}
  </div>`;
}
