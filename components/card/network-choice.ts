/**
 * The buyer's choice between the networks that a co-badged card can run on. None is chosen
 * beforehand and none stands first for a reason but the alphabet; leaving it open is fine.
 */
import { css, html, type TemplateResult } from 'lit';
import type { MoreMessages } from '../locale/en-more.ts';
import { brandName } from '../shared/brand-name.ts';

export interface NetworkChoice {
  readonly available: readonly string[];
  readonly chosen: string | null;
  readonly more: MoreMessages;
  readonly choose: (network: string) => void;
}

export function networkChoice({ available, chosen, more, choose }: NetworkChoice): TemplateResult {
  return html`<fieldset class="networks" role="radiogroup" aria-labelledby="brand" part="networks">
    <legend><span id="brand">${more.cardBrand}</span> <span class="muted">${more.optional}</span></legend>
    ${available.map(
      (network) =>
        html`<label part="network">
          <input
            type="radio"
            name="network"
            value=${network}
            .checked=${network === chosen}
            @change=${() => choose(network)}
          />
          <span class="mark" data-brand=${network} aria-hidden="true"></span>
          ${brandName(network)}
        </label>`,
    )}
  </fieldset>`;
}

export const networkStyles = css`
  .networks {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-start: 0.75rem;
    font-size: 0.9375em;
  }
  .networks legend {
    display: flex;
    justify-content: space-between;
    inline-size: 100%;
    padding-block-end: 0.375rem;
    font-size: 0.9333em;
    font-weight: 500;
  }
  .networks legend .muted {
    font-weight: 400;
  }
  .networks label {
    flex: 1 1 min(10rem, 100%);
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 2.75rem;
    padding: 0.25rem 0.75rem;
    border: var(--_line) solid var(--_field-border);
    border-radius: var(--_radius);
    background: var(--_field);
    cursor: pointer;
  }
  .networks label:has(:checked) {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }
  .networks label:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .networks input {
    flex: none;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    margin: 0;
    accent-color: var(--_accent);
    outline: none;
  }
`;
