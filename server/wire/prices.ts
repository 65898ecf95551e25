/** Prices on Stripe's terms: parameters in, objects out. Inline ones of other requests begin here too. */
import { z } from 'zod';
import { AMOUNT_MAX_MINOR } from '../model/limits.ts';
import { type Cadence, INTERVALS } from '../model/period.ts';
import type { Price } from '../model/price.ts';
import {
  boolean,
  common,
  created,
  currency,
  exactlyOne,
  integer,
  list,
  metadata,
  page,
  text,
  unsettable,
} from './form.ts';
import { inSeconds } from './intents.ts';
import { mergeMetadata } from './metadata.ts';
import { reference } from './payment-methods.ts';

/** Three years, in each unit. */
const MOST = { day: 1095, week: 156, month: 36, year: 3 } as const;

/** How often something comes round. */
export const cadence = () =>
  z
    .strictObject({
      interval: z.enum(INTERVALS),
      interval_count: integer(1, 1095).optional(),
      usage_type: z.enum(['licensed'], { error: 'only licensed is available here' }).optional(),
    })
    .superRefine((input, context) => {
      const most = MOST[input.interval];
      if ((input.interval_count ?? 1) <= most) return;
      const message = `must be at most ${most} for an interval of ${input.interval}: three years`;
      context.addIssue({ code: 'custom', path: ['interval_count'], message, input });
    });

export function decodeCadence(input: z.output<ReturnType<typeof cadence>>): Cadence {
  return { interval: input.interval, intervalCount: input.interval_count ?? 1 };
}

/** Whole minor units, written as a decimal number. */
const wholeDecimal = text(40)
  .regex(/^\d{1,12}(\.0{1,12})?$/, 'must be a whole number of minor units')
  .transform(Number)
  .refine((value) => value <= AMOUNT_MAX_MINOR, `must be at most ${AMOUNT_MAX_MINOR}`);

/** What everything that names a price inline has. */
export const amountFields = {
  currency: currency(),
  tax_behavior: z.enum(['exclusive', 'inclusive', 'unspecified']).optional(),
  unit_amount: integer(0, AMOUNT_MAX_MINOR).optional(),
  unit_amount_decimal: wholeDecimal.optional(),
};

/** One amount, not two and not none. */
export const refuseTwoAmounts = exactlyOne('unit_amount', 'unit_amount_decimal');

const productData = z.strictObject({
  active: boolean().optional(),
  id: reference().optional(),
  metadata: metadata().optional(),
  name: text(250).min(1, 'must not be empty'),
  statement_descriptor: text(22).optional(),
  tax_code: text(40).optional(),
  unit_label: text(12).optional(),
});

export const createPriceInput = z
  .strictObject({
    ...common,
    ...amountFields,
    active: boolean().optional(),
    billing_scheme: z.enum(['per_unit'], { error: 'only per_unit is available here' }).optional(),
    lookup_key: text(200).min(1).optional(),
    metadata: metadata().optional(),
    nickname: text(5000).optional(),
    product: reference().optional(),
    product_data: productData.optional(),
    recurring: cadence().optional(),
    transfer_lookup_key: boolean().optional(),
  })
  .superRefine((input, context) => {
    refuseTwoAmounts(input, context);
    const given = [input.product, input.product_data].filter((each) => each !== undefined);
    if (given.length === 1) return;
    const message =
      given.length === 0
        ? 'You must specify either `product` or `product_data`'
        : 'only one of product and product_data may be given';
    context.addIssue({ code: 'custom', path: ['product'], message, input });
  });
export type CreatePriceInput = z.output<typeof createPriceInput>;

export const updatePriceInput = z.strictObject({
  ...common,
  active: boolean().optional(),
  lookup_key: unsettable(200).optional(),
  metadata: metadata().optional(),
  nickname: unsettable(5000).optional(),
  tax_behavior: z.enum(['exclusive', 'inclusive', 'unspecified']).optional(),
  transfer_lookup_key: boolean().optional(),
});
export type UpdatePriceInput = z.output<typeof updatePriceInput>;

export const retrievePriceInput = z.strictObject(common);
export const listPricesInput = z.strictObject({
  ...page,
  active: boolean().optional(),
  created: created().optional(),
  currency: currency().optional(),
  lookup_keys: list(text(200), 10).optional(),
  product: reference().optional(),
  type: z.enum(['one_time', 'recurring']).optional(),
});

/** An inline price of a subscription's item: always of a product on record, as at Stripe. */
export const recurringPriceData = () =>
  z
    .strictObject({ ...amountFields, product: reference(), recurring: cadence() })
    .superRefine(refuseTwoAmounts);

/** An inline price that is paid once. */
export const oneTimePriceData = () =>
  z.strictObject({ ...amountFields, product: reference() }).superRefine(refuseTwoAmounts);

export interface InlinePriceInput {
  readonly currency: string;
  readonly product: string;
  readonly recurring?: z.output<ReturnType<typeof cadence>> | undefined;
  readonly tax_behavior?: string | undefined;
  readonly unit_amount?: number | undefined;
  readonly unit_amount_decimal?: number | undefined;
}

/** An inline price in the domain's names. */
export function decodeAmount(
  input: Omit<InlinePriceInput, 'product'>,
): Pick<Price, 'currency' | 'unitAmountMinor' | 'recurring' | 'extra'> {
  return {
    currency: input.currency,
    unitAmountMinor: input.unit_amount ?? input.unit_amount_decimal ?? 0,
    recurring: input.recurring ? decodeCadence(input.recurring) : null,
    extra: input.tax_behavior === undefined ? {} : { tax_behavior: input.tax_behavior },
  };
}

/** What an update changes, in the domain's names. */
export function decodePriceUpdate(input: UpdatePriceInput, before: Price): Partial<Price> {
  return {
    ...(input.active === undefined ? {} : { active: input.active }),
    ...(input.nickname === undefined ? {} : { nickname: input.nickname }),
    ...(input.lookup_key === undefined ? {} : { lookupKey: input.lookup_key }),
    ...(input.tax_behavior === undefined
      ? {}
      : { extra: { ...before.extra, tax_behavior: input.tax_behavior } }),
    ...(input.metadata === undefined
      ? {}
      : { metadata: mergeMetadata(before.metadata, input.metadata) }),
  };
}

export function encodeCadence(recurring: Cadence | null): Record<string, unknown> | null {
  return (
    recurring && {
      interval: recurring.interval,
      interval_count: recurring.intervalCount,
      meter: null,
      trial_period_days: null,
      usage_type: 'licensed',
    }
  );
}

export function encodePrice(price: Price): Record<string, unknown> {
  return {
    id: price.id,
    object: 'price',
    active: price.active,
    billing_scheme: 'per_unit',
    created: inSeconds(price.createdMs),
    currency: price.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: price.lookupKey,
    metadata: price.metadata,
    nickname: price.nickname,
    product: price.product,
    recurring: encodeCadence(price.recurring),
    tax_behavior: price.extra.tax_behavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: price.recurring ? 'recurring' : 'one_time',
    unit_amount: price.unitAmountMinor,
    unit_amount_decimal: String(price.unitAmountMinor),
  };
}
