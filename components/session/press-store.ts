/**
 * Remembers the press of a session until its outcome is known, so that a reload in between goes on
 * with the same intention. Keyed by the session's id; the secret is never stored. A browser that
 * forbids storage merely loses the memory: the server still tells where the press stands.
 */

export function key(session: string): string {
  return `keepsake:press:${session}`;
}

/** The id that a client secret (`cs_…_secret_…`) belongs to. */
export function sessionOf(secret: string): string {
  return secret.split('_secret_', 1)[0] ?? '';
}

export function storedPress(session: string): string | null {
  try {
    return sessionStorage.getItem(key(session));
  } catch {
    return null;
  }
}
