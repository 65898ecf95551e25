/** What one processor gave for one card, and how far it may be used. */

/** In growing order: a credential may be used for anything up to its own rank. */
export const REUSABILITIES = ['single_use', 'on_session', 'off_session'] as const;
export type Reusability = (typeof REUSABILITIES)[number];

export interface Credential {
  readonly id: string;
  readonly account: string;
  readonly paymentMethod: string;
  /** The processor account it works at, such as `sandbox` or `sandbox:south`. */
  readonly processor: string;
  /** `processor_token` or `network_token`. */
  readonly kind: string;
  readonly reusability: Reusability;
  /** The processor's own id for the card. Stored encrypted, never on the wire. */
  readonly secret: string;
  /** From the first customer-initiated charge; written once. */
  readonly networkTransactionId: string | null;
  readonly createdMs: number;
}

/** The networks' id of the first charge of a card, at whichever processor; later charges refer to it. */
export function firstOfNetwork(
  credentials: readonly Pick<Credential, 'networkTransactionId' | 'createdMs'>[],
): string | null {
  const known = credentials.filter(({ networkTransactionId }) => networkTransactionId !== null);
  const [first] = known.sort((a, b) => a.createdMs - b.createdMs);
  return first?.networkTransactionId ?? null;
}

/** Whether a credential of this reusability may serve a use that needs `needed`. */
export function serves(has: Reusability, needed: Reusability): boolean {
  return REUSABILITIES.indexOf(has) >= REUSABILITIES.indexOf(needed);
}
