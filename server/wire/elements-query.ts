/** The elements' queries. The secret never travels in one. */
import { z } from 'zod';

export const checkoutQuery = z.strictObject({
  /** A shown card to make the offers for; empty for a card that is yet to be typed. */
  payment_method: z.string().max(100).optional(),
  /** BCP 47. */
  locale: z.string().max(35).optional(),
});

export const removalQuery = z.strictObject({
  /** The card that takes over what depends on the removed one. */
  replacement: z.string().max(100).optional(),
});
