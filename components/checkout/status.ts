/** What the status line says, and what stands there when all is done. Templates only. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Localize } from '../locale/localize.ts';
import { type Checkout, isBusy } from '../session/checkout-state.ts';
import { acting } from './fetch-acting.ts';
import type { Later } from './later.ts';
import { actionButton } from './panels.ts';

export interface StatusView {
  readonly state: Checkout;
  readonly localize: Localize;
  /** What is needed before the press can be made. */
  readonly hint: string;
  /** The last thing to announce; it is seen elsewhere. */
  readonly said: string;
  readonly later: Later | null;
  /** The page goes on by itself. */
  readonly leaving: boolean;
  readonly reopen: () => void;
}

/** Whether the line is for the eyes, too. */
export function isSeen({ state, hint }: StatusView): boolean {
  return state.phase === 'complete' || isBusy(state) || state.offline || hint !== '';
}

export function statusView(view: StatusView): TemplateResult | string {
  const { state, localize, hint, said, later, reopen } = view;
  const { phase, lost, offline, dismissed, action } = state;
  const { messages } = localize;
  if (phase === 'complete') return outcome(view);
  if (phase === 'loading') return messages.loading;
  if (phase === 'renewing') return later?.renewing ?? said;
  if (!isBusy(state)) return hint || (offline ? messages.offline : said);
  if (lost) return navigator.onLine ? messages.reconnecting : messages.offline;
  if (phase === 'confirming') return messages.processing;
  if (phase === 'processing') return messages.checking;
  const again = dismissed && action;
  return html`${messages.waitingForBank}
  ${again ? actionButton({ label: messages.showChallenge, run: reopen }) : nothing}`;
}

function outcome({ state, localize, leaving, said }: StatusView): TemplateResult | string {
  const views = acting();
  if (views) return views.receiptView(state, localize, leaving);
  // Who pays hears so at once; who comes back hears it once, with the rest.
  const cameBack = state.data?.session.status === 'complete' && said === '';
  return cameBack
    ? localize.messages.loading
    : html`<h2 tabindex="-1">${localize.messages.paid}</h2>`;
}
