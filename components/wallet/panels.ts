/** What stands in the cards' place: while they load, where there are none, where none may be seen. */
import { html, nothing, type TemplateResult } from 'lit';

/** Bones with the measures of what will come. */
export function loadingPanel(): TemplateResult {
  const card = html`<div class="block">
    <div class="head"><i></i></div>
    <div class="inset"><i></i><i></i></div>
    <div class="inset"><i></i><i></i></div>
  </div>`;
  return html`<div class="bones" aria-hidden="true">
    <div class="title"><i></i><i></i></div>
    ${card}${card}
  </div>`;
}

export interface PanelText {
  readonly title: string;
  readonly text: string;
  readonly again: { readonly label: string; readonly run: () => void } | null;
}

/** @param role `alert` for what went wrong; none for what is merely so */
export function messagePanel({ title, text, again }: PanelText, role: 'alert' | null) {
  return html`<div class="panel block" role=${role ?? nothing} part="panel">
    <h2 tabindex="-1">${title}</h2>
    <p class="muted">${text}</p>
    ${
      again
        ? html`<button type="button" class="button" @click=${again.run}>${again.label}</button>`
        : nothing
    }
  </div>`;
}
