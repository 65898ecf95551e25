/** A saved card in words, for eyes and for ears. Pure; the languages bring the sentences. */
import type { ShownMethod } from '../../server/wire/elements.ts';
import type { Messages } from '../locale/en.ts';
import { brandName } from '../shared/brand-name.ts';

type Card = Pick<ShownMethod, 'brand' | 'last4'>;

export { brandName };

/** `Visa •••• 4242` */
export function shortName({ brand, last4 }: Card): string {
  return `${brandName(brand)} •••• ${last4}`;
}

/** `Visa ending in 4242`: without bullets, which screen readers spell out. */
export function spokenName({ brand, last4 }: Card, messages: Messages): string {
  return messages.endingIn(brandName(brand), last4);
}

/** `expires 12/2030` or `expired 03/2024`; the sentence's first letter is the stylesheet's matter. */
export function expiry(
  method: Pick<ShownMethod, 'exp_month' | 'exp_year' | 'expired'>,
  messages: Messages,
): string {
  const date = `${String(method.exp_month).padStart(2, '0')}/${method.exp_year}`;
  return method.expired ? messages.expired(date) : messages.expires(date);
}

/** The radio's whole name: `Visa ending in 4242, expires 12/2030, default`. */
export function accessibleName(method: ShownMethod, messages: Messages): string {
  const parts = [spokenName(method, messages), expiry(method, messages)];
  if (!method.usable && !method.expired) parts.push(messages.notUsable);
  if (method.is_default) parts.push(messages.isDefault);
  return parts.join(', ');
}
