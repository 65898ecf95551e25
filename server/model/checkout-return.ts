/**
 * Where a session's buyer comes from and goes to: the origins that may speak for a session, and
 * the address after success. Addresses that are no web addresses have no origin here.
 */
import { type CheckoutSession, uiFamily } from './checkout-session.ts';

/** The origin of a web address; null for anything else. */
export function originOf(url: string): string | null {
  try {
    const { origin, protocol } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? origin : null;
  } catch {
    return null;
  }
}

/**
 * The origins from which a session's secret is accepted, and which may frame the card fields.
 * @param apiOrigin the API's own, where hosted pages live
 */
export function originsOf(
  session: Pick<CheckoutSession, 'returnUrl' | 'successUrl' | 'allowedOrigins'>,
  apiOrigin: string,
): readonly string[] {
  const given = [apiOrigin, session.returnUrl, session.successUrl, ...session.allowedOrigins];
  const origins = given.map((url) => (url === null ? null : originOf(url)));
  return [...new Set(origins.filter((origin) => origin !== null))];
}

/** Fills `{CHECKOUT_SESSION_ID}`, as it is written or percent-encoded. */
export function fillSessionId(url: string, id: string): string {
  return url.replace(/(\{|%7B)CHECKOUT_SESSION_ID(\}|%7D)/gi, id);
}

/** Where the buyer goes after success; null where the page itself goes on. */
export function redirectUrl(
  session: Pick<
    CheckoutSession,
    'id' | 'uiMode' | 'successUrl' | 'returnUrl' | 'redirectOnCompletion'
  >,
): string | null {
  const family = uiFamily(session.uiMode);
  if (family === 'embedded_page' && session.redirectOnCompletion !== 'always') return null;
  const url =
    family === 'hosted_page'
      ? (session.successUrl ?? session.returnUrl)
      : (session.returnUrl ?? session.successUrl);
  return url === null ? null : fillSessionId(url, session.id);
}
