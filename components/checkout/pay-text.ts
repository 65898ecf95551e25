/** What the pay button says: the act, the amount, and the card that it will be. Pure. */

import type { Messages } from '../locale/en.ts';
import { formatAmount } from '../locale/format.ts';
import { shortName } from '../methods/describe.ts';
import type { Checkout } from '../session/checkout-state.ts';

export function payText({ data, chosen }: Checkout, messages: Messages, locale: string): string {
  if (!data) return '';
  const { mode, submit_type, amount_total, currency } = data.session;
  if (mode === 'setup') return messages.saveCard;
  const amount = currency && amount_total ? formatAmount(amount_total, currency, locale) : null;
  const card = data.payment_methods.find(({ id }) => id === chosen);
  const act = actOf(mode, submit_type, amount, messages);
  return card ? messages.withCard(act, shortName(card, messages)) : act;
}

function actOf(
  mode: 'payment' | 'subscription',
  submitType: string | null,
  amount: string | null,
  messages: Messages,
): string {
  if (mode === 'subscription' || submitType === 'subscribe') return messages.subscribe(amount);
  if (submitType === 'book') return messages.book(amount ?? '');
  return submitType === 'donate' ? messages.donate(amount ?? '') : messages.pay(amount ?? '');
}
