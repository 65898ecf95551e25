/**
 * The only writer of a checkout's state. It turns intentions into calls and answers into events of
 * the machine, and never assumes an outcome: until the server has told it, the same press is
 * repeated or asked about. It renders nothing and knows no element.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CheckoutState, ConfirmInput, ConfirmResult } from '../../server/wire/elements.ts';
import {
  type Checkout,
  type CheckoutEvent,
  initialCheckout,
  isPending,
  reduce,
} from './checkout-machine.ts';
import type { Door } from './checkout-upkeep.ts';
import { type Client, createClient } from './client.ts';
import { type ClientError, failureOf, isExpiry, localError } from './client-error.ts';
import { OffersSync } from './offers-sync.ts';
import { dropPress, newPress, sessionOf, storedPress, storePress } from './press-store.ts';
import { SessionEnd } from './session-end.ts';
import { pauseMs, Waiting } from './waiting.ts';
import { type Collected, collectOnline } from './when-online.ts';

/** How long a removal can be undone, in milliseconds. */
export const UNDO_MS = 6_000;
/** Pause between looks while the bank asks, in milliseconds. */
const CHALLENGE_PAUSE_MS = 2_000;

export interface Start {
  readonly api: string;
  readonly secret: string;
  readonly locale: string | null;
  /** State that the page carries; saves the first request. */
  readonly inline: CheckoutState | null;
  /** Another session for the form on screen: what is typed stays. */
  readonly renewal?: boolean;
}

export class CheckoutController implements ReactiveController {
  state: Checkout = initialCheckout;

