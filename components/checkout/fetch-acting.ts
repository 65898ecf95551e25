/**
 * Fetches what comes after the cards are seen: at an idle moment, and again by whoever needs it
 * before. It knows nothing of what that does.
 */
import type { Host, Later } from './later.ts';

type Acting = typeof import('./acting.ts');
let here: Acting | null = null;

/** What the buyer does beside choosing, once it is here; null before. */
export function acting(): Acting | null {
  return here;
}

/** Rejects when it cannot be fetched; asking again tries again. */
export async function loadActing(): Promise<Acting> {
  here ??= await import('./acting.ts');
  return here;
}

/** Once the page has painted and nothing else is to be done. */
export function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: 1_000 });
  else setTimeout(act, 200);
}

/** The rare states, for one checkout. */
export async function makeLater(host: Host): Promise<Later> {
  const { Later: Made } = await import('./later.ts');
  const later = new Made(host);
  await later.ready();
  return later;
}
