/** Where fields stand, for the fields themselves and for the bones that keep their place. */
import { css } from 'lit';

export const fieldGrid = css`
  .grid {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 0.75rem var(--_gap);
  }
  .field {
    min-inline-size: 0;
    min-block-size: calc(1.6rem + var(--_height));
  }
  .wide {
    grid-column: 1 / -1;
  }
  .heading {
    block-size: 2.25rem;
  }
  @container (max-width: 24rem) {
    .field {
      grid-column: 1 / -1;
    }
  }
`;
