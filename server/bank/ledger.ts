/**
 * The bank's book of operations: one row for each reference of an account, found again by it. It
 * keeps idempotency's promise and decides nothing about cards.
 */
import { createHash } from 'node:crypto';
import type { Account } from './account.ts';
import type { BankContext } from './context.ts';
import type { Reusability } from './credentials.ts';
import { IDEMPOTENCY_MS } from './limits.ts';
import { Refusal } from './problem.ts';

export type Kind = 'charge' | 'setup' | 'capture' | 'void' | 'refund';
/** `pending`: a debit that is under way. */
export type Status =
  | 'succeeded'
  | 'authorized'
  | 'requires_action'
  | 'pending'
  | 'declined'
  | 'voided';

export interface OperationRow {
  readonly seq: number;
  readonly id: string;
  readonly account: Account;
  readonly reference: string;
  readonly kind: Kind;
  readonly status: Status;
  readonly request_sha256: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string | null;
  readonly credential: string | null;
  /** The charge that a capture, void or refund belongs to. */
  readonly charge: string | null;
  readonly keep: Reusability | null;
  readonly capture: 'automatic' | 'manual' | null;
  readonly captured: number;
  readonly refunded: number;
  readonly network_transaction_id: string | null;
  readonly reusability: Reusability | null;
  readonly decline_code: string | null;
  readonly decline_network_code: string | null;
  readonly decline_message: string | null;
  readonly challenge: string | null;
  readonly return_url: string | null;
  /** Separated by spaces. */
  readonly frame_origins: string;
  readonly description: string | null;
  /** Which of a co-badged card's networks it ran on. */
  readonly network: string | null;
  /** The account behind the card as it then was, as JSON; null where nothing had become of it. */
  readonly account_state: string | null;
  readonly created_ms: number;
}

export type NewOperation = Pick<OperationRow, 'id' | 'kind' | 'status' | 'amount'> &
  Partial<Omit<OperationRow, 'seq' | 'account' | 'reference' | 'request_sha256' | 'created_ms'>>;

const COLUMNS = [
  'currency',
  'credential',
  'charge',
  'keep',
  'capture',
  'captured',
  'refunded',
  'network_transaction_id',
  'reusability',
  'decline_code',
  'decline_network_code',
  'decline_message',
  'challenge',
  'return_url',
  'frame_origins',
  'description',
  'network',
  'account_state',
] as const;
const DEFAULTS: Readonly<Record<string, number | string>> = {
  captured: 0,
  refunded: 0,
  frame_origins: '',
};
const INSERT = `INSERT INTO operations (id, account, reference, kind, status, request_sha256, amount,
  created_ms, ${COLUMNS.join(', ')}) VALUES (${Array(8 + COLUMNS.length)
    .fill('?')
    .join(', ')})`;

export interface Request {
  readonly account: Account;
  readonly kind: Kind;
  readonly reference: string;
  /** Epoch milliseconds. */
  readonly notAfter: number;
  /** What was asked, without deadlines; a repetition must ask the same. */
  readonly body: unknown;
}

/**
 * Runs an operation once for its reference, in one durable transaction.
 * A repetition gets the operation as it stands now.
 * @returns `made`, the operations that `run` wrote or changed, for telling the account
 */
export function once(
  ctx: BankContext,
  request: Request,
  run: (write: (operation: NewOperation) => OperationRow) => OperationRow,
): { readonly operation: OperationRow; readonly made: boolean } {
  const sha = createHash('sha256')
    .update(JSON.stringify([request.kind, request.body]))
    .digest('hex');
  return ctx.db.transaction(() => {
    const { account, reference } = request;
    const known = findByReference(ctx, account, reference);
    if (known) {
      if (ctx.now() - known.created_ms > IDEMPOTENCY_MS) {
        throw new Refusal(409, 'reference_used', 'This reference was used before.', {
          param: 'reference',
        });
      }
      if (known.request_sha256 !== sha) {
        throw new Refusal(400, 'idempotency_mismatch', 'This key was used for another request.');
      }
      return { operation: known, made: false };
    }
    if (ctx.now() > request.notAfter) {
      throw new Refusal(409, 'too_late', 'not_after has passed; nothing was done.', {
        executed: false,
      });
    }
    const write = (operation: NewOperation): OperationRow => {
      const fields: Readonly<Record<string, string | number | null | undefined>> = operation;
      ctx.db.run(
        INSERT,
        operation.id,
        account,
        reference,
        operation.kind,
        operation.status,
        sha,
        operation.amount,
        ctx.now(),
        ...COLUMNS.map((column) => fields[column] ?? DEFAULTS[column] ?? null),
      );
      return findById(ctx, operation.id);
    };
    return { operation: run(write), made: true };
  });
}

