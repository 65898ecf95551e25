/** Keeps the frame's place free before it is there, so that nothing moves when it comes. */
import { css } from 'lit';
import { baseStyles } from '../shared/base.styles.ts';
import { brandMarkStyles } from '../shared/brand-mark.styles.ts';
import { networkStyles } from './network-choice.ts';
import { probeStyles } from './theme.ts';

export const cardStyles = [
  ...baseStyles,
  brandMarkStyles,
  networkStyles,
  probeStyles,
  css`
    .frame {
      position: relative;
      block-size: 15.5rem;
      /* The frame keeps room for its focus rings, which would be cut off. */
      margin-inline: -4px;
    }
    .frame.cvc {
      block-size: 5rem;
    }
    iframe {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      border: 0;
      background: none;
    }
    .waiting iframe {
      opacity: 0;
    }
    .bones {
      position: absolute;
      inset: 0;
      display: grid;
      grid-template-columns: 1fr 1fr;
      grid-auto-rows: var(--_height);
      gap: 2rem var(--_gap);
      padding-block-start: 1.75rem;
      overflow: hidden;
    }
    i {
      border-radius: var(--_radius);
      background: var(--_border);
      opacity: 0.6;
    }
    i:first-child,
    i:last-child {
      grid-column: 1 / -1;
    }
    .trust {
      margin-block-start: 0.75rem;
      font-size: 0.875em;
    }
    .failed {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 0.75rem;
    }
  `,
];
