/** Fields with their labels above, and errors where they happen. */
import { css } from 'lit';
import { baseStyles } from '../shared/base.styles.ts';

export const addressStyles = [
  ...baseStyles,
  css`
    .grid {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 0.75rem var(--_gap);
    }
    .field {
      min-inline-size: 0;
      min-block-size: calc(1.6rem + var(--_height));
    }
    .wide {
      grid-column: 1 / -1;
    }
    .heading {
      block-size: 2.25rem;
    }
    @container (max-width: 24rem) {
      .field {
        grid-column: 1 / -1;
      }
    }
    legend {
      display: flex;
      align-items: center;
      font: 600 1em / 1.3 var(--_heading);
    }
    .top {
      display: flex;
      justify-content: space-between;
      gap: 0.5rem;
      min-block-size: 1.6rem;
      font-size: 0.875em;
      line-height: 1.6rem;
    }
    label {
      font-weight: 600;
    }
    input,
    select {
      inline-size: 100%;
      block-size: var(--_height);
      padding: 0 0.75rem;
      border: var(--_line) solid var(--_field-border);
      border-radius: var(--_radius);
      background: var(--_field);
      font-size: max(1em, 1rem);
      text-overflow: ellipsis;
    }
    input:focus-visible,
    select:focus-visible {
      outline-offset: 0;
    }
    [aria-invalid='true'] {
      border-color: var(--_danger);
    }
    .error {
      font-size: 0.875em;
      color: var(--_danger);
    }
  `,
];
