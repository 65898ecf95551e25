/**
 * What clients know from the answers that they got: ids, secrets, and what they were for. It holds
 * nothing that only the server knows.
 */

export interface Person {
  readonly id: string;
  /** A word that stands in every personal field of theirs and nowhere else. */
  readonly word: string;
  erased: boolean;
}

export interface Card {
  readonly id: string;
  readonly customer: string;
}

export interface Intent {
  readonly id: string;
  readonly manual: boolean;
  readonly amountMinor: number;
}

export interface Session {
  readonly id: string;
  readonly secret: string;
  readonly mode: 'payment' | 'setup';
  readonly intent: string | null;
  /** Bodies that were pressed with, for pressing the same again. */
  readonly presses: Readonly<Record<string, unknown>>[];
}

export interface Town {
  readonly people: Person[];
  readonly cards: Card[];
  readonly mandates: string[];
  readonly intents: Intent[];
  readonly setups: string[];
  readonly sessions: Session[];
  /** Requests with a key that were sent before: to send again, or with another body. */
  readonly keyed: {
    readonly key: string;
    readonly path: string;
    readonly body: string;
    /** When it was sent first, epoch ms. */
    readonly sentMs: number;
  }[];
}

export function createTown(): Town {
  return {
    people: [],
    cards: [],
    mandates: [],
    intents: [],
    setups: [],
    sessions: [],
    keyed: [],
  };
}
