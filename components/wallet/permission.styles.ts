/** A permission: its state first, then its terms and words, and the button that takes it back. */
import { css } from 'lit';

export const permissionStyles = css`
  .permission {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: start;
    gap: 0.25rem 1rem;
  }
  .permission > * {
    grid-column: 1;
  }
  .permission > .button {
    grid-column: 2;
    grid-row: 1 / span 2;
  }
  .permission + .permission {
    margin-block-start: 1rem;
    padding-block-start: 1rem;
    border-block-start: var(--_line) dashed var(--_border);
  }
  h4 {
    font-size: 0.875em;
    font-weight: 600;
    color: var(--_muted);
  }
  .state {
    display: flex;
    gap: 0.5rem;
    font-weight: 600;
  }
  .state i {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    margin-block-start: 0.175em;
    border: 1.5px solid var(--_muted);
    border-radius: 50%;
  }
  .state i::before {
    content: '';
    inline-size: 0.5rem;
    border-block-start: 1.5px solid var(--_muted);
  }
  .yes i {
    border-color: var(--_success);
    background: var(--_success);
  }
  .yes i::before {
    inline-size: 0.25rem;
    block-size: 0.5rem;
    border: solid var(--_surface);
    border-width: 0 2px 2px 0;
    rotate: 45deg;
    translate: 0 -1px;
  }
  .state:not(.yes) {
    font-weight: 400;
  }
  .permission > dl,
  .permission > .backup,
  .permission > details {
    margin-inline-start: 1.625rem;
  }
  .backup > .link {
    margin-inline-start: -0.6em;
  }
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 0.125rem 1rem;
    margin-block: 0.25rem;
    font-variant-numeric: tabular-nums;
  }
  dt {
    color: var(--_muted);
  }
  details {
    font-size: 0.9375em;
  }
  /* The room around the words to press is the block's room too. */
  details:not([open]) {
    margin-block-end: -0.5rem;
  }
  summary {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    min-block-size: 2.75rem;
    border-radius: calc(var(--_radius) / 2);
    color: var(--_muted);
    cursor: pointer;
  }
  summary:hover {
    color: var(--_text);
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::before {
    content: '' / '';
    inline-size: 0.4rem;
    block-size: 0.4rem;
    margin-inline-end: 0.125rem;
    border: solid currentColor;
    border-width: 0 1.5px 1.5px 0;
    rotate: -45deg;
    transition: rotate 0.12s;
  }
  [dir='rtl'] summary::before {
    rotate: 135deg;
  }
  details[open] summary::before {
    rotate: 45deg;
  }
  blockquote {
    padding: 0.75rem 1rem;
    border-inline-start: 3px solid var(--_border);
    background: var(--_tint);
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .kept {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.5rem;
    margin-block-start: 0.25rem;
  }
  .kept .muted {
    margin-inline-end: 0.25rem;
  }
  @container (max-width: 36rem) {
    details:not([open]) {
      margin-block-end: 0;
    }
    .permission {
      grid-template-columns: minmax(0, 1fr);
    }
    .kept .muted {
      flex-basis: 100%;
    }
    .kept .muted + .link {
      margin-inline-start: -0.6em;
    }
    .permission > .button {
      grid-column: 1;
      grid-row: auto;
      justify-self: start;
      margin-block-start: 0.375rem;
      margin-inline-start: 1.625rem;
    }
  }
  @container (max-width: 19rem) {
    dl {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }
    dd + dt {
      margin-block-start: 0.375rem;
    }
  }
  @media (forced-colors: active) {
    .yes i {
      border: 1.5px solid CanvasText;
    }
  }
`;
