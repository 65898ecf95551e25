/**
 * Keeps the press of a session, and lets go of it once its outcome is known. A browser that forbids
 * storage merely loses the memory.
 */
import { key } from './press-store.ts';

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
