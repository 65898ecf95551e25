/** Bank accounts on Stripe's terms: parameters in, objects out. A number comes in and never goes out. */
import { z } from 'zod';
import { shownBrand } from '../model/card-network.ts';
import { isDebit } from '../model/method-type.ts';
import type { BankFacts, PaymentMethod } from '../model/payment-method.ts';
import type { AccountInput } from '../processors/processor.ts';
import { text } from './form.ts';

/** Long enough for any account, with whatever stands between its digits. */
const number = () => text(60);

export const usBankAccount = z.strictObject({
  account_holder_type: z.enum(['individual', 'company']).optional(),
  account_number: number(),
  account_type: z.enum(['checking', 'savings']).optional(),
  routing_number: text(20),
});
export const sepaDebit = z.strictObject({ iban: number() });

interface Given {
  readonly us_bank_account?: z.output<typeof usBankAccount> | undefined;
  readonly sepa_debit?: z.output<typeof sepaDebit> | undefined;
}

/** The account that a creation names, in the domain's names; null where it names none. */
export function decodeAccount(given: Given, name: string | null): AccountInput | null {
  const { us_bank_account: us, sepa_debit: sepa } = given;
  if (us)
    return {
      type: 'us_bank_account',
      routingNumber: us.routing_number,
      accountNumber: us.account_number,
      accountType: us.account_type ?? null,
      holderType: us.account_holder_type ?? null,
      name,
    };
  return sepa ? { type: 'sepa_debit', iban: sepa.iban, name } : null;
}

/** What the elements show of a card; an account has neither brand nor end. */
export function shownFace({ type, card }: PaymentMethod): {
  readonly brand: string;
  readonly exp_month: number | null;
  readonly exp_year: number | null;
} {
  if (isDebit(type)) return { brand: 'bank_account', exp_month: null, exp_year: null };
  return { brand: shownBrand(card), exp_month: card.expMonth, exp_year: card.expYear };
}

const NOTHING: BankFacts = {
  bankName: null,
  accountType: null,
  holderType: null,
  routingNumber: null,
  bankCode: null,
  branchCode: null,
};

/** The part of a payment method that is named after its type. */
export function encodeAccount({ type, bank, card }: PaymentMethod): Record<string, unknown> {
  const facts = bank ?? NOTHING;
  const { fingerprint, last4, country } = card;
  if (type === 'sepa_debit')
    return {
      bank_code: facts.bankCode,
      branch_code: facts.branchCode,
      country,
      fingerprint,
      generated_from: { charge: null, setup_attempt: null },
      last4,
    };
  return {
    account_holder_type: facts.holderType,
    account_type: facts.accountType,
    bank_name: facts.bankName,
    financial_connections_account: null,
    fingerprint,
    last4,
    networks: { preferred: 'ach', supported: ['ach'] },
    routing_number: facts.routingNumber,
    status_details: null,
  };
}

/** The same in a charge. */
export function encodeAccountDetails(
  method: PaymentMethod,
  mandate: string | null,
): Record<string, unknown> {
  const facts = method.bank ?? NOTHING;
  const { fingerprint, last4, country } = method.card;
  const common = { fingerprint, last4, mandate };
  if (method.type === 'sepa_debit')
    return {
      ...common,
      bank_code: facts.bankCode,
      branch_code: facts.branchCode,
      country,
    };
  return {
    ...common,
    account_holder_type: facts.holderType,
    account_type: facts.accountType,
    bank_name: facts.bankName,
    payment_reference: null,
    routing_number: facts.routingNumber,
  };
}
