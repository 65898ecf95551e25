/**
 * The bank's answers as schemas, as strict as its documentation: what does not fit is no answer, and
 * a card's number comes through none of them. It draws no conclusions.
 */
import { z } from 'zod';
import type { Operation } from '../model/attempt.ts';
import { containsCardNumber } from '../model/card-number.ts';

/** A name in the bank's own terms; never a card's number, whoever sends it. */
const name = z
  .string()
  .min(1)
  .max(255)
  .refine((text) => !containsCardNumber(text));
/** Words for people, left out where they hold a card's number. */
const words = z
  .string()
  .max(1_000)
  .nullable()
  .transform((text) => (text !== null && containsCardNumber(text) ? null : text));
const reusability = z.enum(['single_use', 'on_session', 'off_session']);
const decline = z.object({
  code: name,
  network_code: name.nullable(),
  message: words,
});
const last4 = z.string().regex(/^\d{4}$/);
const month = z.number().int().min(1).max(12);
const funding = z.enum(['credit', 'debit', 'prepaid', 'unknown']);
/** The account behind a card, where something became of it. */
export const cardAccount = z
  .object({
    open: z.boolean(),
    card: z.object({
      brand: name,
      last4,
      exp_month: month,
      exp_year: z.number().int().min(1970).max(9999),
      funding,
      country: name.nullable(),
      fingerprint: name,
      networks: z.array(name).max(20),
    }),
  })
  .transform(({ open, card: { exp_month: expMonth, exp_year: expYear, ...card } }) => ({
    open,
    card: { ...card, expMonth, expYear },
  }));
export const operation = z.object({
  id: name,
  reference: z.string(),
  status: z.enum(['succeeded', 'authorized', 'requires_action', 'pending', 'declined', 'voided']),
  amount: z.number().int(),
  currency: z.string().nullable(),
  decline: decline.nullable(),
  network_transaction_id: z.string().max(255).nullable().default(null),
  reusability: reusability.nullable().default(null),
  card_account: cardAccount.nullable().default(null),
  challenge: z.object({ url: z.url(), return_url: z.string().nullable() }).nullable().default(null),
});
export const found = z.discriminatedUnion('found', [
  z.object({ found: z.literal(false) }),
  z.object({ found: z.literal(true), operation }),
]);
export const refusal = z.object({
  error: z.object({ code: z.string(), message: z.string(), param: z.string().optional() }),
  executed: z.boolean().optional(),
});
export const exchanged = z.object({
  id: name,
  kind: name,
  reusability,
  card: z.object({
    brand: name,
    last4,
    exp_month: month,
    exp_year: z.number().int().min(1970).max(9999),
    funding,
    country: name.nullable(),
    fingerprint: name,
    networks: z.array(name).max(20),
    network: name.nullable().default(null),
  }),
  bank_account: z
    .object({
      type: z.enum(['us_bank_account', 'sepa_debit']),
      bank_name: name.nullable(),
      account_type: z.enum(['checking', 'savings']).nullable(),
      account_holder_type: z.enum(['individual', 'company']).nullable(),
      routing_number: z
        .string()
        .regex(/^\d{9}$/)
        .nullable(),
      bank_code: name.nullable(),
      branch_code: name.nullable(),
    })
    .nullable()
    .default(null),
  name: words,
  replayed: z.boolean(),
});
/** The bank's own books of a time. */
export const statement = z.object({
  data: z.array(
    z
      .object({
        reference: z.string().max(255),
        currency: z.string().max(3),
        taken: z.number().int().min(0),
        back: z.number().int().min(0),
      })
      .transform(({ reference, currency, taken: takenMinor, back: backMinor }) => ({
        reference,
        currency,
        takenMinor,
        backMinor,
      })),
  ),
});
export const networkToken = z.object({ id: name, kind: z.literal('network_token'), reusability });
export const deleted = z.object({ deleted: z.literal(true) });

export type Row = z.infer<typeof operation>;
export type ExchangedRow = z.infer<typeof exchanged>;
export type Asked = Readonly<Record<string, unknown>>;

/** What each call can come to; a charge that is asked for again may have been voided since. */
const POSSIBLE: Readonly<Record<Operation, readonly Row['status'][]>> = {
  charge: ['succeeded', 'authorized', 'requires_action', 'pending', 'declined', 'voided'],
  setup: ['succeeded', 'requires_action', 'declined'],
  capture: ['succeeded', 'declined'],
  void: ['voided', 'declined'],
  refund: ['succeeded', 'declined'],
};

/** Whether an answer is about what was asked: another amount or currency proves nothing of ours. */
export function answers(row: Row, operation: Operation, asked: Asked): boolean {
  const { amount, currency } = asked;
  if (typeof amount === 'number' && row.amount !== amount) return false;
  if (typeof currency === 'string' && row.currency !== currency) return false;
  return POSSIBLE[operation].includes(row.status);
}
