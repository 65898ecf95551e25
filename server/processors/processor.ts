/**
 * The contract of a processor: everything the rest of the server knows about whoever moves money.
 * An adapter is one file beside this one. It classifies every answer into an {@link Outcome}
 * and never throws for anything a processor or a network can do: what it cannot prove is `unknown`.
 */
import type { Operation, Outcome, SetupOutcome } from '../model/attempt.ts';
import type { Reusability } from '../model/credential.ts';
import type { CardFacts } from '../model/payment-method.ts';

/** What an adapter promises; see "Idempotency" in the README. */
export interface Capabilities {
  /** Meaning of a repeated key: the stored response, only successes, or the object's present state. */
  readonly idempotency: 'response' | 'success_only' | 'current_state' | 'none';
  /** How long a key is remembered, in seconds. A replay after that is forbidden. */
  readonly idempotencyWindowS: number;
  /** Whether a charge can be found by our attempt id. */
  readonly lookupByReference: boolean;
  /** How long after `notAfter` an absent charge may still come to light, in milliseconds. */
  readonly lookupSettleMs: number;
  /** Lower-case ISO codes, or `all`. */
  readonly currencies: 'all' | readonly string[];
  readonly credentialKinds: readonly string[];
}

/** Fields common to every call that can move money. */
export interface Call {
  /** Our attempt id: the processor's idempotency key and our reference at it. */
  readonly attempt: string;
  /** Past this moment (epoch ms) the processor must refuse to execute. */
  readonly notAfterMs: number;
  readonly signal?: AbortSignal;
}

export interface ChargeCall extends Call {
  readonly credential: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly capture: 'automatic' | 'manual';
  readonly initiator: 'customer' | 'merchant';
  /** What the credential may become when this succeeds; `null` keeps it single use. */
  readonly keep: Exclude<Reusability, 'single_use'> | null;
  /** Token of a freshly typed security code for a saved card, where one was asked. */
  readonly cvcToken: string | null;
  /** Where the buyer comes back after a challenge. */
  readonly returnUrl: string | null;
  /** Origins that may frame the challenge; empty for any. */
  readonly frameOrigins: readonly string[];
  /** The issuer must see the buyer, whatever it thinks itself. */
  readonly requireChallenge: boolean;
  /** Network transaction id of the first customer-initiated charge, for merchant-initiated ones. */
  readonly networkTransactionId: string | null;
  readonly description: string | null;
  /** Which of a co-badged card's networks its holder chose; null or absent where none was. */
  readonly network?: string | null;
  /** The checkout session, where there is one: a security code typed in another is refused. */
  readonly session?: string | null;
}

/** Checks a card and prepares it for later use; no money moves. */
export interface SetupCall extends Call {
  readonly credential: string;
  /** A merchant's setup is never challenged; the issuer may then ask at the first charge. */
  readonly initiator: 'customer' | 'merchant';
  readonly keep: Exclude<Reusability, 'single_use'>;
  readonly currency: string | null;
  readonly returnUrl: string | null;
  readonly frameOrigins: readonly string[];
}

/** A card that was typed (or a test id that stands for one), now known to the processor. */
export interface Exchanged {
  readonly credential: string;
  readonly kind: string;
  readonly reusability: Reusability;
  readonly card: CardFacts;
  readonly name: string | null;
  /** The token had been exchanged before, by the same session; this is what it gave then. */
  readonly replayed?: boolean;
}

export type ExchangeResult =
  | { readonly ok: true; readonly value: Exchanged }
  | {
      readonly ok: false;
      readonly code:
        | 'token_invalid'
        | 'token_used'
        | 'token_expired'
        | 'token_foreign'
        | 'unavailable';
      readonly message: string;
    };

/** How card entry is mounted by the tag. */
export interface CardEntry {
  readonly driver: string;
  readonly url: string;
}

/** What a webhook says: only that something happened; what, is asked with `lookup`. */
export interface News {
  /** The processor's own id of the event, the same however often it is sent. */
  readonly event: string;
  /** Our attempt id that it is about. */
  readonly attempt: string;
}

/** What else is known of an attempt that is asked about; for a processor that cannot search by reference alone. */
export interface LookupHint {
  readonly operation: Operation;
  /** Epoch milliseconds. */
  readonly createdMs: number;
  /** The processor's own id of the charge that a capture, void or refund is about; null for others. */
  readonly charge: string | null;
}

export interface Processor {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** A signed, short-lived address of the card frame for one session and its origins; null without own fields. */
  cardEntry(session: {
    readonly id: string;
    readonly origins: readonly string[];
  }): CardEntry | null;
  /**
   * Turns a single-use card token (`ctok_…`) or a test id (`pm_card_visa`, `tok_visa`) into a
   * credential. Repeating it with the same token and session gives the same credential.
   * @param session the checkout session the token must have been made for; null on the merchant API
   */
  exchange(token: string, session: string | null): Promise<ExchangeResult>;
  charge(call: ChargeCall): Promise<Outcome>;
  setup(call: SetupCall): Promise<SetupOutcome>;
  /** What became of an attempt (any operation), found by our reference. `absent` is an answer, `unknown` is none. */
  lookup(attempt: string, hint?: LookupHint): Promise<Outcome | { readonly kind: 'absent' }>;
  capture(call: Call & { readonly charge: string; readonly amountMinor: number }): Promise<Outcome>;
  void(call: Call & { readonly charge: string }): Promise<Outcome>;
  refund(call: Call & { readonly charge: string; readonly amountMinor: number }): Promise<Outcome>;
  /** Tells the processor to forget a credential. True once it has (or never knew it). */
  deleteCredential(credential: string): Promise<boolean>;
  /**
   * Reads a webhook, if this processor sent it.
   * @param body exactly as it came
   * @returns null for a forged, stale or unreadable message
   */
  readWebhook(headers: Headers, body: string): News | null;
}
