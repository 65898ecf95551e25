/**
 * Where a checkout stands and what may happen next, as one pure function. It knows no DOM, no
 * clock and no network. Events that do not fit the phase change nothing, so a late answer or a
 * second press cannot move a checkout that has moved on.
 */
import type {
  CheckoutState,
  ConfirmResult,
  ErrorBody,
  NextAction,
} from '../../server/wire/elements.ts';
import { NEW_CARD } from '../shared/choice.ts';

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
  | { readonly type: 'card-entry'; readonly entry: CheckoutState['card_entry'] }
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

const nothingWanted = { securityCode: false, billing: false };

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

function isChoosable(data: CheckoutState, choice: string | null): boolean {
  if (choice === NEW_CARD) return data.card_entry !== null;
  return data.payment_methods.some((method) => method.id === choice && method.usable);
}

/** The server's choice, else the new card where no saved one can be used, else none. */
function firstChoice(data: CheckoutState): string | null {
  const prefilled = data.prefill?.payment_method ?? null;
  if (isChoosable(data, prefilled)) return prefilled;
  const usable = data.payment_methods.some((method) => method.usable);
  return !usable && data.card_entry ? NEW_CARD : null;
}

/** A saved card has no field for its code until one is asked for. */
function asksForCode({ chosen, data }: Checkout, { code, decline_code, param }: ErrorBody) {
  const about = param === 'cvc_token' || /_cvc$/.test(decline_code ?? code ?? '');
  return about && chosen !== NEW_CARD && data?.card_entry !== null;
}

function refused(state: Checkout, problem: ErrorBody): Checkout {
  const param = problem.param ?? '';
  return {
    ...state,
    phase: 'open',
    problem,
    lost: false,
    action: null,
    dismissed: false,
    wants: {
      securityCode: state.wants.securityCode || asksForCode(state, problem),
      billing: state.wants.billing || param.startsWith('billing_details'),
    },
  };
}

function completed(state: Checkout, outcome: Outcome): Checkout {
  return { ...state, phase: 'complete', outcome, problem: null, action: null, lost: false };
}

function loaded(state: Checkout, data: CheckoutState): Checkout {
  const chosen = isChoosable(data, state.chosen) ? state.chosen : firstChoice(data);
  const next: Checkout = { ...state, data, chosen, lost: false };
  if (isPending(state) || state.phase === 'complete') return next;
  const { session, press } = data;
  if (session.status === 'complete') {
    return completed(next, {
      redirectUrl: session.redirect_url,
      paymentStatus: null,
      intent: session.intent,
    });
  }
  if (session.status === 'expired') return { ...next, phase: 'expired' };
  const open: Checkout = { ...next, phase: 'open', problem: null, closing: false };
  switch (press?.status) {
    case undefined:
      return open;
    case 'failed':
      return press?.error ? refused(open, press.error) : open;
    case 'requires_action':
      return { ...open, phase: 'challenge', action: press?.next_action ?? null };
    case 'processing':
    case 'complete':
      return { ...open, phase: 'processing' };
  }
}

function answered(state: Checkout, result: ConfirmResult): Checkout {
  const { session } = result;
  switch (result.status) {
    case 'complete':
      return completed(state, {
        redirectUrl: session.redirect_url,
        paymentStatus: session.payment_status,
        intent: session.intent,
      });
    case 'expired':
      return { ...state, phase: 'expired', problem: null, lost: false };
    case 'requires_action': {
      const action = result.next_action ?? state.action;
      const same = action?.redirect_to_url.url === state.action?.redirect_to_url.url;
      return {
        ...state,
        phase: 'challenge',
        lost: false,
        action,
        dismissed: same && state.dismissed,
      };
    }
    case 'processing':
      return { ...state, phase: 'processing', lost: false, action: null };
    case 'open':
      return result.error
        ? refused(state, result.error)
        : { ...state, phase: 'open', lost: false, action: null };
  }
}

