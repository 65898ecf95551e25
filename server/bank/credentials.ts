/**
 * What an account holds of a card: made from a token or a test id, spent or upgraded by charges,
 * deleted on request. It knows no numbers and moves no money.
 */

import type { Account } from './account.ts';
import type { CardRow } from './card-row.ts';
import { cardByTestId } from './cards.ts';
import type { BankContext } from './context.ts';
import { accountByTestId, accountFace, TEST_ROUTING } from './debits.ts';
import type { BankAccountInput } from './inputs.ts';
import { Refusal } from './problem.ts';
import { faceOf, judgeAccount } from './tokens.ts';

export const REUSABILITIES = ['single_use', 'on_session', 'off_session'] as const;
export type Reusability = (typeof REUSABILITIES)[number];

export interface CredentialRow extends CardRow {
  readonly id: string;
  readonly account: Account | typeof NETWORK;
  readonly token: string | null;
  readonly reusability: Reusability;
  readonly authenticated: number;
  /** The operation that used a single-use credential up, or holds it while a challenge is open. */
  readonly spent_by: string | null;
  readonly deleted_ms: number | null;
  /** What became of the account behind it since: `changed` or `closed`; null for nothing. */
  readonly account_state: 'changed' | 'closed' | null;
}

interface TokenRow extends CardRow {
  readonly session: string | null;
  readonly expires_ms: number;
  readonly used_ms: number | null;
  readonly used_session: string | null;
}

/** Whose a network token is: every account's, since the card networks gave it out for the merchant. */
const NETWORK = 'network';

/** Test ids' cards are good for this many more years. */
const TEST_ID_YEARS = 4;

const FRESH = { reusability: 'single_use', authenticated: 0 } as const;

