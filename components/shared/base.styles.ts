/** What every element looks like before it looks like itself: type, focus ring, buttons, hidden text. */
import { css } from 'lit';
import { tokens } from './tokens.ts';

const base = css`
  :host {
    display: block;
    box-sizing: border-box;
    color: var(--_text);
    font: 400 var(--_size) / 1.45 var(--_font);
    text-align: start;
    -webkit-tap-highlight-color: transparent;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  ::before,
  ::after {
    box-sizing: inherit;
  }
  h2,
  p,
  ul,
  fieldset,
  legend {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  h2 {
    font: 600 1.125em / 1.3 var(--_heading);
    text-wrap: balance;
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  a {
    color: var(--_accent);
  }
  .button {
    min-block-size: var(--_height);
    padding: 0.4em 1em;
    border: var(--_line) solid var(--_field-border);
    border-radius: var(--_button-radius);
    background: var(--_surface);
    font-weight: 600;
    cursor: pointer;
  }
  .button:hover {
    background: var(--_tint);
  }
  .link {
    min-block-size: 2.75rem;
    min-inline-size: 2.75rem;
    padding: 0 0.6em;
    border: 0;
    border-radius: calc(var(--_radius) / 2);
    background: none;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 0.2em;
    cursor: pointer;
  }
  .muted {
    color: var(--_muted);
  }
  .small {
    font-size: 0.875em;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *:not(.probe),
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;

export const baseStyles = [tokens, base];
