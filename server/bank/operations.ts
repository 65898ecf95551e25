/**
 * Charges and card checks, and what follows a charge: capture, void, refund. The ledger remembers,
 * `behaviour.ts` answers for the issuer; here the two meet in one transaction.
 */

import type { Account } from './account.ts';
import type { Decline, Verdict } from './behaviour.ts';
import { afterChallenge, decide, declineOf, ruleOf } from './behaviour.ts';
import type { Brand } from './card-rules.ts';
import { cvcValid, judgeExpiry } from './card-rules.ts';
import { accountView } from './card-updates.ts';
import type { BankContext } from './context.ts';
import type { CredentialRow } from './credentials.ts';
import { claim, credentialOf, release, upgrade } from './credentials.ts';
import { DEBIT_TYPES } from './debit-rules.ts';
import type { ChargeInput, SetupInput } from './inputs.ts';
import type { OperationRow } from './ledger.ts';
import { findById, once, settle, view } from './ledger.ts';
import { Refusal } from './problem.ts';
import { spendCvcToken } from './tokens.ts';

/** Tells the account what became of an operation. */
export function announce(ctx: BankContext, operation: OperationRow): void {
  ctx.webhooks.emit({
    account: operation.account,
    kind: operation.kind,
    reference: operation.reference,
    object: view(operation, ctx.publicUrl),
  });
}

export const declineColumns = (decline: Decline) => ({
  decline_code: decline.code,
  decline_network_code: decline.networkCode,
  decline_message: decline.message,
});

interface Ask {
  readonly kind: 'charge' | 'setup';
  readonly amount: number;
  readonly currency: string | null;
  readonly capture: 'automatic' | 'manual' | null;
  readonly description: string | null;
  readonly network: string | null;
  readonly cvcToken: string | null;
  readonly session: string | null;
  readonly input: ChargeInput | SetupInput;
}

function issuerAnswer(
  ctx: BankContext,
  ask: Ask,
  credential: CredentialRow,
  forced: string | null,
): Verdict {
  const digits = ask.cvcToken === null ? null : spendCvcToken(ctx, ask.cvcToken, ask.session);
  if (forced !== null) return { kind: 'declined', decline: declineOf(forced) };
  if (credential.account_state === 'closed')
    return { kind: 'declined', decline: declineOf('invalid_account') };
  const brand = credential.brand as Brand;
  return decide({
    behaviour: credential.behaviour,
    purpose: ask.kind,
    initiator: ask.input.initiator,
    expired: judgeExpiry(credential.exp_month, credential.exp_year, ctx.now()) === 'expired',
    offSession: credential.reusability === 'off_session',
    authenticated: credential.authenticated === 1,
    // No issuer stands behind a bank account that could ask.
    requireChallenge: ask.input.require_challenge && !isDebit(credential),
    cvcWrong: digits !== null && !cvcValid('0'.repeat(digits), brand),
  });
}

/** What was asked for, else what was chosen when the card was typed, where the card can run on it. */
function networkOf(credential: CredentialRow, asked: string | null): string {
  const networks = credential.networks.split(' ');
  const wanted = [asked, credential.network].find((name) => name && networks.includes(name));
  return wanted ?? networks[0] ?? 'unknown';
}

const isDebit = ({ brand }: CredentialRow) => DEBIT_TYPES.some((type) => type === brand);

/** Refuses what no debit can do. */
function refuseForDebit(credential: CredentialRow, ask: Ask): void {
  const currency = credential.brand === 'sepa_debit' ? 'eur' : 'usd';
  const param =
    ask.capture === 'manual'
      ? 'capture'
      : ask.currency !== null && ask.currency !== currency
        ? 'currency'
        : null;
  if (param === null) return;
  throw new Refusal(400, 'debit_not_possible', 'A bank account cannot be debited so.', {
    param,
    executed: false,
  });
}

