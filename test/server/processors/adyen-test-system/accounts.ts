/**
 * Bank accounts at Adyen's other end: what a debit must say of one, and how a token of one is told.
 * It remembers nothing.
 */
import type { Money, StoredMethod } from './stored-method.ts';
import { Unprocessable } from './unprocessable.ts';

type Json = Readonly<Record<string, unknown>>;

/** The one currency of each kind. */
export const DEBITED: Readonly<Record<string, string>> = { ach: 'USD', sepadirectdebit: 'EUR' };

/** The account that a debit brings along; null where it names a token. */
export function accountIn(
  method: Json,
  { currency }: Money,
  shopper: string,
  id: string,
): StoredMethod | null {
  const type = String(method.type);
  if (DEBITED[type] !== currency) throw new Unprocessable('138', 'Unsupported currency specified');
  if (method.storedPaymentMethodId !== undefined) return null;
  const number = type === 'ach' ? method.bankAccountNumber : method.iban;
  if (typeof number !== 'string' || (type === 'ach' && typeof method.bankLocationId !== 'string'))
    throw new Unprocessable('15_001', 'Required bank account details are not provided.');
  if (typeof method.ownerName !== 'string' || method.ownerName.length < 3)
    throw new Unprocessable('203', 'Invalid bank account holder name');
  return { id, shopper, type, number, expiryMonth: '', expiryYear: '', holder: method.ownerName };
}

export function describeAccount({ id, shopper, type, number, holder }: StoredMethod): Json {
  return {
    id,
    shopperReference: shopper,
    type,
    ownerName: holder,
    ...(type === 'sepadirectdebit' ? { iban: number } : { lastFour: number.slice(-4) }),
    supportedRecurringProcessingModels: ['CardOnFile', 'Subscription', 'UnscheduledCardOnFile'],
  };
}
