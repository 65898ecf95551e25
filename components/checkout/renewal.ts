/**
 * A session that ends is the page's to renew: it is told, and where it says that it takes care, its
 * next session is believed to be one for the same form. It fetches nothing and renders nothing.
 */
import { KeepsakeErrorEvent } from '../events.ts';
import type { CheckoutController } from '../session/checkout-controller.ts';
import type { Checkout } from '../session/checkout-state.ts';
import { detailOf } from './outward.ts';

/** How long a form waits for its next session once its own is over, in milliseconds. */
const PATIENCE_MS = 30_000;

/**
 * Tells that the session ends in a moment, or has ended.
 * @returns whether the page takes care of it: another session comes for the same form
 */
function tellEnd(host: EventTarget, next: Checkout, previous: Checkout): boolean {
  const known = previous.phase === 'expired' || previous.phase === 'renewing';
  const over = next.phase === 'expired' && !known;
  const soon = next.closing && !previous.closing && next.phase === 'open';
  if (!over && !soon) return false;
  const code = over ? 'session_expired' : 'session_expiring';
  const event = new KeepsakeErrorEvent({ ...detailOf(next), code, declineCode: null });
  return !host.dispatchEvent(event);
}

export class Renewal {
  readonly #host: EventTarget;
  readonly #session: CheckoutController;
  #expected = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: EventTarget, session: CheckoutController) {
    this.#host = host;
    this.#session = session;
  }

  /** @returns whether there is something to say to the buyer */
  heed(next: Checkout, previous: Checkout): boolean {
    const closes = next.closing && !previous.closing;
    if (!tellEnd(this.#host, next, previous)) return closes;
    this.#expected = true;
    clearTimeout(this.#timer);
    if (next.phase !== 'expired') {
      this.#session.acts?.leaveClosing();
      return false;
    }
    this.#session.acts?.awaitRenewal();
    this.#timer = setTimeout(() => {
      this.#expected = false;
      this.#session.acts?.giveUpRenewal();
    }, PATIENCE_MS);
    return true;
  }

  /** @returns whether the session that begins now is the one that was announced */
  take(): boolean {
    const expected = this.#expected;
    this.#expected = false;
    clearTimeout(this.#timer);
    return expected;
  }
}
