/**
 * What goes wrong on demand: rules armed by `POST /faults`, taken by calls that move money and by
 * webhooks. It decides only which fault strikes; acting it out is the caller's.
 */
import type { Account } from './account.ts';

const CALL_FAULTS = [
  'down',
  'timeout_before_effect',
  'timeout_after_effect',
  'error_after_effect',
  'garbage',
  'delay',
  'decline',
] as const;
const WEBHOOK_FAULTS = ['webhook_duplicate', 'webhook_late', 'webhook_reordered'] as const;
export const FAULT_KINDS = [...CALL_FAULTS, ...WEBHOOK_FAULTS] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];
export type CallFault = (typeof CALL_FAULTS)[number];
export type WebhookFault = (typeof WEBHOOK_FAULTS)[number];

export interface FaultRule {
  readonly kind: FaultKind;
  /** Strikes this many times; without `rate` the default is once. */
  readonly next: number | null;
  /** Chance of each strike, 0–1; without it every one. */
  readonly rate: number | null;
  readonly seed: number;
  /** How long it delays or hangs, in milliseconds. */
  readonly ms: number | null;
  /** Decline code of `decline`. */
  readonly code: string | null;
  readonly processor: Account | null;
  /** Strikes only what is asked of cards that end so. */
  readonly last4: string | null;
}

export interface Strike<Kind extends FaultKind> {
  readonly kind: Kind;
  readonly ms: number | null;
  readonly code: string | null;
}

export interface Faults {
  arm(rule: FaultRule): void;
  /** @returns how many rules were armed */
  disarm(): number;
  armed(): readonly FaultRule[];
  /**
   * The first armed rule that strikes a call of this account, used up by one.
   * @param last4 of the card that the call is about; null where it is about none
   */
  forCall(account: Account, last4: string | null): Strike<CallFault> | null;
  forWebhook(account: Account): Strike<WebhookFault> | null;
}

interface Armed {
  readonly rule: FaultRule;
  readonly roll: () => number;
  left: number;
}

/** Mulberry32: the same seed gives the same strikes. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function createFaults(): Faults {
  let rules: Armed[] = [];

  function take<Kind extends FaultKind>(
    account: Account,
    last4: string | null,
    kinds: readonly Kind[],
  ): Strike<Kind> | null {
    for (const armed of rules) {
      const { rule } = armed;
      const kind = kinds.find((candidate) => candidate === rule.kind);
      if (kind === undefined || (rule.processor !== null && rule.processor !== account)) continue;
      if (rule.last4 !== null && rule.last4 !== last4) continue;
      if (rule.rate !== null && armed.roll() >= rule.rate) continue;
      armed.left -= 1;
      if (armed.left <= 0) rules = rules.filter((other) => other !== armed);
      return { kind, ms: rule.ms, code: rule.code };
    }
    return null;
  }

  return {
    arm(rule) {
      const left = rule.next ?? (rule.rate === null ? 1 : Number.POSITIVE_INFINITY);
      rules.push({ rule, roll: seeded(rule.seed), left });
    },
    disarm() {
      const count = rules.length;
      rules = [];
      return count;
    },
    armed: () =>
      rules.map(({ rule, left }) => ({ ...rule, next: Number.isFinite(left) ? left : null })),
    forCall: (account, last4) => take(account, last4, CALL_FAULTS),
    forWebhook: (account) => take(account, null, WEBHOOK_FAULTS),
  };
}
