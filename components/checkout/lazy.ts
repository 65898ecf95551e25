/** What a payment with a saved card does not need at once: fetched and registered when wanted. */
import { register } from '../shared/register.ts';

const sources = {
  'keepsake-consent': async () => (await import('../consent/consent.ts')).KeepsakeConsent,
  'keepsake-address': async () => (await import('../address/address.ts')).KeepsakeAddress,
  'keepsake-plan': async () => (await import('../plan/plan.ts')).KeepsakePlan,
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

/** Fetches the leaves that come later where a page uses them alone. */
export function loadAlone(): void {
  if (typeof document === 'undefined') return;
  for (const tag of ['keepsake-consent', 'keepsake-card', 'keepsake-challenge'] as const)
    if (document.querySelector(tag)) void load(tag);
}
