/**
 * What is still needed before a press may be made, in the order in which it stands on screen.
 * Pure; whoever asks decides what to say and where to put the focus.
 */
import type { AddressGroup, FieldName } from '../address/fields.ts';
import { isNew } from '../shared/choice.ts';

export interface Readiness {
  /** Id of a saved card, `new`, or null. */
  readonly chosen: string | null;
  /** Whether the fields of the card frame are complete; null where none are shown. */
  readonly cardComplete: boolean | null;
  /** Groups of fields on screen with the fields that lack something. */
  readonly groups: readonly {
    readonly group: AddressGroup;
    readonly missing: readonly FieldName[];
  }[];
  /** Null where nothing has to be agreed to. */
  readonly agreed: boolean | null;
}

export type Missing =
  | { readonly what: 'method' }
  | { readonly what: 'card' }
  | { readonly what: 'field'; readonly group: AddressGroup; readonly field: FieldName }
  | { readonly what: 'agreement' };

/** The first thing that is missing, or null when everything is there. */
export function firstMissing({ chosen, cardComplete, groups, agreed }: Readiness): Missing | null {
  if (chosen === null) return { what: 'method' };
  if (cardComplete === false || (isNew(chosen) && cardComplete === null)) {
    return { what: 'card' };
  }
  for (const { group, missing } of groups) {
    const field = missing[0];
    if (field) return { what: 'field', group, field };
  }
  return agreed === false ? { what: 'agreement' } : null;
}
