/**
 * Bank debits at Stripe: accounts on their way in, what Stripe tells of one, what it needs to debit one
 * beside what a card needs, and its words for a debit that came back. It makes no call.
 */
import Stripe from 'stripe';
import { faceOfAccount } from '../model/bank-account.ts';
import { type DebitType, isDebit } from '../model/method-type.ts';
import type { AccountInput, AccountResult, Exchanged } from './processor.ts';

/** The account behind a payment method; null where it is none. */
export function accountOf(method: Stripe.PaymentMethod): Pick<Exchanged, 'card' | 'bank'> | null {
  const { us_bank_account: us, sepa_debit: sepa } = method;
  if (us)
    return {
      card: faceOfAccount('us_bank_account', {
        last4: us.last4 ?? '',
        fingerprint: us.fingerprint ?? method.id,
        country: 'US',
      }),
      bank: {
        type: 'us_bank_account',
        facts: {
          bankName: us.bank_name,
          accountType: oneOf(us.account_type, ['checking', 'savings']),
          holderType: oneOf(us.account_holder_type, ['individual', 'company']),
          routingNumber: us.routing_number,
          bankCode: null,
          branchCode: null,
        },
      },
    };
  if (!sepa) return null;
  return {
    card: faceOfAccount('sepa_debit', {
      last4: sepa.last4 ?? '',
      fingerprint: sepa.fingerprint ?? method.id,
      country: sepa.country,
    }),
    bank: {
      type: 'sepa_debit',
      facts: {
        bankName: null,
        accountType: null,
        holderType: null,
        routingNumber: null,
        bankCode: sepa.bank_code,
        branchCode: sepa.branch_code,
      },
    },
  };
}

function oneOf<T extends string>(told: string | null, known: readonly T[]): T | null {
  return known.find((each) => each === told) ?? null;
}

/** An account that a merchant brings along, in Stripe's fields. */
export function accountParams(account: AccountInput): Stripe.PaymentMethodCreateParams {
  const { name } = account;
  const holder = name === null ? {} : { billing_details: { name } };
  if (account.type === 'sepa_debit')
    return { type: 'sepa_debit', sepa_debit: { iban: account.iban }, ...holder };
  const { routingNumber, accountNumber, accountType, holderType } = account;
  return {
    type: 'us_bank_account',
    us_bank_account: {
      routing_number: routingNumber,
      account_number: accountNumber,
      // Stripe wants to know, and without a word it is a person's.
      account_holder_type: holderType ?? 'individual',
      ...(accountType === null ? {} : { account_type: accountType }),
    },
    ...holder,
  };
}

/** What a refused account tells the merchant: which field is wrong, where Stripe says so. */
export function accountRefused(error: unknown): AccountResult {
  const wrong =
    error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 400;
  if (!wrong) return { ok: false, code: 'unavailable' };
  const param = /\[(\w+)\]$/.exec(error.param ?? '')?.[1] ?? error.param ?? '';
  return { ok: false, code: 'account_invalid', message: error.message, param };
}

/** The kind of debit that an intent is for; null for a card, or where several kinds were allowed. */
export function debitOf(intent: Stripe.PaymentIntent | Stripe.SetupIntent): DebitType | null {
  const [type = '', ...others] =
    intent.allowed_payment_method_types ?? intent.payment_method_types ?? [];
  return others.length === 0 && isDebit(type) ? type : null;
}

/**
 * What Stripe needs to debit an account while its holder is there. Who authorized it, when and in which
 * words stands in our own records, so that to Stripe the authorization is one given elsewhere.
 */
export const AUTHORIZED = {
  mandate_data: { customer_acceptance: { type: 'offline', offline: {} } },
} as const satisfies Pick<Stripe.PaymentIntentCreateParams, 'mandate_data'>;

/** Stripe's newer words for what has a row in the failure table by its older one. */
const CODES: Readonly<Record<string, string>> = {
  bank_account_closed: 'account_closed',
  bank_account_invalid_details: 'no_account',
  invalid_account_number: 'no_account',
  bank_account_frozen: 'bank_account_restricted',
};

/** Why a debit came back, in the failure table's vocabulary. */
export const debitCode = (code: string): string => CODES[code] ?? code;
