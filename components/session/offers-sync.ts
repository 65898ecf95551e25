/**
 * Keeps the words on screen the right ones: those for the card that is chosen and the language that
 * is spoken now. It fetches; what is shown is the session's.
 */
import type { CheckoutState } from '../../server/wire/elements.ts';
import { isNew, NEW_BANK, NEW_CARD } from '../shared/choice.ts';
import type { Checkout, CheckoutEvent } from './checkout-state.ts';
import type { Client, StateQuery } from './client.ts';

export interface Sync {
  readonly state: () => Checkout;
  readonly client: () => Client | null;
  readonly dispatch: (event: CheckoutEvent) => void;
}

/** Whether the choice is a bank account, saved or yet to be typed. */
function isAccount({ payment_methods: methods }: CheckoutState, choice: string | null): boolean {
  const saved = methods.find(({ id }) => id === choice);
  return choice === NEW_BANK || saved?.brand === 'bank_account';
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
    const { mandate, redisplay, debit } = data.offers;
    const offer = mandate ?? redisplay ?? debit;
    const account = isAccount(data, chosen);
    if (!offer && !account) return null;
    // Only an agreement names its card, and an account has words of its own; those for keeping are for
    // a new card alone.
    const first = data.prefill?.payment_method ?? (data.card_entry ? NEW_CARD : NEW_BANK);
    const card = mandate || account ? (chosen ?? first) : first;
    const wanted = `${card} ${locale}`;
    const same = !offer || locale.split('-')[0] === offer.locale.split('-')[0];
    this.#for ??= same ? `${first} ${locale}` : '';
    if (wanted === this.#for) return null;
    this.#for = wanted;
    const typed = card === NEW_BANK ? (data.bank_entry?.type ?? '') : '';
    return this.#fetch(client, { paymentMethod: isNew(card) ? typed : card, locale });
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
