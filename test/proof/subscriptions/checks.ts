/**
 * The oracle: when everything has come to rest it holds the server's books, the processor's ledger and
 * what was told against what people asked for. Each rule is one function; the first that does not hold
 * ends the life with its name.
 */
import { Violation } from '../simulation/journal.ts';
import type { Subscriber } from './acts.ts';
import { type Case, must } from './case.ts';
import { type Expected, expectedOf } from './expected.ts';
import { groupBy, type InvoiceRow, type SubscriptionRow } from './ledger.ts';
import { chargedOnce, leftAlone, withinBudgets } from './money.ts';
import { isByRule, stateByRule } from './settled.ts';
import { toldOnce } from './telling.ts';
import type { World } from './world.ts';

/** What a life left behind. */
export interface Lived {
  readonly world: World;
  /** By customer. */
  readonly subscribers: ReadonlyMap<string, Subscriber>;
  /** Ends of rounds, epoch ms: until each, everything that was due had been done. */
  readonly rounds: readonly number[];
}

const day = (ms: number) => new Date(ms).toISOString();

const GONE = `select object, at_ms from heard where type = 'customer.subscription.deleted'`;

function casesOf({ world, subscribers, rounds }: Lived): readonly Case[] {
  const { ledger } = world;
  const rows = ledger.rows<SubscriptionRow>('select * from subscriptions order by seq');
  must(
    new Set(rows.map(({ customer }) => customer)).size === rows.length,
    'one-subscription',
    () => 'somebody who subscribed once has two',
  );
  const doneMs = rounds.at(-1) ?? 0;
  const gone = new Map(
    ledger
      .rows<{ object: string; at_ms: number }>(GONE)
      .map(({ object, at_ms: at }) => [object, at]),
  );
  const invoices = groupBy(
    ledger.rows<InvoiceRow>('select * from invoices order by period_start_ms'),
    ({ subscription }) => subscription,
  );
  return rows.map((row) => {
    const subscriber = subscribers.get(row.customer);
    if (!subscriber) throw new Violation('one-subscription', `${row.id} is nobody's`);
    const { reason } = JSON.parse(row.cancellation_details) as { reason: string | null };
    const asked = row.status === 'canceled' && reason === 'cancellation_requested';
    const end = row.ended_at_ms === null ? null : { atMs: row.ended_at_ms, asked };
    return {
      subscriber,
      row,
      invoices: invoices.get(row.id) ?? [],
      told: { createdMs: row.created_ms, end, doneMs },
      goneMs: gone.get(row.id) ?? row.ended_at_ms,
    };
  });
}

/** Whether a period may be missing: it began after the last time that everything was done before the end. */
function mayMiss({ told }: Case, { startMs }: Expected, rounds: readonly number[]): boolean {
  if (told.end === null || told.end.asked) return false;
  const { atMs } = told.end;
  return startMs > (rounds.findLast((each) => each < atMs) ?? 0);
}

/** The exact invoices: none missing, none twice, each of its period and amount. */
function exactly(its: Case, expected: readonly Expected[], rounds: readonly number[]): void {
  const { subscriber, row, invoices } = its;
  const who = `${subscriber.part.name} (${row.id}, ${row.status})`;
  const due =
    invoices.length < expected.length
      ? expected.filter((each) => !mayMiss(its, each, rounds))
      : expected;
  for (const [index, each] of due.entries()) {
    const found = invoices[index];
    const wanted = `${who}: invoice ${index} must be of ${day(each.startMs)} to ${day(each.endMs)}`;
    must(found !== undefined, 'no-gap', () => `${wanted}, and there is none`);
    const {
      period_start_ms: startMs,
      period_end_ms: endMs,
      total_minor: total,
    } = found as InvoiceRow;
    must(
      startMs === each.startMs && endMs === each.endMs,
      'right-period',
      () => `${wanted}, and is of ${day(startMs)} to ${day(endMs)}`,
    );
    must(
      total === each.amountMinor,
      'right-amount',
      () => `${wanted} over ${each.amountMinor}, and is over ${total}`,
    );
  }
  must(
    invoices.length === due.length,
    'none-too-many',
    () => `${who}: ${due.length} invoices must be, ${invoices.length} are`,
  );
}

/** Numbers of a customer's invoices follow each other. */
function numbered({ row, invoices }: Case): void {
  const numbers = invoices.flatMap(({ number }) =>
    number === null ? [] : Number(number.split('-')[1]),
  );
  const sorted = numbers.toSorted((a, b) => a - b);
  must(
    sorted.every((each, index) => each === index + 1),
    'numbers-follow',
    () => `${row.id}: invoices are numbered ${sorted.join(', ')}`,
  );
}

/**
 * @returns what there was, in numbers, and all of it in one text
 * @throws Violation for the first rule that does not hold
 */
export function check(lived: Lived): {
  readonly figures: Readonly<Record<string, number>>;
  readonly text: string;
} {
  const { world, rounds } = lived;
  const cases = casesOf(lived);
  for (const its of cases) {
    const expected = expectedOf(its.subscriber, its.told);
    exactly(its, expected, rounds);
    numbered(its);
    for (const [index, invoice] of its.invoices.entries()) {
      const fate = expected[index]?.fate ?? 'collected';
      isByRule(world.ledger, its, invoice, fate);
      chargedOnce(world, invoice);
    }
    stateByRule(its);
    leftAlone(world, its);
  }
  withinBudgets(world);
  toldOnce(world.ledger);
  const count = (of: readonly { readonly status: string }[], prefix: string) => {
    const all: Record<string, number> = {};
    for (const { status } of of) all[`${prefix} ${status}`] = (all[`${prefix} ${status}`] ?? 0) + 1;
    return all;
  };
  const invoices = cases.flatMap((its) => its.invoices);
  const attempts = world.ledger.rows<{ status: string }>(
    `select status from attempts where operation = 'charge' order by seq`,
  );
  const figures = {
    subscriptions: cases.length,
    invoices: invoices.length,
    ...count(invoices, 'invoice'),
    ...count(
      cases.map(({ row }) => row),
      'subscription',
    ),
    ...count(attempts, 'charge'),
  };
  const text = invoices
    .map(({ id, status, period_start_ms: at, paid_at_ms: paid }) => `${id} ${status} ${at} ${paid}`)
    .join('\n');
  return { figures, text };
}
