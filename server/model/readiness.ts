/**
 * Whether a card can be charged now, and if not, why not and who can mend it. The same function
 * answers the readiness endpoint, decides inside confirm, and tells the checkout which shown cards
 * are usable. It gets facts and asks nobody.
 */
import { type Reusability, serves } from './credential.ts';
import { chooseMandate, type Mandate, type MandateUse, type PlannedCharge } from './mandate.ts';
import { isExpired } from './payment-method.ts';

export const READINESS_CODES = [
  'no_active_mandate',
  'mandate_amount_exceeded',
  'mandate_period_exceeded',
  'mandate_currency_mismatch',
  'mandate_expired',
  'mandate_revoked',
  'mandate_exhausted',
  'consent_withdrawn',
  'credential_single_use',
  'credential_on_session_only',
  'needs_reauthentication',
  'card_expired',
  'card_blocked',
  'retry_budget_exhausted',
  'retry_not_before',
  'no_compatible_processor',
  'attempt_outcome_unknown',
  'payment_method_detached',
  'currency_not_supported',
] as const;
export type ReadinessCode = (typeof READINESS_CODES)[number];
export type Fix = 'buyer' | 'merchant' | 'wait';

export interface ReadinessReason {
  readonly code: ReadinessCode;
  readonly message: string;
  readonly fix: Fix;
  /** Epoch ms after which it may pass by itself; null where that is not known. */
  readonly untilMs: number | null;
}

const REASONS: Readonly<Record<ReadinessCode, { readonly message: string; readonly fix: Fix }>> = {
  no_active_mandate: {
    message: 'The buyer has not authorized later charges to this card.',
    fix: 'buyer',
  },
  mandate_amount_exceeded: {
    message: 'The amount is greater than the buyer authorized for one charge.',
    fix: 'buyer',
  },
  mandate_period_exceeded: {
    message: 'With this charge, more would be charged in this period than the buyer authorized.',
    fix: 'wait',
  },
  mandate_currency_mismatch: {
    message: 'The buyer authorized charges in another currency.',
    fix: 'merchant',
  },
  mandate_expired: { message: 'The authorization to charge this card has ended.', fix: 'buyer' },
  mandate_revoked: {
    message: 'The authorization to charge this card was revoked.',
    fix: 'buyer',
  },
  mandate_exhausted: {
    message: 'All the charges that the buyer authorized have been made or are under way.',
    fix: 'buyer',
  },
  consent_withdrawn: {
    message: 'The buyer withdrew the permission to keep this card.',
    fix: 'buyer',
  },
  credential_single_use: {
    message: 'The processor allows this card to be used once only, and not again.',
    fix: 'buyer',
  },
  credential_on_session_only: {
    message: 'The processor allows this card to be charged only while the buyer is present.',
    fix: 'buyer',
  },
  needs_reauthentication: {
    message: "The card's issuer wants the buyer to confirm with them before the next charge.",
    fix: 'buyer',
  },
  card_expired: { message: 'The card has expired.', fix: 'buyer' },
  card_blocked: {
    message: "The card's issuer answered that this card must not be tried again.",
    fix: 'buyer',
  },
  retry_budget_exhausted: {
    message: 'This card was declined as often as the card networks allow in this time.',
    fix: 'wait',
  },
  retry_not_before: {
    message: "The card's issuer asked to wait before the next try.",
    fix: 'wait',
  },
  no_compatible_processor: {
    message: 'None of the configured processors can charge the stored credential of this card.',
    fix: 'merchant',
  },
  attempt_outcome_unknown: {
    message: 'The outcome of an earlier attempt is not known yet; another could charge twice.',
    fix: 'wait',
  },
  payment_method_detached: {
    message: 'The card was removed and cannot be charged.',
    fix: 'buyer',
  },
  currency_not_supported: {
    message: 'No configured processor can charge this card in this currency.',
    fix: 'merchant',
  },
};

export function readinessReason(
  code: ReadinessCode,
  untilMs: number | null = null,
): ReadinessReason {
  // A budget that no time refills is the buyer's to mend, with another card or in person.
  const endless = untilMs === Number.POSITIVE_INFINITY;
  const { message, fix } = REASONS[code];
  return { code, message, fix: endless ? 'buyer' : fix, untilMs: endless ? null : untilMs };
}

/** What a configured processor can do, as far as readiness asks. */
export interface ReadyProcessor {
  readonly name: string;
  readonly currencies: 'all' | readonly string[];
  readonly credentialKinds: readonly string[];
}

type JudgedMandate = Pick<
  Mandate,
  | 'id'
  | 'seq'
  | 'terms'
  | 'anchorMs'
  | 'singleUse'
  | 'revokedMs'
  | 'supersededBy'
  | 'needsReauthentication'
>;

