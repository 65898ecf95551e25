/** What stands in the form's place where there is nothing to fill in, and why. Templates only. */
import type { TemplateResult } from 'lit';
import type { MoreMessages } from '../locale/en-more.ts';
import type { Checkout } from '../session/checkout-state.ts';
import { messagePanel, type PanelAction } from './panels.ts';

/** A session that is over, that could not be opened (trying again only where that may help), or that nothing can pay. */
export function closedPanel(
  { phase, problem }: Checkout,
  more: MoreMessages,
  again: PanelAction,
): TemplateResult {
  if (phase === 'expired') return messagePanel(more.expiredTitle, more.expiredText);
  if (phase !== 'unavailable') return messagePanel(more.unusableTitle, more.noWayToPay);
  if (problem?.type !== 'client_error') {
    return messagePanel(more.unusableTitle, more.unusableText);
  }
  return messagePanel(more.loadFailedTitle, more.loadFailedText, again);
}
