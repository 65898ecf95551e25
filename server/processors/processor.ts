/**
 * The contract of a processor: everything the rest of the server knows about whoever moves money.
 * An adapter is one file beside this one. It classifies every answer into an {@link Outcome}
 * and never throws for anything a processor or a network can do: what it cannot prove is `unknown`.
 */
import type { Operation, Outcome, SetupOutcome } from '../model/attempt.ts';
import type { AccountState } from '../model/card-update.ts';
import type { Reusability } from '../model/credential.ts';
import type { DebitType } from '../model/method-type.ts';
import type { BankFacts, CardFacts } from '../model/payment-method.ts';

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
  /** Kinds of credentials that it can charge: `processor_token` (its own), `network_token`. */
  readonly credentialKinds: readonly string[];
  /** Later charges that it marks as the merchant's, by what was agreed; none where it has no such mark. */
  readonly merchantInitiated: readonly MerchantCategory[];
  /** Whether it tells us unasked, and how a message is known to be its own. */
  readonly webhooks: 'signed' | 'none';
  /**
   * Where its card tokens are kept. Processors that name the same vault exchange the same token, each
   * for a credential of its own, and share network tokens; null shares with nobody.
   */
  readonly vault: string | null;
  /** Kinds of bank accounts that it can debit, typed where its cards are; absent for none. */
  readonly debits?: readonly DebitType[];
}

/** What the buyer agreed to, where a merchant charges later. */
export type MerchantCategory = 'recurring' | 'installment' | 'unscheduled';

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
  /** What was agreed, where a merchant charges later; null or absent where it is not known. */
  readonly category?: MerchantCategory | null;
}

/** Takes held money, or gives taken money back. */
export interface FollowUpCall extends Call {
  /** The processor's own id of the charge. */
  readonly charge: string;
  readonly amountMinor: number;
  readonly currency: string;
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
  /** Of a bank account; absent for a card. */
  readonly bank?: { readonly type: DebitType; readonly facts: BankFacts } | null;
  readonly name: string | null;
  /** The token had been exchanged before, by the same session; this is what it gave then. */
  readonly replayed?: boolean;
  /** It works until it is deleted, whatever may be done with it: one that nobody keeps has to go. */
  readonly provisional?: true;
}

/** A bank account that a merchant brings along. Its number is handed on, and kept nowhere. */
export type AccountInput =
  | {
      readonly type: 'us_bank_account';
      readonly routingNumber: string;
      readonly accountNumber: string;
      readonly accountType: 'checking' | 'savings' | null;
      readonly holderType: 'individual' | 'company' | null;
      readonly name: string | null;
    }
  | { readonly type: 'sepa_debit'; readonly iban: string; readonly name: string | null };

export type AccountResult =
  | { readonly ok: true; readonly value: Exchanged }
  /** `param`: the field of the account that is wrong, by its name on the wire. */
  | {
      readonly ok: false;
      readonly code: 'account_invalid';
      readonly message: string;
      readonly param: string;
    }
  | { readonly ok: false; readonly code: 'unavailable' };

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

/** A credential that others can charge too. */
export type ProvisionResult =
  | {
      readonly ok: true;
      readonly credential: string;
      readonly kind: string;
      readonly reusability: Reusability;
    }
  /** `refused`: asking again is no use. */
  | { readonly ok: false; readonly code: 'refused' | 'unavailable' };

/** Where a card is typed: in the bank's frame, or in fields that a processor's own script makes. */
export type CardEntry =
  /** `url`: signed and short-lived, for one session and its origins. */
  | { readonly driver: 'bank'; readonly url: string }
  /** The token is the id of a payment method that bears the session in its metadata. */
  | { readonly driver: 'stripe'; readonly publishableKey: string; readonly session: string }
  /** The token is `adyen_` and, in base64url, Adyen Web's `state.data.paymentMethod` as JSON. */
  | {
      readonly driver: 'adyen';
      readonly clientKey: string;
      /** As Adyen Web names it: `test`, `live` or `live-` and a region. */
      readonly environment: string;
    };

