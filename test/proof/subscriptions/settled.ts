/**
 * What an invoice may be at rest: paid, or in dunning with a next time, or given up by a rule that can
 * be named. Nothing lies about that nobody looks at.
 */
import { type Case, must } from './case.ts';
import { askedEnd, type Fate } from './expected.ts';
import type { InvoiceRow, Ledger } from './ledger.ts';

const DAY_MS = 86_400_000;
/** Collecting ends this long after the first failure. */
const WINDOW_MS = 21 * DAY_MS;
/** How late a worker may be in a world that does not sleep. */
const LATE_MS = 2 * DAY_MS;
const INCOMPLETE_MS = 23 * 3_600_000;

interface Decision {
  readonly action: string;
  readonly final: string | null;
  readonly until_ms: number | null;
  readonly created_ms: number;
}

const decisions = (ledger: Ledger, invoice: string) =>
  ledger.rows<Decision>('select * from dunning_decisions where invoice = ? order by seq', invoice);

const statusOfIntent = (ledger: Ledger, intent: string | null) =>
  ledger.rows<{ status: string }>('select status from payment_intents where id = ?', intent)[0]
    ?.status ?? null;

const OVER = ['canceled', 'incomplete_expired'];

/** Why an open invoice lies where it lies; null where nobody looks at it. */
function whyOpen(ledger: Ledger, { row, told }: Case, invoice: InvoiceRow): string | null {
  const { due_ms: dueMs } = invoice;
  const all = decisions(ledger, invoice.id);
  const last = all.at(-1);
  if (OVER.includes(row.status)) return dueMs === null ? 'its subscription is over' : null;
  if (row.status === 'incomplete' && dueMs === null) return 'the first payment is the buyer’s';
  if (last?.action === 'stop' && last.final !== 'cancel' && dueMs === null)
    return `given up: ${last.final}`;
  const intent = statusOfIntent(ledger, invoice.intent);
  if (dueMs === null) return intent === 'requires_action' ? 'the buyer is asked' : null;
  if (dueMs <= told.doneMs) return null;
  const [first] = all;
  const late = first && told.doneMs > first.created_ms + WINDOW_MS + LATE_MS;
  return late && last?.action !== 'retry' ? null : 'in dunning';
}

/** Whether one that was to be collected is where collecting may have left it. */
function isCollected(ledger: Ledger, its: Case, invoice: InvoiceRow): boolean {
  const { row, invoices } = its;
  switch (invoice.status) {
    case 'paid':
      return invoice.amount_paid_minor === invoice.total_minor;
    case 'void':
      return invoices.length === 1 && OVER.includes(row.status);
    case 'uncollectible': {
      const last = decisions(ledger, invoice.id).findLast(({ action }) => action !== 'end');
      return last?.action === 'stop' && last.final === 'cancel' && row.status === 'canceled';
    }
    case 'draft':
      return invoices
        .flatMap(({ id }) => decisions(ledger, id))
        .some(
          ({ action, final, created_ms: at }) =>
            action === 'stop' && final === 'unpaid' && at <= invoice.created_ms,
        );
    default:
      return whyOpen(ledger, its, invoice) !== null;
  }
}

/** Whether an invoice is what the rules make of it. */
export function isByRule(ledger: Ledger, its: Case, invoice: InvoiceRow, fate: Fate): void {
  const { id, status, due_ms: dueMs } = invoice;
  const tell = () =>
    `${id} of ${its.row.id} (${its.row.status}), expected ${fate}, is ${status}, due ${dueMs}`;
  if (fate === 'collected') must(isCollected(ledger, its, invoice), 'closed-by-rule', tell);
  else must(status === (fate === 'free' ? 'paid' : fate), 'closed-by-rule', tell);
}

/** Whether a subscription is in the state that the rules make of it. */
export function stateByRule(its: Case): void {
  const { subscriber, row, invoices, told } = its;
  const askedMs = askedEnd(subscriber, told);
  const what = `${subscriber.part.name} (${row.id}) is ${row.status}, end asked for ${askedMs}, came ${row.ended_at_ms}, now ${told.doneMs}`;
  const holds = (yes: boolean, rule: string) => must(yes, rule, () => what);
  const owing = invoices.filter(({ status, attempted }) => status === 'open' && attempted === 1);
  if (!OVER.includes(row.status)) {
    holds(askedMs > told.doneMs, 'ends-when-asked');
    holds(row.ended_at_ms === null, 'ends-by-rule');
    holds(row.due_ms !== null && row.due_ms > told.doneMs, 'somebody-looks');
  }
  switch (row.status) {
    case 'active':
      holds(owing.length === 0, 'state-by-rule');
      return;
    case 'trialing':
      holds((subscriber.countedMs ?? 0) > told.doneMs, 'state-by-rule');
      return;
    case 'past_due':
      holds(owing.length > 0, 'state-by-rule');
      return;
    case 'unpaid':
      holds(owing.length > 0 && subscriber.part.finalAction === 'unpaid', 'state-by-rule');
      return;
    case 'incomplete':
      holds(told.doneMs < row.created_ms + INCOMPLETE_MS, 'state-by-rule');
      return;
    case 'incomplete_expired':
      holds(invoices[0]?.status === 'void', 'state-by-rule');
      return;
    case 'canceled': {
      if (!told.end?.asked) {
        const given = invoices.some(({ status }) => status === 'uncollectible');
        holds(given && askedMs >= (row.ended_at_ms ?? 0), 'ends-by-rule');
        return;
      }
      const late = (row.ended_at_ms ?? 0) - askedMs;
      // What is asked for now is done as soon as somebody answers.
      holds(late >= 0 && late < 3_600_000, 'ends-when-asked');
      return;
    }
    default:
      holds(false, 'state-by-rule');
      return;
  }
}
