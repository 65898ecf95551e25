/** What a saved card of the session is called. Pure; it chooses none. */
import type { Localize } from '../locale/localize.ts';
import { spokenName } from '../methods/describe.ts';
import type { Checkout } from '../session/checkout-state.ts';

/** A saved card in words, for a sentence. */
export function nameOf({ data }: Checkout, { messages }: Localize, id: string): string {
  const card = data?.payment_methods.find((method) => method.id === id);
  return card ? spokenName(card, messages) : '';
}
