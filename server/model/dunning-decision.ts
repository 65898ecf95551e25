/** What was decided about a debt at one moment, as it is kept: one row a decision, never changed. */
import type { DunningDecision } from './dunning.ts';
import type { FinalAction } from './subscription.ts';

export interface DunningRecord {
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  readonly createdMs: number;
  readonly invoice: string;
  readonly subscription: string | null;
  readonly intent: string | null;
  /** The try that it follows; null where nothing was tried. */
  readonly attempt: string | null;
  /** The card that it is about. */
  readonly paymentMethod: string | null;
  readonly action: DunningDecision['action'] | 'end';
  readonly reason: string;
  readonly rule: string;
  /** When the next thing happens, epoch ms; null where nothing does by itself. */
  readonly untilMs: number | null;
  /** What became of the subscription, where it is the end. */
  readonly final: FinalAction | null;
  /** Failed tries until then. */
  readonly tries: number;
}
