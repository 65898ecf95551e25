/**
 * Bugs that servers of subscriptions are known to have, each as the few words that would bring it in. The
 * oracle is worth what it finds of them.
 */
import { join } from 'node:path';
import type { Bug, Edit } from '../simulation/bugs.ts';

export const ROOM = join('test', 'proof', 'subscriptions');

const edit = (file: string, find: string, replace: string): Edit => ({
  file: `server/${file}`,
  find,
  replace,
});

export const PLANTS: readonly Bug[] = [
  {
    name: 'counted-from-the-last-end',
    says: 'a period is added to the end of the last one, and the 31st is lost in February',
    edits: [
      edit(
        'model/recurrence.ts',
        'endMs: periodHolding(anchorMs, recurring, endMs).endMs',
        'endMs: addPeriods(endMs, recurring, periodHolding(anchorMs, recurring, endMs).index * 0 + 1)',
      ),
    ],
  },
  {
    name: 'leap-day-in-march',
    says: 'a day that a month has not is in the next month',
    edits: [
      edit(
        'model/period.ts',
        'Math.min(anchor.getUTCDate(), lastDay)',
        'Math.max(anchor.getUTCDate(), Math.min(lastDay, 1))',
      ),
    ],
  },
  {
    name: 'one-period-too-many',
    says: 'whoever cancelled for the end of the period is charged for the next one first',
    edits: [
      edit(
        'model/subscription-steps.ts',
        "['expire', 'end', 'collect', 'end_trial', 'renew']",
        "['expire', 'collect', 'end_trial', 'renew', 'end']",
      ),
    ],
  },
  {
    name: 'charged-after-the-end',
    says: 'what is owed when a subscription ends is tried again all the same',
    edits: [
      edit(
        'domain/subscription-ends.ts',
        "subscription.id, ['draft', 'open']);",
        "subscription.id, ['draft']);",
      ),
      edit(
        'domain/invoice-charges.ts',
        'if (subscription && isOver(subscription.status)) {',
        "if (subscription && subscription.status === 'incomplete_expired') {",
      ),
    ],
  },
  {
    name: 'dunned-though-paid',
    says: 'dunning is not told that an invoice was paid',
    edits: [
      edit('domain/invoice-outcomes.ts', '    paidAtMs: ctx.now(),', '    paidAtMs: null,'),
      edit(
        'domain/invoice-outcomes.ts',
        `    paidOutOfBand: by === null,
    dueMs: null,`,
        `    paidOutOfBand: by === null,
    dueMs: ctx.now() + 1,`,
      ),
      edit('domain/invoice-outcomes.ts', '  await buyerActed(ctx, tx, after);\n', ''),
    ],
  },
  {
    name: 'intent-per-try',
    says: 'every try to collect an invoice makes an intent of its own',
    edits: [
      edit(
        'domain/invoice-making.ts',
        'if (invoice.intent !== null) {',
        "if (invoice.intent === '') {",
      ),
    ],
  },
  {
    name: 'two-commits',
    says: 'a period begins in one commit, and its invoice is opened in another',
    edits: [
      edit(
        'domain/renewals.ts',
        'if (isNew) await placeInvoice(ctx, tx, after, invoice);',
        `if (isNew)
    ctx.timer(500, () => void ctx.store.transact((own) => placeInvoice(ctx, own, after, invoice)));`,
      ),
    ],
  },
  {
    name: 'revoked-and-charged',
    says: 'a permission that was taken back is used all the same',
    from: 2,
    edits: [
      edit(
        'model/mandate.ts',
        "if (mandate.revokedMs !== null) return no('mandate_revoked');",
        "if (mandate.revokedMs === 0) return no('mandate_revoked');",
      ),
    ],
  },
];
