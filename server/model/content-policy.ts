/**
 * What a page must allow for the tags to work on it, and nothing beyond: one row a directive, with
 * its reason. Pages of our own stand under the same rows.
 */

export interface Sources {
  /** Origin of the API and the element files, or `'self'`. */
  readonly api: string;
  /** Origin of the card fields and the bank's verification. */
  readonly bank: string;
  /** Hash of an inline import map, as `sha256-…`; null where the page has none. */
  readonly importMap: string | null;
}

export interface Directive {
  readonly name: string;
  readonly values: readonly string[];
  readonly why: string;
}

export function contentPolicy({ api, bank, importMap }: Sources): readonly Directive[] {
  const map = importMap === null ? [] : [`'${importMap}'`];
  return [
    { name: 'default-src', values: ["'none'"], why: 'Nothing but what follows.' },
    {
      name: 'script-src',
      values: [api, ...map],
      why: 'The tag and the parts that it fetches when they are wanted; nothing inline.',
    },
    {
      name: 'style-src',
      values: [api],
      why: 'Only for a tag that your server renders; in the browser, styles are constructed.',
    },
    { name: 'connect-src', values: [api], why: 'The tag asks this API and nobody else.' },
    {
      name: 'frame-src',
      values: [bank, api],
      why: 'The card fields, the bank’s verification, and the page where that ends.',
    },
    { name: 'base-uri', values: ["'none'"], why: 'Nothing may redirect relative addresses.' },
    { name: 'form-action', values: ["'self'"], why: 'The tag itself submits no form.' },
    {
      name: 'require-trusted-types-for',
      values: ["'script'"],
      why: 'No text becomes markup or script unseen.',
    },
    {
      name: 'trusted-types',
      values: ['lit-html'],
      why: 'The one policy in use: Lit’s, for templates that come with the script.',
    },
  ];
}

/** The value of the header. */
export function policyText(directives: readonly Directive[]): string {
  return directives.map(({ name, values }) => [name, ...values].join(' ')).join('; ');
}
