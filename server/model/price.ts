/** What a product costs, once or again and again. It never changes: another amount is another price. */
import type { Cadence } from './period.ts';

export interface Price {
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  readonly createdMs: number;
  readonly product: string;
  /** An inactive one is in no new sale; what was sold at it goes on. One given inline never is active. */
  readonly active: boolean;
  /** Lower-case ISO code. */
  readonly currency: string;
  /** Minor units, of one. */
  readonly unitAmountMinor: number;
  /** Null for what is paid once. */
  readonly recurring: Cadence | null;
  readonly nickname: string | null;
  /** The merchant's own name for it; at most one price has it. */
  readonly lookupKey: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** Parameters that are kept and given back, and mean nothing here. */
  readonly extra: Readonly<Record<string, unknown>>;
}
