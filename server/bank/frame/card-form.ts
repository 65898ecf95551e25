/**
 * The form that a buyer types into: four labelled fields, or the security code alone. It formats,
 * judges and shows what is wrong; it knows neither the page around the frame nor the network.
 */
import type { Brand } from '../card-rules.ts';
import {
  brandOf,
  cvcLength,
  cvcValid,
  judgeExpiry,
  longestFor,
  networksOf,
  numberValid,
  parseExpiry,
} from '../card-rules.ts';
import type { CardField, Field, FieldError } from '../protocol.ts';
import { CARD_FIELDS } from '../protocol.ts';
import { drawMark } from './brand-mark.ts';
import type { EntryForm } from './entry-form.ts';
import type { FieldParts } from './field.ts';
import { createField, showError } from './field.ts';
import type { Labels } from './labels.ts';
import { asciiDigits, caretAfterDigits, digitsOf, formatExpiry, formatNumber } from './typing.ts';

/** Which of a card's fields are there. */
export type CardMode = 'card' | 'cvc';

const isCardField = (field: Field): field is CardField =>
  CARD_FIELDS.some((each) => each === field);

/** @param changed hears of every change of value or error */
export function createCardForm(mode: CardMode, now: () => number, changed: () => void): EntryForm {
  const shown: readonly CardField[] = mode === 'cvc' ? ['cvc'] : CARD_FIELDS;
  const element = document.createElement('form');
  element.noValidate = true;
  element.dataset.mode = mode;
  element.addEventListener('submit', (event) => event.preventDefault());
  const parts = new Map<CardField, FieldParts>();
  const errors: Partial<Record<CardField, FieldError>> = {};
  let labels: Labels | null = null;

  const value = (field: CardField) => parts.get(field)?.input.value.trim() ?? '';
  const brand = (): Brand | null => {
    const digits = digitsOf(value('number'));
    const found = brandOf(digits);
    return mode === 'cvc' || digits === '' || found === 'unknown' ? null : found;
  };

  function judge(field: CardField): FieldError {
    if (field === 'name') return null;
    if (value(field) === '') return 'incomplete';
    if (field === 'number') return numberValid(digitsOf(value(field))) ? null : 'invalid_number';
    if (field === 'cvc') return cvcValid(digitsOf(value(field)), brand()) ? null : 'invalid_cvc';
    const expiry = parseExpiry(asciiDigits(value(field)));
    const verdict = expiry ? judgeExpiry(expiry.month, expiry.year, now()) : 'invalid_month';
    if (verdict === 'ok') return null;
    return verdict === 'expired' ? 'card_expired' : 'invalid_expiry';
  }

  function set(field: CardField, code: FieldError): void {
    const part = parts.get(field);
    if (!part) return;
    if (code === null) delete errors[field];
    else errors[field] = code;
    const words: Readonly<Record<string, string>> = labels?.errors ?? {};
    showError(part, code === null ? null : (words[code] ?? code));
  }

  function drawBrand(): void {
    const number = parts.get('number');
    number?.box.querySelector('svg')?.remove();
    number?.box.append(drawMark(brand() ?? 'unknown'));
    const cvc = parts.get('cvc')?.input;
    if (cvc) cvc.maxLength = cvcLength(brand());
  }

  function format(field: CardField, input: HTMLInputElement, deleting: boolean): void {
    if (field === 'name') return;
    const before = digitsOf(
      input.value.slice(0, input.selectionStart ?? input.value.length),
    ).length;
    const atEnd = input.selectionStart === input.value.length;
    if (field === 'number') input.value = formatNumber(input.value);
    else if (field === 'expiry') input.value = formatExpiry(input.value, deleting);
    else input.value = digitsOf(input.value).slice(0, cvcLength(brand()));
    const caret = atEnd ? input.value.length : caretAfterDigits(input.value, before);
    if (document.activeElement === input) input.setSelectionRange(caret, caret);
  }

  function onInput(field: CardField, input: HTMLInputElement, event: Event): void {
    const deleting = event instanceof InputEvent && event.inputType.startsWith('delete');
    if (!(event instanceof InputEvent && event.isComposing)) format(field, input, deleting);
    if (field === 'number') drawBrand();
    // While somebody types, an error only ever goes away; it appears when they leave the field.
    if (errors[field] !== undefined && judge(field) === null) set(field, null);
    if (field === 'number' && errors.cvc !== undefined && judge('cvc') === null) set('cvc', null);
    changed();
  }

  for (const field of shown) {
    const part = createField(field);
    parts.set(field, part);
    element.append(part.element);
    part.input.addEventListener('input', (event) => onInput(field, part.input, event));
    part.input.addEventListener('blur', () => {
      if (value(field) !== '') set(field, judge(field));
      changed();
    });
  }
  drawBrand();

  return {
    element,
    say(next) {
      labels = next;
      for (const [field, part] of parts) {
        part.label.textContent = next.fields[field];
        if (field === 'expiry') part.input.placeholder = next.expiryHint;
        if (field === 'name') part.input.placeholder = next.optional;
        if (errors[field] !== undefined) set(field, errors[field]);
      }
    },
    state: () => ({
      empty: shown.every((field) => value(field) === ''),
      complete: shown.every((field) => judge(field) === null),
      brand: brand(),
      errors: { ...errors },
    }),
    networks: () => (mode === 'cvc' ? [] : networksOf(digitsOf(value('number')))),
    validate() {
      for (const field of shown) set(field, judge(field));
      changed();
      const field = shown.find((candidate) => errors[candidate] !== undefined);
      const code = field === undefined ? null : errors[field];
      return field !== undefined && code ? { field, code } : null;
    },
    mark(field, code) {
      if (isCardField(field)) set(field, code);
      changed();
    },
    input() {
      const cvc = digitsOf(value('cvc'));
      if (mode === 'cvc') return { cvc };
      const digits = digitsOf(value('number'));
      const { month, year } = parseExpiry(asciiDigits(value('expiry'))) ?? { month: 0, year: 0 };
      return {
        number: digits.slice(0, longestFor(digits)),
        exp_month: month,
        exp_year: year,
        cvc,
        name: value('name') || null,
      };
    },
    focus: (field) => {
      const wanted = isCardField(field) && shown.includes(field) ? field : shown[0];
      if (wanted) parts.get(wanted)?.input.focus();
    },
    clear() {
      element.reset();
      for (const field of shown) set(field, null);
      drawBrand();
      changed();
    },
  };
}
