/**
 * The merchant's rules of routing as they are written: one line of JSON, in the wire's names. What
 * is wrong with it is said in one line that names the rule. How a rule decides is not known here.
 *
 * @example
 * [{"name": "euro", "match": {"currency": ["eur"]}, "processors": ["stripe", "sandbox"]},
 *  {"processors": [{"name": "sandbox", "share": 70}, {"name": "sandbox:south", "share": 30}]}]
 */
import { z } from 'zod';
import type { RouteRule } from './model/routing.ts';

const list = (pattern: RegExp, what: string) => {
  const one = z.string().regex(pattern, what);
  return z
    .union([one.transform((value) => [value]), z.array(one).min(1, 'must not be empty')], {
      error: what,
    })
    .optional();
};

const minor = z.number().int().min(0);

const match = z
  .strictObject({
    /** ISO code or codes, lower case. */
    currency: list(/^[a-z]{3}$/, 'must be a lower-case ISO code, or several'),
    brand: list(/^[a-z_]{2,20}$/, 'must be a card brand such as visa, or several'),
    /** Where the card was issued, ISO code or codes, upper case. */
    country: list(/^[A-Z]{2}$/, 'must be an upper-case ISO country, or several'),
    /** Minor units of the currency, both ends included. */
    amount: z
      .strictObject({ min: minor.default(0), max: minor.default(Number.MAX_SAFE_INTEGER) })
      .refine(({ min, max }) => min <= max, 'must have a min that is not above its max')
      .optional(),
  })
  .refine(({ amount, currency }) => amount === undefined || currency !== undefined, {
    path: ['amount'],
    message: 'needs a currency beside it: amounts are in minor units of one',
  });

const name = z.string().min(1).max(50);
const share = z.number().int().min(1).max(100);

const rule = z
  .strictObject({
    name: name.optional(),
    match: match.optional(),
    processors: z
      .array(
        z.union([
          name.transform((value) => ({ name: value, share: null })),
          z
            .strictObject({ name, share: share.optional() })
            .transform((value) => ({ name: value.name, share: value.share ?? null })),
        ]),
      )
      .min(1, 'must name one processor at least'),
  })
  .superRefine(({ processors }, context) => {
    const complain = (message: string) =>
      context.addIssue({ code: 'custom', path: ['processors'], message });
    const names = processors.map((each) => each.name);
    if (new Set(names).size !== names.length) complain('names one twice');
    const sum = processors.reduce((total, each) => total + (each.share ?? 0), 0);
    if (sum > 100) complain(`shares add up to ${sum}, above 100`);
  });

/** @returns the rules, or one line that says what is wrong */
export function readRoutes(
  text: string,
  configured: readonly string[],
): { readonly rules: readonly RouteRule[] } | { readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'must be JSON: a list of rules' };
  }
  const parsed = z.array(rule, { error: 'must be a list of rules' }).safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const [index, ...path] = issue?.path ?? [];
    const where = index === undefined ? '' : `rule ${Number(index) + 1}, ${path.join('.')}: `;
    return { problem: `${where}${issue?.message ?? 'is wrong'}` };
  }
  for (const [index, { processors }] of parsed.data.entries()) {
    const stranger = processors.find((each) => !configured.includes(each.name));
    if (stranger)
      return { problem: `rule ${index + 1} names ${stranger.name}, which is not configured` };
  }
  return {
    rules: parsed.data.map((each) => ({
      name: each.name ?? null,
      match: {
        currencies: each.match?.currency ?? null,
        brands: each.match?.brand ?? null,
        countries: each.match?.country ?? null,
        amountMinor: each.match?.amount
          ? { min: each.match.amount.min, max: each.match.amount.max }
          : null,
      },
      processors: each.processors,
    })),
  };
}
