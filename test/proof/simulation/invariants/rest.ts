/** Rest: with the faults gone everything ends. Nothing is unknown, nothing is stuck, nobody holds anything. */
import type { Books } from './books.ts';
import { must, type Rule } from './rule.ts';

/** What is still open, in words; empty at rest. */
export function openEnds(books: Books): readonly string[] {
  const of = (what: string, sql: string) =>
    books.rows<{ id: string }>(sql).map(({ id }) => `${what} ${id}`);
  return [
    ...of(
      'attempt',
      "select id from attempts where status in ('started', 'unknown', 'requires_action')",
    ),
    ...of('delivery', "select id from deliveries where status = 'pending'"),
    ...of('message', 'select id from inbox where next_attempt_ms is not null'),
    ...of('credential to forget', 'select id from doomed_credentials'),
    ...of('card on its way', 'select id from provisions'),
    ...of('intent', "select id from payment_intents where status = 'processing'"),
    ...of('setup intent', "select id from setup_intents where status = 'processing'"),
    ...of('refund', "select id from refunds where status = 'pending'"),
  ];
}

/** When something is due next, epoch ms; null for nothing. */
export function nextDueMs(books: Books): number | null {
  const row = books.row<{ due: number | null }>(
    `select min(due) as due from (
      select min(resolve_after_ms) as due from attempts
        where status in ('started', 'unknown', 'requires_action')
      union all select min(next_attempt_ms) from deliveries
      union all select min(next_attempt_ms) from inbox
      union all select min(next_attempt_ms) from provisions
      union all select min(next_attempt_ms) from doomed_credentials)`,
  );
  return row?.due ?? null;
}

export const atRest: Rule = (books) => {
  const open = openEnds(books);
  must(open.length === 0, 'comes-to-rest', () => `still open: ${open.slice(0, 5).join(', ')}`);
};

/** A setup or payment that is open has somebody who will look at it. */
export const somebodyLooks: Rule = (books) => {
  const alone = books.row<{ id: string; status: string }>(
    `select id, status from attempts
      where status in ('started', 'unknown', 'requires_action') and resolve_after_ms is null`,
  );
  must(
    !alone,
    'somebody-looks',
    () => `${alone?.id} is ${alone?.status}, and nobody asks about it`,
  );
};
