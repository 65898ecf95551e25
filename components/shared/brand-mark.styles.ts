/** The place of a brand's mark: a plain card until (or unless) `brand-marks.ts` draws more. */
import { css } from 'lit';

export const brandMarkStyles = css`
  .mark {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 2.25rem;
    block-size: 1.5rem;
    border-radius: 0.25rem;
    background: linear-gradient(#6b7484 0 0) 0 30% / 100% 22% no-repeat #aab1bd;
    color: #fff;
    font: italic 800 0.6875rem / 1 system-ui, sans-serif;
    forced-color-adjust: none;
    direction: ltr;
  }
  .mark[data-brand^='new'] {
    border: 1.5px dashed var(--_muted);
    background: none;
    color: var(--_muted);
    font: 400 1.125rem / 1 system-ui, sans-serif;
  }
  .mark[data-brand^='new']::before {
    content: '+' / '';
  }
`;
