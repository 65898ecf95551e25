/**
 * The only writer of a wallet's state. It sends one change after the other, waits for each answer,
 * and where an answer was lost it looks at the wallet instead of guessing. It renders nothing.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Agreements, Offer } from '../../server/wire/elements.ts';
import type { WalletState } from '../../server/wire/wallet.ts';
import { ClientError, failureOf, isExpiry, localError } from './client-error.ts';
import {
  createWalletClient,
  type ReceiptType,
  type WalletChange,
  type WalletClient,
} from './wallet-client.ts';
import {
  initialWallet,
  reduce,
  tookEffect,
  type Wallet,
  type WalletEvent,
} from './wallet-machine.ts';

/** How long a removal can be undone, in milliseconds. */
export const UNDO_MS = 6_000;
/** How long after its end a session is looked at again, in milliseconds. */
const AFTER_EXPIRY_MS = 1_000;

export class WalletController implements ReactiveController {
  state: Wallet = initialWallet;

  readonly #host: ReactiveControllerHost;
  readonly #changed: (next: Wallet, previous: Wallet) => void;
  #client: WalletClient | null = null;
  /** Answers are whole wallets: in another order than their questions, an old one would win. */
  #turn: Promise<unknown> = Promise.resolve();
  #undoTimer: ReturnType<typeof setTimeout> | undefined;
  #expiryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, changed: (next: Wallet, previous: Wallet) => void) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('pagehide', this.#leave);
    if (this.state.data) this.#watchExpiry(this.state.data);
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.#leave);
    clearTimeout(this.#expiryTimer);
    this.#leave();
  }

  start(api: string, secret: string): Promise<void> {
    this.#leave();
    clearTimeout(this.#expiryTimer);
    this.#turn = Promise.resolve();
    this.#client = createWalletClient(api, secret);
    this.#set(initialWallet);
    return this.refresh();
  }

  /** Loads again: after a failure from the start, otherwise behind what is on screen. */
  refresh(): Promise<void> {
    this.#dispatch({ type: 'reload' });
    return this.#inTurn(async (client) => {
      this.#loaded(await client.state());
    }).catch((error: unknown) => {
      const failure = failureOf(error);
      this.#dispatch(
        isExpiry(failure) ? { type: 'expired' } : { type: 'load-failed', error: failure.body },
      );
    });
  }

  /** Makes one change; while it is waited for, another is ignored. */
  async change(change: Exclude<WalletChange, { kind: 'remove' }>): Promise<void> {
    if (this.state.phase !== 'ready' || this.state.busy) return;
    this.#dispatch({ type: 'started', change });
    await this.#send(change, (data) => this.#dispatch({ type: 'changed', data }));
  }

  /** Hides a card and removes it when the time to undo is over. */
  remove(method: string, replacement: string | null): void {
    void this.#commitRemoval();
    this.#dispatch({ type: 'remove-held', removal: { kind: 'remove', method, replacement } });
    this.#undoTimer = setTimeout(() => void this.#commitRemoval(), UNDO_MS);
  }

  undoRemove(): void {
    clearTimeout(this.#undoTimer);
    this.#dispatch({ type: 'remove-undone' });
  }

  /** What is agreed for a card, in words to go on with; null where they could not be had. */
  agreements(method: string, backup: string | null, locale: string): Promise<Agreements | null> {
    return this.#inTurn((client) => client.agreements(method, backup, locale)).catch(
      (error: unknown) => {
        this.noticeExpiry(error);
        return null;
      },
    );
  }

  /** The words under which a subscription is charged to a card; null where they could not be had. */
  agreement(subscription: string, card: string, locale: string): Promise<Offer | null> {
    return this.#inTurn((client) => client.agreement(subscription, card, locale)).catch(
      (error: unknown) => {
        this.noticeExpiry(error);
        return null;
      },
    );
  }

  /** @throws ClientError */
  receipt(path: string, type: ReceiptType): Promise<Blob> {
    return this.#inTurn((client) => client.receipt(path, type));
  }

  /** Shows the end of the session where an error says so. */
  noticeExpiry(error: unknown): void {
    if (error instanceof ClientError && isExpiry(error)) this.#dispatch({ type: 'expired' });
  }

  /** After the calls before it. What was asked with an older secret is not heard any more. */
  #inTurn<T>(run: (client: WalletClient) => Promise<T>): Promise<T> {
    const client = this.#client;
    const unheard = () => new Promise<never>(() => {});
    if (!client) return unheard();
    const mine = this.#turn
      .then(() => run(client))
      .finally(() => (client === this.#client ? undefined : unheard()));
    this.#turn = mine.catch(() => {});
    return mine;
  }

  async #send(change: WalletChange, done: (data: WalletState) => void): Promise<void> {
    try {
      done(await this.#inTurn((client) => this.#settle(client, change)));
    } catch (caught) {
      const failure = failureOf(caught);
      if (isExpiry(failure)) this.#dispatch({ type: 'expired' });
      else this.#dispatch({ type: 'failed', problem: { change, error: failure.body } });
    }
  }

  /** The wallet after a change; where its answer was lost or a refusal, as it is found. */
  async #settle(client: WalletClient, change: WalletChange): Promise<WalletState> {
    try {
      return await client.change(change);
    } catch (caught) {
      const failure = failureOf(caught);
      if (isExpiry(failure) || failure.status === 429) throw failure;
      const data = await client.state().catch(() => null);
      if (data) this.#loaded(data);
      if (data && tookEffect(change, data)) return data;
      if (!data || failure.kind === 'refused') throw failure;
      throw new ClientError('refused', failure.status, localError('not_done'));
    }
  }

  #loaded(data: WalletState): void {
    this.#dispatch({ type: 'loaded', data });
    this.#watchExpiry(data);
  }

  #watchExpiry(data: WalletState): void {
    clearTimeout(this.#expiryTimer);
    const left = data.customer_session.expires_at * 1_000 - Date.now();
    // Asked, not assumed: the clock of this machine may be wrong.
    if (left > 0) {
      this.#expiryTimer = setTimeout(() => void this.refresh(), left + AFTER_EXPIRY_MS);
    }
  }

  async #commitRemoval(): Promise<void> {
    const removal = this.state.held;
    clearTimeout(this.#undoTimer);
    if (!removal) return;
    this.#dispatch({ type: 'remove-sent' });
    const { method } = removal;
    await this.#send(removal, (data) => this.#dispatch({ type: 'removed', method, data }));
  }

  #dispatch(event: WalletEvent): void {
    this.#set(reduce(this.state, event));
  }

  #set(next: Wallet): void {
    const previous = this.state;
    if (next === previous) return;
    this.state = next;
    this.#host.requestUpdate();
    this.#changed(next, previous);
  }

  /** What was confirmed is done, even if nobody sees the answer. */
  readonly #leave = (): void => {
    const removal = this.state.held;
    clearTimeout(this.#undoTimer);
    if (!removal) return;
    this.#dispatch({ type: 'remove-sent' });
    const { method } = removal;
    this.#client?.change(removal, true).then(
      (data) => this.#dispatch({ type: 'removed', method, data }),
      () => void this.refresh(),
    );
  };
}
