/** What the status line says once more than choosing can be done, and what stands there at the end. Templates only. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Localize } from '../locale/localize.ts';
import { moreOf } from '../locale/more.ts';
import { type Checkout, isBusy } from '../session/checkout-state.ts';
import type { Later } from './later.ts';
import { actionButton } from './panels.ts';
import { receiptView } from './receipt.ts';

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
  const { state, localize, hint, said, later, leaving, reopen } = view;
  const { phase, lost, offline, dismissed, action } = state;
  const { messages } = localize;
  const more = moreOf(localize);
  if (phase === 'complete') return receiptView(state, localize, leaving);
  if (phase === 'loading') return messages.loading;
  if (phase === 'renewing') return later?.renewing ?? said;
  if (!isBusy(state)) return hint || (offline ? messages.offline : said);
  if (lost) return navigator.onLine ? more.reconnecting : messages.offline;
  if (phase === 'confirming') return more.processing;
  if (phase === 'processing') return more.checking;
  const again = dismissed && action;
  return html`${more.waitingForBank}
  ${again ? actionButton({ label: more.showChallenge, run: reopen }) : nothing}`;
}
