/** What stands around the form, or in its place when there is nothing to fill in. Templates only. */
import { html, nothing, type TemplateResult } from 'lit';

/** Bones with the measures of what will come. */
export function loadingPanel(): TemplateResult {
  const row = html`<div class="row"><i></i><i></i></div>`;
  return html`<div class="bones" aria-hidden="true">
    <div class="line"><i></i><i></i></div>
    <div class="block"><div class="legend"></div>${row}${row}${row}${row}</div>
    <div class="fields"></div>
    <i class="button"></i>
  </div>`;
}

export interface PanelAction {
  readonly label: string;
  readonly run: () => void;
}

export function messagePanel(
  title: string,
  text: string,
  action: PanelAction | null = null,
): TemplateResult {
  return html`<div class="panel block" role="alert" part="panel">
    <h2 tabindex="-1">${title}</h2>
    <p class="muted">${text}</p>
    ${action ? actionButton(action) : nothing}
  </div>`;
}

export function actionButton({ label, run }: PanelAction, look = 'button'): TemplateResult {
  return html`<button type="button" class=${look} @click=${run}>${label}</button>`;
}
