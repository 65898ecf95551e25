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

/** A bank account, as it is typed. */
export const usBankAccount = z.strictObject({
  type: z.literal('us_bank_account'),
  routing_number: z.string().max(20),
  account_number: z.string().max(40),
  account_type: z.enum(['checking', 'savings']).nullish(),
  account_holder_type: z.enum(['individual', 'company']).nullish(),
  name: z.string().trim().max(100).nullish(),
});
export const sepaDebit = z.strictObject({
  type: z.literal('sepa_debit'),
  iban: z.string().max(60),
  name: z.string().trim().max(100).nullish(),
});
export const bankAccount = z.discriminatedUnion('type', [usBankAccount, sepaDebit]);
export type BankAccountInput = z.infer<typeof bankAccount>;

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
  /** Only for cards that end so; without it, whatever is asked. */
  last4: z
    .string()
    .regex(/^\d{4}$/)
    .nullable()
    .default(null),
});

/** What is to happen to the account behind a card; see `card-updates.ts`. */
export const cardUpdate = z
  .strictObject({
    kind: z.enum(['expiry', 'number', 'closed']),
    /** Every card that ends so, at every account. */
    last4: z
      .string()
      .regex(/^\d{4}$/)
      .optional(),
    /** One card, by the bank's own id. */
    credential: id.optional(),
    exp_month: wholeNumber.pipe(z.number().min(1).max(12)).optional(),
    exp_year: wholeNumber.pipe(z.number().min(2000).max(2099)).optional(),
    /** The new number; without it another published one of the same brand. */
    number: z
      .string()
      .regex(/^\d{12,19}$/)
      .optional(),
    /** Without a webhook, the next answer tells. */
    announce: z.boolean().default(true),
  })
  .refine(({ last4, credential }) => (last4 === undefined) !== (credential === undefined), {
    path: ['last4'],
  });
