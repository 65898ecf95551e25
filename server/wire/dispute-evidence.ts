/**
 * The account of one charge on the wire, for a dispute: our own object, with a version of its own. The
 * same facts always give the same JSON; nothing in it tells when it was asked for.
 */
import { z } from 'zod';
import type { Attempt } from '../model/attempt.ts';
import { challengeResult } from '../model/challenge-result.ts';
import type { ConsentPerson, ConsentRecord } from '../model/consent.ts';
import type { Customer } from '../model/customer.ts';
import type { Delivery } from '../model/delivery.ts';
import type { Event } from '../model/event.ts';
import { chargeIdOf } from '../model/id.ts';
import type { PaymentIntent } from '../model/intent.ts';
import type { Mandate, MandateUse } from '../model/mandate.ts';
import { toMajorUnits } from '../model/money.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { capturedMinor, type Refund, refundedMinor } from '../model/refund.ts';
import { encodeBillingDetails } from './address.ts';
import { encodeAttempt } from './attempts.ts';
import { encodeConsent, encodePerson } from './consents.ts';
import { common } from './form.ts';
import { encodeParcel, inSeconds } from './intents.ts';
import { encodeTerms } from './mandates.ts';

export const evidenceInput = z.strictObject(common);

/** Raised whenever a field changes its meaning or its name. */
const VERSION = 1;

interface Observed {
  readonly attempt: string;
  readonly source: string;
  readonly outcome: string;
  readonly atMs: number;
}

/** What the account is made of; see the domain's function that gathers it. */
export interface EvidenceFacts {
  readonly merchant: string;
  readonly charge: Attempt;
  readonly intent: PaymentIntent;
  readonly customer: Customer | null;
  readonly method: PaymentMethod | null;
  /** As it goes over the wire, short of what lets somebody pay. */
  readonly session: Record<string, unknown> | null;
  readonly records: readonly {
    readonly record: ConsentRecord;
    readonly person: ConsentPerson | null;
    readonly intact: boolean;
  }[];
  readonly mandate: Mandate | null;
  readonly uses: readonly MandateUse[];
  readonly attempts: readonly Attempt[];
  readonly observations: readonly Observed[];
  readonly refunds: readonly Refund[];
  readonly events: readonly Event[];
  readonly deliveries: readonly Delivery[];
}

/** An amount with its digits as the currency has them: `10.99 USD`. */
function money(amountMinor: number, currency: string): Record<string, unknown> {
  const display = `${toMajorUnits(amountMinor, currency)} ${currency.toUpperCase()}`;
  return { amount: amountMinor, currency, display };
}

function encodeCharge({ charge, intent, refunds }: EvidenceFacts): Record<string, unknown> {
  const currency = charge.currency ?? intent.currency;
  return {
    id: chargeIdOf(charge.id),
    captured: money(capturedMinor(charge, intent), currency),
    created: inSeconds(charge.createdMs),
    description: intent.description,
    initiator: charge.initiator,
    invoice: intent.invoice,
    metadata: intent.metadata,
    money: money(charge.amountMinor, currency),
    network_transaction_id: charge.networkTransactionId,
    payment_intent: intent.id,
    processor: charge.processor,
    processor_reference: charge.reference,
    refunded: money(refundedMinor(refunds), currency),
    shipping: encodeParcel(intent.shipping, intent.extra.parcel),
    statement_descriptor: intent.statementDescriptor,
    status: charge.status,
  };
}

function encodePayer({ customer, method }: EvidenceFacts): Record<string, unknown> {
  return {
    customer: customer && {
      id: customer.id,
      created: inSeconds(customer.createdMs),
      email: customer.email,
      erased_at: inSeconds(customer.deletedMs),
      name: customer.name,
    },
    payment_method: method && {
      id: method.id,
      billing_details: encodeBillingDetails(method.billingDetails),
      brand: method.card.brand,
      country: method.card.country,
      exp_month: method.type === 'card' ? method.card.expMonth : null,
      exp_year: method.type === 'card' ? method.card.expYear : null,
      fingerprint: method.card.fingerprint,
      funding: method.card.funding,
      last4: method.card.last4,
      type: method.type,
    },
  };
}

/** Who agreed; what was erased is said to be so. */
function encodeWho(person: ConsentPerson | null): Record<string, unknown> {
  if (!person) return { recorded: false };
  const { erasedMs } = person;
  return { recorded: true, erased: erasedMs !== null, ...encodePerson(person) };
}

