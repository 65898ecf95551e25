/**
 * What a checkout does beside looking and choosing: it presses, follows the outcome, removes, and
 * watches for its end. It never assumes an outcome: until the server has told it, the same press is
 * repeated or asked about. Comes after the cards are seen; a press waits for it.
 */
import type { CheckoutState, ConfirmInput, ConfirmResult } from '../../server/wire/elements.ts';
import { confirm, remove, status } from './checkout-calls.ts';
import { type Checkout, type CheckoutEvent, initialCheckout, isPending } from './checkout-state.ts';
import type { Door } from './checkout-upkeep.ts';
import type { Client } from './client.ts';
import { type ClientError, failureOf, isExpiry, localError } from './client-error.ts';
import { OffersSync } from './offers-sync.ts';
import { dropPress, newPress, storePress } from './press-keep.ts';
import { storedPress } from './press-store.ts';
import { SessionEnd } from './session-end.ts';
import { pauseMs, Waiting } from './waiting.ts';
import { type Collected, collectOnline } from './when-online.ts';

/** How long a removal can be undone, in milliseconds. */
export const UNDO_MS = 6_000;
/** Pause between looks while the bank asks, in milliseconds. */
const CHALLENGE_PAUSE_MS = 2_000;

/** The session's owner, who alone writes its state. */
export interface Core {
  readonly state: () => Checkout;
  readonly client: () => Client | null;
  /** The session's id. */
  readonly session: () => string;
  /** Counts starts and disconnections; a loop of an older life ends at its next step. */
  readonly life: () => number;
  /** Ends whatever loop runs. */
  readonly renew: () => number;
  readonly dispatch: (event: CheckoutEvent) => void;
  readonly set: (state: Checkout) => void;
  /** Whether a press was made in this tab since it began. */
  readonly isPressed: () => boolean;
  /** A press was made in this tab. */
  readonly pressed: () => void;
  /** Loads what is shown again, behind what is on screen. */
  readonly reload: () => void;
}

