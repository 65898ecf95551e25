/**
 * Joins permissions, charges and refusals into one story, newest first, and says of each
 * permission which charges followed from it. Pure; it fetches and draws nothing.
 */
import type { Attempt, Charge, Consent, Evidence, Mandate, Refusal } from './evidence.ts';

/** A charge that was made under a mandate. */
export interface Followed {
  readonly payment: string;
  readonly attempt: Attempt;
}

export type Entry =
  | {
      readonly kind: 'consent';
      readonly at: number;
      readonly consent: Consent;
      /** What came to be with this record; null where it speaks of showing, or of an end. */
      readonly mandate: Mandate | null;
      /** Newest first. */
      readonly followed: readonly Followed[];
    }
  | ({ readonly kind: 'charge'; readonly at: number } & Charge)
  | {
      readonly kind: 'refusal';
      readonly at: number;
      readonly refusal: Refusal;
      /** The payment, where the same debt was tried all the same later; null where it was not. */
      readonly followed: string | null;
    };

export function timelineOf(evidence: Evidence): readonly Entry[] {
  const { consents, mandates, charges, refusals } = evidence;
  const entries: readonly Entry[] = [
    ...charges.flatMap(chargeEntry),
    ...refusals.map((refusal) => {
      const tried = charges.find(({ payment }) => payment.id === refusal.intent)?.attempts ?? [];
      const followed = tried.length > 0 ? refusal.intent : null;
      return { kind: 'refusal', at: refusal.created, refusal, followed } as const;
    }),
    ...consents.map((consent) => {
      const mandate = mandates.find((each) => each.consent === consent.id) ?? null;
      const followed = mandate === null ? [] : followedFrom(mandate, charges);
      return { kind: 'consent', at: consent.created, consent, mandate, followed } as const;
    }),
  ];
  return entries.toSorted((a, b) => b.at - a.at);
}

/** An intent that nothing was tried for has no place among charges: no money was asked for. */
function chargeEntry(charge: Charge): Entry[] {
  const last = charge.attempts.at(-1);
  return last === undefined ? [] : [{ kind: 'charge', at: last.created, ...charge }];
}

function followedFrom(mandate: Mandate, charges: readonly Charge[]): Followed[] {
  return charges.flatMap(({ payment, attempts }) =>
    attempts
      .filter(
        ({ authorization, mandate: used }) => authorization === 'mandate' && used === mandate.id,
      )
      .map((attempt) => ({ payment: payment.id, attempt })),
  );
}
