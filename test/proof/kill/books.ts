/**
 * Both ledgers side by side, row by row, read from the files themselves: what the bank did and what we
 * believe, to the cent. It finds differences, and knows nothing of how they could have come about.
 */
import type Sqlite from 'better-sqlite3';

interface BankRow {
  readonly id: string;
  readonly reference: string;
  readonly kind: string;
  readonly status: string;
  readonly amount: number;
  readonly charge: string | null;
  readonly captured: number;
  readonly refunded: number;
}

interface AttemptRow {
  readonly id: string;
  readonly intent: string;
  readonly operation: string;
  readonly charge: string | null;
  readonly status: string;
  readonly amount_minor: number;
  readonly reference: string | null;
  readonly late: number;
}

interface IntentRow {
  readonly id: string;
  readonly status: string;
  readonly amount_minor: number;
  readonly amount_received_minor: number;
  readonly amount_capturable_minor: number;
  readonly trade: string | null;
  /** 1 where it was refused before anything was tried. */
  readonly refused: number;
}

interface RefundRow {
  readonly id: string;
  readonly attempt: string;
  readonly amount_minor: number;
  readonly status: string;
}

export interface Books {
  readonly bank: readonly BankRow[];
  readonly attempts: readonly AttemptRow[];
  readonly intents: readonly IntentRow[];
  readonly refunds: readonly RefundRow[];
}

/** Reads both sides, each as of one moment. */
export function readBooks(ours: Sqlite.Database, theirs: Sqlite.Database): Books {
  const [attempts, intents, refunds] = ours.transaction(() => [
    ours.prepare('select * from attempts order by seq').all(),
    ours
      .prepare(
        `select *, json_extract(metadata, '$.trade') as trade,
           exists (select 1 from refusals where refusals.intent = payment_intents.id) as refused
           from payment_intents`,
      )
      .all(),
    ours.prepare('select * from refunds').all(),
  ])() as [AttemptRow[], IntentRow[], RefundRow[]];
  const bank = theirs.prepare('select * from operations order by seq').all() as BankRow[];
  return { bank, attempts, intents, refunds };
}

function groupBy<T>(rows: readonly T[], key: (row: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const name = key(row);
    if (name === null) continue;
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return groups;
}

const sum = <T>(rows: readonly T[], amount: (row: T) => number) =>
  rows.reduce((total, row) => total + amount(row), 0);

const HELD = ['succeeded', 'authorized'];
const NOTHING = ['not_executed', 'skipped'];

/** What the bank's word for an operation is with us. A capture leaves our authorization as it is. */
function agrees(bank: BankRow, attempt: AttemptRow): boolean {
  if (bank.kind !== attempt.operation) return false;
  return bank.kind === 'charge' && bank.status === 'succeeded'
    ? HELD.includes(attempt.status)
    : bank.status === attempt.status;
}

/** One reference at a time: both sides know it, and say the same of it. */
function compareReferences({ bank, attempts }: Books): string[] {
  const found: string[] = [];
  const rows = groupBy(bank, ({ reference }) => reference);
  const known = new Map(attempts.map((attempt) => [attempt.id, attempt]));
  for (const [reference, [row, ...more]] of rows) {
    const attempt = known.get(reference);
    if (more.length > 0) found.push(`${reference}: the bank has it ${more.length + 1} times`);
    if (!attempt)
      found.push(`${reference}: the bank did a ${row?.kind}, and we know nothing of it`);
    else if (row && !agrees(row, attempt))
      found.push(
        `${reference}: ${attempt.operation} ${attempt.status} here, ${row.kind} ${row.status} at the bank`,
      );
    else if (row && attempt.operation !== 'void' && row.amount !== attempt.amount_minor)
      found.push(`${reference}: ${attempt.amount_minor} here, ${row.amount} at the bank`);
  }
  for (const attempt of attempts) {
    if (rows.has(attempt.id) || NOTHING.includes(attempt.status)) continue;
    found.push(
      `${attempt.id}: ${attempt.operation} ${attempt.status}, and the bank never heard of it`,
    );
  }
  return found;
}

/** One charge at a time: what was taken and given back, to the cent. */
function compareCharges(books: Books): string[] {
  const found: string[] = [];
  const bank = new Map(books.bank.map((row) => [row.reference, row]));
  const followUps = groupBy(books.attempts, ({ charge }) => charge);
  const refunds = groupBy(books.refunds, ({ attempt }) => attempt);
  const intents = new Map(books.intents.map((intent) => [intent.id, intent]));
  for (const charge of books.attempts) {
    if (charge.operation !== 'charge' || !HELD.includes(charge.status)) continue;
    const theirs = bank.get(charge.id);
    if (!theirs) continue;
    const captures = (followUps.get(charge.id) ?? []).filter(
      ({ operation, status }) => operation === 'capture' && status === 'succeeded',
    );
    const taken =
      charge.status === 'succeeded'
        ? charge.amount_minor
        : sum(captures, ({ amount_minor }) => amount_minor);
    const back = sum(
      (refunds.get(charge.id) ?? []).filter(({ status }) => status === 'succeeded'),
      ({ amount_minor }) => amount_minor,
    );
    const differs = (what: string, here: number, there: number) => {
      if (here !== there) found.push(`${charge.id}: ${here} ${what} here, ${there} at the bank`);
    };
    differs('captured', taken, theirs.captured);
    differs('refunded', back, theirs.refunded);
    if (!(back <= taken && taken <= charge.amount_minor))
      found.push(`${charge.id}: ${back} of ${taken} of ${charge.amount_minor} given back`);
    const intent = intents.get(charge.intent);
    if (charge.late === 1 || !intent) continue;
    const said = intent.status === 'succeeded' ? taken : 0;
    if (intent.amount_received_minor !== said)
      found.push(`${intent.id}: received ${intent.amount_received_minor}, and ${taken} was taken`);
  }
  return found;
}

/** One intent at a time, and one trade: paid once, and in a state that its charges explain. */
function findDoubles(books: Books): string[] {
  const found: string[] = [];
  const bank = new Map(books.bank.map((row) => [row.reference, row]));
  const charges = groupBy(
    books.attempts.filter(({ operation }) => operation === 'charge'),
    ({ intent }) => intent,
  );
  for (const intent of books.intents) {
    const its = charges.get(intent.id) ?? [];
    const live = its.filter(({ id }) => {
      const row = bank.get(id);
      return row && HELD.includes(row.status) && row.refunded < Math.max(row.captured, 1);
    });
    const standing = its.filter(({ status, late }) => HELD.includes(status) && late === 0);
    const paid = its.filter(({ late }) => late === 0).some(({ status }) => HELD.includes(status));
    if (live.length > 1) found.push(`${intent.id}: charged ${live.length} times`);
    if (standing.length > 1) found.push(`${intent.id}: ${standing.length} charges stand`);
    if (['succeeded', 'requires_capture'].includes(intent.status) !== paid)
      found.push(`${intent.id}: ${intent.status}, and its charge ${paid ? 'stands' : 'does not'}`);
  }
  // A refusal is not kept under its key: the same request again is another one, if nothing was tried.
  const tried = books.intents.filter(({ id, refused }) => charges.has(id) || refused === 0);
  for (const [trade, intents] of groupBy(tried, ({ trade }) => trade)) {
    if (intents.length > 1) found.push(`${trade}: one key made ${intents.length} intents`);
  }
  return found;
}

/** Everything in which the two sides differ, or one of them is wrong by itself; empty when all is well. */
export function differences(books: Books): readonly string[] {
  return [...compareReferences(books), ...compareCharges(books), ...findDoubles(books)];
}
