/**
 * What somebody means who types into one field: an id, an e-mail address, the last digits of a card, or
 * else a name or a processor's own reference. It looks nothing up.
 */

/** Objects that lead to a customer, by the prefix of their ids. */
const ID = /^(cus|pm|pi|seti|ch|att|re|cs_test|mandate|cons|sub|in|evt|refusal)_[0-9A-Za-z]{8,64}$/;

export type SearchTerm =
  | { readonly kind: 'id'; readonly prefix: string; readonly id: string }
  | { readonly kind: 'email'; readonly start: string }
  | { readonly kind: 'last4'; readonly digits: string }
  | { readonly kind: 'text'; readonly start: string; readonly reference: string };

/** @returns null where nothing was typed */
export function readSearch(typed: string): SearchTerm | null {
  const text = typed.trim().replace(/\s+/g, ' ');
  if (text === '') return null;
  const [, prefix] = ID.exec(text) ?? [];
  if (prefix !== undefined) return { kind: 'id', prefix, id: text };
  const [, digits] = /^(?:(?:•|\*|x|\.)*\s*)?(\d{4})$/i.exec(text) ?? [];
  if (digits !== undefined) return { kind: 'last4', digits };
  if (text.includes('@')) return { kind: 'email', start: text };
  return { kind: 'text', start: text, reference: text };
}
