/** The line that says that a card was removed, and offers to take that back. A template only. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Localize } from '../locale/localize.ts';
import { moreOf } from '../locale/more.ts';
import type { Checkout } from '../session/checkout-state.ts';
import { nameOf } from './name-of.ts';
import { actionButton } from './panels.ts';

export function toastView(
  state: Checkout,
  localize: Localize,
  undo: () => void,
): TemplateResult | typeof nothing {
  if (!state.held) return nothing;
  const more = moreOf(localize);
  return html`<div class="toast" part="toast">
    ${more.removed(nameOf(state, localize, state.held.method))}
    ${actionButton({ label: more.undo, run: undo }, 'link')}
  </div>`;
}