  readonly #host: ReactiveControllerHost;
  readonly #changed: (next: Checkout, previous: Checkout) => void;
  #start: Start | null = null;
  #client: Client | null = null;
  #session = '';
  #pressed = false;
  /** Counts starts and disconnections; a loop of an older life ends at its next step. */
  #life = 0;
  readonly #waiting = new Waiting();
  #undoTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #end = new SessionEnd();
  readonly #offers = new OffersSync({
    state: () => this.state,
    client: () => this.#client,
    dispatch: (event) => this.#dispatch(event),
  });

  constructor(host: ReactiveControllerHost, changed: (next: Checkout, previous: Checkout) => void) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  /** Whether this tab made a press on this session, now or before a reload. */
  get pressedHere(): boolean {
    return this.#pressed || storedPress(this.#session) !== null;
  }

  hostConnected(): void {
    addEventListener('online', this.#online);
    addEventListener('offline', this.#online);
    if (this.state.data) this.#watchEnd(this.state.data);
    addEventListener('pagehide', this.#leave);
    if (isPending(this.state)) void this.#follow();
    else if (this.state.phase === 'loading' && this.#start) void this.#load();
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#online);
    removeEventListener('offline', this.#online);
    this.#end.stop();
    removeEventListener('pagehide', this.#leave);
    this.#leave();
    this.#life += 1;
    this.#waiting.wake();
  }

  start(start: Start): Promise<void> {
    this.#leave();
    this.#life += 1;
    this.#waiting.wake();
    this.#start = start;
    this.#client = createClient(start.api, start.secret);
    this.#session = sessionOf(start.secret);
    this.#pressed = false;
    this.#end.stop();
    if (!start.renewal) this.#set({ ...initialCheckout, offline: !navigator.onLine });
    return this.#load();
  }

  /** Keeps the form of a session that is over, until another one is started for it. */
  awaitRenewal(): void {
    this.#dispatch({ type: 'renewing' });
  }

  /** No other session came. */
  giveUpRenewal(): void {
    if (this.state.phase === 'renewing') this.#dispatch({ type: 'expired' });
  }

  /** Back to what was chosen at first. */
  reset(): void {
    this.#dispatch({ type: 'reset' });
  }

  /** The page takes care of the end that is near. */
  leaveClosing(): void {
    this.#dispatch({ type: 'closing', soon: false });
  }

  /** A saved card is used in another way than before, so its code is asked for. */
  wantCode(): void {
    if (!this.state.wants.securityCode) this.#dispatch({ type: 'code-wanted' });
  }

  /** Shows nothing saved any more, before anybody else is told. */
  hideNow(): void {
    this.#forget();
    this.#dispatch({ type: 'hidden' });
  }

  /** What the acts beside paying need; null before a session was started. */
  get door(): Door | null {
    const client = this.#client;
    if (!client) return null;
    return {
      client,
      state: () => this.state,
      dispatch: (event) => this.#dispatch(event),
      alive: () => client === this.#client,
      pause: (ms) => this.#waiting.pause(ms),
    };
  }

  /** Nothing of the buyer is kept in this browser, short of a press whose outcome is unknown. */
  #forget(): void {
    void this.#commitRemoval(false);
    if (!isPending(this.state)) this.#settled();
    if (this.#start) this.#start = { ...this.#start, inline: null };
  }

  /** Loads again: after a failure from the start, otherwise behind what is on screen. */
  refresh(): Promise<void> {
    this.#dispatch({ type: 'reload' });
    return this.#load();
  }

  choose(method: string): void {
    this.#dispatch({ type: 'chosen', method });
  }

  /**
   * One intention to pay. A second call before its outcome is known does nothing.
   * @param collect gathers what is sent, once it is certain that this press counts
   */
  async press(collect: () => Promise<Collected>): Promise<void> {
    const client = this.#client;
    if (this.state.phase !== 'open' || !client) return;
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
    const press = storedPress(this.#session) ?? newPress();
    storePress(this.#session, press);
    this.#pressed = true;
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

  /**
   * Gets the offers for what is chosen and spoken now, where they may differ.
   * @returns when the offers on screen are the right ones
   */
  syncOffers(locale: string): Promise<void> {
    return this.#offers.run(locale);
  }

  /** A fresh address for the card frame. */
  async renewCardEntry(): Promise<void> {
    const fresh = await this.#client?.state({}).catch(() => null);
    if (fresh) this.#dispatch({ type: 'card-entry', entry: fresh.card_entry });
  }

  async #load(): Promise<void> {
    const client = this.#client;
    const start = this.#start;
    if (!client || !start) return;
    const life = this.#life;
    const inline = this.state.data ? null : start.inline;
    try {
      const query = start.locale ? { locale: start.locale } : {};
      const data = inline ?? (await client.state(query));
      if (life !== this.#life) return;
      this.#offers.fresh();
      if (data.press?.status === 'failed') this.#settled(data.press.press);
      this.#dispatch({ type: 'loaded', data });
      this.#watchEnd(data);
    } catch (error) {
      if (life === this.#life) await this.#loadFailed(client, failureOf(error));
    }
    if (isPending(this.state)) void this.#follow();
  }

  /** A completed or expired session shows nothing any more, but still says where it stands. */
  async #loadFailed(client: Client, error: ClientError): Promise<void> {
    const life = this.#life;
    const closed = error.kind === 'refused' && ![401, 403, 429].includes(error.status);
    const result = closed ? await client.status().catch(() => null) : null;
    if (life !== this.#life) return;
    if (result && result.status !== 'open') {
      // What is on screen from an older state is over.
      if (this.state.phase === 'open') this.#set(initialCheckout);
      this.#dispatch({ type: 'answered', result });
    } else if (isExpiry(error)) this.#dispatch({ type: 'expired' });
    else this.#dispatch({ type: 'load-failed', problem: error.body });
  }

  async #confirm(client: Client, input: ConfirmInput): Promise<void> {
    const life = this.#life;
    for (let round = 0; life === this.#life; round += 1) {
      try {
        const result = await client.confirm(input);
        if (life === this.#life && !this.#answer(result)) void this.#follow();
        return;
      } catch (error) {
        const failure = failureOf(error);
        if (life !== this.#life) return;
        const limited = failure.status === 429;
        // Refused for the pace while an earlier try is unknown says nothing about that try.
        if (failure.kind === 'refused' && !(limited && round > 0)) {
          if (failure.status === 409 || isCompletion(failure)) void this.#follow();
          else this.#refused(failure);
          return;
        }
        this.#dispatch({ type: 'lost' });
        await this.#waiting.pause(pauseMs(round));
      }
    }
  }

  /** Asks for the outcome until it is known. */
  async #follow(): Promise<void> {
    const client = this.#client;
    if (!client) return;
    this.#life += 1;
    const life = this.#life;
    for (let round = 0; life === this.#life && isPending(this.state); round += 1) {
      const waiting = this.state.phase === 'challenge' ? CHALLENGE_PAUSE_MS : pauseMs(round);
      await this.#waiting.pause(waiting);
      if (life !== this.#life) return;
      try {
        const result = await client.status();
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
    const stored = storedPress(this.#session);
    if (stored === null || (press !== undefined && press !== stored)) return;
    this.#pressed = true;
    dropPress(this.#session);
  }

  /** @returns when the server has answered; never fails */
  async #commitRemoval(leaving: boolean): Promise<void> {
    const held = this.state.held;
    const client = this.#client;
    clearTimeout(this.#undoTimer);
    if (!held || !client) return;
    const { method } = held;
    this.#dispatch({ type: 'remove-sent' });
    await client.remove(method, leaving).then(
      () => this.#dispatch({ type: 'removed', method }),
      () =>
        this.#dispatch({
          type: 'remove-failed',
          method,
          problem: localError('remove_failed', method),
        }),
    );
  }

  #watchEnd({ session }: CheckoutState): void {
    const soon = () => this.#dispatch({ type: 'closing', soon: true });
    this.#end.watch(session.expires_at, soon, () => void this.#askEnd());
  }

  async #askEnd(): Promise<void> {
    const life = this.#life;
    const result = await this.#client?.status().catch(() => null);
    const over = life === this.#life && this.state.phase === 'open' && result?.status === 'expired';
    if (over) this.#dispatch({ type: 'expired' });
  }

  #dispatch(event: CheckoutEvent): void {
    this.#set(reduce(this.state, event));
  }

  #set(next: Checkout): void {
    const previous = this.state;
    if (next === previous) return;
    this.state = next;
    this.#host.requestUpdate();
    this.#changed(next, previous);
  }

  /** What waits goes on, what is missing is fetched, and nothing is said twice. */
  readonly #online = (): void => {
    this.#dispatch({ type: 'network', offline: !navigator.onLine });
    if (!navigator.onLine) return;
    this.#waiting.wake();
    const { phase, problem } = this.state;
    if (phase === 'unavailable' && problem?.type === 'client_error') void this.#load();
    this.#offers.retry();
  };
  readonly #leave = (): void => void this.#commitRemoval(true);
}

/** Paid elsewhere in the meantime: the outcome is there to be asked for. */
function isCompletion({ body }: ClientError): boolean {
  return body.code === 'checkout_session_complete';
}
