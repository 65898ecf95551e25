/**
 * Everything the elements say: the `keepsake-*` events for the page, and below them the requests
 * that leaves send up to the element that holds them. Nothing secret is ever in a detail.
 */

/** What page events carry about the session. */
export interface EventSession {
  readonly id: string;
  readonly mode: 'payment' | 'setup' | 'subscription';
  readonly status: 'open' | 'complete' | 'expired';
}

/** A saved card as page events name it; `null` where none or a new one is chosen. */
export interface EventMethod {
  readonly id: string;
  readonly brand: string;
  readonly last4: string;
}

export interface KeepsakeDetail {
  readonly session: EventSession | null;
  readonly paymentMethod: EventMethod | null;
}

class KeepsakeEvent<Detail extends KeepsakeDetail = KeepsakeDetail> extends CustomEvent<Detail> {
  constructor(type: string, detail: Detail, cancelable = false) {
    super(type, { detail, bubbles: true, composed: true, cancelable });
  }
}

/** The checkout can be used: saved cards are shown. */
export class KeepsakeReadyEvent extends KeepsakeEvent {
  constructor(detail: KeepsakeDetail) {
    super('keepsake-ready', detail);
  }
}

export interface ChangeDetail extends KeepsakeDetail {
  /** A new card is chosen, to be typed into the frame. */
  readonly newCard: boolean;
  /** In a wallet: what the buyer changed about the card. */
  readonly change?: 'default' | 'update' | 'replace' | 'backup' | 'withdraw' | 'revoke' | 'remove';
}
/** Another method was chosen; in a wallet, something about a card has changed. */
export class KeepsakeChangeEvent extends KeepsakeEvent<ChangeDetail> {
  constructor(detail: ChangeDetail) {
    super('keepsake-change', detail);
  }
}

export interface CompleteDetail extends KeepsakeDetail {
  readonly paymentStatus: 'unpaid' | 'paid' | 'no_payment_required' | null;
  /** Where the page goes next unless the event is cancelled. */
  readonly redirectUrl: string | null;
}
/** The session is complete. Cancel it to stay on the page. */
export class KeepsakeCompleteEvent extends KeepsakeEvent<CompleteDetail> {
  constructor(detail: CompleteDetail) {
    super('keepsake-complete', detail, true);
  }
}

/** The buyer asked to remove a saved card. Cancel it to keep the card. */
export class KeepsakeRemoveEvent extends KeepsakeEvent {
  constructor(detail: KeepsakeDetail) {
    super('keepsake-remove', detail, true);
  }
}

export interface ErrorDetail extends KeepsakeDetail {
  readonly code: string;
  readonly declineCode: string | null;
}
/** Codes after which the page may bring another session for the same form. */
const RENEWABLE = ['session_expiring', 'session_expired'];

/**
 * Something failed that the buyer was told about. With the codes `session_expiring` (two minutes
 * before the end) and `session_expired` it can be cancelled: the tag then keeps its form and what is
 * typed in it, and waits for another `client-secret`.
 */
export class KeepsakeErrorEvent extends KeepsakeEvent<ErrorDetail> {
  constructor(detail: ErrorDetail) {
    super('keepsake-error', detail, RENEWABLE.includes(detail.code));
  }
}

/** From `<keepsake-methods>`: a saved card's id or `new` was chosen. */
export class MethodSelectRequest extends CustomEvent<{ readonly method: string }> {
  constructor(method: string) {
    super('method-select', { detail: { method }, bubbles: true });
  }
}

/** From `<keepsake-methods>`: the remove button of a saved card was pressed. */
export class MethodRemoveRequest extends CustomEvent<{ readonly method: string }> {
  constructor(method: string) {
    super('method-remove', { detail: { method }, bubbles: true });
  }
}

/** From `<keepsake-methods>`: an expired card is to be brought up to date. */
export class MethodUpdateRequest extends CustomEvent<{ readonly method: string }> {
  constructor(method: string) {
    super('method-update', { detail: { method }, bubbles: true });
  }
}

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

/** From the pay button, or Enter in the card frame. */
export class PayRequest extends Event {
  constructor() {
    super('pay-request', { bubbles: true });
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
    'keepsake-ready': KeepsakeReadyEvent;
    'keepsake-change': KeepsakeChangeEvent;
    'keepsake-complete': KeepsakeCompleteEvent;
    'keepsake-remove': KeepsakeRemoveEvent;
    'keepsake-error': KeepsakeErrorEvent;
    'method-select': MethodSelectRequest;
    'method-remove': MethodRemoveRequest;
    'method-update': MethodUpdateRequest;
    'number-answer': NumberAnswer;
    'backup-answer': BackupAnswer;
    'remove-answer': RemoveAnswer;
    'question-answer': QuestionAnswer;
    'expiry-answer': ExpiryAnswer;
    'pay-request': PayRequest;
    'consent-change': ConsentChange;
    'card-change': CardChange;
    'card-reload': CardReloadRequest;
    'challenge-progress': ChallengeProgress;
    'challenge-cancel': ChallengeCancel;
  }
}
