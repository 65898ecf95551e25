/** The API's account of one charge as the sheet reads it. Amounts are in minor units, times in epoch seconds. */
import type { Attempt, Consent, Person, Terms } from './objects.ts';

interface Money {
  readonly amount: number;
  readonly currency: string;
  /** Such as `10.99 USD`. */
  readonly display: string;
}

export interface Agreement extends Omit<Consent, 'person'> {
  readonly covers_this_charge: boolean;
  readonly intact: boolean;
  readonly person:
    | { readonly recorded: false }
    | ({ readonly recorded: true; readonly erased: boolean } & Person);
}

export interface AccountOfCharge {
  readonly id: string;
  readonly version: number;
  readonly merchant: { readonly name: string };
  readonly agreements: readonly Agreement[];
  readonly attempts: readonly (Attempt & {
    readonly money: Money;
    readonly network_transaction_id: string | null;
    readonly processor_reference: string | null;
    readonly three_d_secure: string;
    readonly history: readonly {
      readonly at: number;
      readonly source: string;
      readonly kind?: string;
      readonly evidence?: string;
    }[];
  })[];
  readonly charge: {
    readonly id: string;
    readonly captured: Money;
    readonly created: number;
    readonly description: string | null;
    readonly initiator: 'customer' | 'merchant';
    readonly invoice: string | null;
    readonly money: Money;
    readonly network_transaction_id: string | null;
    readonly payment_intent: string;
    readonly processor: string;
    readonly processor_reference: string | null;
    readonly refunded: Money;
    readonly statement_descriptor: string | null;
    readonly status: string;
  };
  readonly customer: {
    readonly id: string;
    readonly email: string | null;
    readonly erased_at: number | null;
    readonly name: string | null;
  } | null;
  readonly payment_method: {
    readonly id: string;
    readonly brand: string;
    readonly country: string | null;
    /** Null, as the year, for a bank account. */
    readonly exp_month: number | null;
    readonly exp_year: number | null;
    readonly fingerprint: string;
    readonly funding: string;
    readonly last4: string;
    readonly type: string;
  } | null;
  readonly session: {
    readonly id: string;
    readonly created: number;
    readonly mode: string;
    readonly return_url?: string;
    readonly line_items?: {
      readonly data: readonly {
        readonly description: string | null;
        readonly quantity: number | null;
        readonly amount_total: number;
      }[];
    };
  } | null;
  readonly mandate: {
    readonly id: string;
    readonly acceptance: { readonly accepted_at: number; readonly type: string };
    readonly consent: string;
    readonly revoked_at: number | null;
    readonly revoked_by: string | null;
    readonly terms: Terms;
    readonly uses: readonly {
      readonly charge: string;
      readonly counted_at: number;
      readonly money: Money;
      readonly state: string;
    }[];
  } | null;
  readonly receipt_email: string | null;
  readonly refunds: readonly {
    readonly id: string;
    readonly created: number;
    readonly money: Money;
    readonly reason: string | null;
    readonly status: string;
  }[];
  readonly events: readonly {
    readonly id: string;
    readonly created: number;
    readonly deliveries: readonly { readonly ended_at: number | null; readonly status: string }[];
    readonly type: string;
  }[];
  readonly ledger: {
    readonly broken: readonly string[];
    readonly checked: number;
    readonly ok: boolean;
  };
  readonly seal: {
    readonly sha256: string;
    readonly signature: string;
    readonly head: { readonly count: number; readonly hash: string; readonly signature: string };
  };
}
