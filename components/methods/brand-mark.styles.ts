/**
 * Marks that suggest a brand, drawn by us with gradients and letters: no images, so that a strict
 * policy for images need not know us. They decorate; the brand is always written beside them.
 */
import { css } from 'lit';

export const brandMarkStyles = css`
  .mark {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 2.25rem;
    block-size: 1.5rem;
    border-radius: 0.25rem;
    background:
      linear-gradient(#6b7484 0 0) 0 30% / 100% 22% no-repeat,
      #aab1bd;
    color: #fff;
    font: italic 800 0.6875rem / 1 system-ui, sans-serif;
    forced-color-adjust: none;
    direction: ltr;
  }
  .mark[data-brand]:not([data-brand='new']) {
    box-shadow: inset 0 0 0 1px #0000001f;
  }
  .mark[data-brand='visa'] {
    background: #fff;
    color: #1a2a78;
  }
  .mark[data-brand='visa']::before {
    content: 'VISA' / '';
  }
  .mark[data-brand='mastercard'] {
    background:
      radial-gradient(circle at 37% 50%, #e0341eb0 0 0.47rem, #0000 0.5rem),
      radial-gradient(circle at 63% 50%, #f2a11c 0 0.47rem, #0000 0.5rem),
      radial-gradient(circle at 37% 50%, #e0341e 0 0.47rem, #0000 0.5rem),
      #fff;
  }
  .mark[data-brand='amex'] {
    background: #1767b0;
    font-style: normal;
    font-size: 0.5625rem;
  }
  .mark[data-brand='amex']::before {
    content: 'AMEX' / '';
  }
  .mark[data-brand='discover'] {
    background: radial-gradient(circle at 70% 125%, #e9782b 0 0.9rem, #fff 0.95rem);
  }
  .mark[data-brand='diners'] {
    background: radial-gradient(circle, #fff 0 0.3rem, #2a5d94 0.32rem 0.52rem, #fff 0.55rem);
  }
  .mark[data-brand='jcb'] {
    background: linear-gradient(90deg, #1a5ba6 33%, #c22a3c 0 66%, #2c8a43 0);
    font-style: normal;
  }
  .mark[data-brand='jcb']::before {
    content: 'JCB' / '';
  }
  .mark[data-brand='unionpay'] {
    background: linear-gradient(105deg, #c8283c 36%, #1f5689 0 68%, #1e7a78 0);
  }
  .mark[data-brand='new'] {
    border: 1.5px dashed var(--_muted);
    background: none;
    color: var(--_muted);
    font: 400 1.125rem / 1 system-ui, sans-serif;
  }
  .mark[data-brand='new']::before {
    content: '+' / '';
  }
`;
