/**
 * One customer's story in one order: what kinds of entries it has, which of two in the same millisecond
 * came first, and from where the next page goes on. It reads nothing.
 */

/** In the order in which they follow from each other. */
export const TIMELINE_KINDS = [
  'session',
  'consent',
  'mandate',
  'refusal',
  'attempt',
  'refund',
  'decision',
  'notice',
  'event',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** Where an entry stands. */
export interface Place {
  readonly kind: TimelineKind;
  /** Epoch milliseconds, in the customer's time. */
  readonly createdMs: number;
  /** Grows within a kind. */
  readonly seq: number;
  readonly id: string;
}

const rankOf = (kind: TimelineKind) => TIMELINE_KINDS.indexOf(kind);

/** Newest first. */
export function byPlace(a: Place, b: Place): number {
  return (
    b.createdMs - a.createdMs ||
    rankOf(b.kind) - rankOf(a.kind) ||
    b.seq - a.seq ||
    (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
  );
}

/** The text by which the page after this entry is asked for. */
export function cursorAt({ kind, createdMs, seq, id }: Place): string {
  return `${kind}.${createdMs}.${seq}.${id}`;
}

/** @returns null for a text that is no cursor */
export function readCursor(text: string): Place | null {
  const [, word, createdMs, seq, id = ''] =
    /^([a-z]+)\.(\d{1,16})\.(\d{1,16})\.(\w{1,100})$/.exec(text) ?? [];
  const kind = TIMELINE_KINDS.find((each) => each === word);
  return kind === undefined ? null : { kind, createdMs: Number(createdMs), seq: Number(seq), id };
}

/** What an entry of a kind must be to come after a cursor. */
export type Beyond =
  /** Created earlier, or in the same millisecond too. */
  | { readonly beforeMs: number }
  /** Created earlier, or in the same millisecond with a lower number. */
  | { readonly beforeMs: number; readonly seq: number; readonly id: string };

export function beyond(kind: TimelineKind, cursor: Place): Beyond {
  const { createdMs, seq, id } = cursor;
  const order = rankOf(kind) - rankOf(cursor.kind);
  if (order === 0) return { beforeMs: createdMs, seq, id };
  return { beforeMs: order < 0 ? createdMs + 1 : createdMs };
}