export interface ReadinessFacts<M extends JudgedMandate = JudgedMandate> {
  readonly nowMs: number;
  /** `merchant` charges later, without the buyer; `customer` pays now, on the spot. */
  readonly initiator: 'merchant' | 'customer';
  readonly charge: PlannedCharge;
  readonly method: {
    readonly detachedMs: number | null;
    /** When a processor said that its account is closed. */
    readonly closedMs?: number | null;
    readonly card: { readonly expMonth: number; readonly expYear: number };
  };
  readonly credentials: readonly {
    readonly processor: string;
    readonly kind: string;
    readonly reusability: Reusability;
  }[];
  readonly processors: readonly ReadyProcessor[];
  readonly mandates: readonly M[];
  readonly usesOf: (
    mandate: M,
  ) => readonly Pick<MandateUse, 'amountMinor' | 'state' | 'createdMs'>[];
  /** `advisory` lets a charge through without a covering mandate, and says so. */
  readonly policy: 'required' | 'advisory';
  /** The last word on keeping this card was a withdrawal. */
  readonly consentWithdrawn: boolean;
  /** An issuer said never again to this card. */
  readonly blocked: boolean;
  /** An attempt with this card, or of this intent, whose outcome is unknown. */
  readonly attemptUnknown: { readonly untilMs: number | null } | null;
  readonly retryNotBeforeMs: number | null;
  /** When the budget of tries opens again, `Infinity` for never; null when it is open. */
  readonly retryBudgetUntilMs: number | null;
}

export interface Readiness<M> {
  readonly ready: boolean;
  readonly reasons: readonly ReadinessReason[];
  /** The mandate that the charge would use; null without one. */
  readonly mandate: M | null;
  /** What `advisory` overlooked. */
  readonly overlooked: readonly ReadinessReason[];
}

function credentialReason(facts: ReadinessFacts<never>, needed: Reusability): ReadinessReason[] {
  const { credentials, processors, charge } = facts;
  if (credentials.length === 0) return [readinessReason('credential_single_use')];
  const pairs = credentials.flatMap((credential) => {
    const processor = processors.find(
      (each) =>
        each.name === credential.processor && each.credentialKinds.includes(credential.kind),
    );
    return processor ? [{ credential, processor }] : [];
  });
  if (pairs.length === 0) return [readinessReason('no_compatible_processor')];
  const payable = pairs.filter(
    ({ processor }) =>
      charge.currency === null ||
      processor.currencies === 'all' ||
      processor.currencies.includes(charge.currency),
  );
  if (payable.length === 0) return [readinessReason('currency_not_supported')];
  const has = (reusability: Reusability) =>
    payable.some(({ credential }) => serves(credential.reusability, reusability));
  if (has(needed)) return [];
  return [
    readinessReason(has('on_session') ? 'credential_on_session_only' : 'credential_single_use'),
  ];
}

function retryReasons(facts: ReadinessFacts<never>): ReadinessReason[] {
  const reasons: ReadinessReason[] = [];
  const { retryNotBeforeMs, retryBudgetUntilMs, nowMs } = facts;
  if (retryBudgetUntilMs !== null && nowMs < retryBudgetUntilMs) {
    reasons.push(readinessReason('retry_budget_exhausted', retryBudgetUntilMs));
  }
  if (retryNotBeforeMs !== null && nowMs < retryNotBeforeMs) {
    reasons.push(readinessReason('retry_not_before', retryNotBeforeMs));
  }
  return reasons;
}

/** Answers that mean no mandate lives; a live one stands on its own, consent or not. */
const WITHOUT_MANDATE: readonly ReadinessCode[] = [
  'no_active_mandate',
  'mandate_revoked',
  'mandate_expired',
];

/** Every reason against charging this card now; ready when there is none. */
export function readiness<M extends JudgedMandate>(facts: ReadinessFacts<M>): Readiness<M> {
  const { method, nowMs } = facts;
  const later = facts.initiator === 'merchant';
  const bare: ReadinessFacts<never> = { ...facts, mandates: [], usesOf: () => [] };
  const reasons: ReadinessReason[] = [];
  if (method.detachedMs !== null) reasons.push(readinessReason('payment_method_detached'));
  if (isExpired(method.card, nowMs)) reasons.push(readinessReason('card_expired'));
  if (typeof method.closedMs === 'number') {
    const message = "The card's account is closed.";
    reasons.push({ ...readinessReason('card_blocked'), message });
  } else if (facts.blocked) reasons.push(readinessReason('card_blocked'));
  reasons.push(...credentialReason(bare, later ? 'off_session' : 'on_session'));
  if (facts.attemptUnknown) {
    reasons.push(readinessReason('attempt_outcome_unknown', facts.attemptUnknown.untilMs));
  }
  if (!later) return { ready: reasons.length === 0, reasons, mandate: null, overlooked: [] };

  reasons.push(...retryReasons(bare));
  const choice = chooseMandate(facts.mandates, facts.usesOf, facts.charge, nowMs);
  const missing = choice.ok ? [] : [readinessReason(choice.reason, choice.untilMs)];
  if (choice.mandate?.needsReauthentication) {
    reasons.push(readinessReason('needs_reauthentication'));
  }
  if (!choice.ok && facts.consentWithdrawn && WITHOUT_MANDATE.includes(choice.reason)) {
    reasons.push(readinessReason('consent_withdrawn'));
  }
  const overlooked = facts.policy === 'advisory' ? missing : [];
  if (facts.policy === 'required') reasons.unshift(...missing);
  return {
    ready: reasons.length === 0,
    reasons,
    mandate: choice.ok ? choice.mandate : null,
    overlooked,
  };
}
