/** One labelled field and the place of its error. It builds elements and knows no rule about cards. */
import type { Field } from '../protocol.ts';

export interface FieldParts<Input extends HTMLElement = HTMLInputElement> {
  readonly element: HTMLElement;
  readonly label: HTMLLabelElement;
  readonly box: HTMLElement;
  readonly input: Input;
  readonly error: HTMLElement;
}

const AUTOCOMPLETE = {
  number: 'cc-number',
  expiry: 'cc-exp',
  cvc: 'cc-csc',
  name: 'cc-name',
  // What a browser keeps of accounts has no name of its own.
  routing: 'off',
  account: 'off',
  iban: 'off',
  type: 'off',
} as const satisfies Readonly<Record<Field, AutoFill>>;

/** The box around one control, with its label above and its error below. */
function around<Input extends HTMLElement>(field: Field, input: Input): FieldParts<Input> {
  const element = document.createElement('div');
  element.className = `field ${field}`;
  const label = document.createElement('label');
  label.htmlFor = field;
  const box = document.createElement('div');
  box.className = 'box';
  input.id = field;
  const error = document.createElement('p');
  error.id = `${field}-error`;
  error.className = 'error';
  error.setAttribute('role', 'alert');
  box.append(input);
  element.append(label, box, error);
  return { element, label, box, input, error };
}

export function createField(field: Field): FieldParts {
  const input = document.createElement('input');
  input.name = AUTOCOMPLETE[field];
  input.type = 'text';
  input.autocomplete = AUTOCOMPLETE[field];
  input.spellcheck = false;
  input.setAttribute('autocorrect', 'off');
  if (field === 'name') {
    input.maxLength = 100;
    input.autocapitalize = 'words';
  } else {
    input.inputMode = field === 'iban' ? 'text' : 'numeric';
    if (field === 'iban') input.autocapitalize = 'characters';
    input.dir = 'ltr';
    // `required` itself would make an untouched field count as invalid.
    input.setAttribute('aria-required', 'true');
  }
  return around(field, input);
}

/** A choice of a few; the first one is chosen. Its options' words are the caller's. */
export function createSelect(
  field: Field,
  values: readonly string[],
): FieldParts<HTMLSelectElement> & { readonly options: readonly HTMLOptionElement[] } {
  const input = document.createElement('select');
  const options = values.map((value) => {
    const option = document.createElement('option');
    option.value = value;
    return option;
  });
  input.append(...options);
  return { ...around(field, input), options };
}

/** @param text null when nothing is wrong */
export function showError(
  { input, error }: Pick<FieldParts<HTMLElement>, 'input' | 'error'>,
  text: string | null,
): void {
  if ((error.textContent ?? '') !== (text ?? '')) error.textContent = text ?? '';
  if (text === null) {
    input.removeAttribute('aria-invalid');
    input.removeAttribute('aria-describedby');
  } else {
    input.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', error.id);
  }
}
