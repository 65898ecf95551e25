/** Permission: nobody is charged later without a mandate that covers it, and caps hold at every moment. */
import type { AttemptRow, Books } from './books.ts';
import { type ChangeRule, must, type Rule } from './rule.ts';

interface MandateRow {
  readonly id: string;
  readonly payment_method: string;
  readonly terms: string;
  readonly anchor_ms: number;
  readonly single_use: number;
  readonly revoked_ms: number | null;
  readonly superseded_by: string | null;
}

interface Terms {
  readonly currency: string | null;
  readonly maxAmountMinor: number | null;
  readonly maxAmountPerPeriodMinor: number | null;
  readonly maxCount: number | null;
  readonly interval: 'day' | 'week' | 'month' | 'year' | null;
  readonly intervalCount: number | null;
  readonly validFromMs: number;
  readonly validUntilMs: number | null;
}

interface UseRow {
  readonly attempt: string;
  readonly amount_minor: number;
  readonly state: string;
  readonly created_ms: number;
}

const mandateOf = (books: Books, id: string) =>
  books.row<MandateRow>('select * from mandates where id = ?', id);
const usesOf = (books: Books, id: string) =>
  books.rows<UseRow>("select * from mandate_uses where mandate = ? and state <> 'released'", id);

/** A later charge is planned under a mandate that covers it at that moment. */
export const coveredWhenPlanned: ChangeRule = (books, { kind, id, was, now, n }) => {
  if (kind !== 'attempt' || was !== null || now === 'skipped') return;
  const attempt = books.attempt(id);
  if (attempt?.operation !== 'charge' || attempt.initiator !== 'merchant') return;
  const mandate = attempt.mandate === null ? undefined : mandateOf(books, attempt.mandate);
  const rule = 'covered-when-planned';
  must(mandate !== undefined, rule, () => `${id} goes under no mandate`);
  const terms = JSON.parse(mandate.terms) as Terms;
  const { created_ms: at, amount_minor: amount } = attempt;
  // A revocation may have come in the same commit, after this.
  const revoked = books.count(
    "select count(*) as n from watched where kind = 'revoked' and id = ? and n < ?",
    mandate.id,
    n,
  );
  must(revoked === 0, rule, () => `${id}: ${mandate.id} was revoked`);
  must(mandate.superseded_by === null, rule, () => `${id}: ${mandate.id} was replaced`);
  must(mandate.payment_method === attempt.payment_method, rule, () => `${id}: another card`);
  must(
    terms.currency === null || terms.currency === attempt.currency,
    rule,
    () => `${id}: ${attempt.currency}`,
  );
  must(at >= terms.validFromMs, rule, () => `${id}: not yet`);
  must(terms.validUntilMs === null || at < terms.validUntilMs, rule, () => `${id}: no longer`);
  must(
    terms.maxAmountMinor === null || amount <= terms.maxAmountMinor,
    rule,
    () => `${id}: ${amount} of ${terms.maxAmountMinor}`,
  );
  const use = usesOf(books, mandate.id).filter((each) => each.attempt === id);
  must(use.length === 1, rule, () => `${id} reserved ${use.length} uses of ${mandate.id}`);
};

const DAY_MS = 86_400_000;

/** A bound from below on the length of a period: two uses closer than this may share one. */
const SHORTEST: Readonly<Record<string, number>> = {
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 28 * DAY_MS,
  year: 365 * DAY_MS,
};

/** Whether two moments lie in one period, where that can be told without a calendar. */
function samePeriod(mandate: MandateRow, terms: Terms, a: number, b: number): boolean {
  if (terms.interval === 'day' || terms.interval === 'week') {
    const length = (SHORTEST[terms.interval] ?? 0) * (terms.intervalCount ?? 1);
    return (
      Math.floor((a - mandate.anchor_ms) / length) === Math.floor((b - mandate.anchor_ms) / length)
    );
  }
  // Within the first 28 days of a month or year everything is of the first period.
  const length = SHORTEST[terms.interval ?? 'month'] ?? 0;
  return a - mandate.anchor_ms < length && b - mandate.anchor_ms < length;
}