export class CheckoutActs {
  readonly #core: Core;
  readonly #waiting = new Waiting();
  readonly #end = new SessionEnd();
  readonly #offers: OffersSync;
  #undoTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(core: Core) {
    this.#core = core;
    this.#offers = new OffersSync(core);
    // What a page carries may be of before a press that this tab made.
    if (this.#state.phase === 'open' && !core.isPressed() && storedPress(core.session())) {
      core.reload();
    }
  }

  get #state(): Checkout {
    return this.#core.state();
  }

  get #life(): number {
    return this.#core.life();
  }

  connect(): void {
    if (this.#state.data) this.watch(this.#state.data);
    addEventListener('pagehide', this.#leave);
  }

  disconnect(): void {
    removeEventListener('pagehide', this.#leave);
    this.rest();
  }

  /** Ends what goes on for the session that was shown. */
  rest(): void {
    this.#end.stop();
    this.#leave();
  }

  /** Keeps the form of a session that is over, until another one is started for it. */
  awaitRenewal(): void {
    this.#dispatch({ type: 'renewing' });
  }

  /** No other session came. */
  giveUpRenewal(): void {
    if (this.#state.phase === 'renewing') this.#dispatch({ type: 'expired' });
  }

  /** Back to what was chosen at first. */
  reset(): void {
    this.#dispatch({ type: 'reset' });
  }

  /** The page takes care of the end that is near. */
  leaveClosing(): void {
    this.#dispatch({ type: 'closing', soon: false });
  }

  /** Nothing of the buyer is kept in this browser, short of a press whose outcome is unknown. */
  forget(): void {
    void this.#commitRemoval(false);
    if (!isPending(this.#state)) this.#settled();
  }

  /** A network has come back: what waits goes on, and what is missing is fetched. */
  online(): void {
    this.look();
    this.#offers.retry();
  }

  /**
   * Gets the offers for what is chosen and spoken now, where they may differ.
   * @returns when the offers on screen are the right ones
   */
  syncOffers(locale: string): Promise<void> {
    return this.#offers.run(locale);
  }

  /** A saved card is used in another way than before, so its code is asked for. */
  wantCode(): void {
    if (!this.#state.wants.securityCode) this.#dispatch({ type: 'code-wanted' });
  }

  /** A fresh address for the card frame. */
  async renewCardEntry(): Promise<void> {
    const fresh = await this.#core
      .client()
      ?.state({})
      .catch(() => null);
    if (fresh)
      this.#dispatch({ type: 'card-entry', entry: fresh.card_entry, bank: fresh.bank_entry });
  }

  /** What the acts beside paying need; null before a session was started. */
  get door(): Door | null {
    const { client, state, dispatch } = this.#core;
    const now = client();
    if (!now) return null;
    return {
      client: now,
      state,
      dispatch,
      alive: () => now === client(),
      pause: (ms) => this.#waiting.pause(ms),
    };
  }

  /**
   * One intention to pay. A second call before its outcome is known does nothing.
   * @param collect gathers what is sent, once it is certain that this press counts
   */
  async press(collect: () => Promise<Collected>): Promise<void> {
    const client = this.#core.client();
    if (this.#state.phase !== 'open' || !client) return;
    this.#dispatch({ type: 'pressed' });
    const life = this.#life;
    const alive = () => life === this.#life;
    const collected = await collectOnline(collect, alive, (round) => {
      this.#dispatch({ type: 'lost' });
      return this.#waiting.pause(pauseMs(round));
    });
    if (!collected) return;
    if (!collected.ok) {
      const { problem } = collected;
      this.#dispatch(problem ? { type: 'failed', problem } : { type: 'withdrawn' });
      return;
    }
    // A paid session removes nothing any more: what was to go goes first.
    await this.#commitRemoval(false);
    const press = storedPress(this.#core.session()) ?? newPress();
    storePress(this.#core.session(), press);
    this.#core.pressed();
    await this.#confirm(client, { ...collected.input, press });
  }

  /** Looks at the outcome now instead of at the next turn. */
  look(): void {
    this.#waiting.wake();
  }

  dismissChallenge(): void {
    this.#dispatch({ type: 'challenge-dismissed' });
  }

  reopenChallenge(): void {
    this.#dispatch({ type: 'challenge-reopened' });
  }

  /** Hides a card and removes it when the time to undo is over. */
  remove(method: string): void {
    void this.#commitRemoval(false);
    this.#dispatch({ type: 'remove-held', method });
    this.#undoTimer = setTimeout(() => void this.#commitRemoval(false), UNDO_MS);
  }

  undoRemove(): void {
    clearTimeout(this.#undoTimer);
    this.#dispatch({ type: 'remove-undone' });
  }

  /** A press of before may be over. */
  loaded(data: CheckoutState): void {
    this.#offers.fresh();
    if (data.press?.status === 'failed') this.#settled(data.press.press);
  }

  /** A completed or expired session shows nothing any more, but still says where it stands. */
  async loadFailed(client: Client, error: ClientError): Promise<void> {
    const life = this.#life;
    const closed = error.kind === 'refused' && ![401, 403, 429].includes(error.status);
    const result = closed ? await status(client).catch(() => null) : null;
    if (life !== this.#life) return;
    if (result && result.status !== 'open') {
      // What is on screen from an older state is over.
      if (this.#state.phase === 'open') this.#core.set(initialCheckout);
      this.#dispatch({ type: 'answered', result });
    } else if (isExpiry(error)) this.#dispatch({ type: 'expired' });
    else this.#dispatch({ type: 'load-failed', problem: error.body });
  }

  async #confirm(client: Client, input: ConfirmInput): Promise<void> {
    const life = this.#life;
    for (let round = 0; life === this.#life; round += 1) {
      try {
        const result = await confirm(client, input);
        if (life === this.#life && !this.#answer(result)) void this.follow();
        return;
      } catch (error) {
        const failure = failureOf(error);
        if (life !== this.#life) return;
        const limited = failure.status === 429;
        // Refused for the pace while an earlier try is unknown says nothing about that try.
        if (failure.kind === 'refused' && !(limited && round > 0)) {
          if (failure.status === 409 || isCompletion(failure)) void this.follow();
          else this.#refused(failure);
          return;
        }
        this.#dispatch({ type: 'lost' });
        await this.#waiting.pause(pauseMs(round));
      }
    }
  }

  /** Asks for the outcome until it is known. */
  async follow(): Promise<void> {
    const client = this.#core.client();
    if (!client) return;
    const life = this.#core.renew();
    for (let round = 0; life === this.#life && isPending(this.#state); round += 1) {
      const waiting = this.#state.phase === 'challenge' ? CHALLENGE_PAUSE_MS : pauseMs(round);
      await this.#waiting.pause(waiting);
      if (life !== this.#life) return;
      try {
        const result = await status(client);
        if (life !== this.#life || this.#answer(result)) return;
      } catch (error) {
        const failure = failureOf(error);
        if (life !== this.#life) return;
        if (failure.kind === 'refused' && failure.status !== 429) return this.#refused(failure);
        this.#dispatch({ type: 'lost' });
      }
    }
  }

  /** True when the outcome is known. */
  #answer(result: ConfirmResult): boolean {
    const known = result.status === 'complete' || result.status === 'expired' || !!result.error;
    if (known) this.#settled();
    this.#dispatch({ type: 'answered', result });
    return known || result.status === 'open';
  }

  #refused(failure: ClientError): void {
    if (failure.status !== 429) this.#settled();
    if (isExpiry(failure)) {
      this.#dispatch({ type: 'expired' });
      return;
    }
    if (failure.body.param?.startsWith('consents')) this.#offers.spoil();
    this.#dispatch({ type: 'failed', problem: failure.body });
  }

  /** @param press forget only this one; without it, whichever is stored */
  #settled(press?: string): void {
    const stored = storedPress(this.#core.session());
    if (stored === null || (press !== undefined && press !== stored)) return;
    this.#core.pressed();
    dropPress(this.#core.session());
  }

  /** @returns when the server has answered; never fails */
  async #commitRemoval(leaving: boolean): Promise<void> {
    const held = this.#state.held;
    const client = this.#core.client();
    clearTimeout(this.#undoTimer);
    if (!held || !client) return;
    const { method } = held;
    this.#dispatch({ type: 'remove-sent' });
    await remove(client, method, leaving).then(
      () => this.#dispatch({ type: 'removed', method }),
      () =>
        this.#dispatch({
          type: 'remove-failed',
          method,
          problem: localError('remove_failed', method),
        }),
    );
  }

  /** Says when the session ends in a moment, and asks when it should be over. */
  watch({ session }: CheckoutState): void {
    const soon = () => this.#dispatch({ type: 'closing', soon: true });
    this.#end.watch(session.expires_at, soon, () => void this.#askEnd());
  }

  async #askEnd(): Promise<void> {
    const life = this.#life;
    const client = this.#core.client();
    const result = client && (await status(client).catch(() => null));
    const over =
      life === this.#life && this.#state.phase === 'open' && result?.status === 'expired';
    if (over) this.#dispatch({ type: 'expired' });
  }

  #dispatch(event: CheckoutEvent): void {
    this.#core.dispatch(event);
  }

  readonly #leave = (): void => void this.#commitRemoval(true);
}

/** Paid elsewhere in the meantime: the outcome is there to be asked for. */
function isCompletion({ body }: ClientError): boolean {
  return body.code === 'checkout_session_complete';
}
