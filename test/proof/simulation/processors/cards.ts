/**
 * Cards of the simulated world. A card's token names its temper (how its issuer answers) and its face
 * (which card it is), so that whoever holds a token needs no list of cards.
 */
import type { Reusability } from '../../../../server/model/credential.ts';
import type { CardFacts } from '../../../../server/model/payment-method.ts';
import type { Chance } from '../chance.ts';
import { createWeighing } from '../chance.ts';

export interface Refusal {
  readonly code: string;
  readonly networkCode: string | null;
}

export type Verdict =
  | { readonly kind: 'approved' }
  | { readonly kind: 'challenge' }
  | ({ readonly kind: 'declined' } & Refusal);

const approved: Verdict = { kind: 'approved' };
const declined = (code: string, networkCode: string | null = null): Verdict => ({
  kind: 'declined',
  code,
  networkCode,
});

export interface Question {
  readonly purpose: 'charge' | 'setup';
  readonly initiator: 'customer' | 'merchant';
  readonly chance: Chance;
}

/** How an issuer answers, by a card's temper. */
const TEMPERS: Readonly<Record<string, (asked: Question) => Verdict>> = {
  good: () => approved,
  glitch: ({ purpose, chance }) =>
    purpose === 'setup' || chance.happens(0.4) ? approved : declined('processing_error'),
  away: ({ chance }) => (chance.happens(0.7) ? approved : declined('issuer_not_available', '91')),
  once: () => approved,
  norefund: () => approved,
  asks: ({ initiator }) => (initiator === 'customer' ? { kind: 'challenge' } : approved),
  sca: ({ initiator, purpose }) => {
    if (initiator === 'customer') return { kind: 'challenge' };
    return purpose === 'setup' ? approved : declined('authentication_required', '1A');
  },
  broke: ({ purpose }) => (purpose === 'setup' ? approved : declined('insufficient_funds', '51')),
  moody: ({ chance }) => (chance.happens(0.5) ? approved : declined('do_not_honor', '05')),
  wait: ({ purpose, chance }) =>
    purpose === 'setup' || chance.happens(0.5) ? approved : declined('generic_decline', 'mac_24'),
  stopped: ({ initiator, purpose }) =>
    purpose === 'charge' && initiator === 'merchant'
      ? declined('revocation_of_authorization', 'R1')
      : approved,
  stolen: ({ purpose }) => (purpose === 'setup' ? approved : declined('stolen_card', '43')),
};

const pickTemper = createWeighing<string>([
  [12, 'good'],
  [3, 'glitch'],
  [1, 'away'],
  [4, 'asks'],
  [2, 'sca'],
  [2, 'broke'],
  [3, 'moody'],
  [1, 'wait'],
  [1, 'stopped'],
  [1, 'stolen'],
  [1, 'once'],
  [1, 'norefund'],
]);

/** A token of a card that somebody holds; `kind` is the prefix by which the server knows what it is. */
export function newToken(kind: 'tok' | 'ctok', chance: Chance, faces: number): string {
  const face = chance.below(faces);
  return `${kind}_${pickTemper(chance)}_${face}_${chance.below(1_000_000)}`;
}

export function isToken(token: string): boolean {
  return /^c?tok_[a-z]+_\d+_\d+$/.test(token);
}

export const temperOf = (token: string): string => token.split('_')[1] ?? 'good';

export function judge(temper: string, asked: Question): Verdict {
  return (TEMPERS[temper] ?? TEMPERS.good ?? (() => approved))(asked);
}

/** What a card is good for after it was used with a wish to keep it. */
export function keptAs(temper: string, keep: Reusability | null): Reusability | null {
  return keep !== null && temper === 'once' ? 'single_use' : keep;
}

/** What a processor gives for a token: good there, and nowhere else. */
export const credentialAt = (token: string, processor: string): string => `${token}_${processor}`;

/** The networks' token of a card, good at every processor. */
export const networkTokenOf = (credential: string): string =>
  [...credential.split('_').slice(0, 4), 'network'].join('_');

/** Whether a processor can do anything with a credential. */
export const worksAt = (credential: string, processor: string): boolean =>
  credential.endsWith(`_${processor}`) || credential.endsWith('_network');

export function factsOf(token: string): CardFacts {
  const [, temper = '', face = ''] = token.split('_');
  const last4 = String(1000 + Number(face));
  return {
    brand: 'visa',
    last4,
    expMonth: 12,
    expYear: 2060,
    funding: 'credit',
    country: 'US',
    fingerprint: `face${temper}${last4}`,
    networks: ['visa'],
    preferredNetwork: null,
  };
}