export function findByReference(
  ctx: BankContext,
  account: Account,
  reference: string,
): OperationRow | undefined {
  return ctx.db.get<OperationRow>(
    'SELECT * FROM operations WHERE account = ? AND reference = ?',
    account,
    reference,
  );
}

/** @throws when there is none: ids come from rows */
export function findById(ctx: BankContext, id: string): OperationRow {
  const row = ctx.db.get<OperationRow>('SELECT * FROM operations WHERE id = ?', id);
  if (!row) throw new Error(`operation ${id} is missing`);
  return row;
}

export function findByChallenge(ctx: BankContext, challenge: string): OperationRow | undefined {
  return ctx.db.get<OperationRow>('SELECT * FROM operations WHERE challenge = ?', challenge);
}

/** Every charge of every account, oldest first; of one reference where given. */
export function listCharges(ctx: BankContext, reference: string | null): OperationRow[] {
  return reference === null
    ? ctx.db.all<OperationRow>("SELECT * FROM operations WHERE kind = 'charge' ORDER BY seq")
    : ctx.db.all<OperationRow>(
        "SELECT * FROM operations WHERE kind = 'charge' AND reference = ? ORDER BY seq",
        reference,
      );
}

/**
 * What an account's charges of a time have taken and given back, as they stand now.
 * @param fromMs epoch ms, inclusive; `untilMs` is not
 * @throws Refusal 400 where the times are none
 */
export function statementOf(ctx: BankContext, account: string, fromMs: number, untilMs: number) {
  if (!Number.isSafeInteger(fromMs) || !Number.isSafeInteger(untilMs))
    throw new Refusal(400, 'parameter_invalid', 'from and until are epoch milliseconds.');
  const rows = ctx.db.all<OperationRow>(
    `SELECT * FROM operations WHERE kind = 'charge' AND account = ? AND created_ms >= ?
       AND created_ms < ? ORDER BY seq`,
    account,
    fromMs,
    untilMs,
  );
  return rows.map(({ reference, currency, captured, refunded, status }) => ({
    reference,
    currency: currency ?? '',
    taken: status === 'voided' || status === 'declined' ? 0 : captured,
    back: refunded,
  }));
}

/** Changes an operation while it still stands in `from`. @returns whether it did */
export function settle(
  ctx: BankContext,
  id: string,
  from: Status,
  to: {
    readonly status: Status;
    readonly captured?: number;
    readonly reusability?: Reusability | null;
    readonly networkTransactionId?: string | null;
    readonly decline?: { code: string; networkCode: string | null; message: string } | null;
  },
): boolean {
  const changed = ctx.db.run(
    `UPDATE operations SET status = ?, captured = coalesce(?, captured),
       reusability = coalesce(?, reusability),
       network_transaction_id = coalesce(?, network_transaction_id),
       decline_code = ?, decline_network_code = ?, decline_message = ?
     WHERE id = ? AND status = ?`,
    to.status,
    to.captured ?? null,
    to.reusability ?? null,
    to.networkTransactionId ?? null,
    to.decline?.code ?? null,
    to.decline?.networkCode ?? null,
    to.decline?.message ?? null,
    id,
    from,
  );
  return changed === 1;
}

/** An operation as the account sees it; times in epoch seconds. */
export function view(row: OperationRow, publicUrl: string): Record<string, unknown> {
  const common = {
    id: row.id,
    object: row.kind,
    reference: row.reference,
    status: row.status,
    amount: row.amount,
    currency: row.currency,
    created: Math.floor(row.created_ms / 1000),
    decline:
      row.decline_code === null
        ? null
        : {
            code: row.decline_code,
            network_code: row.decline_network_code,
            message: row.decline_message,
          },
  };
  if (row.charge !== null) return { ...common, charge: row.charge };
  return {
    ...common,
    payment_method: row.credential,
    network: row.network,
    captured: row.captured,
    refunded: row.refunded,
    network_transaction_id: row.network_transaction_id,
    reusability: row.reusability,
    card_account: row.account_state === null ? null : JSON.parse(row.account_state),
    challenge:
      row.status === 'requires_action' && row.challenge !== null
        ? { url: `${publicUrl}/challenge/${row.challenge}`, return_url: row.return_url }
        : null,
  };
}
