/**
 * All encoders in one value, tied to this installation's secrets and addresses, so that operations
 * reach them through their context and never import this room.
 */
import type { Attempt } from '../model/attempt.ts';
import type { CheckoutSession } from '../model/checkout-session.ts';
import type { ConsentRecord } from '../model/consent.ts';
import type { Customer } from '../model/customer.ts';
import type { DunningRecord } from '../model/dunning-decision.ts';
import type { Event } from '../model/event.ts';
import type { PaymentIntent, SetupIntent } from '../model/intent.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Mandate, Standing } from '../model/mandate.ts';
import type { NoticeRecord } from '../model/notices.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import type { Price } from '../model/price.ts';
import type { Product } from '../model/product.ts';
import type { Readiness } from '../model/readiness.ts';
import type { Refund } from '../model/refund.ts';
import type { Subscription } from '../model/subscription.ts';
import type { TestClock } from '../model/test-clock.ts';
import { encodeAttempt } from './attempts.ts';
import { type ChargeFacts, encodeCharge } from './charges.ts';
import { encodeCheckoutSession, encodeLineItems } from './checkout-sessions.ts';
import { encodeConsent } from './consents.ts';
import { encodeCustomer, encodeDeletedCustomer } from './customers.ts';
import { encodeDunningDecision, encodeNotice, type NoticeFacts } from './dunning.ts';
import { encodeEvent } from './events.ts';
import { encodeInvoice, type InvoiceFacts } from './invoices.ts';
import type { PageInput } from './lists.ts';
import { encodeMandate } from './mandates.ts';
import { encodePaymentIntent } from './payment-intents.ts';
import { encodePaymentMethod } from './payment-methods.ts';
import { encodePrice } from './prices.ts';
import { encodeProduct } from './products.ts';
import { encodeReadiness } from './readiness.ts';
import { encodeRefund } from './refunds.ts';
import { encodeSetupIntent } from './setup-intents.ts';
import { encodeSubscription, type SubscriptionFacts } from './subscriptions.ts';
import { encodeTestClock } from './test-clocks.ts';

/** An object as it goes over the wire. */
export type Wire = Record<string, unknown>;

export interface Encoders {
  /** A deleted one as deleted. */
  customer(customer: Customer): Wire;
  paymentMethod(method: PaymentMethod): Wire;
  /**
   * @param failedMethod the card of the last error
   * @param latest the latest attempt, where its standing is to be told
   */
  paymentIntent(
    intent: PaymentIntent,
    failedMethod: PaymentMethod | null,
    latest?: Attempt | null,
  ): Wire;
  setupIntent(
    intent: SetupIntent,
    failedMethod: PaymentMethod | null,
    latest?: Attempt | null,
  ): Wire;
  charge(facts: ChargeFacts): Wire;
  attempt(attempt: Attempt): Wire;
  refund(refund: Refund): Wire;
  testClock(clock: TestClock): Wire;
  /** @param session as of now; only while it is open is its secret or address in the object */
  checkoutSession(session: CheckoutSession, options?: { readonly lineItems?: boolean }): Wire;
  /** In the list envelope; all of them unless a page is asked for. */
  lineItems(session: CheckoutSession, page?: PageInput): Wire;
  /** @param pendingWebhooks deliveries that are outstanding */
  event(event: Event, pendingWebhooks: number): Wire;
  /** @param status where it stands now, see `standingOf` */
  mandate(mandate: Mandate, status: Standing['status'], reason?: Standing['reason']): Wire;
  consent(record: ConsentRecord): Wire;
  product(product: Product): Wire;
  price(price: Price): Wire;
  subscription(subscription: Subscription, facts: SubscriptionFacts): Wire;
  invoice(invoice: Invoice, facts: Pick<InvoiceFacts, 'customer'>): Wire;
  dunningDecision(record: DunningRecord): Wire;
  /** The address of a link that leads straight to the buyer's bank. */
  confirmUrl(link: string): string;
  notice(record: NoticeRecord, facts: NoticeFacts): Wire;
  readiness(answer: Pick<Readiness<unknown>, 'ready' | 'reasons'>, backup?: string | null): Wire;
}

export interface EncoderOptions {
  readonly apiVersion: string;
  /** The client secret that belongs to an id. */
  secretOf(id: string): string;
  /** The hosted page of a session; null where it has none. */
  sessionUrl(session: CheckoutSession): string | null;
  /** The page where an invoice can be seen and paid; null (or no such function) where it has none. */
  invoiceUrl?(invoice: Invoice): string | null;
  confirmUrl?(link: string): string;
}

export function createEncoders(options: EncoderOptions): Encoders {
  const { apiVersion, secretOf, sessionUrl, invoiceUrl } = options;
  return {
    customer: (customer) =>
      customer.deletedMs === null ? encodeCustomer(customer) : encodeDeletedCustomer(customer.id),
    paymentMethod: encodePaymentMethod,
    paymentIntent: (intent, failedMethod, latest = null) =>
      encodePaymentIntent(intent, { clientSecret: secretOf(intent.id), failedMethod, latest }),
    setupIntent: (intent, failedMethod, latest = null) =>
      encodeSetupIntent(intent, { clientSecret: secretOf(intent.id), failedMethod, latest }),
    charge: encodeCharge,
    attempt: encodeAttempt,
    refund: encodeRefund,
    testClock: encodeTestClock,
    checkoutSession: (session, { lineItems = false } = {}) =>
      encodeCheckoutSession(session, {
        clientSecret: secretOf(session.id),
        url: sessionUrl(session),
        lineItems,
      }),
    lineItems: encodeLineItems,
    event: (event, pendingWebhooks) => encodeEvent(event, apiVersion, pendingWebhooks),
    mandate: encodeMandate,
    consent: encodeConsent,
    product: encodeProduct,
    price: encodePrice,
    subscription: encodeSubscription,
    invoice: (invoice, { customer }) =>
      encodeInvoice(invoice, {
        customer,
        clientSecret: invoice.intent === null ? null : secretOf(invoice.intent),
        hostedUrl: invoiceUrl?.(invoice) ?? null,
      }),
    dunningDecision: encodeDunningDecision,
    confirmUrl: (link) => options.confirmUrl?.(link) ?? '',
    notice: encodeNotice,
    readiness: encodeReadiness,
  };
}
