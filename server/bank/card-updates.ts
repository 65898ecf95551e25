/**
 * What happens to a card's account behind a merchant's back, on demand: a new expiry, a new number,
 * or its end. The merchants' accounts that keep the card are told by webhook, or find out with the
 * next answer. The number itself is forgotten as soon as its face is made.
 */
import type { z } from 'zod';
import { ACCOUNTS, type Account } from './account.ts';
import { cardByNumber, PUBLISHED, type SandboxCard } from './cards.ts';
import type { BankContext } from './context.ts';
import { type CredentialRow, credentialOf } from './credentials.ts';
import type { cardUpdate } from './inputs.ts';
import { Refusal } from './problem.ts';
import { faceOf } from './tokens.ts';

/** A new card is good for this many years more, where nothing else is said. */
const MORE_YEARS = 3;

/** The account behind a credential, as a merchant's account may see it. */
export function accountView(row: CredentialRow): Record<string, unknown> {
  return {
    open: row.account_state !== 'closed',
    card: {
      brand: row.brand,
      last4: row.last4,
      exp_month: row.exp_month,
      exp_year: row.exp_year,
      funding: row.funding,
      country: row.country,
      fingerprint: row.fingerprint,
      networks: row.networks.split(' '),
    },
  };
}

/** The same for the merchant's account that keeps it. @throws Refusal for a card that it does not keep */
export function showAccount(ctx: BankContext, account: Account, id: string) {
  return { id, object: 'card_account', ...accountView(credentialOf(ctx, account, id)) };
}

type Update = z.infer<typeof cardUpdate>;

/** Live credentials that are meant: all of one account at the issuer, or of the cards that end so. */
function meant(ctx: BankContext, { credential, last4 }: Update): readonly CredentialRow[] {
  const rows =
    credential === undefined
      ? ctx.db.all<CredentialRow>(
          'SELECT * FROM credentials WHERE last4 = ? AND deleted_ms IS NULL AND details IS NULL',
          last4 ?? '',
        )
      : // One typing gave every account its credential, and each of those its network token.
        ctx.db.all<CredentialRow>(
          `WITH same AS (SELECT id FROM credentials WHERE id = ?
               OR token = (SELECT token FROM credentials WHERE id = ?))
           SELECT * FROM credentials WHERE deleted_ms IS NULL AND details IS NULL
             AND (id IN (SELECT id FROM same) OR token IN (SELECT id FROM same))`,
          credential,
          credential,
        );
  if (rows.length > 0) return rows;
  const param = credential === undefined ? 'last4' : 'credential';
  throw new Refusal(404, 'card_unknown', 'No account keeps such a card.', { param });
}

/** Another published card of the same brand that declines nothing. */
function another(row: CredentialRow): SandboxCard | null {
  const fits = PUBLISHED.filter(
    ({ brand, behaviour, number }) =>
      brand === row.brand && behaviour === 'ok' && !number.endsWith(row.last4),
  );
  return fits[0] ?? null;
}

function changed(ctx: BankContext, row: CredentialRow, update: Update): CredentialRow {
  if (update.kind === 'closed') return { ...row, account_state: 'closed' };
  const expMonth = update.exp_month ?? row.exp_month;
  const expYear = update.exp_year ?? row.exp_year + MORE_YEARS;
  const moved = { ...row, account_state: 'changed' as const };
  if (update.kind === 'expiry') return { ...moved, exp_month: expMonth, exp_year: expYear };
  const card = update.number ? cardByNumber(update.number, ctx.anyNumber) : another(row);
  if (!card) {
    throw new Refusal(
      402,
      'card_not_accepted',
      'The sandbox accepts only published test numbers.',
      {
        param: 'number',
      },
    );
  }
  return { ...moved, ...faceOf(ctx, card, { expMonth, expYear, name: row.name, network: null }) };
}

function write(ctx: BankContext, row: CredentialRow): void {
  ctx.db.run(
    `UPDATE credentials SET account_state = ?, behaviour = ?, brand = ?, last4 = ?, exp_month = ?,
       exp_year = ?, funding = ?, country = ?, networks = ?, network = ?, fingerprint = ? WHERE id = ?`,
    row.account_state,
    row.behaviour,
    row.brand,
    row.last4,
    row.exp_month,
    row.exp_year,
    row.funding,
    row.country,
    row.networks,
    row.network,
    row.fingerprint,
    row.id,
  );
}

/** @returns how many credentials were changed */
export function updateCards(ctx: BankContext, update: Update): number {
  const rows = ctx.db.transaction(() => {
    const after = meant(ctx, update).map((row) => changed(ctx, row, update));
    for (const row of after) write(ctx, row);
    return after;
  });
  for (const row of update.announce ? rows : []) {
    const account = ACCOUNTS.find((each) => each === row.account);
    if (account === undefined) continue;
    ctx.webhooks.emit({
      account,
      kind: 'payment_method',
      reference: row.id,
      object: accountView(row),
    });
  }
  return rows.length;
}
