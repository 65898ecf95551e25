/**
 * Who is signed in: a key of the merchant API in a sealed cookie, so that the server keeps no list of
 * sessions and the browser can read nothing. What the key opens is the API's to say, at each request.
 */

import { maskKey } from '../model/api-key.ts';

const MINUTE_MS = 60_000;
/** From the sign-in on, whatever is done, in milliseconds. */
export const SESSION_MS = 8 * 60 * MINUTE_MS;
/** Without any request, in milliseconds. */
export const IDLE_MS = 30 * MINUTE_MS;

export const COOKIE = 'keepsake_operator';
const PLACE = 'operator:session';
const NAME_CHARS = 60;

export interface Session {
  /** The key itself; it stays on this side. */
  readonly key: string;
  /** What the key is called by in all that is done with it: `a-desk/rk_test_..cdef`. */
  readonly actor: string;
  readonly startedMs: number;
}

/** Closes and opens texts for one place; only this installation can. */
export interface Sealer {
  encrypt(place: string, text: string): string;
  decrypt(place: string, sealed: string): string;
}

/**
 * What a key is called by, in the few characters that a header and a log may hold.
 * @param name as it was made; null for the installation's own key
 */
export function actorOf(key: string, name: string | null): string {
  const hint = maskKey(key).replace('…', '..');
  const word = (name ?? '').replace(/[^\w.-]+/g, '-').slice(0, NAME_CHARS);
  return word === '' ? hint : `${word}/${hint}`;
}

/** @returns the cookie's value */
export function sealSession(sealer: Sealer, session: Session, nowMs: number): string {
  return sealer.encrypt(PLACE, JSON.stringify({ ...session, seenMs: nowMs }));
}

/** @returns null for what is no session, or one that is over */
export function openSession(
  sealer: Sealer,
  value: string | undefined,
  nowMs: number,
): Session | null {
  if (value === undefined || value === '') return null;
  try {
    const told = JSON.parse(sealer.decrypt(PLACE, value)) as Record<string, unknown>;
    const { key, actor, startedMs, seenMs } = told;
    if (typeof key !== 'string' || typeof actor !== 'string') return null;
    if (typeof startedMs !== 'number' || typeof seenMs !== 'number') return null;
    const over = nowMs - startedMs >= SESSION_MS || nowMs - seenMs >= IDLE_MS;
    return over ? null : { key, actor, startedMs };
  } catch {
    return null;
  }
}
