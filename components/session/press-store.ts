/**
 * Remembers the press of a session until its outcome is known, so that a reload in between goes on
 * with the same intention. Keyed by the session's id; the secret is never stored. A browser that
 * forbids storage merely loses the memory: the server still tells where the press stands.
 */

function key(session: string): string {
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

export function storePress(session: string, press: string): void {
  try {
    sessionStorage.setItem(key(session), press);
  } catch {
    // Nothing to do: see above.
  }
}

export function dropPress(session: string): void {
  try {
    sessionStorage.removeItem(key(session));
  } catch {
    // Nothing to do: see above.
  }
}

/** A random UUID, on plain-http development hosts too, where `crypto.randomUUID` is missing. */
export function newPress(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/(.{8})(.{4}).(.{3}).(.{3})(.{12})/, '$1-$2-4$3-a$4-$5');
}
