/** Rows of equal height, whatever they hold; the skeleton borrows the same row. */
import { css } from 'lit';
import { baseStyles } from '../shared/base.styles.ts';
import { brandMarkStyles } from './brand-mark.styles.ts';

export const methodRow = css`
  .row {
    display: flex;
    align-items: center;
    min-block-size: 4rem;
  }
  .row + .row,
  .list + .row {
    border-block-start: var(--_line) solid var(--_border);
  }
`;

export const methodsStyles = [
  ...baseStyles,
  brandMarkStyles,
  methodRow,
  css`
    legend {
      padding: 0.75rem 1rem 0.5rem;
      font-size: 0.875em;
      font-weight: 600;
      color: var(--_muted);
    }
    .list {
      max-block-size: 22.25rem;
      overflow-y: auto;
      overscroll-behavior: contain;
      scrollbar-width: thin;
    }
    .row:has(:checked) {
      background: var(--_tint);
    }
    label {
      flex: 1;
      display: flex;
      align-items: center;
      gap: 0.75rem;
      min-inline-size: 0;
      min-block-size: inherit;
      padding: 0.5rem 1rem;
      cursor: pointer;
    }
    label:has(:disabled) {
      cursor: default;
    }
    label:has(:disabled) .mark {
      opacity: 0.55;
    }
    input {
      flex: none;
      inline-size: 1.25rem;
      block-size: 1.25rem;
      margin: 0;
      accent-color: var(--_accent);
    }
    label:has(:focus-visible) {
      outline: 2px solid var(--_focus);
      outline-offset: -3px;
      border-radius: var(--_radius);
    }
    input:focus-visible {
      outline: none;
    }
    .text {
      flex: 1;
      min-inline-size: 0;
    }
    .name {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.125rem 0.5rem;
      font-weight: 550;
      font-variant-numeric: tabular-nums;
    }
    .sub {
      display: block;
      font-size: 0.875em;
      color: var(--_muted);
    }
    .sub::first-letter {
      text-transform: uppercase;
    }
    .sub.bad {
      color: var(--_danger);
    }
    .badge {
      padding: 0 0.5em;
      border: 1px solid var(--_border);
      border-radius: 1em;
      font-size: 0.75em;
      color: var(--_muted);
    }
    .link {
      margin-inline-end: 0.5rem;
      font-weight: 400;
      font-size: 0.875em;
      color: var(--_muted);
    }
    .link:hover {
      color: var(--_danger);
    }
    bdi span {
      white-space: nowrap;
    }
    @container (max-width: 20rem) {
      .mark {
        display: none;
      }
    }
    @container (max-width: 22rem) {
      label {
        padding-inline: 0.75rem;
        gap: 0.5rem;
      }
      .link {
        margin-inline-end: 0.125rem;
        padding-inline: 0.375rem;
      }
    }
  `,
];