function held(state: Checkout, method: string): Checkout {
  const hidden = [...state.hidden, method];
  const wasChosen = state.chosen === method;
  const left = shownMethods({ ...state, hidden }).some(({ usable }) => usable);
  const fallback = !left && state.data?.card_entry ? NEW_CARD : null;
  return {
    ...state,
    hidden,
    held: { method, chosen: wasChosen ? method : null },
    chosen: wasChosen ? fallback : state.chosen,
    problem: null,
  };
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

function shownAgain(state: Checkout, method: string): Checkout {
  return { ...state, hidden: state.hidden.filter((id) => id !== method) };
}

function without(data: CheckoutState, method: string): CheckoutState {
  return { ...data, payment_methods: data.payment_methods.filter(({ id }) => id !== method) };
}

export function reduce(state: Checkout, event: CheckoutEvent): Checkout {
  const { phase } = state;
  switch (event.type) {
    case 'loaded':
      return loaded(state, event.data);
    case 'load-failed':
      return phase === 'loading'
        ? { ...state, phase: 'unavailable', problem: event.problem }
        : state;
    case 'reload':
      return phase === 'unavailable' ? initialCheckout : state;
    case 'chosen':
      if (phase !== 'open' || !state.data || !isChoosable(state.data, event.method)) return state;
      return { ...state, chosen: event.method, problem: null, wants: nothingWanted };
    case 'offers-wanted':
      return { ...state, offersPending: true };
    case 'offers':
      return {
        ...state,
        offersPending: false,
        data: state.data && event.offers ? { ...state.data, offers: event.offers } : state.data,
      };
    case 'card-entry':
      return state.data ? { ...state, data: { ...state.data, card_entry: event.entry } } : state;
    case 'pressed':
      return phase === 'open'
        ? { ...state, phase: 'confirming', problem: null, lost: false }
        : state;
    case 'withdrawn':
      return phase === 'confirming' ? { ...state, phase: 'open' } : state;
    case 'lost':
      return isPending(state) ? { ...state, lost: true } : state;
    case 'answered':
      return isPending(state) || phase === 'loading' ? answered(state, event.result) : state;
    case 'failed':
      return isPending(state) ? refused(state, event.problem) : state;
    case 'challenge-dismissed':
      return phase === 'challenge' ? { ...state, dismissed: true } : state;
    case 'challenge-reopened':
      return phase === 'challenge' ? { ...state, dismissed: false } : state;
    case 'expired':
      return phase === 'complete' ? state : { ...state, phase: 'expired', problem: null };
    case 'renewing':
      return phase === 'expired' && state.data
        ? { ...state, phase: 'renewing', closing: false, lost: false, action: null }
        : state;
    case 'closing':
      return phase === 'open' ? { ...state, closing: event.soon } : state;
    case 'network':
      return { ...state, offline: event.offline };
    case 'hidden':
      return state.data && !isPending(state) ? hiddenAll(state, state.data) : state;
    case 'reset':
      return phase === 'open' && state.data
        ? { ...state, chosen: firstChoice(state.data), problem: null, wants: nothingWanted }
        : state;
    case 'code-wanted':
      return phase === 'open' && state.chosen !== NEW_CARD && state.data?.card_entry
        ? { ...state, wants: { ...state.wants, securityCode: true } }
        : state;
    case 'updated': {
      if (phase !== 'open') return state;
      const chosen = isChoosable(event.data, event.method) ? event.method : state.chosen;
      return loaded({ ...state, chosen, wants: nothingWanted }, event.data);
    }
    case 'remove-held':
      return held(state, event.method);
    case 'remove-undone':
      if (!state.held) return state;
      return {
        ...shownAgain(state, state.held.method),
        held: null,
        chosen: state.held.chosen ?? state.chosen,
      };
    case 'remove-sent':
      return { ...state, held: null };
    case 'removed':
      return state.data ? { ...state, data: without(state.data, event.method) } : state;
    case 'remove-failed':
      return { ...shownAgain(state, event.method), problem: event.problem };
  }
}