function perform(
  ctx: BankContext,
  account: Account,
  ask: Ask,
  forced: string | null,
): OperationRow {
  const { kind, input } = ask;
  const { not_after: notAfter, ...body } = input;
  const request = { account, kind, reference: input.reference, notAfter, body };
  const { operation, made } = once(ctx, request, (write) => {
    const credential = credentialOf(ctx, account, input.payment_method);
    const debit = isDebit(credential);
    if (debit) refuseForDebit(credential, ask);
    const id = ctx.newId(kind === 'charge' ? 'bch' : 'bset');
    claim(ctx, credential, id);
    const verdict = issuerAnswer(ctx, ask, credential, forced);
    const row = {
      id,
      kind,
      amount: ask.amount,
      currency: ask.currency,
      credential: credential.id,
      capture: ask.capture,
      keep: input.keep,
      return_url: input.return_url,
      frame_origins: input.frame_origins.join(' '),
      description: ask.description,
      network: debit ? null : networkOf(credential, ask.network),
      account_state:
        credential.account_state === null ? null : JSON.stringify(accountView(credential)),
    };
    if (verdict.kind === 'declined') {
      release(ctx, credential.id, id);
      return write({ ...row, status: 'declined', ...declineColumns(verdict.decline) });
    }
    if (verdict.kind === 'challenge') {
      return write({ ...row, status: 'requires_action', challenge: ctx.newId('bchl') });
    }
    if (debit && kind === 'charge') return write({ ...row, status: 'pending' });
    return write({ ...row, ...success(ctx, { ...ask, keep: input.keep }, credential.id, false) });
  });
  if (made) announce(ctx, operation);
  return operation;
}

/** What a charge or setup that succeeded is written with, and its credential good for. */
export function success(
  ctx: BankContext,
  of: Pick<OperationRow, 'kind' | 'amount' | 'capture' | 'keep'>,
  credential: string,
  authenticated: boolean,
) {
  const held = of.capture === 'manual';
  return {
    status: held ? ('authorized' as const) : ('succeeded' as const),
    captured: of.kind === 'charge' && !held ? of.amount : 0,
    reusability: upgrade(ctx, credential, of.keep, authenticated),
    network_transaction_id: ctx.newId('ntx'),
  };
}

/** @param forced decline code of an armed fault */
export function charge(
  ctx: BankContext,
  account: Account,
  input: ChargeInput,
  forced: string | null,
): OperationRow {
  const { amount, currency, capture, description, network, session, cvc_token: cvcToken } = input;
  const ask = {
    amount,
    currency,
    capture,
    description,
    network: network ?? null,
    cvcToken,
    session,
    input,
  };
  return perform(ctx, account, { ...ask, kind: 'charge' }, forced);
}

/** Checks a card for later use; nothing is charged. */
export function setup(
  ctx: BankContext,
  account: Account,
  input: SetupInput,
  forced: string | null,
): OperationRow {
  const ask = {
    amount: 0,
    currency: input.currency,
    capture: null,
    description: null,
    network: null,
  };
  return perform(
    ctx,
    account,
    { ...ask, kind: 'setup', cvcToken: null, session: null, input },
    forced,
  );
}

/**
 * Ends an open challenge. Only the first answer counts; later ones change nothing.
 * @param answer what the buyer pressed; `expired` when nobody did in time
 */
export function endChallenge(
  ctx: BankContext,
  id: string,
  answer: 'approve' | 'decline' | 'expired',
): OperationRow {
  const changed = ctx.db.transaction(() => {
    const row = findById(ctx, id);
    if (row.status !== 'requires_action' || row.credential === null) return null;
    const { kind, credential } = row;
    const behaviour = ctx.db.get<{ behaviour: string }>(
      'SELECT behaviour FROM credentials WHERE id = ?',
      credential,
    )?.behaviour;
    const verdict: Verdict =
      answer === 'approve'
        ? afterChallenge(behaviour ?? 'ok', kind === 'setup' ? 'setup' : 'charge')
        : {
            kind: 'declined',
            decline: declineOf(
              `${kind === 'setup' ? 'setup' : 'payment'}_intent_authentication_failure`,
            ),
          };
    if (verdict.kind === 'declined') {
      settle(ctx, id, 'requires_action', { status: 'declined', decline: verdict.decline });
      release(ctx, credential, id);
    } else {
      const done = success(ctx, row, credential, true);
      settle(ctx, id, 'requires_action', {
        ...done,
        networkTransactionId: done.network_transaction_id,
      });
    }
    return findById(ctx, id);
  });
  if (changed === null) return findById(ctx, id);
  announce(ctx, changed);
  return changed;
}

/** Whether refunds of this charge's card fail. */
export function refundDecline(ctx: BankContext, charged: OperationRow): Decline | null {
  const behaviour = ctx.db.get<{ behaviour: string }>(
    'SELECT behaviour FROM credentials WHERE id = ?',
    charged.credential,
  )?.behaviour;
  const code = ruleOf(behaviour ?? 'ok').refund;
  return code ? declineOf(code) : null;
}
