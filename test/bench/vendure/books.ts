/**
 * Whether what was sent, what stands in both shops' files and what the bank has charged agree. It
 * reads none of them.
 */

/** Counts, all of them from the start. */
export interface Books {
  /** Payments that were sent to us, and sessions of ours that are paid. */
  readonly ours: { readonly sent: number; readonly paid: number };
  /** Payments that were sent to Vendure, orders that are settled, and the charges that they name. */
  readonly theirs: { readonly sent: number; readonly paid: number; readonly charges: number };
  /** Charges that the bank has made, whoever asked for them. */
  readonly bank: number;
}

/**
 * @returns what Vendure left open, in words, or null where it left nothing
 * @throws an error where the figures would mean nothing: a payment of ours is missing, or an order is
 *   settled that nobody paid
 */
export function compareBooks({ ours, theirs, bank }: Books): string | null {
  if (ours.paid !== ours.sent)
    throw new Error(`${ours.sent} payments were sent to us, ${ours.paid} sessions are paid`);
  if (theirs.paid !== theirs.charges)
    throw new Error(`${theirs.paid} orders are settled by ${theirs.charges} charges`);
  const left = bank - ours.paid;
  if (left < theirs.charges)
    throw new Error(`${theirs.charges} charges are named, the bank has made ${left}`);
  if (left > theirs.sent)
    throw new Error(`${theirs.sent} payments were sent to Vendure, the bank has made ${left}`);
  if (theirs.paid === theirs.sent && left === theirs.paid) return null;
  return `of ${theirs.sent} orders Vendure settled ${theirs.paid}, and the bank charged ${left}`;
}
