/** What is seen of a removal, a problem and an outcome; comes with what a buyer does. */
import { css } from 'lit';

export const actingStyles = css`
  .toast,
  .problem {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 1rem;
    padding: 0.25rem 0.375rem 0.25rem 1rem;
    padding-inline: 1rem 0.375rem;
    border-block-start: var(--_line) solid var(--_border);
  }
  .toast {
    flex-wrap: nowrap;
    background: var(--_tint);
  }
  .toast .link {
    flex: none;
  }
  .problem {
    padding-block: 0.75rem;
    border: var(--_line) solid var(--_danger);
    border-inline-start-width: 4px;
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_danger) 6%, var(--_surface));
  }
  .problem > div {
    flex: 1 1 14rem;
  }
  .progress {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0.5rem 1rem;
    text-wrap: balance;
  }
  .receipt {
    flex: 1 1 100%;
    color: var(--_text);
    justify-items: center;
    text-align: center;
    padding-block: 2.25rem;
  }
  .tick {
    display: grid;
    place-items: center;
    inline-size: 3rem;
    block-size: 3rem;
    margin-block-end: 0.25rem;
    border: 2px solid var(--_success);
    border-radius: 50%;
  }
  .tick::before {
    content: '';
    inline-size: 1.1rem;
    block-size: 0.55rem;
    border: solid var(--_success);
    border-width: 0 0 3px 3px;
    rotate: -45deg;
    translate: 0 -0.1rem;
  }
`;
