/** The elements' queries. The secret never travels in one. */
import { z } from 'zod';

export const checkoutQuery = z.strictObject({
  /** A shown card to make the offers for; empty for a card that is yet to be typed. */
  payment_method: z.string().max(100).optional(),
  /** BCP 47. */
  locale: z.string().max(35).optional(),
});

/** How the tag is to be rendered; what is in it is the session's matter. */
export const markupQuery = z.strictObject({
  /** BCP 47. */
  locale: z.string().max(35).optional(),
  /** As the tag's attribute. */
  theme: z
    .string()
    .regex(/^[a-z][a-z -]{0,59}$/, 'must be words in small letters')
    .optional(),
});

export const removalQuery = z.strictObject({
  /** The card that takes over what depends on the removed one. */
  replacement: z.string().max(100).optional(),
});

export const agreementQuery = z.strictObject({
  /** The saved card that is to pay. */
  payment_method: z.string().max(100),
  /** BCP 47. */
  locale: z.string().max(35).optional(),
});

export const agreementsQuery = z.strictObject({
  /** The saved card that is to stand in; without it, a number that is yet to be typed. */
  backup: z.string().max(100).optional(),
  /** BCP 47. */
  locale: z.string().max(35).optional(),
});
