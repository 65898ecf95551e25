/**
 * What the failure table's schedules are worth: the same failed renewals collected by our decisions,
 * and by tries at fixed distances whatever the answer was. Counted are what came in without the buyer,
 * the tries that it took, and the networks' rules that were broken on the way.
 */
import { classify } from '../../server/model/decline.ts';
import { afterSetback, type DunningPolicy, type FailedTry } from '../../server/model/dunning.ts';
import type { DeclinedTry } from '../../server/model/retry.ts';
import { RETRY_LIMITS } from '../../server/model/retry-limits.ts';
import { DAY, type Debt, debtsOf, meets } from './dunning-world.ts';
import type { Row } from './table.ts';

const DEBTS = 4_000;
const SEEDS = [1, 2, 3];
const POLICY: DunningPolicy = {
  tries: 8,
  windowMs: 21 * DAY,
  lastWordMs: 3 * DAY,
  final: 'cancel',
};

/** When to try again after these failures, epoch ms; null for no more. */
type Schedule = (debt: Debt, tries: readonly FailedTry[]) => number | null;

const declinesOf = (debt: Debt, tries: readonly FailedTry[]): DeclinedTry[] =>
  tries.flatMap(({ atMs, failure }) =>
    failure.kind === 'declined'
      ? [
          {
            atMs,
            intent: debt.id,
            initiator: 'merchant',
            amountMinor: debt.amountMinor,
            currency: 'usd',
            decline: failure,
            sameNumber: true,
            own: true,
          },
        ]
      : [],
  );

const byTable: Schedule = (debt, tries) => {
  const { network, country, amountMinor, id: intent } = debt;
  const decision = afterSetback({
    nowMs: tries.at(-1)?.atMs ?? debt.dueMs,
    sinceMs: debt.dueMs,
    setback: { kind: 'failed' },
    tries,
    history: declinesOf(debt, tries),
    card: { network, country, amountMinor, intent, currency: 'usd' },
    policy: POLICY,
  });
  return decision.action === 'retry' ? decision.atMs : null;
};

const every =
  (days: number, times: number): Schedule =>
  (debt, tries) =>
    tries.length > times ? null : debt.dueMs + tries.length * days * DAY;

interface Books {
  readonly recovered: number;
  /** After the first. */
  readonly tries: number;
  /** After a never, sooner than the network said, or more often than it allows. */
  readonly broken: number;
}

/** How many of the networks' own rules one more try breaks. */
function brokenBy(debt: Debt, before: readonly FailedTry[], nowMs: number): number {
  const rows = before.map(({ atMs, failure }) => ({
    atMs,
    row:
      failure.kind === 'declined'
        ? classify(failure.code, failure.networkCode, failure.advice ?? null)
        : null,
  }));
  const afterNever = rows.some(({ row }) => row?.kind === 'never');
  const tooSoon = rows.some(
    ({ atMs, row }) => row?.waitMs !== undefined && nowMs < atMs + row.waitMs,
  );
  const tooOften = RETRY_LIMITS.rows.some(
    (limit) =>
      limit.over === 'card' &&
      limit.network === debt.network &&
      before.filter(({ atMs }) => atMs > nowMs - limit.windowMs).length >= limit.most,
  );
  return Number(afterNever) + Number(tooSoon) + Number(tooOften);
}

function collect(debt: Debt, schedule: Schedule): Books {
  const failed: FailedTry[] = [];
  let broken = 0;
  let at: number | null = debt.dueMs;
  while (at !== null) {
    if (failed.length > 0) broken += brokenBy(debt, failed, at);
    const failure = meets(
      debt,
      at,
      failed.map(({ atMs }) => atMs),
    );
    if (failure === null) return { recovered: 1, tries: failed.length, broken };
    failed.push({ atMs: at, initiator: 'merchant', sameCard: true, failure });
    at = schedule(debt, failed);
  }
  return { recovered: 0, tries: failed.length - 1, broken };
}

function booksOf(schedule: Schedule): Books {
  const all = { recovered: 0, tries: 0, broken: 0 };
  for (const seed of SEEDS)
    for (const debt of debtsOf(seed, DEBTS)) {
      const { recovered, tries, broken } = collect(debt, schedule);
      all.recovered += recovered;
      all.tries += tries;
      all.broken += broken;
    }
  return all;
}

export async function measureDunning(): Promise<readonly Row[]> {
  const ours = booksOf(byTable);
  const all = DEBTS * SEEDS.length;
  const share = ({ recovered }: Books) => `${((100 * recovered) / all).toFixed(1)} %`;
  const rows: Row[] = [];
  for (const [name, schedule] of [
    ['every 3 days × 4', every(3, 4)],
    ['daily × 8', every(1, 8)],
  ] as const) {
    const fixed = booksOf(schedule);
    const cost = (books: Books) => books.tries / Math.max(1, books.recovered);
    rows.push(
      {
        name: `dunning: debts recovered, against ${name}`,
        ours: share(ours),
        against: share(fixed),
        ratio: ours.recovered / fixed.recovered,
        limit: '≥ 1.00',
        kept: ours.recovered >= fixed.recovered,
      },
      {
        name: `dunning: tries for each one, against ${name}`,
        ours: cost(ours).toFixed(1),
        against: cost(fixed).toFixed(1),
        ratio: cost(ours) / cost(fixed),
        limit: '≤ 0.75',
        kept: cost(ours) <= 0.75 * cost(fixed),
      },
      {
        name: `dunning: network rules broken, against ${name}`,
        ours: String(ours.broken),
        against: String(fixed.broken),
        ratio: null,
        limit: '0',
        kept: ours.broken === 0,
        note: `${all} failed renewals of ${SEEDS.length} seeds; ${ours.tries} tries, against ${fixed.tries}`,
      },
    );
  }
  return rows;
}
