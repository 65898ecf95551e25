/**
 * Where a checkout stands and what may happen next, as one pure function. It knows no DOM, no
 * clock and no network. Events that do not fit the phase change nothing, so a late answer or a
 * second press cannot move a checkout that has moved on. Comes after the cards are seen.
 */
import type { CheckoutState, ConfirmResult, ErrorBody } from '../../server/wire/elements.ts';
import { isNew, NEW_CARD } from '../shared/choice.ts';
import {
  type Checkout,
  type CheckoutEvent,
  firstChoice,
  isChoosable,
  isPending,
  nothingWanted,
  type Outcome,
  reduceFirst,
  shownMethods,
  withData,
} from './checkout-state.ts';

export type { Checkout, CheckoutEvent, Phase } from './checkout-state.ts';
export { initialCheckout, shownMethods } from './checkout-state.ts';

/** A saved card has no field for its code until one is asked for. */
function asksForCode({ chosen, data }: Checkout, { code, decline_code, param }: ErrorBody) {
  const about = param === 'cvc_token' || /_cvc$/.test(decline_code ?? code ?? '');
  return about && !isNew(chosen) && data?.card_entry !== null;
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
  const next = withData(state, data);
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

function shownAgain(state: Checkout, method: string): Checkout {
  return { ...state, hidden: state.hidden.filter((id) => id !== method) };
}

function without(data: CheckoutState, method: string): CheckoutState {
  return { ...data, payment_methods: data.payment_methods.filter(({ id }) => id !== method) };
}

/** Every event. */
export function reduce(state: Checkout, event: CheckoutEvent): Checkout {
  const { phase } = state;
  switch (event.type) {
    case 'loaded':
      return loaded(state, event.data);
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
    case 'reset':
      return phase === 'open' && state.data
        ? { ...state, chosen: firstChoice(state.data), problem: null, wants: nothingWanted }
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
    case 'offers-wanted':
      return { ...state, offersPending: true };
    case 'offers':
      return {
        ...state,
        offersPending: false,
        data: state.data && event.offers ? { ...state.data, offers: event.offers } : state.data,
      };
    case 'card-entry':
      return state.data
        ? {
            ...state,
            data: { ...state.data, card_entry: event.entry, bank_entry: event.bank ?? null },
          }
        : state;
    case 'code-wanted':
      return phase === 'open' && !isNew(state.chosen) && state.data?.card_entry
        ? { ...state, wants: { ...state.wants, securityCode: true } }
        : state;
    default:
      return reduceFirst(state, event);
  }
}
