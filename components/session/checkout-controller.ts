/**
 * The only writer of a checkout's state. It turns intentions into calls and answers into events of
 * the machine, and never assumes an outcome: until the server has told it, the same press is
 * repeated or asked about. It renders nothing and knows no element.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type {
  CheckoutState,
  ConfirmInput,
  ConfirmResult,
  ErrorBody,
} from '../../server/wire/elements.ts';
import { NEW_CARD } from '../shared/choice.ts';
import {
  type Checkout,
  type CheckoutEvent,
  initialCheckout,
  isBusy,
  reduce,
} from './checkout-machine.ts';
import { type Client, createClient, type StateQuery } from './client.ts';
import { ClientError, localError } from './client-error.ts';
import { dropPress, newPress, sessionOf, storedPress, storePress } from './press-store.ts';

/** How long a removal can be undone, in milliseconds. */
export const UNDO_MS = 6_000;
/** Pauses between looks at an unknown outcome, in milliseconds; the last one repeats. */
const PAUSES_MS = [1_000, 1_500, 2_000, 3_000, 5_000];
const CHALLENGE_PAUSE_MS = 2_000;

/** What a press sends, or why it cannot be sent; a null problem is already told where it is. */
export type Collected =
  | { readonly ok: true; readonly input: Omit<ConfirmInput, 'press'> }
  | { readonly ok: false; readonly problem: ErrorBody | null };

export interface Start {
  readonly api: string;
  readonly secret: string;
  readonly locale: string | null;
  /** State that the page carries; saves the first request. */
  readonly inline: CheckoutState | null;
}

export class CheckoutController implements ReactiveController {
  state: Checkout = initialCheckout;
  /** Whether this tab made a press on this session, now or before a reload. */
  pressedHere = false;

  readonly #host: ReactiveControllerHost;
  readonly #changed: (next: Checkout, previous: Checkout) => void;
  #start: Start | null = null;
  #client: Client | null = null;
  #session = '';
  /** Counts starts and disconnections; a loop of an older life ends at its next step. */
  #life = 0;
  #wake: () => void = () => {};
  #offersFor: string | null = null;
  #syncing: Promise<void> = Promise.resolve();
  #undoTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, changed: (next: Checkout, previous: Checkout) => void) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('online', this.#online);
    addEventListener('pagehide', this.#leave);
    if (isBusy(this.state)) void this.#follow();
    else if (this.state.phase === 'loading' && this.#start) void this.#load();
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#online);
    removeEventListener('pagehide', this.#leave);
    this.#leave();
    this.#life += 1;
    this.#wake();
  }

  start(start: Start): Promise<void> {
    this.#leave();
    this.#life += 1;
    this.#wake();
    this.#start = start;
    this.#client = createClient(start.api, start.secret);
    this.#session = sessionOf(start.secret);
    this.pressedHere = storedPress(this.#session) !== null;
    this.#set(initialCheckout);
    return this.#load();
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
    const collected = await collect();
    if (!collected.ok) {
      const { problem } = collected;
      this.#dispatch(problem ? { type: 'failed', problem } : { type: 'withdrawn' });
      return;
    }
    // A paid session removes nothing any more: what was to go goes first.
    await this.#commitRemoval(false);
    const press = storedPress(this.#session) ?? newPress();
    storePress(this.#session, press);
    this.pressedHere = true;
    await this.#confirm(client, { ...collected.input, press });
  }

  /** Looks at the outcome now instead of at the next turn. */
  look(): void {
    this.#wake();
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
    const syncing = this.#sync(locale);
    if (syncing) this.#syncing = syncing;
    return this.#syncing;
  }

  #sync(locale: string): Promise<void> | null {
    const { data, chosen, phase } = this.state;
    const client = this.#client;
    if (!data || !client || phase !== 'open') return null;
    const { mandate, redisplay } = data.offers;
    const offer = mandate ?? redisplay;
    if (!offer) return null;
    // Only an agreement names its card; the words for keeping one are for a new card alone.
    const first = data.prefill?.payment_method ?? NEW_CARD;
    const card = mandate ? (chosen ?? first) : first;
    const wanted = `${card} ${locale}`;
    const same = locale.split('-')[0] === offer.locale.split('-')[0];
    this.#offersFor ??= same ? `${first} ${locale}` : '';
    if (wanted === this.#offersFor) return null;
    this.#offersFor = wanted;
    return this.#fetchOffers(client, { paymentMethod: card === NEW_CARD ? '' : card, locale });
  }

  async #fetchOffers(client: Client, query: StateQuery): Promise<void> {
    const wanted = this.#offersFor;
    this.#dispatch({ type: 'offers-wanted' });
    const fresh = await client.state(query).catch(() => null);
    if (this.#offersFor === wanted)
      this.#dispatch({ type: 'offers', offers: fresh?.offers ?? null });
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
      this.#offersFor = null;
      if (data.press?.status === 'failed') this.#settled(data.press.press);
      this.#dispatch({ type: 'loaded', data });
    } catch (error) {
      if (life === this.#life) await this.#loadFailed(client, failureOf(error));
    }
    if (isBusy(this.state)) void this.#follow();
  }

  /** A completed or expired session shows nothing any more, but still says where it stands. */
  async #loadFailed(client: Client, error: ClientError): Promise<void> {
    const life = this.#life;
    const closed = error.kind === 'refused' && ![401, 403, 429].includes(error.status);
    const result = closed ? await client.status().catch(() => null) : null;
    if (life !== this.#life) return;
    if (result && result.status !== 'open') this.#dispatch({ type: 'answered', result });
    else if (isExpiry(error)) this.#dispatch({ type: 'expired' });
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
        await this.#pause(pauseMs(round));
      }
    }
  }

  /** Asks for the outcome until it is known. */
  async #follow(): Promise<void> {
    const client = this.#client;
    if (!client) return;
    this.#life += 1;
    const life = this.#life;
    for (let round = 0; life === this.#life && isBusy(this.state); round += 1) {
      const waiting = this.state.phase === 'challenge' ? CHALLENGE_PAUSE_MS : pauseMs(round);
      await this.#pause(waiting);
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
    if (failure.body.param?.startsWith('consents')) this.#offersFor = '';
    this.#dispatch({ type: 'failed', problem: failure.body });
  }

  /** @param press forget only this one; without it, whichever is stored */
  #settled(press?: string): void {
    if (press === undefined || press === storedPress(this.#session)) dropPress(this.#session);
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

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
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

  readonly #online = (): void => this.#wake();
  readonly #leave = (): void => void this.#commitRemoval(true);
}

function pauseMs(round: number): number {
  return PAUSES_MS[Math.min(round, PAUSES_MS.length - 1)] ?? 0;
}

function failureOf(error: unknown): ClientError {
  if (error instanceof ClientError) return error;
  throw error;
}

/** Paid elsewhere in the meantime: the outcome is there to be asked for. */
function isCompletion({ body }: ClientError): boolean {
  return body.code === 'checkout_session_complete';
}

function isExpiry({ body }: ClientError): boolean {
  return /(session|secret)_expired/.test(body.code ?? '');
}
