/**
 * The wallet's part of the elements' API as functions. Every change answers the whole wallet
 * again, so nothing is ever pieced together here.
 */
import type { Agreements, Offer } from '../../server/wire/elements.ts';
import type {
  BackupInput,
  MoveInput,
  UpdateMethodInput,
  WalletState,
} from '../../server/wire/wallet.ts';
import type { AgreementChoice } from '../later-events.ts';
import { ClientError, localError } from './client-error.ts';
import { createTransport, isRecord, read } from './transport.ts';

/** Deadline of a call in milliseconds. */
const CALL_MS = 15_000;

/** What the buyer can ask for, and for which card. */
export type WalletChange =
  | { readonly kind: 'default'; readonly method: string }
  | {
      readonly kind: 'update';
      readonly method: string;
      readonly expMonth: number;
      readonly expYear: number;
    }
  /** Another number in the place of this one, and what goes on with it. */
  | {
      readonly kind: 'replace';
      readonly method: string;
      readonly token: string;
      readonly agreements: readonly AgreementChoice[];
    }
  /** `card` takes over an agreement of this one when it has ended. */
  | {
      readonly kind: 'backup';
      readonly method: string;
      readonly mandate: string;
      readonly card: string;
      readonly offer: string;
    }
  | { readonly kind: 'withdraw'; readonly method: string; readonly consent: string }
  | { readonly kind: 'revoke'; readonly method: string; readonly mandate: string }
  /** A subscription ends, goes on after all, or is charged to another card; `method` pays for it now. */
  | { readonly kind: 'cancel'; readonly method: string; readonly subscription: string }
  | { readonly kind: 'keep'; readonly method: string; readonly subscription: string }
  | {
      readonly kind: 'move';
      readonly method: string;
      readonly subscription: string;
      readonly card: string;
      readonly offer: string;
    }
  /** `replacement`: the card that takes over what depends on this one. */
  | { readonly kind: 'remove'; readonly method: string; readonly replacement: string | null };

export type ReceiptType = 'text/html' | 'application/json';

export interface WalletClient {
  state(): Promise<WalletState>;
  /** @param leaving the page is being left: the call must outlive it */
  change(change: WalletChange, leaving?: boolean): Promise<WalletState>;
  /** @param backup the saved card that is to stand in; null for a number that is yet to be typed */
  agreements(method: string, backup: string | null, locale: string): Promise<Agreements>;
  /** The words under which a subscription is charged to a saved card. */
  agreement(subscription: string, card: string, locale: string): Promise<Offer>;
  /** @param path as the wallet names it */
  receipt(path: string, type: ReceiptType): Promise<Blob>;
}

function isAgreements(value: unknown): value is Agreements {
  return isRecord(value) && Array.isArray(value.agreements);
}

function isWalletState(value: unknown): value is WalletState {
  return (
    isRecord(value) && isRecord(value.customer_session) && Array.isArray(value.payment_methods)
  );
}

function isOffered(value: unknown): value is { readonly offer: Offer } {
  return isRecord(value) && isRecord(value.offer);
}

function post(
  path: string,
  body?: UpdateMethodInput | BackupInput | MoveInput,
): [string, RequestInit] {
  return [path, { method: 'POST', ...(body ? { body: JSON.stringify(body) } : {}) }];
}

function requestOf(change: WalletChange): [path: string, init: RequestInit] {
  const card = `payment_methods/${encodeURIComponent(change.method)}`;
  switch (change.kind) {
    case 'default':
      return post(`${card}/default`);
    case 'update':
      return post(card, { exp_month: change.expMonth, exp_year: change.expYear });
    case 'replace': {
      const agreements = [...change.agreements];
      return post(card, { card_token: change.token, ...(agreements.length ? { agreements } : {}) });
    }
    case 'backup':
      return post(`mandates/${encodeURIComponent(change.mandate)}/backup`, {
        payment_method: change.card,
        offer: change.offer,
      });
    case 'withdraw':
      return post(`consents/${encodeURIComponent(change.consent)}/withdraw`);
    case 'revoke':
      return post(`mandates/${encodeURIComponent(change.mandate)}/revoke`);
    case 'cancel':
    case 'keep':
      return post(`subscriptions/${encodeURIComponent(change.subscription)}/${change.kind}`);
    case 'move':
      return post(`subscriptions/${encodeURIComponent(change.subscription)}`, {
        payment_method: change.card,
        offer: change.offer,
      });
    case 'remove': {
      const { replacement } = change;
      const query = replacement ? `?${new URLSearchParams({ replacement })}` : '';
      return [card + query, { method: 'DELETE' }];
    }
  }
}

export function createWalletClient(api: string, secret: string): WalletClient {
  const root = `${api.replace(/\/$/, '')}/`;
  const { json, call } = createTransport(secret);

  return {
    state: async () => read(await json(`${root}elements/wallet`, CALL_MS), isWalletState),
    async change(change, leaving = false) {
      const [path, init] = requestOf(change);
      const answer = await json(`${root}elements/${path}`, CALL_MS, {
        ...init,
        keepalive: leaving,
      });
      return read(answer, isWalletState);
    },
    async agreements(method, backup, locale) {
      const query = new URLSearchParams({ locale, ...(backup === null ? {} : { backup }) });
      const path = `elements/payment_methods/${encodeURIComponent(method)}/agreements?${query}`;
      return read(await json(`${root}${path}`, CALL_MS), isAgreements);
    },
    async agreement(subscription, card, locale) {
      const query = new URLSearchParams({ payment_method: card, locale });
      const path = `elements/subscriptions/${encodeURIComponent(subscription)}/agreement?${query}`;
      return read(await json(`${root}${path}`, CALL_MS), isOffered).offer;
    },
    async receipt(path, type) {
      const url = new URL(path.replace(/^\//, ''), root);
      // The secret goes along, so it goes to the API alone, whatever an answer says.
      if (url.origin !== new URL(root).origin) {
        throw new ClientError('refused', 0, localError('foreign_receipt'));
      }
      // A receipt is never run by the type that a server happens to name.
      return call(url.href, CALL_MS, { headers: { accept: type } }, async (response) => {
        return new Blob([await response.blob()], { type });
      });
    },
  };
}
