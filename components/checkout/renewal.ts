/**
 * A session that ends is the page's to renew: it is told, and where it says that it takes care, its
 * next session is believed to be one for the same form. It fetches nothing and renders nothing.
 */
import type { CheckoutController } from '../session/checkout-controller.ts';
import type { Checkout } from '../session/checkout-machine.ts';
import { tellEnd } from './outward.ts';

/** How long a form waits for its next session once its own is over, in milliseconds. */
const PATIENCE_MS = 30_000;

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
      this.#session.leaveClosing();
      return false;
    }
    this.#session.awaitRenewal();
    this.#timer = setTimeout(() => {
      this.#expected = false;
      this.#session.giveUpRenewal();
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
