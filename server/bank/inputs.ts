/** What callers may send, as schemas. Unknown keys are refused; nothing here knows what becomes of it. */
import { z } from 'zod';
import { ACCOUNTS } from './account.ts';
import { FAULT_KINDS } from './faults.ts';
import { MAX_AMOUNT } from './limits.ts';

const id = z.string().min(1).max(200);
const amount = z.number().int().min(1).max(MAX_AMOUNT);
const currency = z.string().regex(/^[a-z]{3}$/, 'must be a lower-case ISO code');
const httpUrl = z.url({ protocol: /^https?$/ }).max(2048);
const wholeNumber = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^\d{1,4}$/)
      .transform(Number),
  ])
  .pipe(z.number().int());

export const cardToken = z.strictObject({
  number: z.string().max(40),
  exp_month: wholeNumber,
  exp_year: wholeNumber,
  cvc: z.string().max(10),
  name: z.string().trim().max(100).nullish(),
  /** Which of a co-badged card's networks the buyer wants. */
  network: z.string().max(40).nullish(),
});

export const cvcToken = z.strictObject({ cvc: z.string().max(10) });

export const exchange = z.strictObject({ token: id, session: id.nullish() });

/** What every call that moves money carries. */
const call = {
  reference: z.string().regex(/^[A-Za-z0-9_:.-]{1,100}$/),
  /** Epoch milliseconds; past it the bank does not execute. */
  not_after: z.number().int(),
};

export const charge = z.strictObject({
  ...call,
  payment_method: id,
  amount,
  currency,
  capture: z.enum(['automatic', 'manual']).default('automatic'),
  initiator: z.enum(['customer', 'merchant']),
  keep: z.enum(['on_session', 'off_session']).nullable().default(null),
  cvc_token: id.nullable().default(null),
  /** The checkout session of the call; a security code typed in another one is refused. */
  session: id.nullable().default(null),
  return_url: httpUrl.nullable().default(null),
  require_challenge: z.boolean().default(false),
  network_transaction_id: id.nullable().default(null),
  description: z.string().max(500).nullable().default(null),
  /** The network that the buyer chose for a co-badged card; without it the bank decides. */
  network: z.string().max(40).optional(),
  frame_origins: z.array(z.string().max(300)).max(20).default([]),
});
export type ChargeInput = z.infer<typeof charge>;

export const setup = z.strictObject({
  ...call,
  payment_method: id,
  currency: currency.nullable().default(null),
  /** `merchant` stores a card without asking the buyer, who is not there. */
  initiator: z.enum(['customer', 'merchant']).default('customer'),
  keep: z.enum(['on_session', 'off_session']),
  return_url: httpUrl.nullable().default(null),
  require_challenge: z.boolean().default(false),
  frame_origins: z.array(z.string().max(300)).max(20).default([]),
});
export type SetupInput = z.infer<typeof setup>;

export const capture = z.strictObject({ ...call, amount: amount.optional() });
export const voiding = z.strictObject({ ...call });
export const refund = z.strictObject({ ...call, amount: amount.optional() });
export type FollowUpInput = z.infer<typeof refund>;

export const fault = z.strictObject({
  kind: z.enum(FAULT_KINDS),
  next: z.number().int().min(1).max(1_000_000).nullable().default(null),
  rate: z.number().min(0).max(1).nullable().default(null),
  seed: z.number().int().default(1),
  ms: z.number().int().min(0).max(600_000).nullable().default(null),
  code: z
    .string()
    .regex(/^[a-z0-9_]{1,60}$/)
    .nullable()
    .default(null),
  processor: z.enum(ACCOUNTS).nullable().default(null),
});
