/** Who may be meant by what was typed, as merchants' tools read it. Our own list. */
import { z } from 'zod';
import { SEARCH_CHARS } from '../model/limits.ts';
import { common, text } from './form.ts';

export const searchCustomersInput = z.strictObject({ ...common, query: text(SEARCH_CHARS) });

/** @param customer as it goes over the wire; null where what was found belongs to nobody */
export function encodeMatch(
  because: string,
  customer: Record<string, unknown> | null,
  paymentIntent: string | null,
): Record<string, unknown> {
  return { object: 'search_match', because, customer, payment_intent: paymentIntent };
}
