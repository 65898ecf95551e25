/**
 * Keeps the words on screen the right ones: those for the card that is chosen and the language that
 * is spoken now. It fetches; what is shown is the session's.
 */
import { NEW_CARD } from '../shared/choice.ts';
import type { Checkout, CheckoutEvent } from './checkout-state.ts';
import type { Client, StateQuery } from './client.ts';

export interface Sync {
  readonly state: () => Checkout;
  readonly client: () => Client | null;
  readonly dispatch: (event: CheckoutEvent) => void;
}

export class OffersSync {
  readonly #of: Sync;
  /** Card and language of the offers on screen; empty for unfit ones, null for those just loaded. */
  #for: string | null = null;
  #missed = false;
  #running: Promise<void> = Promise.resolve();

  constructor(of: Sync) {
    this.#of = of;
  }

  /** The offers were just loaded with the rest. */
  fresh(): void {
    this.#for = null;
    this.#missed = false;
  }

  /** The server no longer offers what is on screen. */
  spoil(): void {
    this.#for = '';
  }

  /** There is a network again: what could not be fetched is wanted again. */
  retry(): void {
    if (this.#missed) this.spoil();
  }

  /** @returns when the offers on screen are the right ones */
  run(locale: string): Promise<void> {
    const running = this.#run(locale);
    if (running) this.#running = running;
    return this.#running;
  }

  #run(locale: string): Promise<void> | null {
    const { data, chosen, phase } = this.#of.state();
    const client = this.#of.client();
    if (!data || !client || phase !== 'open') return null;
    const { mandate, redisplay } = data.offers;
    const offer = mandate ?? redisplay;
    if (!offer) return null;
    // Only an agreement names its card; the words for keeping one are for a new card alone.
    const first = data.prefill?.payment_method ?? NEW_CARD;
    const card = mandate ? (chosen ?? first) : first;
    const wanted = `${card} ${locale}`;
    const same = locale.split('-')[0] === offer.locale.split('-')[0];
    this.#for ??= same ? `${first} ${locale}` : '';
    if (wanted === this.#for) return null;
    this.#for = wanted;
    return this.#fetch(client, { paymentMethod: card === NEW_CARD ? '' : card, locale });
  }

  async #fetch(client: Client, query: StateQuery): Promise<void> {
    const wanted = this.#for;
    this.#of.dispatch({ type: 'offers-wanted' });
    const fresh = await client.state(query).catch(() => null);
    if (client !== this.#of.client() || this.#for !== wanted) return;
    this.#missed = !fresh;
    this.#of.dispatch({ type: 'offers', offers: fresh?.offers ?? null });
  }
}