function encodeAgreements({ records, charge }: EvidenceFacts): readonly Record<string, unknown>[] {
  return records.map(({ record, person, intact }) => ({
    ...encodeConsent(record),
    covers_this_charge: record.mandate !== null && record.mandate === charge.mandate,
    intact,
    person: encodeWho(person),
  }));
}

function encodeMandate({ mandate, uses, intent }: EvidenceFacts): Record<string, unknown> | null {
  if (!mandate) return null;
  const currency = mandate.terms.currency ?? intent.currency;
  const made = uses.toSorted(
    (a, b) => a.createdMs - b.createdMs || (a.attempt < b.attempt ? -1 : 1),
  );
  return {
    id: mandate.id,
    acceptance: {
      accepted_at: inSeconds(mandate.acceptance.acceptedMs),
      type: mandate.acceptance.type,
    },
    consent: mandate.consent,
    created: inSeconds(mandate.createdMs),
    revoked_at: inSeconds(mandate.revokedMs),
    revoked_by: mandate.revokedBy,
    superseded_by: mandate.supersededBy,
    terms: encodeTerms(mandate.terms, mandate.text),
    uses: made.map((use) => ({
      charge: chargeIdOf(use.attempt),
      counted_at: inSeconds(use.createdMs),
      money: money(use.amountMinor, currency),
      state: use.state,
    })),
  };
}

/** What was told, by its kind; whatever else a processor said stays in its own records. */
function encodeObserved({ source, outcome, atMs }: Observed): Record<string, unknown> {
  const told = JSON.parse(outcome) as Readonly<Record<string, unknown>>;
  const kept = ['kind', 'code', 'networkCode', 'reason', 'reference', 'evidence'] as const;
  const facts = kept.filter((name) => typeof told[name] === 'string');
  const named = facts.map((name) => [name === 'networkCode' ? 'network_code' : name, told[name]]);
  return { at: inSeconds(atMs), source, ...Object.fromEntries(named) };
}

function encodeAttempts(facts: EvidenceFacts): readonly Record<string, unknown>[] {
  return facts.attempts.map((attempt) => {
    const told = facts.observations.filter((each) => each.attempt === attempt.id);
    const kinds = told.map(({ outcome }) =>
      String((JSON.parse(outcome) as { kind?: string }).kind),
    );
    const { mandate, reference, networkTransactionId, status, decline } = attempt;
    return {
      ...encodeAttempt(attempt),
      history: told.map(encodeObserved),
      mandate,
      money: money(attempt.amountMinor, attempt.currency ?? facts.intent.currency),
      network_transaction_id: networkTransactionId,
      processor_reference: reference,
      three_d_secure: challengeResult(kinds, status, decline?.code ?? null),
    };
  });
}

function encodeTold({ events, deliveries }: EvidenceFacts): readonly Record<string, unknown>[] {
  return events.map((event) => ({
    id: event.id,
    created: inSeconds(event.createdMs),
    deliveries: deliveries
      .filter((each) => each.event === event.id)
      .map((each) => ({
        ended_at: inSeconds(each.endedMs),
        status: each.status,
        tries: each.tries.length,
        webhook_endpoint: each.endpoint,
      })),
    object: event.object,
    type: event.type,
  }));
}

/** @returns the account without its seal */
export function encodeEvidence(facts: EvidenceFacts): Record<string, unknown> {
  const { merchant, session, records, refunds, intent } = facts;
  return {
    id: `evidence_${facts.charge.id.replace(/^att_/, '')}`,
    object: 'dispute_evidence',
    agreements: encodeAgreements(facts),
    attempts: encodeAttempts(facts),
    charge: encodeCharge(facts),
    events: encodeTold(facts),
    ledger: {
      broken: records.filter(({ intact }) => !intact).map(({ record }) => record.id),
      checked: records.length,
      ok: records.every(({ intact }) => intact),
    },
    mandate: encodeMandate(facts),
    merchant: { name: merchant },
    ...encodePayer(facts),
    receipt_email: intent.receiptEmail,
    refunds: refunds.map((refund) => ({
      id: refund.id,
      created: inSeconds(refund.createdMs),
      money: money(refund.amountMinor, refund.currency),
      reason: refund.reason,
      status: refund.status,
    })),
    session,
    version: VERSION,
  };
}
