/**
 * The processor's own ledger against the invoices: one charge for each that is paid, none for any other,
 * nothing after an end or a withdrawal, and never more tries than the networks allow.
 */
import type { Operation } from '../simulation/processors/acquirer.ts';
import { type Case, must } from './case.ts';
import { type AttemptRow, groupBy, type InvoiceRow } from './ledger.ts';
import type { World } from './world.ts';

const DAY_MS = 86_400_000;

interface Books {
  /** What the processor did, by attempt. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** What we tried, by intent. */
  readonly attempts: ReadonlyMap<string, readonly AttemptRow[]>;
}

const read = new WeakMap<World, Books>();

/** Both sides' books, read once. */
function booksOf(world: World): Books {
  const known = read.get(world);
  if (known) return known;
  const operations = new Map<string, Operation>();
  for (const operation of world.acquirer.operations) {
    const { attempt } = operation.request;
    const isNew = !operations.has(attempt);
    must(isNew, 'once-at-the-processor', () => `${attempt} was carried out twice`);
    operations.set(attempt, operation);
  }
  const rows = world.ledger.rows<AttemptRow>('select * from attempts order by seq');
  const books = { operations, attempts: groupBy(rows, ({ intent }) => intent) };
  read.set(world, books);
  return books;
}

/** Exactly one charge, of its amount, for a paid invoice; none that was kept for any other. */
export function chargedOnce(world: World, invoice: InvoiceRow): void {
  const { operations, attempts } = booksOf(world);
  const taken = (attempts.get(invoice.intent ?? '') ?? []).flatMap(({ id }) => {
    const operation = operations.get(id);
    const kept = operation ? operation.capturedMinor - operation.refundedMinor : 0;
    return operation?.request.kind === 'charge' && kept > 0 ? [kept] : [];
  });
  const wanted = invoice.status === 'paid' && invoice.total_minor > 0 ? [invoice.total_minor] : [];
  must(
    taken.join() === wanted.join(),
    'charged-once',
    () =>
      `${invoice.id} (${invoice.status}, ${invoice.total_minor}) was charged [${taken.join(', ')}]`,
  );
}

/** After the end, and under a permission that was withdrawn, the merchant's side plans no charge. */
export function leftAlone(world: World, { row, invoices, goneMs }: Case): void {
  const { attempts } = booksOf(world);
  for (const { intent, id } of invoices)
    for (const attempt of attempts.get(intent ?? '') ?? []) {
      if (attempt.initiator !== 'merchant' || attempt.operation !== 'charge') continue;
      if (attempt.status === 'skipped') continue;
      must(
        goneMs === null || attempt.created_ms <= goneMs,
        'nothing-after-the-end',
        () => `${attempt.id} for ${id} was planned after ${row.id} had ended`,
      );
      const [mandate] = world.ledger.rows<{ revoked_ms: number | null }>(
        'select revoked_ms from mandates where id = ?',
        attempt.mandate,
      );
      const revokedMs = mandate?.revoked_ms ?? null;
      must(
        mandate !== undefined && (revokedMs === null || attempt.created_ms <= revokedMs),
        'permitted',
        () => `${attempt.id} for ${id} was planned without a live mandate`,
      );
    }
}

/** Most declines of one card: in 24 hours, in 30 days. */
const A_DAY = 10;
const A_MONTH = 15;
/** Most declines of one debt that nobody was there for: in all, for want of money, for faults. */
const A_DEBT = 9;
const A_DEBT_FUNDS = 5;
const A_DEBT_TECHNICAL = 4;
const NEVER_AGAIN = ['43', 'R1', '14'];
const TECHNICAL = ['91', '96'];

function crowded(times: readonly number[], most: number, windowMs: number): boolean {
  return times.some((at, index) => {
    const next = times[index + most];
    return next !== undefined && next - at < windowMs;
  });
}

/** What is allowed of one card and of one debt, by the processor's ledger alone. */
export function withinBudgets(world: World): void {
  const intents = new Map(
    world.ledger
      .rows<AttemptRow>(`select * from attempts where operation = 'charge'`)
      .map(({ id, intent }) => [id, intent]),
  );
  const charges = world.acquirer.operations.filter(({ request }) => request.kind === 'charge');
  for (const { request } of charges)
    must(intents.has(request.attempt), 'known-to-us', () => `nobody planned ${request.attempt}`);
  const cardOf = ({ request }: Operation) => request.credential?.split('_').slice(1, 4).join('_');
  const cards = groupBy(charges, (each) => cardOf(each) ?? '');
  const debts = groupBy(charges, ({ request }) => intents.get(request.attempt) ?? '');
  for (const [card, all] of cards) {
    const declines = all.filter(({ status }) => status === 'declined').map(({ atMs }) => atMs);
    must(
      !crowded(declines, A_DAY, DAY_MS) && !crowded(declines, A_MONTH, 30 * DAY_MS),
      'network-budgets',
      () => `${card} was declined too often`,
    );
    const never = all.findIndex(
      ({ refusal, request }) =>
        request.initiator === 'merchant' && NEVER_AGAIN.includes(refusal?.networkCode ?? ''),
    );
    const again =
      never >= 0 && all.slice(never + 1).some(({ request }) => request.initiator === 'merchant');
    must(!again, 'never-again', () => `${card} was tried again after its issuer forbade it`);
  }
  for (const [debt, all] of debts) {
    const ours = all.filter(
      ({ status, request }) => status === 'declined' && request.initiator === 'merchant',
    );
    const codes = ours.map(({ refusal }) => refusal?.networkCode ?? '');
    const funds = codes.filter((code) => code === '51').length;
    const technical = codes.filter((code) => TECHNICAL.includes(code)).length;
    must(
      ours.length <= A_DEBT && funds <= A_DEBT_FUNDS && technical <= A_DEBT_TECHNICAL,
      'debt-budgets',
      () => `${debt} was tried too often: ${codes.join(', ')}`,
    );
  }
}
