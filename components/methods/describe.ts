/** A saved card in words, for eyes and for ears. Pure; the languages bring the sentences. */
import type { ShownMethod } from '../../server/wire/elements.ts';
import type { Messages } from '../locale/en.ts';
import { brandName } from '../shared/brand-name.ts';

type Card = Pick<ShownMethod, 'brand' | 'last4'>;

export { brandName };

/** A brand is called the same everywhere; a bank account is not. */
export function called({ brand }: Card, messages: Messages): string {
  return brand === 'bank_account' ? messages.bankAccount : brandName(brand);
}

/**
 * `Visa •••• 4242`
 * @param space before the digits; one that does not break keeps them on the line of the bullets
 */
export function shortName(card: Card, messages: Messages, space = ' '): string {
  return `${called(card, messages)} ••••${space}${card.last4}`;
}

/** `Visa ending in 4242`: without bullets, which screen readers spell out. */
export function spokenName(card: Card, messages: Messages): string {
  return messages.endingIn(called(card, messages), card.last4);
}

/** `expires 12/2030` or `expired 03/2024`, nothing of what never does; the first letter is the stylesheet's matter. */
export function expiry(
  method: Pick<ShownMethod, 'exp_month' | 'exp_year' | 'expired'>,
  messages: Messages,
): string {
  if (!method.exp_year) return '';
  const date = `${String(method.exp_month).padStart(2, '0')}/${method.exp_year}`;
  return method.expired ? messages.expired(date) : messages.expires(date);
}

/** The radio's whole name: `Visa ending in 4242, expires 12/2030, default`. */
export function accessibleName(method: ShownMethod, messages: Messages): string {
  const parts = [spokenName(method, messages), expiry(method, messages)];
  if (!method.usable && !method.expired) parts.push(messages.notUsable);
  if (method.is_default) parts.push(messages.isDefault);
  return parts.filter(Boolean).join(', ');
}
