/** One calm block a card: what it is, then its two permissions, each with the way to take it back. */
import { css } from 'lit';
import { baseStyles } from '../shared/base.styles.ts';
import { brandMarkStyles } from '../shared/brand-mark.styles.ts';
import { busyStyles } from './busy.styles.ts';
import { permissionStyles } from './permission.styles.ts';

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
      box-shadow: var(--_shadow);
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
    /* The ring stays off the line below. */
    h3:focus-visible {
      outline-offset: 0;
    }
    h3 {
      font-weight: 600;
      font-variant-numeric: tabular-nums;
    }
    .ways {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.5rem 0.75rem;
      margin-block-start: 0.5rem;
    }
    .expired .mark {
      opacity: 0.55;
    }
    .sub {
      font-size: 0.875em;
      color: var(--_muted);
    }
    .sub:dir(ltr)::first-letter {
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
    .small > a {
      display: inline-flex;
      align-items: center;
      min-block-size: 2.75rem;
    }
    .inset {
      padding: 1rem 1.25rem;
      border-block-start: var(--_line) solid var(--_border);
    }
    .inset > .link {
      margin-inline-start: -0.6em;
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
      flex-wrap: nowrap;
      border-style: dashed;
    }
    .toast .link {
      flex: none;
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
    }
  `,
  permissionStyles,
];