function insert(
  ctx: BankContext,
  account: CredentialRow['account'],
  token: string | null,
  face: CardRow,
  good: Pick<CredentialRow, 'reusability' | 'authenticated'> = FRESH,
): string {
  const id = ctx.newId(account === NETWORK ? 'bntk' : 'bcard');
  ctx.db.run(
    `INSERT INTO credentials (id, account, token, reusability, authenticated, created_ms, behaviour,
       brand, last4, exp_month, exp_year, funding, country, networks, fingerprint, name, network,
       details)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    account,
    token,
    good.reusability,
    good.authenticated,
    ctx.now(),
    face.behaviour,
    face.brand,
    face.last4,
    face.exp_month,
    face.exp_year,
    face.funding,
    face.country,
    face.networks,
    face.fingerprint,
    face.name,
    face.network,
    face.details ?? null,
  );
  return id;
}

const kindOf = ({ account }: Pick<CredentialRow, 'account'>) =>
  account === NETWORK ? 'network_token' : 'processor_token';

function view(row: CredentialRow, replayed: boolean): Record<string, unknown> {
  return {
    id: row.id,
    kind: kindOf(row),
    reusability: row.reusability,
    card: {
      brand: row.brand,
      last4: row.last4,
      exp_month: row.exp_month,
      exp_year: row.exp_year,
      funding: row.funding,
      country: row.country,
      fingerprint: row.fingerprint,
      networks: row.networks.split(' ').filter(Boolean),
      network: row.network,
    },
    bank_account: row.details ? JSON.parse(row.details) : null,
    name: row.name,
    replayed,
  };
}

function read(ctx: BankContext, id: string): CredentialRow {
  const row = ctx.db.get<CredentialRow>('SELECT * FROM credentials WHERE id = ?', id);
  if (!row) throw new Error('a credential that was just written is missing');
  return row;
}

function fromTestId(ctx: BankContext, account: Account, token: string): Record<string, unknown> {
  const known = accountByTestId(token);
  if (known) {
    const more = { routing: TEST_ROUTING, accountType: null, holderType: null, name: null };
    const face = accountFace(ctx, known, more);
    return view(read(ctx, insert(ctx, account, null, face)), false);
  }
  const card = cardByTestId(token);
  if (!card) throw new Refusal(400, 'token_invalid', 'No such token.', { param: 'token' });
  const expYear = new Date(ctx.now()).getUTCFullYear() + TEST_ID_YEARS;
  const face = faceOf(ctx, card, { expMonth: 12, expYear, name: null, network: null });
  return view(read(ctx, insert(ctx, account, null, face)), false);
}

/** A credential of a bank account whose number a merchant brings along. */
export function keepAccount(
  ctx: BankContext,
  account: Account,
  input: BankAccountInput,
): Record<string, unknown> {
  const face = judgeAccount(ctx, input);
  return view(read(ctx, insert(ctx, account, null, face)), false);
}

/**
 * Exchanges a token, or a published test id, for a credential of this account. The same token in
 * the same session gives each account the same credential; a test id gives a new one every time.
 */
export function exchange(
  ctx: BankContext,
  account: Account,
  token: string,
  session: string | null,
): Record<string, unknown> {
  if (!token.startsWith('ctok_')) return fromTestId(ctx, account, token);
  return ctx.db.transaction(() => {
    const row = ctx.db.get<TokenRow>('SELECT * FROM tokens WHERE id = ?', token);
    if (!row) throw new Refusal(400, 'token_invalid', 'No such token.', { param: 'token' });
    if (row.session !== null && row.session !== session) {
      throw new Refusal(403, 'token_foreign', 'The token was made for another session.', {
        param: 'token',
      });
    }
    if (row.used_ms !== null && row.used_session !== session) {
      throw new Refusal(409, 'token_used', 'The token was used in another session.', {
        param: 'token',
      });
    }
    const made = ctx.db.get<CredentialRow>(
      'SELECT * FROM credentials WHERE token = ? AND account = ?',
      token,
      account,
    );
    if (made) {
      if (made.deleted_ms === null) return view(made, true);
      throw new Refusal(409, 'token_used', 'The token was used.', { param: 'token' });
    }
    if (ctx.now() >= row.expires_ms) {
      throw new Refusal(400, 'token_expired', 'The token has expired.', { param: 'token' });
    }
    ctx.db.run(
      'UPDATE tokens SET used_ms = ?, used_session = ?, name = NULL WHERE id = ?',
      ctx.now(),
      session,
      token,
    );
    return view(read(ctx, insert(ctx, account, token, row)), false);
  });
}

/**
 * A live credential that this account may use: its own, or a network token. Another account's is
 * refused by name before anything is done, so that whoever sent it knows what to mend.
 * @throws Refusal, nothing executed
 */
export function credentialOf(ctx: BankContext, account: Account, id: string): CredentialRow {
  const row = ctx.db.get<CredentialRow>(
    'SELECT * FROM credentials WHERE id = ? AND deleted_ms IS NULL',
    id,
  );
  if (row?.account === account || row?.account === NETWORK) return row;
  const refuse = (code: string, message: string) =>
    new Refusal(400, code, message, { param: 'payment_method', executed: false });
  throw row
    ? refuse('payment_method_incompatible', 'This payment method is of another account.')
    : refuse('payment_method_unknown', 'This account has no such payment method.');
}

/**
 * A network token of a card that this account keeps, good for as much at every account. The same
 * card gives the same token for as long as it lives.
 * @throws Refusal for a card that is not kept
 */
export function networkToken(
  ctx: BankContext,
  account: Account,
  id: string,
): Readonly<Record<string, unknown>> {
  return ctx.db.transaction(() => {
    const source = credentialOf(ctx, account, id);
    if (source.details)
      throw new Refusal(
        400,
        'payment_method_incompatible',
        'Networks give tokens of cards alone.',
        {
          param: 'payment_method',
          executed: false,
        },
      );
    if (source.reusability === 'single_use')
      throw new Refusal(400, 'payment_method_not_kept', 'Only a card that is kept gets a token.', {
        param: 'payment_method',
        executed: false,
      });
    const made = ctx.db.get<CredentialRow>(
      'SELECT * FROM credentials WHERE token = ? AND account = ? AND deleted_ms IS NULL',
      source.id,
      NETWORK,
    );
    const token = made?.id ?? insert(ctx, NETWORK, source.id, source, source);
    if (made) upgrade(ctx, made.id, source.reusability, source.authenticated === 1);
    const { reusability } = read(ctx, token);
    return { id: token, kind: 'network_token', reusability };
  });
}

/** The last digits of the card behind an id; null where there is none. */
export function endingOf(ctx: BankContext, id: string): string | null {
  const row = ctx.db.get<{ last4: string }>('SELECT last4 FROM credentials WHERE id = ?', id);
  return row?.last4 ?? null;
}

/** Takes a single-use credential for an operation. @throws Refusal when another one has it */
export function claim(ctx: BankContext, row: CredentialRow, operation: string): void {
  if (row.spent_by !== null) {
    throw new Refusal(400, 'credential_single_use', 'This payment method was good for one use.', {
      param: 'payment_method',
      executed: false,
    });
  }
  if (row.reusability === 'single_use') {
    ctx.db.run('UPDATE credentials SET spent_by = ? WHERE id = ?', operation, row.id);
  }
}

/** Gives it back: the operation came to nothing. */
export function release(ctx: BankContext, credential: string, operation: string): void {
  ctx.db.run(
    'UPDATE credentials SET spent_by = NULL WHERE id = ? AND spent_by = ?',
    credential,
    operation,
  );
}

/**
 * Notes a success: what the card may be used for from now on.
 * @returns the credential's reusability after it
 */
export function upgrade(
  ctx: BankContext,
  id: string,
  keep: Reusability | null,
  authenticated: boolean,
): Reusability {
  const row = read(ctx, id);
  const better =
    keep !== null && REUSABILITIES.indexOf(keep) > REUSABILITIES.indexOf(row.reusability)
      ? keep
      : row.reusability;
  ctx.db.run(
    'UPDATE credentials SET reusability = ?, authenticated = ?, spent_by = ? WHERE id = ?',
    better,
    authenticated ? 1 : row.authenticated,
    better === 'single_use' ? row.spent_by : null,
    id,
  );
  return better;
}

/** Forgets a card for this account, the name on it too; a network token for all. Unknown ids are forgotten already. */
export function forget(ctx: BankContext, account: Account, id: string): void {
  ctx.db.run(
    `UPDATE credentials SET deleted_ms = ?, name = NULL,
         token = CASE account WHEN '${NETWORK}' THEN NULL ELSE token END
       WHERE id = ? AND account IN (?, '${NETWORK}') AND deleted_ms IS NULL`,
    ctx.now(),
    id,
    account,
  );
}
