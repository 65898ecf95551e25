/**
 * What a checkout is, and its first steps as a pure function: loaded, chosen, with the right words.
 * What follows a press, and what comes rarely, is the machine's. It knows no DOM, no clock and no
 * network.
 */
import type {
  CheckoutState,
  ConfirmResult,
  ErrorBody,
  NextAction,
} from '../../server/wire/elements.ts';
import { NEW_BANK, NEW_CARD } from '../shared/choice.ts';

/**
 * `confirming`: pressed, no answer yet. `processing`: the server works on it. `challenge`: the
 * bank wants to see the buyer. In these three the outcome is unknown and nothing can be edited.
 * `renewing`: the session is over, and the page is about to bring another one for the same form.
 */
export type Phase =
  | 'loading'
  | 'unavailable'
  | 'open'
  | 'confirming'
  | 'processing'
  | 'challenge'
  | 'renewing'
  | 'complete'
  | 'expired';

export interface Checkout {
  readonly phase: Phase;
  readonly data: CheckoutState | null;
  /** Id of a saved card, `new`, or null while nothing is chosen. */
  readonly chosen: string | null;
  /** A saved card whose removal waits for the end of its undo time, with what was chosen before. */
  readonly held: { readonly method: string; readonly chosen: string | null } | null;
  /** Saved cards that are held back or being removed. */
  readonly hidden: readonly string[];
  /** Whether the last call got no answer; the same press is then repeated. */
  readonly lost: boolean;
  /** Whether this device is without a network. */
  readonly offline: boolean;
  /** Whether the session ends in a moment. */
  readonly closing: boolean;
  readonly offersPending: boolean;
  readonly problem: ErrorBody | null;
  readonly action: NextAction | null;
  /** The buyer closed the challenge; its outcome is still awaited. */
  readonly dismissed: boolean;
  /** What the server asked for beyond the usual. */
  readonly wants: { readonly securityCode: boolean; readonly billing: boolean };
  readonly outcome: Outcome | null;
}

export interface Outcome {
  readonly redirectUrl: string | null;
  readonly paymentStatus: 'unpaid' | 'paid' | 'no_payment_required' | null;
  /** The intent that was achieved. */
  readonly intent: string | null;
}

export type CheckoutEvent =
  | { readonly type: 'loaded'; readonly data: CheckoutState }
  | { readonly type: 'load-failed'; readonly problem: ErrorBody }
  | { readonly type: 'reload' }
  | { readonly type: 'chosen'; readonly method: string }
  | { readonly type: 'offers-wanted' }
  | { readonly type: 'offers'; readonly offers: CheckoutState['offers'] | null }
  | {
      readonly type: 'card-entry';
      readonly entry: CheckoutState['card_entry'];
      readonly bank?: CheckoutState['bank_entry'];
    }
  | { readonly type: 'pressed' }
  | { readonly type: 'withdrawn' }
  | { readonly type: 'lost' }
  | { readonly type: 'answered'; readonly result: ConfirmResult }
  | { readonly type: 'failed'; readonly problem: ErrorBody }
  | { readonly type: 'expired' }
  | { readonly type: 'renewing' }
  | { readonly type: 'closing'; readonly soon: boolean }
  | { readonly type: 'network'; readonly offline: boolean }
  | { readonly type: 'hidden' }
  | { readonly type: 'reset' }
  | { readonly type: 'code-wanted' }
  | { readonly type: 'updated'; readonly method: string; readonly data: CheckoutState }
  | { readonly type: 'challenge-dismissed' }
  | { readonly type: 'challenge-reopened' }
  | { readonly type: 'remove-held'; readonly method: string }
  | { readonly type: 'remove-undone' }
  | { readonly type: 'remove-sent' }
  | { readonly type: 'removed'; readonly method: string }
  | { readonly type: 'remove-failed'; readonly method: string; readonly problem: ErrorBody };

export const nothingWanted = { securityCode: false, billing: false };

export const initialCheckout: Checkout = {
  phase: 'loading',
  data: null,
  chosen: null,
  held: null,
  hidden: [],
  lost: false,
  offline: false,
  closing: false,
  offersPending: false,
  problem: null,
  action: null,
  dismissed: false,
  wants: nothingWanted,
  outcome: null,
};

/** A press is on its way and its outcome is unknown. */
export function isPending({ phase }: Checkout): boolean {
  return phase === 'confirming' || phase === 'processing' || phase === 'challenge';
}

/** Nothing can be edited or pressed for the moment. */
export function isBusy(state: Checkout): boolean {
  return isPending(state) || state.phase === 'renewing';
}

/** The saved cards on screen: all but those on their way out. */
export function shownMethods({ data, hidden }: Checkout): CheckoutState['payment_methods'] {
  return (data?.payment_methods ?? []).filter(({ id }) => !hidden.includes(id));
}

export function isChoosable(data: CheckoutState, choice: string | null): boolean {
  if (choice === NEW_CARD) return data.card_entry !== null;
  if (choice === NEW_BANK) return !!data.bank_entry;
  return data.payment_methods.some((method) => method.id === choice && method.usable);
}

/** The server's choice, else the new card where no saved one can be used, else none. */
export function firstChoice(data: CheckoutState): string | null {
  const prefilled = data.prefill?.payment_method ?? null;
  if (isChoosable(data, prefilled)) return prefilled;
  const usable = data.payment_methods.some((method) => method.usable);
  return !usable && data.card_entry ? NEW_CARD : null;
}

/** With another state of the server's, in the same phase. */
export function withData(state: Checkout, data: CheckoutState): Checkout {
  const chosen = isChoosable(data, state.chosen) ? state.chosen : firstChoice(data);
  return { ...state, data, chosen, lost: false };
}

/** Nothing saved is shown, and nothing of the buyer that they did not type here. */
function hiddenAll(state: Checkout, data: CheckoutState): Checkout {
  return {
    ...state,
    data: {
      ...data,
      session: { ...data.session, saved_methods_hidden: true },
      customer: null,
      payment_methods: [],
      prefill: null,
    },
    chosen: data.card_entry ? NEW_CARD : null,
    held: null,
    hidden: [],
    problem: null,
    wants: nothingWanted,
  };
}

/** What was loaded is open, and no press was made on it. */
export function isFresh({ session, press }: CheckoutState): boolean {
  return session.status === 'open' && !press;
}

/** Nothing but the events of a checkout on which no press was made; all others change nothing. */
export function reduceFirst(state: Checkout, event: CheckoutEvent): Checkout {
  const { phase } = state;
  switch (event.type) {
    case 'loaded':
      return { ...withData(state, event.data), phase: 'open', problem: null, closing: false };
    case 'load-failed':
      return phase === 'loading'
        ? { ...state, phase: 'unavailable', problem: event.problem }
        : state;
    case 'reload':
      return phase === 'unavailable' ? initialCheckout : state;
    case 'chosen':
      if (phase !== 'open' || !state.data || !isChoosable(state.data, event.method)) return state;
      return { ...state, chosen: event.method, problem: null, wants: nothingWanted };
    case 'network':
      return { ...state, offline: event.offline };
    case 'hidden':
      return state.data && !isPending(state) ? hiddenAll(state, state.data) : state;
    default:
      return state;
  }
}
