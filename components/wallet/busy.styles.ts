/** How a button looks while its answer is waited for. */
import { css } from 'lit';

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
  /* Words have a forced color then (in Firefox only when told), so the ring would be drawn over them. */
  @media (forced-colors: active) {
    button[aria-busy='true'] {
      border: 2px dashed;
      color: ButtonText !important;
    }
    button[aria-busy='true']::after {
      display: none;
    }
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
`;
