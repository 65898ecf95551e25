/** A charge or an acceptance that was refused before anything was tried. */

export interface Refusal {
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  readonly createdMs: number;
  /** The code of the error that the caller got. */
  readonly code: string;
  readonly message: string;
  readonly customer: string | null;
  readonly paymentMethod: string | null;
  readonly intent: string | null;
  readonly session: string | null;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  /** Codes of every reason, where there were several. */
  readonly reasons: readonly string[];
  readonly requestId: string | null;
}
