/** A link that leads straight to the buyer's bank: good for one press, and for a limited time. */

export interface ConfirmLink {
  /** Part of the address; what opens it is derived from it and stored nowhere. */
  readonly id: string;
  readonly account: string;
  readonly intent: string;
  /** The recovery session that the press goes through. */
  readonly session: string;
  readonly createdMs: number;
  readonly expiresMs: number;
  readonly usedMs: number | null;
}

/** How a link stands. */
export function linkStanding(
  link: Pick<ConfirmLink, 'expiresMs' | 'usedMs'>,
  nowMs: number,
): 'open' | 'used' | 'expired' {
  if (link.usedMs !== null) return 'used';
  return nowMs < link.expiresMs ? 'open' : 'expired';
}
