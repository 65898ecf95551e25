/**
 * Between the bank's words for a card or a bank account and ours. It translates what was read before,
 * and calls nobody.
 */
import { faceOfAccount } from '../model/bank-account.ts';
import type { AccountInput, Exchanged } from './processor.ts';
import type { ExchangedRow } from './sandbox-answer.ts';

/** What the bank tells of a card or of an account, in our terms. */
export function exchangedOf(told: ExchangedRow): Exchanged {
  const { id, kind, reusability, card, bank_account: bank, name, replayed } = told;
  const { last4, fingerprint, country } = card;
  const common = { credential: id, kind, reusability, name, replayed };
  if (bank)
    return {
      ...common,
      card: faceOfAccount(bank.type, { last4, fingerprint, country }),
      bank: {
        type: bank.type,
        facts: {
          bankName: bank.bank_name,
          accountType: bank.account_type,
          holderType: bank.account_holder_type,
          routingNumber: bank.routing_number,
          bankCode: bank.bank_code,
          branchCode: bank.branch_code,
        },
      },
    };
  return {
    ...common,
    card: {
      brand: card.brand,
      last4,
      expMonth: card.exp_month,
      expYear: card.exp_year,
      funding: card.funding,
      country,
      fingerprint,
      networks: card.networks,
      preferredNetwork: card.network,
    },
  };
}

/** A bank account as the bank wants to be told of it. */
export function accountBody(account: AccountInput): Readonly<Record<string, unknown>> {
  const { type, name } = account;
  if (type === 'sepa_debit') return { type, iban: account.iban, name };
  return {
    type,
    routing_number: account.routingNumber,
    account_number: account.accountNumber,
    account_type: account.accountType,
    account_holder_type: account.holderType,
    name,
  };
}
