/** The box with a problem and the one thing to do next. Comes with the first press, not before. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ErrorBody } from '../../server/wire/elements.ts';
import { enMore, type MoreMessages } from '../locale/en-more.ts';
import { advise } from './advice.ts';

export interface ProblemView {
  readonly problem: ErrorBody;
  /** The card that could not be removed, in words. */
  readonly card: string;
  readonly more: MoreMessages | null;
  /** Puts the focus on the other cards; null where there are none. */
  readonly useAnother: (() => void) | null;
}

export function problemView(view: ProblemView): TemplateResult {
  const more = view.more ?? enMore;
  const { problem, useAnother } = view;
  if (problem.code === 'remove_failed') return box(more.removeFailed(view.card));
  const { title, step, next } = advise(problem, more);
  const other = next === 'other' && useAnother;
  return box(
    html`<strong>${title}</strong> ${more.notCharged} ${other ? nothing : step}`,
    other
      ? html`<button type="button" class="button" @click=${useAnother}>${more.useAnother}</button>`
      : nothing,
  );
}

function box(
  words: TemplateResult | string,
  action: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<div class="problem" role="alert" part="error">
    <div>${words}</div>
    ${action}
  </div>`;
}
