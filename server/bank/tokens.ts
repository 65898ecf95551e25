/**
 * From a typed card to a token. This is the only file that ever holds a number or a security code,
 * and it keeps neither: what stays is how the sandbox's card behaves, its face, and a keyed fingerprint.
 */
import type { z } from 'zod';
import type { CardRow } from './card-row.ts';
import { brandOf, cvcValid, judgeExpiry, numberValid } from './card-rules.ts';
import type { SandboxCard } from './cards.ts';
import { cardByNumber } from './cards.ts';
import type { BankContext } from './context.ts';
import { accountNumberValid, ibanValid, plainIban, routingValid } from './debit-rules.ts';
import { accountByNumber, accountFace } from './debits.ts';
import type { BankAccountInput, cardToken, cvcToken } from './inputs.ts';
import { TOKEN_KEPT_MS, TOKEN_LIFE_MS } from './limits.ts';
import { Refusal } from './problem.ts';

/** What a token's maker gets back. */
export interface TokenView {
  readonly id: string;
  readonly kind: 'card' | 'cvc';
  /** Epoch seconds. */
  readonly expires: number;
  readonly card: {
    readonly brand: string;
    readonly last4: string;
    readonly exp_month: number;
    readonly exp_year: number;
    readonly funding: string;
  } | null;
}

/** The stored face of a card. */
export function faceOf(
  ctx: BankContext,
  card: SandboxCard,
  more: { expMonth: number; expYear: number; name: string | null; network: string | null },
): CardRow {
  return {
    behaviour: card.behaviour,
    brand: card.brand,
    last4: card.number.slice(-4),
    exp_month: more.expMonth,
    exp_year: more.expYear,
    funding: card.funding,
    country: card.country,
    networks: card.networks.join(' '),
    fingerprint: ctx.signing.fingerprint(card.number),
    name: more.name,
    network: more.network,
  };
}

function judge(ctx: BankContext, input: z.infer<typeof cardToken>): CardRow {
  const digits = input.number.replace(/[\s-]/g, '');
  if (!/^\d{12,19}$/.test(digits)) {
    throw new Refusal(402, 'invalid_number', 'The card number is not valid.', { param: 'number' });
  }
  if (!numberValid(digits)) {
    throw new Refusal(402, 'incorrect_number', 'The card number is incorrect.', {
      param: 'number',
    });
  }
  const year = input.exp_year < 100 ? 2000 + input.exp_year : input.exp_year;
  const verdict = judgeExpiry(input.exp_month, year, ctx.now());
  if (verdict === 'invalid_month') {
    throw new Refusal(402, 'invalid_expiry_month', 'The expiry month is not valid.', {
      param: 'exp_month',
    });
  }
  if (verdict === 'invalid_year') {
    throw new Refusal(402, 'invalid_expiry_year', 'The expiry year is not valid.', {
      param: 'exp_year',
    });
  }
  if (verdict === 'expired') {
    throw new Refusal(402, 'expired_card', 'The card has expired.', { param: 'exp_year' });
  }
  if (!cvcValid(input.cvc.trim(), brandOf(digits))) {
    throw new Refusal(402, 'invalid_cvc', 'The security code is not valid.', { param: 'cvc' });
  }
  const card = cardByNumber(digits, ctx.anyNumber);
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
  const network = input.network ?? null;
  if (network !== null && !card.networks.includes(network)) {
    throw new Refusal(402, 'invalid_network', 'The card does not run on that network.', {
      param: 'network',
    });
  }
  return faceOf(ctx, card, {
    expMonth: input.exp_month,
    expYear: year,
    name: input.name || null,
    network,
  });
}

