/**
 * Kinds of payment methods: in which currency each pays, and whether its money takes days. A merchant
 * asks for the kinds; whether they fit is decided here. It knows no processor.
 */

export const METHOD_TYPES = ['card', 'us_bank_account', 'sepa_debit'] as const;
export type MethodType = (typeof METHOD_TYPES)[number];
/** Kinds that debit a bank account. */
export type DebitType = Exclude<MethodType, 'card'>;

/** The one currency that each kind of debit moves, lower-case ISO codes. */
const DEBIT_CURRENCY: Readonly<Record<DebitType, string>> = {
  us_bank_account: 'usd',
  sepa_debit: 'eur',
};

/** Whether a kind, by any name, debits a bank account: its money then takes days. */
export function isDebit(type: string): type is DebitType {
  return Object.hasOwn(DEBIT_CURRENCY, type);
}

export type TypeRuling =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly message: string };

const refuse = (code: string, message: string): TypeRuling => ({ ok: false, code, message });

/**
 * Whether a merchant may ask for these kinds.
 * @param facts `currency` null where none is known yet; `debits`: the kinds that the configured
 *   processor can debit
 */
export function typesRuling(
  types: readonly string[],
  facts: {
    readonly currency: string | null;
    readonly manualCapture: boolean;
    readonly debits: readonly string[];
  },
): TypeRuling {
  for (const type of types.filter(isDebit)) {
    const only = DEBIT_CURRENCY[type];
    if (!facts.debits.includes(type))
      return refuse('parameter_invalid', `No configured processor can charge ${type}.`);
    if (facts.currency !== null && facts.currency !== only)
      return refuse(
        'parameter_invalid',
        `The currency provided (${facts.currency}) is invalid for ${type}. Payments with ${type} support the following currencies: ${only}.`,
      );
    if (facts.manualCapture)
      return refuse('parameter_invalid', `capture_method cannot be manual with ${type}.`);
  }
  return { ok: true };
}

/** Whether an intent or session of these kinds may be paid with a method of this one. */
export function allowsType(types: readonly string[], type: string): TypeRuling {
  if (types.includes(type)) return { ok: true };
  return refuse(
    'payment_method_not_available',
    `The payment method type ${type} is not allowed here. Name it in payment_method_types.`,
  );
}

/** The debit that a visit in one currency can offer; null for none. */
export function offeredDebit(types: readonly string[], currency: string | null): DebitType | null {
  return (
    types.filter(isDebit).find((type) => currency === null || DEBIT_CURRENCY[type] === currency) ??
    null
  );
}
