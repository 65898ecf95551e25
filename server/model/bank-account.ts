/**
 * Bank accounts as payment methods: what is kept and shown of one. Never its number. What every
 * method has (last four digits, fingerprint) stands in its face, as a card's does.
 */
import type { DebitType } from './method-type.ts';
import type { CardFacts } from './payment-method.ts';

/** No account expires: the year is only one that nobody lives to see. */
const NEVER = { expMonth: 12, expYear: 9999 } as const;

/** The face of a bank account where a card's is expected: its kind in the place of the brand. */
export function faceOfAccount(
  type: DebitType,
  facts: { readonly last4: string; readonly fingerprint: string; readonly country: string | null },
): CardFacts {
  return {
    brand: type,
    ...facts,
    ...NEVER,
    funding: 'unknown',
    networks: [],
    preferredNetwork: null,
  };
}