/** @throws Refusal 402 for an account that is not well formed, or not one of the published */
export function judgeAccount(ctx: BankContext, input: BankAccountInput): CardRow {
  const refuse = (code: string, message: string, param: string) =>
    new Refusal(402, code, message, { param });
  const us = input.type === 'us_bank_account';
  const number = us ? input.account_number.replace(/[\s-]/g, '') : plainIban(input.iban);
  const routing = us ? input.routing_number.replace(/[\s-]/g, '') : '';
  if (us && !routingValid(routing))
    throw refuse('invalid_routing', 'The routing number is not valid.', 'routing_number');
  if (us && !accountNumberValid(number))
    throw refuse('invalid_account', 'The account number is not valid.', 'account_number');
  if (!us && !ibanValid(number)) throw refuse('invalid_iban', 'The IBAN is not valid.', 'iban');
  const account = accountByNumber(input.type, number);
  if (!account)
    throw refuse(
      'account_not_accepted',
      'The sandbox accepts only published test accounts.',
      us ? 'account_number' : 'iban',
    );
  return accountFace(ctx, account, {
    routing,
    accountType: us ? (input.account_type ?? null) : null,
    holderType: us ? (input.account_holder_type ?? null) : null,
    name: input.name || null,
  });
}

/** @param session as of a card's token */
export function createAccountToken(
  ctx: BankContext,
  input: BankAccountInput,
  session: string | null,
): TokenView {
  return tokenOf(ctx, judgeAccount(ctx, input), session);
}

/** @param session the checkout session that the token is good for; null is any */
export function createCardToken(
  ctx: BankContext,
  input: z.infer<typeof cardToken>,
  session: string | null,
): TokenView {
  return tokenOf(ctx, judge(ctx, input), session);
}

function tokenOf(ctx: BankContext, face: CardRow, session: string | null): TokenView {
  const id = ctx.newId('ctok');
  const expiresMs = ctx.now() + TOKEN_LIFE_MS;
  ctx.db.run(
    `INSERT INTO tokens (id, session, expires_ms, behaviour, brand, last4, exp_month, exp_year,
       funding, country, networks, fingerprint, name, network, details)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    session,
    expiresMs,
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
  const { brand, last4, exp_month, exp_year, funding } = face;
  return {
    id,
    kind: 'card',
    expires: Math.floor(expiresMs / 1000),
    card: { brand, last4, exp_month, exp_year, funding },
  };
}

/** A security code typed again for a saved card: what stays of it is how long it was. */
export function createCvcToken(
  ctx: BankContext,
  input: z.infer<typeof cvcToken>,
  session: string | null,
): TokenView {
  const code = input.cvc.trim();
  if (!cvcValid(code, null)) {
    throw new Refusal(402, 'invalid_cvc', 'The security code is not valid.', { param: 'cvc' });
  }
  const id = ctx.newId('ctok');
  const expiresMs = ctx.now() + TOKEN_LIFE_MS;
  ctx.db.run(
    'INSERT INTO cvc_tokens (id, session, expires_ms, digits) VALUES (?, ?, ?, ?)',
    id,
    session,
    expiresMs,
    code.length,
  );
  return { id, kind: 'cvc', expires: Math.floor(expiresMs / 1000), card: null };
}

/**
 * Uses up a security code's token.
 * @returns how many digits the code had
 */
export function spendCvcToken(ctx: BankContext, id: string, session: string | null): number {
  const row = ctx.db.get<{ session: string | null; expires_ms: number; digits: number }>(
    'SELECT session, expires_ms, digits FROM cvc_tokens WHERE id = ?',
    id,
  );
  const refuse = (code: string, message: string) =>
    new Refusal(400, code, message, { param: 'cvc_token', executed: false });
  if (!row) throw refuse('token_invalid', 'No such security code token, or it was used.');
  if (ctx.now() >= row.expires_ms)
    throw refuse('token_expired', 'The security code token has expired.');
  if (row.session !== null && session !== null && row.session !== session) {
    throw refuse('token_foreign', 'The security code was typed in another session.');
  }
  ctx.db.run('DELETE FROM cvc_tokens WHERE id = ?', id);
  return row.digits;
}

/** Forgets tokens that nobody can use any more. */
export function forgetOldTokens(ctx: BankContext): void {
  const before = ctx.now() - TOKEN_KEPT_MS;
  ctx.db.run('DELETE FROM tokens WHERE expires_ms < ?', before);
  ctx.db.run('DELETE FROM cvc_tokens WHERE expires_ms < ?', before);
}
