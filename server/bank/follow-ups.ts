/** What can be done with a charge that exists: capture it, void it, refund it. Each is its own operation. */

import type { Account } from './account.ts';
import type { Decline } from './behaviour.ts';
import { declineOf } from './behaviour.ts';
import type { BankContext } from './context.ts';
import { release } from './credentials.ts';
import type { FollowUpInput } from './inputs.ts';
import type { OperationRow } from './ledger.ts';
import { findById, once, settle } from './ledger.ts';
import { REVERSAL_MS } from './limits.ts';
import { announce, declineColumns, refundDecline } from './operations.ts';
import { Refusal } from './problem.ts';

export type FollowUp = 'capture' | 'void' | 'refund';

const PREFIX: Readonly<Record<FollowUp, string>> = {
  capture: 'bcap',
  void: 'bvoid',
  refund: 'bref',
};

const refuse = (code: string, message: string, param?: string) =>
  new Refusal(400, code, message, param ? { param, executed: false } : { executed: false });

function chargeOf(ctx: BankContext, account: Account, id: string): OperationRow {
  const row = ctx.db.get<OperationRow>(
    "SELECT * FROM operations WHERE id = ? AND account = ? AND kind = 'charge'",
    id,
    account,
  );
  if (!row)
    throw new Refusal(404, 'charge_unknown', 'This account has no such charge.', {
      executed: false,
    });
  return row;
}

/** Checks whether it is possible. @returns the amount it is about, in minor units */
function amountFor(ctx: BankContext, kind: FollowUp, charge: OperationRow, asked?: number): number {
  if (kind === 'capture') {
    if (charge.status !== 'authorized')
      throw refuse('not_capturable', 'The charge is not authorized.');
    const amount = asked ?? charge.amount;
    if (amount <= charge.amount) return amount;
    throw refuse('amount_too_large', 'More than was authorized.', 'amount');
  }
  if (kind === 'void') {
    const open = charge.status === 'authorized' || charge.status === 'requires_action';
    const young = ctx.now() - charge.created_ms <= REVERSAL_MS && charge.refunded === 0;
    if (open || (charge.status === 'succeeded' && young)) return charge.amount;
    throw refuse('not_voidable', 'The charge cannot be voided any more.');
  }
  if (charge.status !== 'succeeded')
    throw refuse('not_refundable', 'The charge has not succeeded.');
  const left = charge.captured - charge.refunded;
  const amount = asked ?? left;
  if (amount > 0 && amount <= left) return amount;
  throw refuse('amount_too_large', 'More than is left of the charge.', 'amount');
}

function carryOut(ctx: BankContext, kind: FollowUp, charge: OperationRow, amount: number): void {
  if (kind === 'capture') {
    settle(ctx, charge.id, 'authorized', { status: 'succeeded', captured: amount });
  } else if (kind === 'void') {
    settle(ctx, charge.id, charge.status, { status: 'voided' });
    if (charge.credential !== null && charge.status === 'requires_action') {
      release(ctx, charge.credential, charge.id);
    }
  } else {
    ctx.db.run('UPDATE operations SET refunded = refunded + ? WHERE id = ?', amount, charge.id);
  }
}

/** @param forced decline code of an armed fault */
export function followUp(
  ctx: BankContext,
  account: Account,
  kind: FollowUp,
  chargeId: string,
  input: FollowUpInput,
  forced: string | null,
): OperationRow {
  const { reference, not_after: notAfter, amount: asked } = input;
  const request = { account, kind, reference, notAfter, body: [chargeId, asked ?? null] };
  const { operation, made } = once(ctx, request, (write) => {
    const charge = chargeOf(ctx, account, chargeId);
    const amount = amountFor(ctx, kind, charge, asked);
    const row = {
      id: ctx.newId(PREFIX[kind]),
      kind,
      amount,
      currency: charge.currency,
      charge: charge.id,
    };
    const decline: Decline | null =
      forced !== null ? declineOf(forced) : kind === 'refund' ? refundDecline(ctx, charge) : null;
    if (decline) return write({ ...row, status: 'declined', ...declineColumns(decline) });
    carryOut(ctx, kind, charge, amount);
    return write({ ...row, status: kind === 'void' ? 'voided' : 'succeeded' });
  });
  if (made) {
    announce(ctx, operation);
    if (operation.status !== 'declined') announce(ctx, findById(ctx, chargeId));
  }
  return operation;
}
