/**
 * Debits that are under way: each arrives or comes back days after it was taken on, by itself or when
 * a tool says so. It asks the ledger which are due, and tells the account what became of them.
 */
import type { BankContext } from './context.ts';
import { release } from './credentials.ts';
import { endingOf, returnOf } from './debits.ts';
import type { OperationRow } from './ledger.ts';
import { findById, settle } from './ledger.ts';
import { DEBIT_MS } from './limits.ts';
import { announce, success } from './operations.ts';

interface Behind {
  readonly behaviour: string;
  readonly brand: string;
}

/** Ends one debit that is under way. @returns whether it did: some stay under way for good */
function end(ctx: BankContext, id: string): boolean {
  const changed = ctx.db.transaction(() => {
    const row = findById(ctx, id);
    if (row.status !== 'pending' || row.credential === null) return false;
    const behind = ctx.db.get<Behind>(
      'SELECT behaviour, brand FROM credentials WHERE id = ?',
      row.credential,
    );
    const ending = endingOf(behind?.behaviour ?? '');
    if (ending === 'stays') return false;
    if (ending !== 'arrives') {
      settle(ctx, id, 'pending', {
        status: 'declined',
        decline: returnOf(ending, behind?.brand ?? ''),
      });
      release(ctx, row.credential, id);
      return true;
    }
    const done = success(ctx, row, row.credential, false);
    settle(ctx, id, 'pending', { ...done, networkTransactionId: done.network_transaction_id });
    return true;
  });
  if (changed) announce(ctx, findById(ctx, id));
  return changed;
}

const isDue = (ctx: BankContext, row: OperationRow) => ctx.now() - row.created_ms >= DEBIT_MS;

/** The operation as it stands, after a debit whose time has come has ended. */
export function arrivedByNow(ctx: BankContext, row: OperationRow): OperationRow {
  if (row.status !== 'pending' || !isDue(ctx, row)) return row;
  end(ctx, row.id);
  return findById(ctx, row.id);
}

/**
 * Ends debits that are under way.
 * @param which `due`: those whose days are over; else all of them, or the one of this reference
 * @returns how many ended
 */
export function endPending(
  ctx: BankContext,
  which: 'due' | { readonly reference: string | null },
): number {
  const rows = ctx.db.all<OperationRow>(
    "SELECT * FROM operations WHERE status = 'pending' ORDER BY seq",
  );
  const meant = rows.filter((row) => {
    if (which === 'due') return isDue(ctx, row);
    return which.reference === null || which.reference === row.reference;
  });
  return meant.filter((row) => end(ctx, row.id)).length;
}
