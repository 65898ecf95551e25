/**
 * The merchant API's objects as far as these pages read them. Amounts are in minor units, times in
 * epoch seconds; what the API tells beside is not listed.
 */

export interface Listed<T> {
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly next_page?: string | null;
  /** Our own: the key may not read it. */
  readonly withheld?: boolean;
}

export interface Customer {
  readonly id: string;
  readonly deleted?: boolean;
  readonly created?: number;
  readonly email?: string | null;
  readonly name?: string | null;
  readonly test_clock?: string | null;
}

export interface Match {
  readonly because: 'id' | 'email' | 'last4' | 'name' | 'reference';
  readonly customer: Customer | null;
  readonly payment_intent: string | null;
}

export interface Card {
  readonly id: string;
  readonly brand: string;
  readonly last4: string | null;
}

export interface PaymentMethod {
  readonly id: string;
  readonly type: string;
  readonly allow_redisplay: string;
  readonly created: number;
  readonly card?: {
    readonly brand: string;
    readonly last4: string;
    readonly exp_month: number;
    readonly exp_year: number;
  };
  readonly us_bank_account?: { readonly bank_name: string | null; readonly last4: string };
  readonly sepa_debit?: { readonly last4: string };
}

export interface Terms {
  readonly category: 'recurring' | 'installment' | 'unscheduled';
  readonly currency: string | null;
  readonly interval: string | null;
  readonly interval_count: number | null;
  readonly max_amount: number | null;
  readonly max_amount_per_period: number | null;
  readonly max_count: number | null;
  readonly valid_until: number | null;
}

export interface Mandate {
  readonly id: string;
  readonly consent: string;
  readonly customer: string | null;
  readonly payment_method: string;
  readonly status: 'active' | 'inactive' | 'pending';
  readonly status_reason: string | null;
  readonly needs_reauthentication: boolean;
  readonly subscription: string | null;
  readonly terms: Terms;
}

export interface Person {
  readonly name: string | null;
  readonly email: string | null;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly erased_at: number | null;
}

export interface Consent {
  readonly id: string;
  readonly act: 'grant' | 'assertion' | 'withdrawal' | 'revocation' | 'carry_over';
  readonly scope: 'redisplay' | 'mandate';
  readonly actor: 'buyer' | 'merchant' | 'issuer' | 'system';
  readonly surface: 'embedded' | 'hosted' | 'wallet' | 'api';
  readonly accepted_at: number;
  readonly created: number;
  readonly allow_redisplay: string | null;
  readonly card: { readonly brand: string; readonly last4: string };
  readonly checkout_session: string | null;
  readonly customer: string | null;
  readonly hash: string;
  readonly mandate: string | null;
  readonly origin: string | null;
  readonly payment_method: string;
  readonly position: number;
  readonly refers_to: string | null;
  readonly words: {
    readonly text: string;
    readonly locale: string;
    readonly sha256: string;
    readonly template: string;
    readonly template_version: number;
  } | null;
  readonly person?: Person | null;
  /** The mandate that it gave or ended, as it stands now. */
  readonly standing?: Mandate | null;
}

export interface Decline {
  readonly code: string;
  readonly network_code: string | null;
  readonly kind: string;
}

export interface Attempt {
  readonly id: string;
  readonly operation: 'charge' | 'setup' | 'capture' | 'void' | 'refund';
  readonly sequence: number;
  readonly processor: string;
  readonly initiator: 'customer' | 'merchant';
  readonly authorization: 'on_session' | 'mandate' | 'none';
  readonly mandate: string | null;
  readonly amount: number;
  readonly currency: string | null;
  readonly status: string;
  readonly decline: Decline | null;
  readonly decision: {
    readonly action: string;
    readonly reason: string;
    readonly until: number | null;
  } | null;
  readonly late: boolean;
  readonly reason?: string;
  readonly actor?: string;
  readonly created: number;
  readonly resolved_at: number | null;
  readonly payment_intent: string | null;
  readonly setup_intent: string | null;
  readonly payment_method: string | null;
  readonly card?: Card | null;
}

export interface Refusal {
  readonly id: string;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly code: string;
  readonly created: number;
  readonly intent: string | null;
  readonly message: string;
  readonly payment_method: string | null;
  readonly reasons: readonly string[];
  readonly card?: Card | null;
}

export interface Refund {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly created: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly payment_intent: string;
  readonly reason: string | null;
  readonly status: string;
  readonly failure_reason?: string;
}

export interface Session {
  readonly id: string;
  readonly mode: 'payment' | 'setup' | 'subscription';
  readonly status: 'open' | 'complete' | 'expired';
  readonly payment_status: string;
  readonly amount_total: number | null;
  readonly currency: string | null;
  readonly created: number;
  readonly expires_at: number;
  readonly payment_intent: string | null;
  readonly url: string | null;
}

export interface Decision {
  readonly id: string;
  readonly action: string;
  readonly created: number;
  readonly final_action: string | null;
  readonly invoice: string;
  readonly payment_intent: string | null;
  readonly reason: string;
  readonly tries: number;
  readonly until: number | null;
}

export interface Notice {
  readonly id: string;
  readonly about: number;
  readonly created: number;
  readonly due_by: number;
  readonly invoice: string | null;
  readonly kind: string;
  readonly subscription: string | null;
}

export interface Delivery {
  readonly id: string;
  readonly status: string;
  readonly webhook_endpoint: string;
  readonly next_attempt: number | null;
  readonly tries: readonly {
    readonly at: number;
    readonly error: string | null;
    readonly status_code: number | null;
  }[];
}

export interface Event {
  readonly id: string;
  readonly created: number;
  readonly type: string;
  readonly data: { readonly object: Readonly<Record<string, unknown>> };
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly deliveries?: readonly Delivery[];
}

interface Told {
  readonly session: Session;
  readonly consent: Consent;
  readonly mandate: Consent;
  readonly refusal: Refusal;
  readonly attempt: Attempt;
  readonly refund: Refund;
  readonly decision: Decision;
  readonly notice: Notice;
  readonly event: Event;
}

/** One entry of a customer's story. */
export type Entry = {
  readonly [K in keyof Told]: {
    readonly id: string;
    readonly kind: K;
    readonly actor: string;
    readonly created: number;
  } & { readonly [N in K]: Told[N] };
}[keyof Told];

export interface Reason {
  readonly code: string;
  readonly message: string;
  readonly fix: 'buyer' | 'merchant' | 'wait';
  readonly until?: number;
}

export interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly Reason[];
}

export interface PaymentIntent {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly amount_received: number;
  readonly amount_capturable: number;
  readonly currency: string;
  readonly created: number;
  readonly customer: string | Customer | null;
  readonly description: string | null;
  readonly invoice?: string | null;
  readonly latest_charge: string | null;
  readonly payment_method: string | PaymentMethod | null;
  readonly last_payment_error: {
    readonly code?: string;
    readonly decline_code?: string | null;
    readonly message?: string;
    readonly payment_method?: PaymentMethod | null;
  } | null;
}

export interface Invoice {
  readonly id: string;
  readonly number: string | null;
  readonly amount_remaining: number;
  readonly currency: string;
  readonly created: number;
  readonly hosted_invoice_url: string | null;
  readonly status: string;
}
