/**
 * Debits of bank accounts at Adyen: an account that a merchant brings along, by its number or by a
 * token of theirs, what a debit takes the money from, and how an account is forgotten. What an answer
 * means is decided elsewhere.
 */
import type { Outcome } from '../model/attempt.ts';
import {
  type Account,
  createWaitingRoom,
  detailsOf,
  storedAccount,
  typeAtAdyen,
  typedAccount,
} from './adyen-accounts.ts';
import { outcomeOfFailure, outcomeOfPayment } from './adyen-answers.ts';
import { type AdyenApis, Refused } from './adyen-client.ts';
import { type Asking, type DebitSource, debitRequest } from './adyen-requests.ts';
import type { AccountInput, AccountResult, ChargeCall, Exchanged } from './processor.ts';

/** @returns whether Adyen no longer knows the token */
export async function forgetToken(
  { stored }: AdyenApis,
  { merchantAccount }: Asking,
  id: string,
  shopper: string,
): Promise<boolean> {
  try {
    await stored.deleteTokenForStoredPaymentDetails(id, shopper, merchantAccount);
    return true;
  } catch (error) {
    return error instanceof Refused && (error.status === 404 || /not found/i.test(error.message));
  }
}

export interface DebitOptions {
  readonly apis: AdyenApis;
  readonly asking: Asking;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
}

export function createDebits({ apis, asking, now, random }: DebitOptions) {
  const { merchantAccount, sealKey } = asking;
  const waiting = createWaitingRoom(now);

  /** The tokens of a shopper. */
  async function tokensOf(shopper: string) {
    const told = await apis.stored.getTokensForStoredPaymentDetails(shopper, merchantAccount);
    return told.storedPaymentMethods ?? [];
  }

  /** @returns null where there is nothing to debit: a number that came too long ago, a token that is gone */
  async function sourceOf(call: ChargeCall, account: Account): Promise<DebitSource | null> {
    const details = call.initiator === 'customer' ? waiting.find(account.shopper) : null;
    if (details) return { details };
    if (account.id !== null) return { storedPaymentMethodId: account.id };
    const type = typeAtAdyen(account.type);
    const token = (await tokensOf(account.shopper)).find((each) => each.type === type)?.id;
    return token === undefined ? null : { storedPaymentMethodId: token };
  }

  return {
    /** Takes a number in; nothing is asked of Adyen before its first debit. */
    open(input: AccountInput): AccountResult {
      const details = detailsOf(input);
      if (!details.ok) return details;
      const shopper = `keepsake_${Buffer.from(random(20)).toString('hex')}`;
      const account: Account = { type: input.type, shopper, id: null };
      waiting.hold(shopper, details.value);
      return { ok: true, value: typedAccount(sealKey, account, details.value) };
    },
    /** A token that the merchant has there; null for none of this kind. Throws what the call throws. */
    async bring(account: Account & { readonly id: string }): Promise<Exchanged | null> {
      const kept = (await tokensOf(account.shopper)).find(({ id }) => id === account.id);
      return kept ? storedAccount(sealKey, account, kept) : null;
    },
    /** Throws what the call throws. */
    async charge(call: ChargeCall, account: Account): Promise<Outcome> {
      let source: DebitSource | null;
      try {
        source = await sourceOf(call, account);
      } catch (error) {
        // Only a token was asked for: whatever became of that, nothing was charged.
        const failed = outcomeOfFailure(error);
        return { kind: 'not_executed', reason: 'reason' in failed ? failed.reason : failed.kind };
      }
      if (!source) return { kind: 'not_executed', reason: 'credential_unreadable' };
      const answer = await apis.payments.payments(debitRequest(asking, call, account, source), {
        idempotencyKey: call.attempt,
        ...(call.signal ? { signal: call.signal } : {}),
      });
      return outcomeOfPayment(answer, { ...call, operation: 'charge', debit: true });
    },
    /** @returns whether Adyen no longer knows it */
    async forget({ id, shopper }: Account): Promise<boolean> {
      waiting.forget(shopper);
      if (id !== null) return forgetToken(apis, asking, id, shopper);
      try {
        const tokens = (await tokensOf(shopper)).flatMap((each) => each.id ?? []);
        const gone = await Promise.all(
          tokens.map((token) => forgetToken(apis, asking, token, shopper)),
        );
        return gone.every(Boolean);
      } catch {
        return false;
      }
    },
  };
}
