/** What the button looks like while it cannot be pressed; comes with what a press needs. */
import { css } from 'lit';

export const busyStyles = css`
  [aria-busy='true'] {
    cursor: progress;
    filter: saturate(0.6) opacity(0.85);
  }
  /* A form around the tag is disabled. */
  [aria-disabled='true'][aria-busy='false'] {
    cursor: not-allowed;
    filter: grayscale(0.6) opacity(0.5);
  }
  i {
    flex: none;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    border: 2px solid currentColor;
    border-inline-end-color: #0000;
    border-radius: 50%;
    animation: turn 0.8s linear infinite;
  }
  @media (forced-colors: active) {
    i {
      border-inline-end-style: none;
    }
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
`;
