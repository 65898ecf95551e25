/** One column: what is bought, one bordered block for the card and its permissions, details, button. */
import { css } from 'lit';
import { methodRow } from '../methods/methods.styles.ts';
import { baseStyles } from '../shared/base.styles.ts';

export const checkoutStyles = [
  ...baseStyles,
  methodRow,
  css`
    :host {
      container-type: inline-size;
    }
    .root {
      display: flex;
      flex-direction: column;
      gap: 1.25rem;
    }
    .block {
      border: var(--_line) solid var(--_border);
      border-radius: calc(var(--_radius) * 1.2);
      background: var(--_surface);
      box-shadow: var(--_shadow);
      overflow: clip;
    }
    .inset {
      padding: 1rem;
      border-block-start: var(--_line) solid var(--_border);
    }
    .card {
      background: var(--_tint);
    }
    keepsake-plan:not(:defined) {
      block-size: 0.75rem;
    }
    keepsake-card:not(:defined) {
      display: block;
      block-size: 19rem;
    }
    .fields,
    keepsake-address:not(:defined) {
      display: block;
      block-size: calc(6.2rem + 2 * var(--_height));
    }
    keepsake-address.contact:not(:defined) {
      block-size: calc(3.85rem + var(--_height));
    }
    keepsake-address:is(.required, .shipping):not(:defined) {
      block-size: calc(15.6rem + 6 * var(--_height));
    }
    @container (max-width: 24rem) {
      keepsake-address:is(.US, .CA, .GB):not(:defined) {
        block-size: calc(8.55rem + 3 * var(--_height));
      }
      keepsake-address:is(.required, .shipping):not(:defined) {
        block-size: calc(17.95rem + 7 * var(--_height));
      }
    }
    @container (max-width: 18rem) {
      .inset {
        padding-inline: 0.75rem;
      }
    }
    .consent {
      padding-block: 0.375rem;
    }
    .sharing {
      padding: 0 0.375rem;
    }
    .sharing .link {
      font-weight: 400;
      color: var(--_muted);
    }
    .progress {
      text-align: center;
      color: var(--_muted);
    }
    .panel {
      display: grid;
      justify-items: start;
      gap: 0.5rem;
      padding: 1.5rem;
    }
    .panel .button {
      display: inline-flex;
      align-items: center;
      margin-block-start: 0.5rem;
      color: inherit;
      text-decoration: none;
    }
    .panel h2:focus {
      outline: none;
    }
    .bones {
      display: grid;
      gap: 1.25rem;
    }
    .bones .line,
    .bones .row {
      display: flex;
      justify-content: space-between;
    }
    .bones .line {
      block-size: 2rem;
      align-items: center;
    }
    .bones .legend {
      block-size: 2rem;
    }
    .bones .row {
      padding-inline: 1rem;
    }
    .bones .button {
      block-size: 3.25rem;
      border: 0;
      background: var(--_border);
    }
    .bones i:not(.button) {
      inline-size: 30%;
      block-size: 0.875rem;
      border-radius: 0.25rem;
      background: var(--_border);
    }
    .bones .row i:last-child {
      inline-size: 2.25rem;
    }
  `,
];
