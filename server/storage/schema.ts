/** Every table and its row, for Kysely. The rows follow from the tables' own descriptions. */
import type { Generated } from 'kysely';
import type { Account } from '../model/account.ts';
import type { ApiKey } from '../model/api-key.ts';
import type { Attempt } from '../model/attempt.ts';
import type { CardUpdate } from '../model/card-update.ts';
import type { CheckoutSession } from '../model/checkout-session.ts';
import type { ConfirmLink } from '../model/confirm-link.ts';
import type { ConsentPerson } from '../model/consent.ts';
import type { Credential } from '../model/credential.ts';
import type { Customer } from '../model/customer.ts';
import type { CustomerSession } from '../model/customer-session.ts';
import type { Delivery } from '../model/delivery.ts';
import type { DunningRecord } from '../model/dunning-decision.ts';
import type { Event } from '../model/event.ts';
import type { PaymentIntent, SetupIntent } from '../model/intent.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Mandate, MandateUse } from '../model/mandate.ts';
import type { NoticeRecord } from '../model/notices.ts';
import type { Price } from '../model/price.ts';
import type { Product } from '../model/product.ts';
import type { Refund } from '../model/refund.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Subscription } from '../model/subscription.ts';
import type { TestClock } from '../model/test-clock.ts';
import type { WebhookEndpoint } from '../model/webhook-endpoint.ts';
import type { RowOf } from './table.ts';
import type { accountTable, apiKeyTable } from './tables/api-keys.ts';
import type { attemptTable } from './tables/attempts.ts';
import type { cardUpdateTable } from './tables/card-updates.ts';
import type { checkoutSessionTable } from './tables/checkout-sessions.ts';
import type { consentTable, personTable, StoredConsent } from './tables/consents.ts';
import type { customerSessionTable } from './tables/customer-sessions.ts';
import type { customerTable } from './tables/customers.ts';
import type { deliveryTable } from './tables/deliveries.ts';
import type { confirmLinkTable, dunningTable, noticeTable } from './tables/dunning.ts';
import type { eventTable } from './tables/events.ts';
import type { IdempotencyKeyRow } from './tables/idempotency-keys.ts';
import type { invoiceTable } from './tables/invoices.ts';
import type { mandateTable, mandateUseTable } from './tables/mandates.ts';
import type { paymentIntentTable } from './tables/payment-intents.ts';
import type {
  credentialTable,
  FlatPaymentMethod,
  paymentMethodTable,
} from './tables/payment-methods.ts';
import type { priceTable } from './tables/prices.ts';
import type { productTable } from './tables/products.ts';
import type { refundTable } from './tables/refunds.ts';
import type { refusalTable } from './tables/refusals.ts';
import type { setupIntentTable } from './tables/setup-intents.ts';
import type { subscriptionTable } from './tables/subscriptions.ts';
import type { testClockTable } from './tables/test-clocks.ts';
import type { webhookEndpointTable } from './tables/webhook-endpoints.ts';

/** Counted by the database's triggers, whoever changes the row; see the first migration. */
interface Revised {
  revision: Generated<number>;
}

export interface ObservationRow {
  attempt: string;
  seq: number;
  source: string;
  outcome: string;
  at_ms: number;
}

/** How a message about a credential finds it; see `card-updates.ts`. */
interface Findable {
  lookup: Generated<string | null>;
}

/** Set to zero by the database with every change that a notice may depend on; see `notices.ts`. */
interface Noticed {
  notices_due_ms: Generated<number | null>;
}

export interface InboxRow {
  id: string;
  processor: string;
  event: string;
  attempt: string;
  credential: string | null;
  received_ms: number;
  next_attempt_ms: number | null;
  fence: number;
}

export interface DoomedCredentialRow {
  id: string;
  account: string;
  processor: string;
  secret: string;
  next_attempt_ms: number;
  fence: number;
}

export interface ProvisionRow {
  id: string;
  account: string;
  payment_method: string;
  credential: string;
  processor: string;
  next_attempt_ms: number;
  fence: number;
}

export interface PulseRow {
  name: string;
  at_ms: number;
}

/** An encryption key that closed something here, known by what it alone can say. */
export interface EncryptionKeyRow {
  id: string;
  /** Keyed hash that the whole key gives. */
  proof: string;
  /** Keyed hash that is left of it in a key that only verifies. */
  evidence: string;
  since_ms: number;
}

export interface Schema {
  accounts: RowOf<Account, typeof accountTable.columns>;
  api_keys: RowOf<ApiKey, typeof apiKeyTable.columns>;
  encryption_keys: EncryptionKeyRow;
  pulses: PulseRow;
  provisions: ProvisionRow;
  refusals: RowOf<Refusal, typeof refusalTable.columns>;
  customer_sessions: RowOf<CustomerSession, typeof customerSessionTable.columns>;
  doomed_credentials: DoomedCredentialRow;
  customers: RowOf<Customer, typeof customerTable.columns> & Revised;
  payment_methods: RowOf<FlatPaymentMethod, typeof paymentMethodTable.columns>;
  credentials: RowOf<Credential, typeof credentialTable.columns> & Findable;
  card_updates: RowOf<CardUpdate, typeof cardUpdateTable.columns>;
  payment_intents: RowOf<PaymentIntent, typeof paymentIntentTable.columns>;
  setup_intents: RowOf<SetupIntent, typeof setupIntentTable.columns>;
  checkout_sessions: RowOf<CheckoutSession, typeof checkoutSessionTable.columns> & Revised;
  attempts: RowOf<Attempt, typeof attemptTable.columns>;
  attempt_observations: ObservationRow;
  refunds: RowOf<Refund, typeof refundTable.columns>;
  inbox: InboxRow;
  consents: RowOf<StoredConsent, typeof consentTable.columns>;
  consent_persons: RowOf<ConsentPerson, typeof personTable.columns>;
  mandates: RowOf<Mandate, typeof mandateTable.columns>;
  mandate_uses: RowOf<MandateUse, typeof mandateUseTable.columns>;
  events: RowOf<Event, typeof eventTable.columns>;
  webhook_endpoints: RowOf<WebhookEndpoint, typeof webhookEndpointTable.columns>;
  deliveries: RowOf<Delivery, typeof deliveryTable.columns>;
  idempotency_keys: IdempotencyKeyRow;
  products: RowOf<Product, typeof productTable.columns>;
  prices: RowOf<Price, typeof priceTable.columns>;
  subscriptions: RowOf<Subscription, typeof subscriptionTable.columns> & Noticed;
  invoices: RowOf<Invoice, typeof invoiceTable.columns>;
  test_clocks: RowOf<TestClock, typeof testClockTable.columns>;
  dunning_decisions: RowOf<DunningRecord, typeof dunningTable.columns>;
  notices: RowOf<NoticeRecord, typeof noticeTable.columns>;
  confirm_links: RowOf<ConfirmLink, typeof confirmLinkTable.columns>;
}
