/**
 * A buyer's subscriptions as a template: what each costs and when, which card pays, and the ways to
 * another card and out. It reads the state and holds nothing.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { Offer } from '../../server/wire/elements.ts';
import type { WalletSubscription } from '../../server/wire/wallet.ts';
import { formatAmount } from '../locale/format.ts';
import { oftenOf } from '../locale/plan/often.ts';
import { spokenName } from '../methods/describe.ts';
import type { WalletChange } from '../session/wallet-client.ts';
import { cardOf, listedCards, type Wallet } from '../session/wallet-machine.ts';
import { actionButton, titleId } from './action-button.ts';
import { isOfSubscription, subscriptionProblem } from './outcome-text.ts';
import { formatDate } from './terms.ts';
import type { Voice } from './voice.ts';

export interface SubscriptionActs {
  readonly name: (subscription: string) => void;
  readonly agreement: (subscription: string, card: string) => Promise<Offer | null>;
  readonly ask: (change: WalletChange) => void;
  readonly change: (change: WalletChange) => void;
}

export interface SubscriptionView {
  readonly state: Wallet;
  readonly voice: Voice;
  readonly acts: SubscriptionActs;
  /** The one for which another card is being chosen. */
  readonly naming: string | null;
}

/** What is to come: an end, a charge, or neither for now. */
function prospect(its: WalletSubscription, { plan, locale }: Voice): string | null {
  if (its.ends_at !== null) return plan.ends(formatDate(its.ends_at, locale));
  if (its.paused) return plan.paused;
  if (its.next_charge_at === null) return null;
  const amount = formatAmount(its.amount, its.currency, locale);
  return plan.next(amount, formatDate(its.next_charge_at, locale));
}

function payer(view: SubscriptionView, its: WalletSubscription): TemplateResult {
  const { state, voice } = view;
  const card = its.payment_method === null ? null : cardOf(state, its.payment_method);
  return html`${card ? html`<p>${voice.plan.paidWith(spokenName(card, voice.messages))}</p>` : nothing}
    ${card && its.agreed ? nothing : html`<p class="bad">${voice.plan.unagreed}</p>`}`;
}

function problem({ state, voice }: SubscriptionView, its: WalletSubscription) {
  const met = state.problem;
  const mine = met && isOfSubscription(met.change) && met.change.subscription === its.id;
  return mine
    ? html`<p class="problem" role="alert" part="error">${subscriptionProblem(met, its, voice)}</p>`
    : nothing;
}

function chooseCard(view: SubscriptionView, its: WalletSubscription): TemplateResult {
  const { state, voice, acts } = view;
  return html`<keepsake-backup-form exportparts="form,consent,consent-error"
    .legend=${voice.plan.choose(its.name)}
    .name=${voice.plan.change}
    .cards=${listedCards(state).filter(({ id, expired }) => !expired && id !== state.held?.method)}
    .busy=${state.busy?.kind === 'move'}
    .locale=${voice.locale}
    .load=${async (card: string) => (await acts.agreement(its.id, card)) ?? 'failed'}
  ></keepsake-backup-form>`;
}

function buttons(view: SubscriptionView, its: WalletSubscription): TemplateResult {
  const { state, voice, acts } = view;
  const { plan } = voice;
  const about = titleId(its.id);
  const method = its.payment_method ?? '';
  const cancel: WalletChange = { kind: 'cancel', method, subscription: its.id };
  const keep: WalletChange = { kind: 'keep', method, subscription: its.id };
  const end = its.ends_at === null;
  return html`<div class="ways">
    ${actionButton(state, {
      text: end ? plan.cancel : plan.keep,
      about,
      look: 'button',
      change: end ? cancel : keep,
      run: () => (end ? acts.ask(cancel) : acts.change(keep)),
    })}
    ${
      end
        ? actionButton(state, { text: plan.change, about, run: () => acts.name(its.id) })
        : nothing
    }
  </div>`;
}

function one(view: SubscriptionView, its: WalletSubscription): TemplateResult {
  const { voice, naming } = view;
  const { plan, locale } = voice;
  const amount = formatAmount(its.amount, its.currency, locale);
  const ahead = prospect(its, voice);
  const behind = its.status === 'past_due' || its.status === 'unpaid';
  return html`<section role="group" class="block" part="subscription" aria-labelledby=${titleId(its.id)}>
    <div class="inset permission">
      <h3 id=${titleId(its.id)} tabindex="-1">${its.name}</h3>
      <p>${amount} ${oftenOf(its, plan, locale)}</p>
      ${behind ? html`<p class="bad">${plan.overdue}</p>` : nothing}
      ${ahead ? html`<p>${ahead}</p>` : nothing} ${payer(view, its)} ${problem(view, its)}
      ${naming === its.id ? chooseCard(view, its) : buttons(view, its)}
    </div>
  </section>`;
}

export function subscriptionsView(view: SubscriptionView): TemplateResult | typeof nothing {
  const all = view.state.data?.subscriptions ?? [];
  if (all.length === 0) return nothing;
  return html`<div class="intro"><h2 tabindex="-1">${view.voice.plan.heading}</h2></div>
    <div class="cards">${all.map((its) => one(view, its))}</div>`;
}
