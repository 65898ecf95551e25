/**
 * Debts whose first charge failed, and the issuers behind them, made up from a seed: what a later try
 * meets depends on the debt and the moment alone, so that every schedule is held against the very same
 * world. Money comes back on paydays and is spent again, faults pass within minutes or hours, issuers
 * who hide their reason have one, and what is stolen stays stolen. Who tries, and when, is not known here.
 */
import type { Failure } from '../../server/model/fallback.ts';
import { lot } from './recovery-world.ts';

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Renewals of one month, at any hour. */
const FROM = Date.UTC(2027, 2, 1);
const SPAN = 31 * DAY;

/** How often each reason stands behind a failed renewal; the rest are permanent in other ways. */
export const RATES = {
  funds: 0.42,
  limit: 0.05,
  vague: 0.24,
  technical: 0.08,
  expired: 0.08,
  authentication: 0.05,
  stolen: 0.03,
  revoked: 0.02,
  closed: 0.03,
} as const;
type Cause = keyof typeof RATES;

export interface Debt {
  readonly id: string;
  readonly network: 'visa' | 'mastercard' | 'discover';
  readonly country: string;
  readonly amountMinor: number;
  readonly dueMs: number;
  readonly cause: Cause;
}

const AHEAD: Readonly<Record<string, number>> = { US: -6, DE: 1, GB: 0, BR: -3, JP: 9 };

/** One of the words, by its share. */
function pick<T extends string>(at: number, shares: Readonly<Record<T, number>>): T {
  const all = Object.entries(shares) as [T, number][];
  let left = at * all.reduce((sum, [, share]) => sum + share, 0);
  for (const [word, share] of all) {
    left -= share;
    if (left < 0) return word;
  }
  return all[0]?.[0] as T;
}

export function debtsOf(seed: number, count: number): readonly Debt[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `pi_${seed}x${index}`;
    const of = (what: string) => lot(seed, what, index);
    return {
      id,
      network: pick(of('network'), { visa: 6, mastercard: 3, discover: 1 }),
      country: pick(of('country'), { US: 5, DE: 2, GB: 1, BR: 1, JP: 1 }),
      amountMinor: 900 + Math.floor(of('amount') * 4_000),
      dueMs: FROM + Math.floor(of('due') * SPAN),
      cause: pick(of('cause'), RATES),
    };
  });
}

const local = (debt: Debt, ms: number) => ms + (AHEAD[debt.country] ?? 0) * HOUR;

/** Whether that day (local) is one on which the buyer is paid. */
function isPayday(debt: Debt, day: number): boolean {
  const date = new Date(day * DAY);
  const often = pick(lot(debt.id, 'paid'), { month: 4, half: 3, fortnight: 2, week: 1 });
  if (often === 'month') return date.getUTCDate() === 1 + Math.floor(lot(debt.id, 'day') * 28);
  if (often === 'half') return date.getUTCDate() === 1 || date.getUTCDate() === 15;
  const friday = date.getUTCDay() === 5;
  return friday && (often === 'week' || Math.floor(day / 7) % 2 === 0);
}

/** Paid by five in the morning, and spent some days later; one in eight never has enough. */
function hasFunds(debt: Debt, ms: number): boolean {
  if (lot(debt.id, 'broke') < 0.12) return false;
  const now = local(debt, ms) / DAY;
  const lasts = 2 + 10 * lot(debt.id, 'spends');
  for (let day = Math.floor(now); day > now - lasts; day -= 1)
    if (isPayday(debt, day) && now - day >= 5 / 24) return true;
  return false;
}

const no = (
  code: string,
  networkCode: string | null = null,
  advice: string | null = null,
): Failure => ({
  kind: 'declined',
  code,
  networkCode,
  advice,
});

/** What an issuer that hides its reason says, and Mastercard's word how long to wait beside it. */
function vague(debt: Debt): Failure {
  const waits = debt.network === 'mastercard' && lot(debt.id, 'advised') < 0.4;
  return no(
    'do_not_honor',
    '05',
    waits ? (lot(debt.id, 'wait') < 0.5 ? 'mac_25' : 'mac_27') : null,
  );
}

/**
 * What a try at that moment meets; null where it is paid.
 * @param before earlier tries of the debt, epoch ms: an issuer that is asked too often looks longer away
 */
export function meets(debt: Debt, nowMs: number, before: readonly number[]): Failure | null {
  const since = nowMs - debt.dueMs;
  const first = before.length === 0;
  const of = (what: string) => lot(debt.id, what);
  switch (debt.cause) {
    case 'funds':
      return !first && hasFunds(debt, nowMs) ? null : no('insufficient_funds', '51');
    case 'limit':
      return !first && since > (of('limit') < 0.7 ? DAY : 9 * DAY)
        ? null
        : no('withdrawal_count_limit_exceeded', '65');
    case 'technical':
      return !first && since > -Math.log(1 - of('lasts')) * 45 * 60_000
        ? null
        : no('processing_error', '96');
    case 'vague': {
      const truth = pick(of('truth'), { passing: 4, funds: 3, for_ever: 3 });
      const hasty = before.filter((at, index) => index > 0 && at - (before[index - 1] ?? 0) < DAY);
      const passes = (0.5 + 4.5 * of('passes') + 2 * hasty.length) * DAY;
      const paid =
        truth === 'passing' ? since > passes : truth === 'funds' && hasFunds(debt, nowMs);
      return !first && paid ? null : vague(debt);
    }
    case 'expired':
      return no('expired_card', '54');
    case 'authentication':
      return no('authentication_required', '1A');
    case 'stolen':
      return no('stolen_card', '43', debt.network === 'mastercard' ? 'mac_03' : null);
    case 'revoked':
      return no(
        'revocation_of_authorization',
        debt.network === 'visa' ? 'R1' : null,
        debt.network === 'mastercard' ? 'mac_21' : null,
      );
    case 'closed':
      return no('invalid_account', '14');
  }
}
