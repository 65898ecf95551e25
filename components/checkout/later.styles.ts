/** What the rare states of a checkout look like; comes with them. */
import { css } from 'lit';

export const laterStyles = css`
  .inset:not(.sharing) > .link,
  .notice .link {
    margin-inline-start: -0.6em;
  }
  .inset > keepsake-expiry-form + .link {
    margin-block-start: 0.5rem;
    font-weight: 400;
  }
  .bad {
    margin-block-start: 0.5rem;
    color: var(--_danger);
  }
  .notice {
    display: grid;
    gap: 0.375rem;
    justify-items: start;
    padding: 1rem;
    border-inline-start: 4px solid var(--_accent);
  }
  .notice h2:focus {
    outline: none;
  }
  /* It stays, so that what comes into it is heard. */
  .notice p:empty {
    margin-block-start: -0.375rem;
  }
  .closing {
    padding: 0.625rem 1rem;
    border: var(--_line) solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_tint);
    text-align: center;
    color: var(--_danger);
  }
`;
