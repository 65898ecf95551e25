/**
 * Requests of elements that come after the cards are seen, apart from the others so that they come
 * then, too.
 */

/** From the remove dialog: what the buyer decided. */
export class RemoveAnswer extends CustomEvent<{ readonly remove: boolean }> {
  constructor(remove: boolean) {
    super('remove-answer', { detail: { remove }, bubbles: true });
  }
}

/** From the wallet's dialog: what the buyer decided, and which card is to take over. */
export class QuestionAnswer extends CustomEvent<{
  readonly confirmed: boolean;
  readonly choice: string | null;
}> {
  constructor(confirmed: boolean, choice: string | null) {
    super('question-answer', { detail: { confirmed, choice }, bubbles: true });
  }
}

/** From the wallet's form: the date to save, or null to leave all as it is. */
export class ExpiryAnswer extends CustomEvent<{
  readonly month: number;
  readonly year: number;
} | null> {
  constructor(expiry: { readonly month: number; readonly year: number } | null) {
    super('expiry-answer', { detail: expiry, bubbles: true });
  }
}

/** What the buyer said to the words in which an agreement goes on with another card. */
export interface AgreementChoice {
  readonly mandate: string;
  readonly offer: string;
  readonly accepted: boolean;
}

/** From the form for another number: its token and what goes on with it, or null to leave all as it is. */
export class NumberAnswer extends CustomEvent<{
  readonly token: string;
  readonly agreements: readonly AgreementChoice[];
} | null> {
  constructor(detail: NumberAnswer['detail']) {
    super('number-answer', { detail, bubbles: true });
  }
}

/** From the form for a backup: the card and the offer that was accepted, or null to leave all as it is. */
export class BackupAnswer extends CustomEvent<{
  readonly card: string;
  readonly offer: string;
} | null> {
  constructor(detail: BackupAnswer['detail']) {
    super('backup-answer', { detail, bubbles: true });
  }
}

/** From `<keepsake-consent>`: the box was ticked or unticked, or cleared because its words changed. */
export class ConsentChange extends CustomEvent<{
  readonly accepted: boolean;
  readonly cleared: boolean;
}> {
  constructor(accepted: boolean, cleared: boolean) {
    super('consent-change', { detail: { accepted, cleared }, bubbles: true });
  }
}

/** From `<keepsake-card>`: whether what is typed is complete, and its brand once known. */
export class CardChange extends CustomEvent<{
  readonly complete: boolean;
  readonly brand: string | null;
}> {
  constructor(complete: boolean, brand: string | null) {
    super('card-change', { detail: { complete, brand }, bubbles: true });
  }
}

/** From `<keepsake-card>`: the frame's address is stale or failed; a fresh one is wanted. */
export class CardReloadRequest extends Event {
  constructor() {
    super('card-reload', { bubbles: true });
  }
}

/** From `<keepsake-challenge>`: something happened in the frame, so the outcome may be known. */
export class ChallengeProgress extends Event {
  constructor() {
    super('challenge-progress', { bubbles: true });
  }
}

/** From `<keepsake-challenge>`: the buyer left the dialog. */
export class ChallengeCancel extends Event {
  constructor() {
    super('challenge-cancel', { bubbles: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'number-answer': NumberAnswer;
    'backup-answer': BackupAnswer;
    'remove-answer': RemoveAnswer;
    'question-answer': QuestionAnswer;
    'expiry-answer': ExpiryAnswer;
    'consent-change': ConsentChange;
    'card-change': CardChange;
    'card-reload': CardReloadRequest;
    'challenge-progress': ChallengeProgress;
    'challenge-cancel': ChallengeCancel;
  }
}
