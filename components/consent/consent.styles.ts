/** The words at full size beside their box: never smaller than what surrounds them. */
import { css } from 'lit';
import { baseStyles } from '../shared/base.styles.ts';

export const consentStyles = [
  ...baseStyles,
  css`
    label {
      display: flex;
      gap: 0.75rem;
      padding-block: 0.625rem;
      min-block-size: 2.75rem;
      cursor: pointer;
    }
    input {
      flex: none;
      inline-size: 1.25rem;
      block-size: 1.25rem;
      margin: 0.1em 0 0;
      accent-color: var(--_accent);
    }
    span {
      flex: 1;
      min-inline-size: 0;
      overflow-wrap: anywhere;
      text-wrap: pretty;
    }
    :host([invalid]) input {
      outline: 2px solid var(--_danger);
      outline-offset: 2px;
    }
    .error {
      padding-inline-start: 2rem;
      color: var(--_danger);
      font-size: 0.875em;
    }
  `,
];
