/** Fields with their labels above, and errors where they happen. */
import { css } from 'lit';
import { baseStyles } from '../shared/base.styles.ts';
import { fieldGrid } from '../shared/field-grid.styles.ts';

export const addressStyles = [
  ...baseStyles,
  fieldGrid,
  css`
    legend {
      display: flex;
      align-items: center;
      font-weight: 650;
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
      font-weight: 550;
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
