/** Fetches what comes after the cards are seen, once for all tags of a page. It knows nothing of what that does. */

export type Acting = typeof import('./acting.ts');

/** Rejects when it cannot be fetched; asking again tries again. */
export function loadActing(): Promise<Acting> {
  return import('./acting.ts');
}

/** Once the page has painted and nothing else is to be done. */
export function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: 1_000 });
  else setTimeout(act, 200);
}
