/** What a way to pay is called: a card, or a bank account. */
import type { PaymentMethod } from '../objects.ts';
import { cardName, plain } from './spoken.ts';

export function methodName(method: PaymentMethod): string {
  if (method.card) return cardName(method.card);
  const account = method.us_bank_account ?? method.sepa_debit;
  return account ? `Account ••••\u00a0${account.last4}` : plain(method.type);
}
