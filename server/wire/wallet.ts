/**
 * The wallet's contract: what `<keepsake-wallet>` gets and sends with a customer session's secret.
 * Amounts are minor units, times epoch seconds. Types only are imported by `components/`.
 */
import { z } from 'zod';
import { CARD_TOKEN_CHARS } from '../model/limits.ts';
import { addressInput, agreementAnswer, cardEntry } from './elements.ts';

const seconds = z.number().int();

/** The words once agreed to, and where a receipt of them is kept. */
const agreed = z.object({
  consent: z.string(),
  /** Exactly as they were shown; null where the merchant took the consent elsewhere and sent none. */
  text: z.string().nullable(),
  locale: z.string().nullable(),
  accepted_at: seconds,
  /** A page to read and print; it needs the secret, so the tag fetches it and shows it. */
  receipt: z.string(),
});

/** A card of the same wallet, as another one's permission names it. */
const namedCard = z.object({ id: z.string(), brand: z.string(), last4: z.string() });

export const walletMandate = z.object({
  id: z.string(),
  status: z.enum(['active', 'inactive', 'pending']),
  category: z.enum(['recurring', 'installment', 'unscheduled']),
  currency: z.string().nullable(),
  max_amount: z.number().int().nullable(),
  max_amount_per_period: z.number().int().nullable(),
  max_count: z.number().int().nullable(),
  interval: z.enum(['day', 'week', 'month', 'year']).nullable(),
  interval_count: z.number().int().nullable(),
  valid_until: seconds.nullable(),
  /** From when it covers a charge. */
  valid_from: seconds,
  /** Its card ends before it does, and it is time to say so. */
  outlasts_card: z.boolean(),
  /** The card named for when this one has ended. */
  backup: namedCard.nullable(),
  /** The card that this one stands in for once that has ended; null for an agreement of its own. */
  stands_in_for: namedCard.nullable(),
  /** Charges made under it so far. */
  used: z.object({
    count: z.number().int(),
    amount: z.number().int(),
    last_at: seconds.nullable(),
  }),
  agreed,
});

export const walletMethod = z.object({
  id: z.string(),
  brand: z.string(),
  last4: z.string(),
  /** Null for what never expires. */
  exp_month: z.number().int().nullable(),
  exp_year: z.number().int().nullable(),
  funding: z.string(),
  is_default: z.boolean(),
  expired: z.boolean(),
  /** Whether checkouts may show it, and who allowed that when; `consent` is what "Stop showing" withdraws. */
  shown: z.object({ allowed: z.boolean(), agreed: agreed.nullable() }),
  /** Live mandates, newest first. */
  mandates: z.array(walletMandate),
  /** Names of what depends on it: live subscriptions. Removal needs a replacement while there are any. */
  pays_for: z.array(z.string()),
});

/** What comes round, and to which card it is charged. */
export const walletSubscription = z.object({
  id: z.string(),
  /** Its items: `Coffee beans × 2`. */
  name: z.string(),
  status: z.enum(['incomplete', 'trialing', 'active', 'past_due', 'unpaid', 'paused']),
  /** Of each period. */
  amount: z.number().int(),
  currency: z.string(),
  interval: z.enum(['day', 'week', 'month', 'year']),
  interval_count: z.number().int(),
  /** Null where there is no card to charge. */
  payment_method: z.string().nullable(),
  /** Whether the buyer has agreed to charges to that card. */
  agreed: z.boolean(),
  /** The permission that it is charged under; what revoking it ends. */
  mandate: z.string().nullable(),
  trial_end: seconds.nullable(),
  next_charge_at: seconds.nullable(),
  /** When it ends, where that was decided. */
  ends_at: seconds.nullable(),
  /** When it would end if it were cancelled now. */
  ends_if_cancelled_at: seconds,
  /** Collection is paused, by the merchant. */
  paused: z.boolean(),
});
export type WalletSubscription = z.infer<typeof walletSubscription>;

export const walletState = z.object({
  customer_session: z.object({ id: z.string(), expires_at: seconds }),
  merchant: z.object({
    name: z.string(),
    terms_url: z.string().nullable(),
    support_url: z.string().nullable(),
  }),
  customer: z.object({ email: z.string().nullable(), name: z.string().nullable() }),
  payment_methods: z.array(walletMethod),
  /** Those that are not over, the newest first. Absent from a server that knows none. */
  subscriptions: z.array(walletSubscription).optional(),
  /** For a new number; null where the processor has no fields of its own. */
  card_entry: cardEntry.nullable(),
});
export type WalletState = z.infer<typeof walletState>;
export type WalletMethod = z.infer<typeof walletMethod>;
export type WalletMandate = z.infer<typeof walletMandate>;

/** `POST /elements/payment_methods/:id`: any of them; the answer is the whole wallet again. */
export const updateMethodInput = z
  .strictObject({
    exp_month: z.number().int().min(1).max(12).optional(),
    exp_year: z.number().int().min(2000).max(2100).optional(),
    billing_details: z
      .strictObject({
        email: z.string().trim().max(320).nullish(),
        name: z.string().trim().max(200).nullish(),
        phone: z.string().trim().max(40).nullish(),
        address: addressInput.nullish(),
      })
      .optional(),
    /** A number typed into the card frame, in the place of this one; it brings its own expiry. */
    card_token: z.string().min(1).max(CARD_TOKEN_CHARS).optional(),
    /** With `card_token`: which agreements go on with the new number. The others end. */
    agreements: z.array(agreementAnswer).max(50).optional(),
  })
  .superRefine((input, context) => {
    const twice = (['exp_month', 'exp_year'] as const).find((name) => input[name] !== undefined);
    if (input.card_token === undefined || twice === undefined) return;
    context.addIssue({ code: 'custom', path: [twice], message: 'comes with card_token' });
  });
export type UpdateMethodInput = z.infer<typeof updateMethodInput>;

/** `POST /elements/mandates/:id/backup`: a saved card for when the agreement's own has ended. */
export const backupInput = z.strictObject({
  payment_method: z.string().max(100),
  /** From `GET /elements/payment_methods/:id/agreements?backup=`; accepted with this call. */
  offer: z.string().max(200),
});
export type BackupInput = z.infer<typeof backupInput>;

/** `POST /elements/subscriptions/:id`: the card that it is charged to from now on. */
export const moveInput = z.strictObject({
  payment_method: z.string().max(100),
  /** From `GET /elements/subscriptions/:id/agreement?payment_method=`; accepted with this call. */
  offer: z.string().max(200),
});
export type MoveInput = z.infer<typeof moveInput>;

/** What is answered to any change: the wallet as it is now. Refusals use the error envelope; 409
 * `payment_method_in_use` carries `pays_for` (names) when a removal needs `?replacement=`. */
export type WalletAnswer = WalletState;
