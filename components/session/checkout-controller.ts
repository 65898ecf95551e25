/**
 * The only writer of a checkout's state. It turns intentions into calls and answers into events, up
 * to a choice that is shown; what follows a press is fetched later and lent to it. It renders nothing
 * and knows no element.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CheckoutState } from '../../server/wire/elements.ts';
import type { CheckoutActs, Core } from './checkout-acts.ts';
import type { reduce } from './checkout-machine.ts';
import {
  type Checkout,
  type CheckoutEvent,
  initialCheckout,
  isFresh,
  isPending,
  reduceFirst,
} from './checkout-state.ts';
import { type Client, createClient } from './client.ts';
import { ClientError, failureOf, localError } from './client-error.ts';
import { sessionOf, storedPress } from './press-store.ts';

/** What is fetched once the cards are seen. */
export interface Rest {
  readonly CheckoutActs: new (core: Core) => CheckoutActs;
  readonly reduce: typeof reduce;
}

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
  /** What it does beside looking and choosing; null until {@link wantActs} has brought it. */
  acts: CheckoutActs | null = null;

  readonly #host: ReactiveControllerHost;
  readonly #changed: (next: Checkout, previous: Checkout) => void;
  #start: Start | null = null;
  #client: Client | null = null;
  #session = '';
  #pressed = false;
  /** Counts starts and disconnections; a loop of an older life ends at its next step. */
  #life = 0;
  #connected = false;
  #reduce = reduceFirst;
  readonly #rest: () => Promise<Rest>;

  /** @param rest fetches what comes later */
  constructor(
    host: ReactiveControllerHost,
    changed: (next: Checkout, previous: Checkout) => void,
    rest: () => Promise<Rest>,
  ) {
    this.#host = host;
    this.#changed = changed;
    this.#rest = rest;
    host.addController(this);
  }

  /** Whether this tab made a press on this session, now or before a reload. */
  get pressedHere(): boolean {
    return this.#pressed || storedPress(this.#session) !== null;
  }

  hostConnected(): void {
    addEventListener('online', this.#online);
    addEventListener('offline', this.#online);
    this.#connected = true;
    this.acts?.connect();
    if (isPending(this.state)) void this.acts?.follow();
    else if (this.state.phase === 'loading' && this.#start) void this.#load();
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#online);
    removeEventListener('offline', this.#online);
    this.#connected = false;
    this.acts?.disconnect();
    this.#life += 1;
    this.acts?.look();
  }

  start(start: Start): Promise<void> {
    this.acts?.rest();
    this.#life += 1;
    this.acts?.look();
    this.#start = start;
    this.#client = createClient(start.api, start.secret);
    this.#session = sessionOf(start.secret);
    this.#pressed = false;
    if (!start.renewal) this.#set({ ...initialCheckout, offline: !navigator.onLine });
    return this.#load();
  }

  /** @throws ClientError when what comes later cannot be fetched; asking again tries again */
  async wantActs(): Promise<CheckoutActs> {
    const rest = await this.#rest().catch(() => {
      throw new ClientError('unknown', 0, localError('network'));
    });
    if (this.acts) return this.acts;
    this.#reduce = rest.reduce;
    this.acts = new rest.CheckoutActs({
      state: () => this.state,
      client: () => this.#client,
      session: () => this.#session,
      life: () => this.#life,
      renew: () => {
        this.#life += 1;
        return this.#life;
      },
      dispatch: (event) => this.#dispatch(event),
      set: (state) => this.#set(state),
      pressed: () => {
        this.#pressed = true;
      },
      isPressed: () => this.#pressed,
      reload: () => void this.refresh(),
    });
    if (this.#connected) this.acts.connect();
    this.#host.requestUpdate();
    return this.acts;
  }

  /** Shows nothing saved any more, before anything else is done about it. */
  hideNow(): void {
    if (this.acts) this.acts.forget();
    else
      void this.wantActs().then(
        (acts) => acts.forget(),
        () => {},
      );
    if (this.#start) this.#start = { ...this.#start, inline: null };
    this.#dispatch({ type: 'hidden' });
  }

  /** Loads again: after a failure from the start, otherwise behind what is on screen. */
  refresh(): Promise<void> {
    this.#dispatch({ type: 'reload' });
    return this.#load();
  }

  choose(method: string): void {
    this.#dispatch({ type: 'chosen', method });
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
      // A press of before, or an end, is not understood without what comes later.
      const acts = isFresh(data) ? this.acts : await this.wantActs();
      if (life !== this.#life) return;
      acts?.loaded(data);
      this.#dispatch({ type: 'loaded', data });
      acts?.watch(data);
    } catch (error) {
      const failure = failureOf(error);
      const acts = await this.wantActs().catch(() => null);
      if (life !== this.#life) return;
      if (acts) await acts.loadFailed(client, failure);
      else this.#dispatch({ type: 'load-failed', problem: failure.body });
    }
    if (isPending(this.state)) void this.acts?.follow();
  }

  #dispatch(event: CheckoutEvent): void {
    this.#set(this.#reduce(this.state, event));
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
    this.acts?.online();
    const { phase, problem } = this.state;
    if (phase === 'unavailable' && problem?.type === 'client_error') void this.#load();
  };
}
