/** The frame's words for bank accounts in every language it speaks; the languages are rows of other files. */
import type { BankField } from '../protocol.ts';
import { BANK_LATIN } from './labels-bank-latin.ts';
import type { BankRow, BankRows } from './labels-bank-row.ts';
import { BANK_SCRIPTS } from './labels-bank-scripts.ts';

const ROWS: BankRows = { ...BANK_LATIN, ...BANK_SCRIPTS };

export interface BankLabels {
  readonly fields: Readonly<Record<BankField, string>>;
  readonly types: Readonly<Record<'checking' | 'savings', string>>;
  /** By the error's code. */
  readonly errors: Readonly<Record<string, string>>;
}

/** @param language one that the frame speaks; any other is English */
export function bankLabelsFor(language: string): BankLabels {
  const row = ROWS[language] ?? (ROWS.en as BankRow);
  const [routing, account, type, checking, savings, name, ...errors] = row;
  const [invalidRouting, invalidAccount, invalidIban, notAccepted] = errors;
  return {
    fields: { routing, account, iban: 'IBAN', type, name },
    types: { checking, savings },
    errors: {
      invalid_routing: invalidRouting,
      invalid_account: invalidAccount,
      invalid_iban: invalidIban,
      account_not_accepted: notAccepted,
    },
  };
}
