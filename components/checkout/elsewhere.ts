/** What typing an address means for a saved card. Pure; comes after the cards are seen. */
import type { Checkout } from '../session/checkout-state.ts';
import { NEW_CARD } from '../shared/choice.ts';

/** Whether a saved card is being sent elsewhere: that is the buyer's to confirm, and its code spares them the bank. */
export function goesElsewhere(typedIn: EventTarget | null, { data, chosen }: Checkout): boolean {
  const prefilled = data?.prefill?.shipping && chosen !== NEW_CARD;
  if (!prefilled || !(typedIn instanceof Element)) return false;
  return typedIn.matches('keepsake-address') && 'group' in typedIn && typedIn.group === 'shipping';
}
