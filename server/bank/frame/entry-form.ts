/** What every form of the frame can do, and what it hands to the bank. Types alone. */
import type { Brand } from '../card-rules.ts';
import type { Field, FieldError } from '../protocol.ts';
import type { Labels } from './labels.ts';

/** A bank account, for the bank and nobody else. */
export type AccountInput =
  | {
      readonly type: 'us_bank_account';
      readonly routing_number: string;
      readonly account_number: string;
      readonly account_type: string;
      readonly name: string;
    }
  | { readonly type: 'sepa_debit'; readonly iban: string; readonly name: string };

export interface FormState {
  readonly empty: boolean;
  readonly complete: boolean;
  readonly brand: Brand | null;
  readonly errors: Readonly<Partial<Record<Field, FieldError>>>;
}

/** What goes to the bank, and nowhere else. */
export type CardInput =
  | {
      readonly number: string;
      readonly exp_month: number;
      readonly exp_year: number;
      readonly cvc: string;
      readonly name: string | null;
    }
  | { readonly cvc: string };

/** A form of the frame, for a card or for a bank account. */
export interface EntryForm {
  readonly element: HTMLFormElement;
  say(labels: Labels, language: string): void;
  state(): FormState;
  /** What the number that is typed can run on; none before it is known. */
  networks(): readonly string[];
  /** Judges everything and shows it. @returns the first field that is wrong */
  validate(): { readonly field: Field; readonly code: NonNullable<FieldError> } | null;
  /** Shows an error that the bank found. */
  mark(field: Field, code: NonNullable<FieldError>): void;
  input(): CardInput | AccountInput;
  focus(field: Field): void;
  clear(): void;
}