/** What is reserved and consumed never exceeds a mandate's caps. */
export const capsHold: ChangeRule = (books, { kind, id }) => {
  if (kind !== 'use') return;
  const mandate = mandateOf(books, id);
  if (!mandate) return;
  const terms = JSON.parse(mandate.terms) as Terms;
  const uses = usesOf(books, id);
  const most = Math.min(terms.maxCount ?? 1e9, mandate.single_use === 1 ? 1 : 1e9);
  must(uses.length <= most, 'caps-hold', () => `${id} was used ${uses.length} of ${most} times`);
  const cap = terms.maxAmountPerPeriodMinor;
  if (cap === null) return;
  for (const { created_ms: at } of uses) {
    const sum = uses
      .filter((each) => samePeriod(mandate, terms, at, each.created_ms))
      .reduce((total, each) => total + each.amount_minor, 0);
    must(sum <= cap, 'caps-hold', () => `${id}: ${sum} of ${cap} in one period`);
  }
};

const USE_STATES: Readonly<Record<string, string>> = {
  started: 'reserved',
  requires_action: 'reserved',
  unknown: 'reserved',
  succeeded: 'consumed',
  authorized: 'consumed',
  declined: 'released',
  not_executed: 'released',
  voided: 'released',
};

/** A use stands as its attempt does: kept while the outcome is unknown, free again after a failure. */
export const usesFollowAttempts: Rule = (books) => {
  for (const { id, status, state, late } of books.rows<{
    id: string;
    status: string;
    state: string;
    late: number;
  }>(
    `select a.id, a.status, a.late, u.state from mandate_uses u join attempts a on a.id = u.attempt`,
  )) {
    if (late === 1) continue;
    must(
      state === USE_STATES[status],
      'uses-follow-attempts',
      () => `${id} is ${status}, its use ${state}`,
    );
  }
};

/** What was revoked stays revoked. */
export const revokedForGood: ChangeRule = (_books, { kind, id }) => {
  must(kind !== 'unrevoked', 'revoked-for-good', () => `${id} came back`);
};

const NEVER = ['stolen_card', 'revocation_of_authorization'];

/**
 * A card whose issuer said never is not charged later again, and no card more often than networks
 * allow. What was planned before that was heard, in the same commit perhaps, could not know.
 */
export const leftAlone: ChangeRule = (books, { kind, id, was }) => {
  if (kind !== 'attempt' || was !== null) return;
  const attempt = books.attempt(id);
  if (attempt?.operation !== 'charge' || attempt.initiator !== 'merchant') return;
  // A row for whoever was left out is no charge.
  if (attempt.status === 'skipped') return;
  const before = books.rows<
    Pick<AttemptRow, 'id' | 'created_ms' | 'initiator'> & { decline: string }
  >(
    `select id, created_ms, initiator, decline from attempts a
      where payment_method = ? and operation in ('charge', 'setup') and decline is not null and id <> ?
        and exists (
          select 1 from watched told, watched planned
           where told.kind = 'attempt' and told.id = a.id and told.now = 'declined'
             and planned.kind = 'attempt' and planned.id = ? and planned.was is null and told.n < planned.n
        )`,
    attempt.payment_method,
    id,
    id,
  );
  const never = before.find(
    ({ decline, initiator }) =>
      initiator === 'merchant' && NEVER.includes((JSON.parse(decline) as { code: string }).code),
  );
  must(!never, 'never-means-never', () => `${id} follows ${never?.id}`);
  const today = before.filter(({ created_ms: at }) => at > attempt.created_ms - DAY_MS);
  must(
    today.length < 10,
    'network-budget',
    () => `${id} is declined try ${today.length + 1} of a day`,
  );
};
