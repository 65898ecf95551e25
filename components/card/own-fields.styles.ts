/**
 * The looks of a processor's own fields, measured like the bank's frame. Boxes, labels and errors are in
 * our shadow root; the processor's parts lie over the boxes from the document, dressed by a style sheet there.
 */
import { css } from 'lit';

export const ownFieldsStyles = css`
  .own {
    display: grid;
    grid-template:
      'number-label number-label'
      'number number'
      'number-error number-error'
      'expiry-label cvc-label'
      'expiry cvc'
      'expiry-error cvc-error'
      'name-label name-label'
      'name name'
      / minmax(0, 1fr) minmax(0, 1fr);
    column-gap: var(--_gap);
    block-size: auto;
    padding: 4px;
    line-height: 1.4;
    align-content: start;
  }
  .frame:has(> .own) {
    block-size: auto;
    min-block-size: 15.5rem;
    container-type: inline-size;
  }
  .frame.cvc:has(> .own) {
    min-block-size: 5rem;
  }
  .own.cvc {
    grid-template: 'cvc-label' 'cvc' 'cvc-error' / minmax(0, 1fr);
    block-size: auto;
  }
  .own .label,
  .own label {
    margin-block-end: 6px;
    font-size: 0.875em;
    font-weight: 500;
  }
  .own [data-area='expiry-label'],
  .own [data-area='cvc-label'],
  .own [data-area='name-label'] {
    margin-block-start: var(--_gap);
  }
  .own.cvc [data-area='cvc-label'] {
    margin-block-start: 0;
  }
  [data-area='number-label'] {
    grid-area: number-label;
  }
  [data-area='number'] {
    grid-area: number;
  }
  [data-area='number-error'] {
    grid-area: number-error;
  }
  [data-area='expiry-label'] {
    grid-area: expiry-label;
  }
  [data-area='expiry'] {
    grid-area: expiry;
  }
  [data-area='expiry-error'] {
    grid-area: expiry-error;
  }
  [data-area='cvc-label'] {
    grid-area: cvc-label;
  }
  [data-area='cvc'] {
    grid-area: cvc;
  }
  [data-area='cvc-error'] {
    grid-area: cvc-error;
  }
  [data-area='name-label'] {
    grid-area: name-label;
  }
  [data-area='name'] {
    grid-area: name;
  }
  .box,
  .own input {
    min-block-size: max(44px, var(--_height));
    min-inline-size: 0;
    border: var(--_line) solid var(--_field-border);
    border-radius: var(--_radius);
    background: var(--_field);
  }
  .box {
    display: grid;
    align-items: center;
    justify-items: end;
    padding-inline: 12px;
    cursor: text;
  }
  .box i {
    justify-self: start;
    inline-size: 60%;
    block-size: 0.75em;
  }
  .own input {
    padding: 8px 12px;
    font-size: max(16px, 1em);
  }
  .own input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .box.focused,
  .own input:focus {
    border-color: var(--_focus);
    outline: 2px solid var(--_focus);
    outline-offset: 0;
  }
  .box.invalid {
    border-color: var(--_danger);
    box-shadow: inset 0 0 0 1px var(--_danger);
  }
  .own .error {
    color: var(--_danger);
    font-size: 0.875em;
  }
  .own .error:not(:empty) {
    margin-block-start: 6px;
  }
  .error b {
    display: inline-grid;
    place-items: center;
    inline-size: 1.25em;
    block-size: 1.25em;
    margin-inline-end: 6px;
    border-radius: 50%;
    background: var(--_danger);
    color: var(--_field);
    font-size: 0.85em;
  }
  /* By the size of the words, so that large ones get the room that they need. */
  @container (max-width: 16.2em) {
    .own:not(.cvc) {
      grid-template:
        'number-label'
        'number'
        'number-error'
        'expiry-label'
        'expiry'
        'expiry-error'
        'cvc-label'
        'cvc'
        'cvc-error'
        'name-label'
        'name'
        / minmax(0, 1fr);
    }
  }
  @media (forced-colors: active) {
    .box.focused {
      outline-color: Highlight;
    }
  }
`;

/** For what stands in the document: the page's own rules for plain elements shall not reach it. */
export const PLACES = `
[data-keepsake-fields] { display: contents !important; }
[data-keepsake-field] {
  all: initial !important;
  display: block !important;
  box-sizing: border-box !important;
  align-self: center !important;
  min-inline-size: 0 !important;
  padding-inline: 13px !important;
  /* A frame of another scheme than its page would be painted on white. */
  color-scheme: light !important;
}
[data-keepsake-field='number'] { grid-area: number !important; }
[data-keepsake-field='number'][data-cse] { padding-inline-end: 56px !important; }
[data-keepsake-field='expiry'] { grid-area: expiry !important; }
[data-keepsake-field='cvc'] { grid-area: cvc !important; }
/* Adyen's frames take the height that they are given, which is that of the box and no more. */
[data-keepsake-field][data-cse] { block-size: 0 !important; min-block-size: 100% !important; }
[data-keepsake-field][data-cse] iframe {
  inline-size: 100% !important;
  block-size: 100% !important;
  border: 0 !important;
}
`;
