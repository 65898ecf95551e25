/**
 * Where a wallet stands and what may happen next, as one pure function. Nothing is assumed: a card
 * changes when the server's answer says so. It knows no DOM, no clock and no network.
 */
import type { ErrorBody } from '../../server/wire/elements.ts';
import type { WalletMethod, WalletState, WalletSubscription } from '../../server/wire/wallet.ts';
import type { WalletChange } from './wallet-client.ts';

type Removal = Extract<WalletChange, { readonly kind: 'remove' }>;

/** A change that was not made, or of which nobody knows. */
export interface WalletProblem {
  readonly change: WalletChange;
  readonly error: ErrorBody;
}

export interface Wallet {
  readonly phase: 'loading' | 'unavailable' | 'ready' | 'expired';
  readonly data: WalletState | null;
  /** The change that is waited for; there is one at a time. */
  readonly busy: WalletChange | null;
  /** A removal that can be undone still. */
  readonly held: Removal | null;
  /** Cards whose removal is on its way. */
  readonly leaving: readonly string[];
  readonly problem: WalletProblem | null;
  /** Why there is nothing to show. */
  readonly refusal: ErrorBody | null;
}

export type WalletEvent =
  | { readonly type: 'reload' }
  | { readonly type: 'loaded'; readonly data: WalletState }
  | { readonly type: 'load-failed'; readonly error: ErrorBody }
  | { readonly type: 'expired' }
  | { readonly type: 'started'; readonly change: WalletChange }
  | { readonly type: 'changed'; readonly data: WalletState }
  | { readonly type: 'failed'; readonly problem: WalletProblem }
  | { readonly type: 'remove-held'; readonly removal: Removal }
  | { readonly type: 'remove-undone' }
  | { readonly type: 'remove-sent' }
  | { readonly type: 'removed'; readonly method: string; readonly data: WalletState };

export const initialWallet: Wallet = {
  phase: 'loading',
  data: null,
  busy: null,
  held: null,
  leaving: [],
  problem: null,
  refusal: null,
};

export function cardOf({ data }: Wallet, method: string): WalletMethod | null {
  return data?.payment_methods.find(({ id }) => id === method) ?? null;
}

export function subscriptionOf({ data }: Wallet, id: string): WalletSubscription | null {
  return data?.subscriptions?.find((each) => each.id === id) ?? null;
}

/** The cards on screen, and the place of one that can be brought back. */
export function listedCards({ data, leaving }: Wallet): readonly WalletMethod[] {
  return (data?.payment_methods ?? []).filter(({ id }) => !leaving.includes(id));
}

/** The cards that can take over what depends on another one. */
export function replacementsFor(state: Wallet, method: string): readonly WalletMethod[] {
  return listedCards(state).filter(
    ({ id, expired }) => id !== method && id !== state.held?.method && !expired,
  );
}

/** The card beside one on its way out: the next, else the one before it. */
export function besideOf(state: Wallet, method: string): string | null {
  const cards = listedCards(state).filter(({ id }) => id === method || id !== state.held?.method);
  const at = cards.findIndex(({ id }) => id === method);
  return (cards[at + 1] ?? cards[at - 1])?.id ?? null;
}

/** Whether a wallet is as a change wanted it: what is asked when its answer was lost. */
export function tookEffect(change: WalletChange, data: WalletState) {
  const { payment_methods: methods, subscriptions = [] } = data;
  const its =
    'subscription' in change
      ? subscriptions.find(({ id }) => id === change.subscription)
      : undefined;
  const card = methods.find(({ id }) => id === change.method);
  switch (change.kind) {
    case 'default':
      return card?.is_default === true;
    case 'update':
      return card?.exp_month === change.expMonth && card.exp_year === change.expYear;
    case 'replace':
      // The same number again stays the same card: only the answer itself tells them apart.
      return card === undefined;
    case 'backup':
      return card?.mandates.find(({ id }) => id === change.mandate)?.backup?.id === change.card;
    case 'withdraw':
      return card?.shown.allowed !== true;
    case 'revoke':
      return !card?.mandates.some(({ id }) => id === change.mandate);
    case 'cancel':
      return its === undefined || its.ends_at !== null;
    case 'keep':
      return its !== undefined && its.ends_at === null;
    case 'move':
      return its?.payment_method === change.card && its.agreed;
    case 'remove':
      return card === undefined;
  }
}

function without(ids: readonly string[], id: string): readonly string[] {
  return ids.filter((other) => other !== id);
}

export function reduce(state: Wallet, event: WalletEvent): Wallet {
  const { phase } = state;
  switch (event.type) {
    case 'reload':
      return phase === 'unavailable' ? initialWallet : state;
    case 'loaded':
      return phase === 'expired'
        ? state
        : { ...state, phase: 'ready', data: event.data, refusal: null };
    case 'load-failed':
      return phase === 'loading' ? { ...state, phase: 'unavailable', refusal: event.error } : state;
    case 'expired':
      // Nothing of the customer is kept, not even out of sight.
      return { ...initialWallet, phase: 'expired' };
    case 'started':
      return phase === 'ready' && !state.busy
        ? { ...state, busy: event.change, problem: null }
        : state;
    case 'changed':
      return state.busy ? { ...state, busy: null, data: event.data } : state;
    case 'failed': {
      const { change } = event.problem;
      if (phase !== 'ready') return state;
      return change.kind === 'remove'
        ? { ...state, leaving: without(state.leaving, change.method), problem: event.problem }
        : { ...state, busy: null, problem: event.problem };
    }
    case 'remove-held':
      return phase === 'ready' ? { ...state, held: event.removal, problem: null } : state;
    case 'remove-undone':
      return state.held ? { ...state, held: null } : state;
    case 'remove-sent':
      return state.held
        ? { ...state, held: null, leaving: [...state.leaving, state.held.method] }
        : state;
    case 'removed':
      return phase === 'ready'
        ? { ...state, leaving: without(state.leaving, event.method), data: event.data }
        : state;
  }
}
