/**
 * Marks that suggest a brand, drawn by us with gradients and letters: no images, so that a strict
 * policy for images need not know us, and no element of their own. They decorate; the brand is
 * always written beside them.
 */
import { css, type ReactiveElement } from 'lit';
import { wear } from './wear.ts';

const brandMarks = css`
  .mark:not([data-brand^='new']) {
    box-shadow: inset 0 0 0 1px #0000001f;
  }
  .mark:is(
      [data-brand='visa'],
      [data-brand='amex'],
      [data-brand='jcb'],
      [data-brand='cartes_bancaires'],
      [data-brand='eftpos_au']
    )::before {
    content: 'VISA' / '';
  }
  .mark[data-brand='visa'] {
    background: linear-gradient(#e9a820 0 0) 50% 86% / 66% 1.5px no-repeat #fff;
    color: #1a2a78;
  }
  .mark[data-brand='mastercard'] {
    background:
      radial-gradient(circle at 37% 50%, #e0341eb0 0 0.47rem, #0000 0.5rem),
      radial-gradient(circle at 63% 50%, #f2a11c 0 0.47rem, #0000 0.5rem),
      radial-gradient(circle at 37% 50%, #e0341e 0 0.47rem, #0000 0.5rem),
      #fff;
  }
  .mark[data-brand='amex'] {
    background: linear-gradient(150deg, #2a86d6, #135794);
    font-style: normal;
    font-size: 0.5625rem;
    letter-spacing: 0.02em;
  }
  .mark[data-brand='amex']::before {
    content: 'AMEX' / '';
  }
  .mark[data-brand='discover'] {
    background:
      radial-gradient(circle at 62% 38%, #f0862f 0 0.25rem, #0000 0.28rem),
      linear-gradient(#2b2f36 0 0) 14% 38% / 34% 2px no-repeat,
      radial-gradient(ellipse at 88% 130%, #f0862f 0 1.05rem, #fff 1.08rem);
  }
  .mark[data-brand='diners'] {
    background:
      linear-gradient(#2a5d94 0 0) 50% / 1.5px 62% no-repeat,
      radial-gradient(circle, #fff 0 0.34rem, #2a5d94 0.37rem 0.54rem, #0000 0.57rem),
      #fff;
  }
  .mark[data-brand='jcb'] {
    background:
      linear-gradient(90deg, #1a5ba6 33%, #fff 0 36%, #c22a3c 0 64%, #fff 0 67%, #2c8a43 0)
      50% / 84% 76% no-repeat #fff;
    font-style: normal;
    font-size: 0.5625rem;
    letter-spacing: 0.24em;
    text-indent: 0.24em;
  }
  .mark[data-brand='jcb']::before {
    content: 'JCB' / '';
  }
  .mark[data-brand='unionpay'] {
    background: linear-gradient(105deg, #c8283c 36%, #1f5689 0 68%, #1e7a78 0);
  }
  .mark[data-brand='unionpay']::before {
    content: '' / '';
    inline-size: 55%;
    block-size: 0.3rem;
    border: solid #fff;
    border-width: 1.5px 0;
    opacity: 0.85;
  }
  .mark[data-brand='bank_account'] {
    background:
      linear-gradient(#fff 0 0) 50% 24% / 50% 3px no-repeat,
      repeating-linear-gradient(90deg, #fff 0 2px, #0000 0 6px) 50% 54% / 14px 6px no-repeat,
      linear-gradient(#fff 0 0) 50% 84% / 50% 2px no-repeat #47607a;
  }
  .mark[data-brand='cartes_bancaires'] {
    background: linear-gradient(120deg, #2a4f9e, #23845f);
    font-style: normal;
    letter-spacing: 0.04em;
  }
  .mark[data-brand='cartes_bancaires']::before {
    content: 'CB' / '';
  }
  .mark[data-brand='eftpos_au'] {
    background: linear-gradient(#f2b705 0 0) 0 100% / 100% 15% no-repeat #2b2440;
    font-style: normal;
    font-size: 0.5625rem;
  }
  .mark[data-brand='eftpos_au']::before {
    content: 'eftpos' / '';
    translate: 0 -0.06rem;
  }
`;

/** Puts the drawings on an element that shows marks. */
export function wearMarks({ renderRoot }: ReactiveElement): void {
  wear(renderRoot, brandMarks);
}
