/** What a payment with a saved card does not need at once: fetched and registered when wanted. */
import { register } from '../shared/register.ts';
import type { Host, Later } from './later.ts';

const sources = {
  'keepsake-address': async () => (await import('../address/address.ts')).KeepsakeAddress,
  'keepsake-card': async () => (await import('../card/card.ts')).KeepsakeCard,
  'keepsake-challenge': async () => (await import('../challenge/challenge.ts')).KeepsakeChallenge,
  'keepsake-remove-dialog': async () =>
    (await import('../remove-dialog/remove-dialog.ts')).KeepsakeRemoveDialog,
};

export type LazyTag = keyof typeof sources;

/** Rejects when the file cannot be fetched; asking again tries again. */
export async function load(tag: LazyTag): Promise<void> {
  if (!customElements.get(tag)) register(tag, await sources[tag]());
}

type OutcomeViews = typeof import('./outcome.ts');
let views: OutcomeViews | null = null;

/** The views of an outcome once they are here; null before. */
export function outcomeViews(): OutcomeViews | null {
  return views;
}

export async function loadOutcomeViews(): Promise<void> {
  views ??= await import('./outcome.ts');
}

/** The rare states, for one checkout. */
export async function makeLater(host: Host): Promise<Later> {
  const { Later: Made } = await import('./later.ts');
  const later = new Made(host);
  await later.ready();
  return later;
}
