/**
 * What a buyer may do to saved cards in a checkout beside paying: bring an expired one up to date,
 * and have none shown because others use this computer. Comes when it is wanted. It renders nothing.
 */
import type { Agreements, ErrorBody, UpdatedInCheckout } from '../../server/wire/elements.ts';
import type { UpdateMethodInput } from '../../server/wire/wallet.ts';
import type { Checkout, CheckoutEvent } from './checkout-state.ts';
import { type Client, isCheckoutState } from './client.ts';
import { ClientError } from './client-error.ts';
import { isRecord, read } from './transport.ts';

/** What the session lends to these acts. */
export interface Door {
  readonly client: Client;
  readonly state: () => Checkout;
  readonly dispatch: (event: CheckoutEvent) => void;
  /** Whether this is still the session that was begun with. */
  readonly alive: () => boolean;
  /** Waits, or until the network is back. In milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
}

/** Pause before the server is told again, in milliseconds. */
const AGAIN_MS = 5_000;
/** Deadlines in milliseconds; another number is verified by its bank first. */
const UPDATE_MS = 30_000;
const OTHERS_MS = 15_000;

const cardPath = (method: string) => `payment_methods/${encodeURIComponent(method)}`;
const post = (body: object): RequestInit => ({ method: 'POST', body: JSON.stringify(body) });

function isUpdated(value: unknown): value is UpdatedInCheckout {
  return isRecord(value) && isCheckoutState(value.checkout);
}

function isAgreements(value: unknown): value is Agreements {
  return isRecord(value) && Array.isArray(value.agreements);
}

/** @returns null when it is done, else why it is not; the state on screen is the server's either way */
export async function update(
  { client, dispatch }: Door,
  method: string,
  input: UpdateMethodInput,
  locale: string,
): Promise<ErrorBody | null> {
  try {
    const path = `${cardPath(method)}?${new URLSearchParams({ locale })}`;
    const answer = await client.call(path, UPDATE_MS, post(input));
    const { payment_method, checkout } = read(answer, isUpdated);
    dispatch({ type: 'updated', method: payment_method, data: checkout });
    return null;
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    return error.body;
  }
}

/** @returns null where they could not be had */
export async function agreements(
  { client }: Door,
  method: string,
  locale: string,
): Promise<Agreements | null> {
  const path = `${cardPath(method)}/agreements?${new URLSearchParams({ locale })}`;
  return client
    .call(path, OTHERS_MS)
    .then((answer) => read(answer, isAgreements))
    .catch(() => null);
}

/**
 * Tells the server, as soon as it can be told, that nothing saved is to be shown in this session, so
 * that a reload shows nothing either.
 * @param told hears, once, that it could not be told yet
 * @returns whether the server did it
 */
export async function hide(door: Door, withdraw: boolean, told: () => void): Promise<boolean> {
  for (let round = 0; door.alive(); round += 1) {
    try {
      await door.client.call('checkout/hide', OTHERS_MS, {
        ...post({ withdraw }),
        keepalive: true,
      });
      return true;
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      if (error.kind === 'refused' && error.status !== 429) return false;
      if (round === 0) told();
      await door.pause(AGAIN_MS);
    }
  }
  return false;
}
