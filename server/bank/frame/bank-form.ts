/**
 * The form for a bank account: routing and account number with the kind of account, or an IBAN, and the
 * name on it. It judges and shows what is wrong; it knows neither the page around the frame nor the network.
 */
import {
  accountNumberValid,
  type DebitType,
  groupedIban,
  ibanValid,
  plainIban,
  routingValid,
} from '../debit-rules.ts';
import type { BankField, Field, FieldError } from '../protocol.ts';
import type { AccountInput, EntryForm } from './entry-form.ts';
import { createField, createSelect, showError } from './field.ts';
import { bankLabelsFor } from './labels-bank.ts';
import { digitsOf } from './typing.ts';

const FIELDS: Readonly<Record<DebitType, readonly BankField[]>> = {
  us_bank_account: ['routing', 'account', 'type', 'name'],
  sepa_debit: ['iban', 'name'],
};
const TYPES = ['checking', 'savings'] as const;

const isBankField = (field: Field): field is BankField =>
  field !== 'number' && field !== 'expiry' && field !== 'cvc';

/** @param changed hears of every change of value or error */
export function createBankForm(type: DebitType, changed: () => void): EntryForm {
  const shown = FIELDS[type];
  const element = document.createElement('form');
  element.noValidate = true;
  element.dataset.mode = type;
  element.addEventListener('submit', (event) => event.preventDefault());
  const kinds = createSelect('type', TYPES);
  const parts = new Map(
    shown.map((field) => [field, field === 'type' ? kinds : createField(field)] as const),
  );
  const errors: Partial<Record<Field, FieldError>> = {};
  let words: Readonly<Record<string, string>> = {};

  const value = (field: BankField) => parts.get(field)?.input.value.trim() ?? '';

  function judge(field: BankField): FieldError {
    if (field === 'type') return null;
    if (value(field) === '') return 'incomplete';
    if (field === 'routing') return routingValid(digitsOf(value(field))) ? null : 'invalid_routing';
    if (field === 'account')
      return accountNumberValid(digitsOf(value(field))) ? null : 'invalid_account';
    if (field === 'iban') return ibanValid(plainIban(value(field))) ? null : 'invalid_iban';
    return null;
  }

  function set(field: BankField, code: FieldError): void {
    const part = parts.get(field);
    if (!part) return;
    if (code === null) delete errors[field];
    else errors[field] = code;
    showError(part, code === null ? null : (words[code] ?? code));
  }

  /** Groups an IBAN while it is typed at its end; anywhere else the caret would be lost. */
  function format(field: BankField, input: HTMLInputElement | HTMLSelectElement): void {
    if (field !== 'iban' || !(input instanceof HTMLInputElement)) return;
    if (input.selectionStart === input.value.length) input.value = groupedIban(input.value);
  }

  for (const [field, part] of parts) {
    element.append(part.element);
    part.input.addEventListener('input', (event) => {
      const deleting = event instanceof InputEvent && event.inputType.startsWith('delete');
      if (!deleting && !(event instanceof InputEvent && event.isComposing))
        format(field, part.input);
      // While somebody types, an error only ever goes away; it appears when they leave the field.
      if (errors[field] !== undefined && judge(field) === null) set(field, null);
      changed();
    });
    part.input.addEventListener('blur', () => {
      if (value(field) !== '') set(field, judge(field));
      changed();
    });
  }

  return {
    element,
    say(next, language) {
      const labels = bankLabelsFor(language);
      words = { ...next.errors, ...labels.errors };
      for (const [field, part] of parts) {
        part.label.textContent = labels.fields[field];
        if (errors[field] !== undefined) set(field, errors[field]);
      }
      for (const option of kinds.options)
        option.textContent = labels.types[option.value as 'checking'];
    },
    state: () => ({
      empty: shown.every((field) => field === 'type' || value(field) === ''),
      complete: shown.every((field) => judge(field) === null),
      brand: null,
      errors: { ...errors },
    }),
    networks: () => [],
    validate() {
      for (const field of shown) set(field, judge(field));
      changed();
      const field = shown.find((candidate) => errors[candidate] !== undefined);
      const code = field === undefined ? null : errors[field];
      return field !== undefined && code ? { field, code } : null;
    },
    mark(field, code) {
      if (isBankField(field)) set(field, code);
      changed();
    },
    input(): AccountInput {
      const name = value('name');
      if (type === 'sepa_debit') return { type, iban: plainIban(value('iban')), name };
      return {
        type,
        routing_number: digitsOf(value('routing')),
        account_number: digitsOf(value('account')),
        account_type: value('type'),
        name,
      };
    },
    focus(field) {
      const wanted = isBankField(field) ? parts.get(field) : undefined;
      (wanted ?? parts.get(shown[0] ?? 'name'))?.input.focus();
    },
    clear() {
      element.reset();
      for (const field of shown) set(field, null);
      changed();
    },
  };
}
