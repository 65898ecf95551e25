/** Sends what was typed to the frame's own origin, and reads what came back. The only user of the network here. */
import type { Field, FrameError, TokenCard } from '../protocol.ts';
import type { AccountInput, CardInput } from './entry-form.ts';

export type TokenResult =
  | { readonly ok: true; readonly token: string; readonly card: TokenCard }
  | { readonly ok: false; readonly error: FrameError };

/** Shorter than the page waits, so that the page always hears why. In milliseconds. */
const DEADLINE_MS = 12_000;

/** A security code has no card of its own. */
const NO_CARD: TokenCard = {
  brand: 'unknown',
  last4: '',
  exp_month: 0,
  exp_year: 0,
  funding: 'unknown',
};

const failed = (
  code: FrameError['code'],
  field: Field | null,
  recoverable: boolean,
): TokenResult => ({
  ok: false,
  error: { code, field, recoverable },
});

const REFUSALS: Readonly<Record<string, TokenResult>> = {
  invalid_number: failed('invalid_number', 'number', true),
  incorrect_number: failed('invalid_number', 'number', true),
  invalid_expiry_month: failed('invalid_expiry', 'expiry', true),
  invalid_expiry_year: failed('invalid_expiry', 'expiry', true),
  expired_card: failed('card_expired', 'expiry', true),
  invalid_cvc: failed('invalid_cvc', 'cvc', true),
  card_not_accepted: failed('card_not_accepted', 'number', true),
  invalid_routing: failed('invalid_routing', 'routing', true),
  invalid_account: failed('invalid_account', 'account', true),
  invalid_iban: failed('invalid_iban', 'iban', true),
  session_expired: failed('session_expired', null, false),
  session_invalid: failed('session_expired', null, false),
};

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

function readCard(value: unknown): TokenCard | null {
  if (value === null) return NO_CARD;
  const { brand, last4, exp_month, exp_year, funding } = fieldsOf(value);
  if (typeof brand !== 'string' || typeof last4 !== 'string' || typeof funding !== 'string')
    return null;
  if (typeof exp_month !== 'number' || typeof exp_year !== 'number') return null;
  return { brand, last4: last4.slice(-4), exp_month, exp_year, funding };
}

/**
 * @param input its `network` is the one that the buyer chose for a co-badged card
 * @param grant proof of the session that the frame was opened for
 */
export async function tokenize(
  input: (CardInput | AccountInput) & { readonly network?: string },
  grant: string,
): Promise<TokenResult> {
  let response: Response;
  let body: Fields;
  try {
    response = await fetch('/tokens', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-frame-session': grant },
      body: JSON.stringify(input),
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    body = fieldsOf(await response.json());
  } catch {
    return failed('network', null, true);
  }
  if (!response.ok) {
    const { code } = fieldsOf(body.error);
    if (code === 'account_not_accepted')
      return failed(code, 'iban' in input ? 'iban' : 'account', true);
    const known =
      typeof code === 'string' && Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
    return (
      known ??
      failed(
        response.status >= 500 ? 'bank_unavailable' : 'invalid_request',
        null,
        response.status >= 500,
      )
    );
  }
  const card = readCard(body.card);
  if (typeof body.id !== 'string' || card === null) return failed('bank_unavailable', null, true);
  return { ok: true, token: body.id, card };
}
