/**
 * What a page must allow for the tags to work on it, and nothing beyond: one row a directive, with
 * its reason. Pages of our own stand under the same rows.
 */

import type { Vendor } from './vendor.ts';

export interface Sources {
  /** Origin of the API and the element files, or `'self'`. */
  readonly api: string;
  /** Origin of the card fields and the bank's verification. */
  readonly bank: string;
  /** Hash of an inline import map, as `sha256-…`; null where the page has none. */
  readonly importMap: string | null;
  /** Real processors. */
  readonly vendors: readonly Vendor[];
}

export interface Directive {
  readonly name: string;
  readonly values: readonly string[];
  readonly why: string;
}

/** @param ours names of the policies in use */
const noStrings = (ours: readonly string[], why: string): readonly Directive[] => [
  {
    name: 'require-trusted-types-for',
    values: ["'script'"],
    why: 'No text becomes markup or script unseen.',
  },
  { name: 'trusted-types', values: ours, why },
];
const LIT_ALONE = noStrings(
  ['lit-html'],
  'The one policy in use: Lit’s, for templates that come with the script.',
);
const WITH_FIELDS = noStrings(
  ['lit-html', 'keepsake-card-fields'],
  'Lit’s, for templates that come with the script, and ours for the address of the processor’s.',
);

export function contentPolicy({ api, bank, importMap, vendors }: Sources): readonly Directive[] {
  const map = importMap === null ? [] : [`'${importMap}'`];
  const fields = vendors.flatMap((vendor) => vendor.fields ?? []);
  return [
    { name: 'default-src', values: ["'none'"], why: 'Nothing but what follows.' },
    {
      name: 'script-src',
      values: [api, ...map, ...fields.flatMap(({ scriptSources }) => scriptSources)],
      why:
        fields.length === 0
          ? 'The tag and the parts that it fetches when they are wanted; nothing inline.'
          : 'The tag with its parts, and the script that makes the processor’s card fields; nothing inline.',
    },
    {
      name: 'style-src',
      values: [api],
      why: 'Only for a tag that your server renders; in the browser, styles are constructed.',
    },
    {
      name: 'connect-src',
      values: [api, ...fields.flatMap(({ connectSources }) => connectSources)],
      why:
        fields.length === 0
          ? 'The tag asks this API and nobody else.'
          : 'The tag asks this API; the processor’s card fields ask the processor.',
    },
    {
      name: 'frame-src',
      values: [bank, api, ...(vendors.length === 0 ? [] : ['https:'])],
      why:
        vendors.length === 0
          ? 'The card fields, the bank’s verification, and the page where that ends.'
          : 'The card fields, and the verification at whichever bank has issued the card.',
    },
    { name: 'base-uri', values: ["'none'"], why: 'Nothing may redirect relative addresses.' },
    { name: 'form-action', values: ["'self'"], why: 'The tag itself submits no form.' },
    ...(fields.length === 0
      ? LIT_ALONE
      : fields.every(({ trustedTypes }) => trustedTypes)
        ? WITH_FIELDS
        : []),
  ];
}

/** The value of the header. */
export function policyText(directives: readonly Directive[]): string {
  return directives.map(({ name, values }) => [name, ...values].join(' ')).join('; ');
}
