/** Rows of equal height, whatever they hold; the skeleton borrows the same row. */
import { css } from 'lit';
import { baseStyles } from '../shared/base.styles.ts';
import { brandMarkStyles } from '../shared/brand-mark.styles.ts';

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
    /* What is scrolled out of sight need not be laid out; in sight, a row's guessed height would jump. */
    .list > .row:nth-child(n + 7) {
      content-visibility: auto;
      contain-intrinsic-block-size: auto 3.5rem;
    }
    .row:has(:checked) {
      background: var(--_tint);
    }
    label {
      flex: 1;
      display: grid;
      grid-template-columns: auto auto minmax(0, max-content) 1fr;
      place-content: center stretch;
      align-items: center;
      column-gap: 0.75rem;
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
      grid-area: 1 / 1 / 3;
      inline-size: 1.25rem;
      block-size: 1.25rem;
      margin: 0;
      accent-color: var(--_accent);
    }
    .mark {
      grid-area: 1 / 2 / 3;
    }
    label:has(:focus-visible) {
      outline: 2px solid var(--_focus);
      outline-offset: -3px;
      border-radius: var(--_radius);
    }
    input:focus-visible {
      outline: none;
    }
    .name {
      grid-area: 1 / 3;
      justify-self: start;
      font-weight: 600;
      font-variant-numeric: tabular-nums;
    }
    .name:last-child {
      grid-row-end: 3;
    }
    .sub {
      grid-area: 2 / 3 / 3 / 5;
      font-size: 0.875em;
      color: var(--_muted);
    }
    .sub:dir(ltr)::first-letter {
      text-transform: uppercase;
    }
    .sub.bad {
      color: var(--_danger);
    }
    .badge {
      grid-area: 1 / 4;
      justify-self: start;
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
      color: var(--_text);
    }
    .link:last-child:hover {
      color: var(--_danger);
    }
    @container (max-width: 22rem) {
      label {
        padding-inline: 0.75rem;
        column-gap: 0.5rem;
      }
      .link {
        margin-inline-end: 0.125rem;
        padding-inline: 0.375rem;
      }
    }
    /* Two buttons beside a name would leave it no room. */
    @container (max-width: 26rem) {
      .row:has(.link + .link) {
        flex-wrap: wrap;
        padding-block-end: 0.25rem;
      }
      .link + .link {
        margin-inline-start: 0.5rem;
      }
      label:has(+ .link + .link) {
        flex-basis: 100%;
        padding-block-end: 0;
      }
      label + .link:not(:last-child) {
        margin-inline-start: 4.9rem;
      }
    }
    @container (max-width: 20rem) {
      label + .link:not(:last-child) {
        margin-inline-start: 2rem;
      }
      .mark {
        display: none;
      }
      .badge {
        grid-area: 3 / 3;
        margin-block-start: 0.125rem;
      }
      /* The empty column of the mark has a gap on either side. */
      label {
        column-gap: 0.25rem;
      }
    }
  `,
];
