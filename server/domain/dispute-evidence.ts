/**
 * All that is known about one charge, for whoever has to answer a dispute: what was agreed, in which
 * words, by whom, and each attempt as processors told of it. The same records always give the same
 * text, and the text is sealed.
 */
import type { Context } from '../context.ts';
import type { Attempt } from '../model/attempt.ts';
import type { CheckoutSession } from '../model/checkout-session.ts';
import { type ConsentPerson, type ConsentRecord, canonicalJson } from '../model/consent.ts';
import type { Customer } from '../model/customer.ts';
import type { Delivery } from '../model/delivery.ts';
import type { Event } from '../model/event.ts';
import { attemptIdOf, chargeIdOf } from '../model/id.ts';
import type { PaymentIntent } from '../model/intent.ts';
import { recordHolds, type SignedHead } from '../model/ledger.ts';
import { EVIDENCE_EVENTS } from '../model/limits.ts';
import type { Mandate, MandateUse } from '../model/mandate.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { notFound } from '../model/problem.ts';
import type { Refund } from '../model/refund.ts';
import { attempts, attemptsOf, type Observation, observationsOf } from '../storage/attempts.ts';
import { checkoutSessions } from '../storage/checkout-sessions.ts';
import { consentsOfCard, ledgerEnd, linksAt, personsBeside } from '../storage/consents.ts';
import { customers } from '../storage/customers.ts';
import { eventsAbout } from '../storage/events.ts';
import { mandates, usesOf } from '../storage/mandates.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { paymentMethods } from '../storage/payment-methods.ts';
import { refundsOf } from '../storage/refunds.ts';
import { deliveriesOfEvents } from '../storage/timeline.ts';
import { LEDGER, signHead } from './consents.ts';

/** The purpose of the seal's keyed hash. */
const SEAL = 'dispute-evidence';

/** One record of the ledger with what was found when it was checked. */
export interface CheckedRecord {
  readonly record: ConsentRecord;
  readonly person: ConsentPerson | null;
  /** It is what was written, and its neighbours in the chain are bound to it. */
  readonly intact: boolean;
}

export interface DisputeFacts {
  readonly charge: Attempt;
  readonly intent: PaymentIntent;
  /** Null for a guest. */
  readonly customer: Customer | null;
  readonly method: PaymentMethod | null;
  readonly session: CheckoutSession | null;
  /** In the order of the chain. */
  readonly records: readonly CheckedRecord[];
  /** The one that covered the charge; null where the buyer was there, or none did. */
  readonly mandate: Mandate | null;
  readonly uses: readonly MandateUse[];
  /** All of the payment, first try first. */
  readonly attempts: readonly Attempt[];
  readonly observations: readonly Observation[];
  readonly refunds: readonly Refund[];
  readonly events: readonly Event[];
  readonly deliveries: readonly Delivery[];
}

/** Records of the card that say something about this charge: of its mandate, its visit, or of keeping the card. */
function concerns(record: ConsentRecord, charge: Attempt, intent: PaymentIntent): boolean {
  if (record.customer !== intent.customer) return false;
  if (record.scope === 'redisplay') return true;
  if (record.mandate !== null && record.mandate === charge.mandate) return true;
  const visit = record.session !== null && record.session === intent.checkoutSession;
  return visit || record.intent === intent.id;
}

async function checked(
  ctx: Context,
  records: readonly ConsentRecord[],
): Promise<readonly CheckedRecord[]> {
  const { db } = ctx.store;
  const persons = await personsBeside(
    db,
    records.map(({ id }) => id),
  );
  const around = records.flatMap(({ position }) => [position - 1, position + 1]);
  const links = await linksAt(db, ctx.account, [...new Set(around)]);
  const hashes = {
    verifyMac: (text: string, hash: string) => ctx.keys.verifyMac(LEDGER, text, hash),
    sha256: ctx.keys.sha256,
  };
  return records.map((record) => {
    const person = persons.get(record.id);
    const before = links.get(record.position - 1)?.hash ?? '';
    const after = links.get(record.position + 1);
    const bound = record.previousHash === before && (!after || after.previousHash === record.hash);
    const intact = bound && recordHolds(record, person, hashes);
    return { record, person: person ?? null, intact };
  });
}

/** @throws Problem 404 */
export async function disputeFacts(ctx: Context, id: string): Promise<DisputeFacts> {
  const { account } = ctx;
  const { db } = ctx.store;
  const charge = await attempts.find(db, account, attemptIdOf(id) ?? '');
  const made = charge?.operation === 'charge' && charge.status !== 'skipped';
  const intent = made ? await paymentIntents.find(db, account, charge.intent) : null;
  if (!charge || !intent) throw notFound('charge', id, true);
  const { customer, checkoutSession } = intent;
  const all = await attemptsOf(db, account, intent.id);
  const of = charge.paymentMethod;
  const told = of === null ? [] : await consentsOfCard(db, account, of);
  const refunds = await refundsOf(db, charge.id);
  const about = [intent.id, chargeIdOf(charge.id), charge.id, ...refunds.map((each) => each.id)];
  const events = await eventsAbout(
    db,
    account,
    intent.invoice === null ? about : [...about, intent.invoice],
    EVIDENCE_EVENTS,
  );
  return {
    charge,
    intent,
    customer: customer === null ? null : await customers.find(db, account, customer),
    method: of === null ? null : await paymentMethods.find(db, account, of),
    session:
      checkoutSession === null ? null : await checkoutSessions.find(db, account, checkoutSession),
    records: await checked(
      ctx,
      told.filter((record) => concerns(record, charge, intent)),
    ),
    mandate: charge.mandate === null ? null : await mandates.find(db, account, charge.mandate),
    uses: charge.mandate === null ? [] : await usesOf(db, [charge.mandate]),
    attempts: all,
    observations: await observationsOf(
      db,
      all.map((each) => each.id),
    ),
    refunds: refunds.toSorted((a, b) => a.seq - b.seq),
    events,
    deliveries: await deliveriesOfEvents(
      db,
      account,
      events.map((each) => each.id),
    ),
  };
}

/** A hash of the text, signed, and the head of the ledger at the time of asking. */
export interface Seal {
  /** Hex, of the canonical JSON of all but the seal. */
  readonly sha256: string;
  readonly signature: string;
  readonly head: SignedHead;
}

/** @param evidence as it goes over the wire, without its seal */
export async function sealOf(ctx: Context, evidence: Record<string, unknown>): Promise<Seal> {
  const sha256 = ctx.keys.sha256(canonicalJson(evidence));
  const { position, hash } = await ledgerEnd(ctx.store.db, ctx.account);
  return { sha256, signature: ctx.keys.mac(SEAL, sha256), head: signHead(ctx, position, hash) };
}
