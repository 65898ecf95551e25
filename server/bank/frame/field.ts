/** One labelled field and the place of its error. It builds elements and knows no rule about cards. */
import type { Field } from '../protocol.ts';

export interface FieldParts {
  readonly element: HTMLElement;
  readonly label: HTMLLabelElement;
  readonly box: HTMLElement;
  readonly input: HTMLInputElement;
  readonly error: HTMLElement;
}

const AUTOCOMPLETE = {
  number: 'cc-number',
  expiry: 'cc-exp',
  cvc: 'cc-csc',
  name: 'cc-name',
} as const satisfies Readonly<Record<Field, AutoFill>>;

export function createField(field: Field): FieldParts {
  const element = document.createElement('div');
  element.className = `field ${field}`;
  const label = document.createElement('label');
  label.htmlFor = field;
  const box = document.createElement('div');
  box.className = 'box';
  const input = document.createElement('input');
  input.id = field;
  input.name = AUTOCOMPLETE[field];
  input.type = 'text';
  input.autocomplete = AUTOCOMPLETE[field];
  input.spellcheck = false;
  input.setAttribute('autocorrect', 'off');
  if (field === 'name') {
    input.maxLength = 100;
    input.autocapitalize = 'words';
  } else {
    input.inputMode = 'numeric';
    input.dir = 'ltr';
    // `required` itself would make an untouched field count as invalid.
    input.setAttribute('aria-required', 'true');
  }
  const error = document.createElement('p');
  error.id = `${field}-error`;
  error.className = 'error';
  error.setAttribute('role', 'alert');
  box.append(input);
  element.append(label, box, error);
  return { element, label, box, input, error };
}

/** @param text null when nothing is wrong */
export function showError({ input, error }: FieldParts, text: string | null): void {
  if ((error.textContent ?? '') !== (text ?? '')) error.textContent = text ?? '';
  if (text === null) {
    input.removeAttribute('aria-invalid');
    input.removeAttribute('aria-describedby');
  } else {
    input.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', error.id);
  }
}
