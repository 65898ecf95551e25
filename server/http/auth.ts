/** Who calls the merchant API: a secret key, by Bearer or Basic. Messages never repeat a key. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Problem } from '../model/problem.ts';

/** The one account until there are several. */
export const DEFAULT_ACCOUNT = 'acct_default';

const digest = (text: string) => createHash('sha256').update(text).digest();

function unauthorized(message: string): Problem {
  return new Problem({
    status: 401,
    type: 'invalid_request_error',
    code: 'api_key_invalid',
    message,
  });
}

/** `sk_test_…cdef` of a key: enough to tell which one it was. */
export function maskKey(key: string): string {
  const prefix = /^(sk|pk|rk)_(test|live)_/.exec(key)?.[0] ?? '';
  return key.length - prefix.length > 8 ? `${prefix}…${key.slice(-4)}` : `${prefix}…`;
}

/** The credential of an `Authorization` header, whichever scheme carries it. */
export function presentedKey(header: string | null): string | null {
  const [scheme = '', value = ''] = (header ?? '').trim().split(/\s+/, 2);
  if (scheme.toLowerCase() === 'bearer') return value || null;
  if (scheme.toLowerCase() !== 'basic') return null;
  const [user = ''] = Buffer.from(value, 'base64').toString('utf8').split(':', 1);
  return user || null;
}

/** @returns a check of an `Authorization` header that gives the account, or throws Problem 401 */
export function createAuthenticate(secretKey: string): (header: string | null) => string {
  const known = digest(secretKey);
  return (header) => {
    const key = presentedKey(header);
    if (key === null) {
      throw unauthorized(
        'You did not provide an API key. Send it in the Authorization header, as Bearer or as the user name of Basic.',
      );
    }
    if (timingSafeEqual(digest(key), known)) return DEFAULT_ACCOUNT;
    if (key.startsWith('pk_'))
      throw unauthorized('This is a publishable key; the merchant API takes the secret key.');
    throw unauthorized(`Invalid API Key provided: ${maskKey(key)}`);
  };
}
