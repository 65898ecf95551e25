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
  readonly change?:
    | 'default'
    | 'update'
    | 'replace'
    | 'backup'
    | 'withdraw'
    | 'revoke'
    | 'remove'
    | 'cancel'
    | 'keep'
    | 'move';
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

/** From the pay button, or Enter in the card frame. */
export class PayRequest extends Event {
  constructor() {
    super('pay-request', { bubbles: true });
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
    'pay-request': PayRequest;
  }
}
