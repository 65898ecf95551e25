/** What the merchant was told: each end once, each notice once, and nothing that the books do not know. */
import { must } from './case.ts';
import type { Ledger } from './ledger.ts';

/** Events that tell of one moment in an object's life, and which rows have come to it. */
const MOMENTS: readonly (readonly [type: string, rows: string])[] = [
  ['customer.subscription.created', 'select id from subscriptions'],
  ['customer.subscription.deleted', `select id from subscriptions where status = 'canceled'`],
  ['invoice.created', 'select id from invoices'],
  ['invoice.finalized', `select id from invoices where status <> 'draft'`],
  ['invoice.paid', `select id from invoices where status = 'paid'`],
  ['invoice.payment_succeeded', `select id from invoices where status = 'paid'`],
  ['invoice.voided', `select id from invoices where status = 'void'`],
];

export function toldOnce(ledger: Ledger): void {
  for (const [type, rows] of MOMENTS) {
    const told = ledger.rows<{ id: string; times: number }>(
      'select object as id, count(*) as times from heard where type = ? group by object',
      type,
    );
    const twice = told.find(({ times }) => times > 1);
    must(twice === undefined, 'told-once', () => `${type} of ${twice?.id} was told twice`);
    const known = new Set(told.map(({ id }) => id));
    const all = ledger.rows<{ id: string }>(rows);
    const missing = all.find(({ id }) => !known.has(id));
    must(missing === undefined, 'told-at-all', () => `${type} of ${missing?.id} was never told`);
    must(all.length === known.size, 'nothing-made-up', () => `${type} was told of something else`);
  }
  const notices = ledger.rows<{ times: number; causes: number }>(
    `select count(*) as times, count(distinct kind || ' ' || cause) as causes from notices`,
  );
  const heard = ledger.rows<{ times: number }>(
    `select count(*) as times from heard where type like 'keepsake.notice.%'`,
  );
  const [{ times, causes } = { times: 0, causes: 0 }] = notices;
  must(
    times === causes && heard[0]?.times === times,
    'notices-once',
    () => `${times} notices of ${causes} causes, ${heard[0]?.times} told`,
  );
}
