/** Mandates on the wire: Stripe's object, and beside it the terms that make ours more than a yes. */
import { z } from 'zod';
import { AMOUNT_MAX_MINOR, MANDATE_TEXT_CHARS } from '../model/limits.ts';
import {
  MANDATE_CATEGORIES,
  type Mandate,
  type MandateTerms,
  type Standing,
} from '../model/mandate.ts';
import type { MethodType } from '../model/method-type.ts';
import { INTERVALS } from '../model/period.ts';
import { common, created, currency, integer, metadata, page, text } from './form.ts';
import { given, inSeconds } from './intents.ts';
import { reference } from './payment-methods.ts';

const amount = () => integer(1, AMOUNT_MAX_MINOR).optional();

const terms = z
  .strictObject({
    category: z.enum(MANDATE_CATEGORIES),
    currency: currency().optional(),
    max_amount: amount(),
    max_amount_per_period: amount(),
    max_count: integer(1).optional(),
    interval: z.enum(INTERVALS).optional(),
    interval_count: integer(1, 1095).optional(),
    valid_from: integer(0).optional(),
    valid_until: integer(0).optional(),
    text: text(MANDATE_TEXT_CHARS).optional(),
  })
  .superRefine((input, context) => {
    const needs = (
      param: 'currency' | 'interval',
      because: 'max_amount' | 'max_amount_per_period' | 'interval_count',
    ) => {
      if (input[because] === undefined || input[param] !== undefined) return;
      context.addIssue({
        code: 'invalid_type',
        expected: 'string',
        path: [param],
        input: undefined,
      });
    };
    needs('currency', 'max_amount');
    needs('currency', 'max_amount_per_period');
    needs('interval', 'max_amount_per_period');
    needs('interval', 'interval_count');
    const { valid_from: from = 0, valid_until: until } = input;
    if (until === undefined || until > from) return;
    context.addIssue({
      code: 'custom',
      path: ['valid_until'],
      message: 'must be after valid_from',
    });
  });

/** An authorization that the merchant took elsewhere, and so at the merchant's word. */
export const createMandateInput = z.strictObject({
  ...common,
  payment_method: reference(),
  customer_acceptance: z.strictObject({
    type: z.enum(['offline'], { error: 'an acceptance online is taken in a checkout session' }),
    accepted_at: integer(0).optional(),
    offline: z.strictObject({}).optional(),
  }),
  terms,
  metadata: metadata().optional(),
});
export type CreateMandateInput = z.output<typeof createMandateInput>;

export const retrieveMandateInput = z.strictObject(common);
export const revokeMandateInput = z.strictObject(common);
export const listMandatesInput = z.strictObject({
  ...page,
  created: created().optional(),
  customer: reference().optional(),
  payment_method: reference().optional(),
});

const inMs = (seconds: number) => seconds * 1000;

/** Terms in the domain's names; the words stay behind. @param nowMs from when they hold, unless they say so */
export function decodeTerms(input: CreateMandateInput['terms'], nowMs: number): MandateTerms {
  return {
    category: input.category,
    currency: input.currency ?? null,
    maxAmountMinor: input.max_amount ?? null,
    maxAmountPerPeriodMinor: input.max_amount_per_period ?? null,
    maxCount: input.max_count ?? null,
    interval: input.interval ?? null,
    intervalCount: input.interval === undefined ? null : (input.interval_count ?? 1),
    validFromMs: input.valid_from === undefined ? nowMs : inMs(input.valid_from),
    validUntilMs: input.valid_until === undefined ? null : inMs(input.valid_until),
  };
}

/** @param words exactly as they were accepted; null where they were not sent */
export function encodeTerms(held: MandateTerms, words: string | null): Record<string, unknown> {
  return {
    category: held.category,
    currency: held.currency,
    interval: held.interval,
    interval_count: held.intervalCount,
    max_amount: held.maxAmountMinor,
    max_amount_per_period: held.maxAmountPerPeriodMinor,
    max_count: held.maxCount,
    text: words,
    valid_from: inSeconds(held.validFromMs),
    valid_until: inSeconds(held.validUntilMs),
  };
}

/** What a scheme tells of the mandates that are given under it. */
function encodeDetails(type: MethodType, { id }: Mandate): Record<string, unknown> {
  const details = {
    card: {},
    us_bank_account: { collection_method: null },
    sepa_debit: { reference: id, url: '' },
  };
  return { [type]: details[type], type };
}

/** @param status where it stands now, which nothing stores; why, where the caller knows */
export function encodeMandate(
  mandate: Mandate,
  status: Standing['status'],
  reason: Standing['reason'] = null,
): Record<string, unknown> {
  const { acceptance, terms: held, singleUse } = mandate;
  const once = given({
    amount: held.maxAmountMinor ?? undefined,
    currency: held.currency ?? undefined,
  });
  return {
    id: mandate.id,
    object: 'mandate',
    consent: mandate.consent,
    created: inSeconds(mandate.createdMs),
    customer: mandate.customer,
    customer_acceptance: {
      accepted_at: inSeconds(acceptance.acceptedMs),
      ...(acceptance.type === 'online'
        ? // Who agreed from where stands in the ledger, where erasure can reach it.
          { online: { ip_address: null, user_agent: null } }
        : { offline: {} }),
      type: acceptance.type,
    },
    livemode: false,
    metadata: mandate.metadata,
    ...(singleUse ? { single_use: { amount: 0, currency: '', ...once } } : { multi_use: once }),
    needs_reauthentication: mandate.needsReauthentication,
    payment_method: mandate.paymentMethod,
    payment_method_details: encodeDetails(held.scheme ?? 'card', mandate),
    revoked_at: inSeconds(mandate.revokedMs),
    revoked_by: mandate.revokedBy,
    status,
    status_reason: reason,
    subscription: mandate.subscription,
    superseded_by: mandate.supersededBy,
    terms: encodeTerms(held, mandate.text),
    type: singleUse ? 'single_use' : 'multi_use',
  };
}
