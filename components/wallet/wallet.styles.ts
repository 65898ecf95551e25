/** One calm block a card: what it is, then its two permissions, each with the way to take it back. */
import { css } from 'lit';
import { brandMarkStyles } from '../methods/brand-mark.styles.ts';
import { baseStyles } from '../shared/base.styles.ts';

/** A button that waits for its answer keeps its place and its size. */
export const busyStyles = css`
  button[aria-busy='true'] {
    position: relative;
    color: #0000 !important;
    cursor: progress;
  }
  button[aria-busy='true']::after {
    content: '';
    position: absolute;
    inset: 0;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    margin: auto;
    border: 2px solid var(--_muted);
    border-inline-end-color: #0000;
    border-radius: 50%;
    animation: turn 0.8s linear infinite;
  }
  .save[aria-busy='true']::after {
    border-color: var(--_on-accent);
    border-inline-end-color: #0000;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
`;

export const walletStyles = [
  ...baseStyles,
  brandMarkStyles,
  busyStyles,
  css`
    :host {
      container-type: inline-size;
    }
    .root,
    .cards {
      display: flex;
      flex-direction: column;
      gap: 1.25rem;
    }
    h3,
    h4,
    dl,
    dd,
    blockquote {
      margin: 0;
      font-size: inherit;
    }
    h2,
    h3 {
      scroll-margin-block-start: 1rem;
    }
    .intro {
      display: grid;
      gap: 0.375rem;
      max-inline-size: 42rem;
    }
    .intro h2 {
      font-size: 1.375em;
    }
    .block {
      border: var(--_line) solid var(--_border);
      border-radius: calc(var(--_radius) * 1.2);
      background: var(--_surface);
      overflow: clip;
    }
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25rem 0.75rem;
      padding: 0.75rem 0.5rem 0.75rem 1.25rem;
      padding-inline: 1.25rem 0.625rem;
      background: var(--_tint);
    }
    .who {
      flex: 1 1 auto;
      display: flex;
      align-items: center;
      gap: 0.75rem;
      min-block-size: 2.75rem;
    }
    .name {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.125rem 0.5rem;
    }
    h3 {
      font-weight: 650;
      font-variant-numeric: tabular-nums;
    }
    .expired .mark {
      opacity: 0.55;
    }
    .sub {
      font-size: 0.875em;
      color: var(--_muted);
    }
    .sub::first-letter {
      text-transform: uppercase;
    }
    .bad {
      color: var(--_danger);
    }
    bdi span {
      white-space: nowrap;
    }
    .badge {
      padding: 0 0.5em;
      border: 1px solid var(--_field-border);
      border-radius: 1em;
      font-size: 0.75em;
      font-weight: 500;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      font-size: 0.9375em;
    }
    .actions .link,
    .kept .link {
      font-weight: 500;
    }
    .actions .link:not(:hover) {
      text-decoration-color: color-mix(in srgb, currentColor 40%, #0000);
    }
    .remove {
      color: var(--_muted);
    }
    .remove:hover {
      color: var(--_danger);
    }
    .inset {
      padding: 1rem 1.25rem;
      border-block-start: var(--_line) solid var(--_border);
    }
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
      font-weight: 550;
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
    .permission > details {
      margin-inline-start: 1.625rem;
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
    .problem,
    .toast {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 0.25rem 1rem;
      padding: 0.5rem 0.5rem 0.5rem 1.25rem;
      padding-inline: 1.25rem 0.625rem;
      min-block-size: 3.75rem;
    }
    .problem {
      border-block-start: var(--_line) solid var(--_danger);
      border-inline-start: 4px solid var(--_danger);
      background: color-mix(in srgb, var(--_danger) 6%, var(--_surface));
    }
    .toast {
      border-style: dashed;
    }
    .panel {
      display: grid;
      justify-items: start;
      gap: 0.5rem;
      padding: 1.5rem;
    }
    .panel .button {
      margin-block-start: 0.5rem;
    }
    .bones {
      display: grid;
      gap: 1.25rem;
    }
    .bones i {
      display: block;
      inline-size: 40%;
      block-size: 0.875rem;
      border-radius: 0.25rem;
      background: var(--_border);
    }
    .bones .title {
      display: grid;
      gap: 0.75rem;
      align-content: center;
      block-size: 6.5rem;
    }
    .bones .head {
      block-size: 4.25rem;
    }
    .bones .inset {
      display: grid;
      gap: 0.75rem;
      align-content: center;
      block-size: 7.125rem;
    }
    .bones .inset i:first-child {
      inline-size: 25%;
    }
    @container (max-width: 36rem) {
      .head,
      .inset,
      .toast,
      .problem {
        padding-inline: 1rem;
      }
      .who {
        flex-basis: 100%;
      }
      .head {
        padding-block-end: 0.25rem;
      }
      .actions {
        margin-inline: -0.6em;
      }
      details:not([open]) {
        margin-block-end: 0;
      }
      .permission {
        grid-template-columns: minmax(0, 1fr);
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
  `,
];