/** What a webhook says: only that something happened; what, is asked with `lookup`. */
export interface News {
  /** The processor's own id of the event, the same however often it is sent. */
  readonly event: string;
  /** Our attempt id that it is about; empty where it is about a card. */
  readonly attempt: string;
  /** The processor's own id for the card that it is about; how its account stands is asked with `cardAccount`. */
  readonly credential?: string;
  /** Whose `credential` it is, where one address takes the messages of several. */
  readonly processor?: string;
  /**
   * What became of the attempt, from a processor that cannot be asked: then this settles. A charge
   * that `succeeded` may only be held; whoever asked for it knows.
   */
  readonly outcome?: Outcome;
  /** Of what `outcome` speaks, in minor units and lower case; another sum is not believed. */
  readonly money?: { readonly amountMinor: number; readonly currency: string };
}

/** An account as its processor sees it; `gone` where the processor no longer knows the credential. */
export type CardAccount =
  | { readonly kind: 'known'; readonly state: AccountState }
  | { readonly kind: 'gone' | 'unknown' };

/** What else is known of an attempt that is asked about; for a processor that cannot search by reference alone. */
export interface LookupHint {
  readonly operation: Operation;
  /** Epoch milliseconds. */
  readonly createdMs: number;
  /** The processor's own id of the charge that a capture, void or refund is about; null for others. */
  readonly charge: string | null;
}

/** A charge in a processor's own books. */
export interface StatementLine {
  /** Our attempt id. */
  readonly reference: string;
  readonly currency: string;
  /** What it took, in minor units; nothing while it is only held, or was let go. */
  readonly takenMinor: number;
  /** What of that it gave back. */
  readonly backMinor: number;
}

export interface Processor {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Where the buyer of one session types a card; null where the tag has no fields for it. */
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
  /**
   * A network token of a card that is kept here, which every processor of the same vault can charge as
   * far as this credential may be. The same credential gives the same token. Absent where no card can
   * be taken elsewhere.
   */
  provision?(credential: string): Promise<ProvisionResult>;
  /** A credential of a bank account; absent where none can be debited. */
  openAccount?(account: AccountInput): Promise<AccountResult>;
  charge(call: ChargeCall): Promise<Outcome>;
  setup(call: SetupCall): Promise<SetupOutcome>;
  /** What became of an attempt (any operation), found by our reference. `absent` is an answer, `unknown` is none. */
  lookup(attempt: string, hint?: LookupHint): Promise<Outcome | { readonly kind: 'absent' }>;
  /** What a buyer who comes back from a challenge brings along; absent where coming back decides nothing. */
  finish?(
    attempt: string,
    operation: 'charge' | 'setup',
    answer: URLSearchParams,
  ): Promise<Outcome>;
  capture(call: FollowUpCall): Promise<Outcome>;
  void(call: Call & { readonly charge: string }): Promise<Outcome>;
  refund(call: FollowUpCall): Promise<Outcome>;
  /**
   * How the account behind a credential stands now: after a message about it, or a decline that hints at
   * new data. Absent where the processor cannot be asked.
   */
  cardAccount?(credential: string): Promise<CardAccount>;
  /**
   * Its own books: every charge that it made within a time, as it stands now. Null where it did not
   * answer; absent where it keeps none that can be asked.
   * @param fromMs epoch ms, inclusive; `untilMs` is not
   */
  statement?(fromMs: number, untilMs: number): Promise<readonly StatementLine[] | null>;
  /** Tells the processor to forget a credential. True once it has (or never knew it). */
  deleteCredential(credential: string): Promise<boolean>;
  /**
   * Reads a webhook, if this processor sent it.
   * @param body exactly as it came
   * @returns null for a forged, stale or unreadable message
   */
  readWebhook(headers: Headers, body: string): News | null;
}
