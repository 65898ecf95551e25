/**
 * Building bricks for the merchants' parameters. Forms bring text and JSON brings values; both end
 * as the same values here. `""` (and JSON null) unsets where a parameter can be unset.
 */
import { z } from 'zod';
import { METADATA_KEY_CHARS, METADATA_VALUE_CHARS } from '../model/limits.ts';

/** A string of at most `max` characters. */
export const text = (max = 5000) => z.string().max(max);

/** A string that `""` or null unsets; gives null then. */
export const unsettable = (max = 5000) =>
  z.union([z.string().max(max), z.null()]).transform((value) => (value === '' ? null : value));

/** Any schema, or `""`/null for null. */
export const orUnset = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? null : value), schema.nullable());

/** A whole number, as digits or as a number. */
export const integer = (min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) =>
  z.preprocess(
    (value) => (typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value),
    z.int().min(min).max(max),
  );

/** `true` or `false`, as a word or as a value. */
export const boolean = () =>
  z.preprocess(
    (value) => (value === 'true' ? true : value === 'false' ? false : value),
    z.boolean(),
  );

/** A list; forms may send `a[]`, `a[0]` or, for JSON, an array. */
export const list = <T extends z.ZodType>(item: T, max = 100) => z.array(item).max(max);

/** Three letters, lower-cased. */
export const currency = () =>
  z
    .string()
    .regex(/^[A-Za-z]{3}$/, 'Invalid currency. Use a three-letter ISO code such as usd.')
    .transform((value) => value.toLowerCase());

/**
 * Metadata of a request: `null` clears all; a null value deletes that key. Values become strings.
 */
export const metadata = () =>
  z.preprocess(
    (value) => (value === '' ? null : value),
    z
      .record(
        z.string().min(1).max(METADATA_KEY_CHARS),
        z.preprocess(
          (value) =>
            typeof value === 'number' || typeof value === 'boolean'
              ? String(value)
              : value === ''
                ? null
                : value,
          z.string().max(METADATA_VALUE_CHARS).nullable(),
        ),
      )
      .nullable(),
  );
export type MetadataInput = z.output<ReturnType<typeof metadata>>;

export const address = () =>
  z.strictObject({
    line1: unsettable(200).optional(),
    line2: unsettable(200).optional(),
    city: unsettable(100).optional(),
    state: unsettable(100).optional(),
    postal_code: unsettable(40).optional(),
    country: unsettable(2).optional(),
  });
export type AddressInput = z.output<ReturnType<typeof address>>;

/** Parameters that every request may carry. */
export const common = { expand: list(z.string().max(200), 20).optional() };

/** Parameters of every list. */
export const page = {
  ...common,
  limit: integer(1, 100).optional(),
  starting_after: text(100).optional(),
  ending_before: text(100).optional(),
};

/** `created` of lists: a moment or a range, in seconds. */
export const created = () =>
  z.union([
    integer(0),
    z.strictObject({
      gt: integer(0).optional(),
      gte: integer(0).optional(),
      lt: integer(0).optional(),
      lte: integer(0).optional(),
    }),
  ]);

/** A check that of two parameters one is given, not both and not none; it is told of the first. */
export const exactlyOne =
  <const First extends string, const Second extends string>(first: First, second: Second) =>
  (input: { readonly [K in First | Second]?: unknown }, context: z.core.$RefinementCtx): void => {
    const given = [input[first], input[second]].filter((each) => each !== undefined);
    if (given.length === 1) return;
    const message =
      given.length === 0
        ? `You must specify either \`${first}\` or \`${second}\``
        : `only one of ${first} and ${second} may be given`;
    context.addIssue({ code: 'custom', path: [first], message, input });
  };
