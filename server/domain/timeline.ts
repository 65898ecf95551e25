/**
 * One customer's whole story as one list, newest first: permissions, visits, attempts, refusals,
 * refunds, what was decided about debts, notices, and events with what became of their deliveries.
 * Whoever asks need not join anything. It decides nothing and changes nothing.
 */
import type { Context } from '../context.ts';
import { statusAt } from '../model/checkout-session.ts';
import type { ConsentPerson } from '../model/consent.ts';
import { TIMELINE_PAGE } from '../model/limits.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { invalidRequest } from '../model/problem.ts';
import {
  byPlace,
  cursorAt,
  readCursor,
  TIMELINE_KINDS,
  type TimelineKind,
} from '../model/timeline.ts';
import { mandates } from '../storage/mandates.ts';
import { paymentMethods } from '../storage/payment-methods.ts';
import { deliveriesOfEvents, entriesOf, type TimelineEntry } from '../storage/timeline.ts';
import { personsOf } from './consents.ts';
import { findCustomer } from './customers.ts';
import { encodeStanding, withStanding } from './mandate-records.ts';

/** An entry as it goes over the wire, short of its envelope. */
export interface Told {
  readonly id: string;
  readonly kind: TimelineKind;
  readonly createdMs: number;
  /** Who brought it about: `buyer`, `merchant`, `issuer` or `system`, or whom the request named. */
  readonly actor: string;
  readonly what: Record<string, unknown>;
}

export interface Timeline {
  readonly entries: readonly Told[];
  /** Asks for the page that follows; null after the last. */
  readonly next: string | null;
}

export interface TimelineWish {
  readonly kinds: readonly TimelineKind[] | undefined;
  /** From an answer's `next`. */
  readonly page: string | undefined;
  readonly limit: number | undefined;
}

/** What the encoder of the wire makes of records that the context's encoders do not know. */
export interface TimelineEncoders {
  person(person: ConsentPerson | undefined): Record<string, unknown> | null;
  refusal(refusal: Extract<TimelineEntry, { kind: 'refusal' }>['what']): Record<string, unknown>;
  notice(notice: Extract<TimelineEntry, { kind: 'notice' }>['what']): Record<string, unknown>;
  delivery(
    delivery: Awaited<ReturnType<typeof deliveriesOfEvents>>[number],
  ): Record<string, unknown>;
}

/** What several entries of a page are told with. */
interface Beside {
  readonly cards: ReadonlyMap<string, PaymentMethod>;
  readonly persons: Awaited<ReturnType<typeof personsOf>>;
  readonly mandates: ReadonlyMap<string, Record<string, unknown>>;
  readonly deliveries: Awaited<ReturnType<typeof deliveriesOfEvents>>;
}

function cardIn(entry: TimelineEntry): string | null {
  if (entry.kind === 'attempt' || entry.kind === 'refusal' || entry.kind === 'refund')
    return entry.what.paymentMethod;
  return entry.kind === 'decision' ? entry.what.paymentMethod : null;
}

async function beside(ctx: Context, entries: readonly TimelineEntry[]): Promise<Beside> {
  const { db } = ctx.store;
  const ids = new Set(entries.map(cardIn).filter((id) => id !== null));
  const cards = await Promise.all([...ids].map((id) => paymentMethods.find(db, ctx.account, id)));
  const records = entries.flatMap((each) =>
    each.kind === 'consent' || each.kind === 'mandate' ? [each.what] : [],
  );
  const granted = new Set(records.map(({ mandate }) => mandate).filter((id) => id !== null));
  const found = await Promise.all([...granted].map((id) => mandates.find(db, ctx.account, id)));
  const standing = await withStanding(
    ctx,
    db,
    found.filter((each) => each !== null),
  );
  return {
    cards: new Map(cards.flatMap((card) => (card ? [[card.id, card] as const] : []))),
    persons: await personsOf(ctx, records),
    mandates: new Map(standing.map((each) => [each.mandate.id, encodeStanding(ctx, each)])),
    deliveries: await deliveriesOfEvents(
      db,
      ctx.account,
      entries.flatMap((each) => (each.kind === 'event' ? [each.what.id] : [])),
    ),
  };
}

function cardFacts(card: PaymentMethod | undefined): Record<string, unknown> | null {
  return card ? { id: card.id, brand: card.card.brand, last4: card.card.last4 } : null;
}

/** Who brought an entry about. */
function actorOf(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'consent':
    case 'mandate':
      return entry.what.actor;
    case 'attempt':
      return entry.what.actor ?? (entry.what.initiator === 'customer' ? 'buyer' : 'merchant');
    case 'event':
      return entry.what.requestId === null ? 'system' : 'merchant';
    case 'decision':
    case 'notice':
      return 'system';
    default:
      return 'merchant';
  }
}

function whatOf(
  ctx: Context,
  entry: TimelineEntry,
  more: Beside,
  encode: TimelineEncoders,
): Record<string, unknown> {
  const card = () => cardFacts(more.cards.get(cardIn(entry) ?? ''));
  switch (entry.kind) {
    case 'session': {
      const session = { ...entry.what, status: statusAt(entry.what, ctx.now()) };
      // A story is read, not paid with.
      return { ...ctx.encode.checkoutSession(session), client_secret: null };
    }
    case 'consent':
    case 'mandate': {
      const { seq: _, ...record } = entry.what;
      return {
        ...ctx.encode.consent(record),
        person: encode.person(more.persons.get(record.id)),
        standing: more.mandates.get(record.mandate ?? '') ?? null,
      };
    }
    case 'refusal':
      return { ...encode.refusal(entry.what), card: card() };
    case 'attempt':
      return { ...ctx.encode.attempt(entry.what), card: card() };
    case 'refund':
      return { ...ctx.encode.refund(entry.what), card: card() };
    case 'decision':
      return { ...ctx.encode.dunningDecision(entry.what), card: card() };
    case 'notice':
      return encode.notice(entry.what);
    case 'event': {
      const sent = more.deliveries.filter(({ event }) => event === entry.what.id);
      const pending = sent.filter(({ status }) => status === 'pending').length;
      return { ...ctx.encode.event(entry.what, pending), deliveries: sent.map(encode.delivery) };
    }
  }
}

/**
 * One page of a customer's story, deleted customers' too: evidence outlives them.
 * @throws Problem 404, or 400 for a page that is none
 */
export async function timelineOf(
  ctx: Context,
  customer: string,
  { kinds = TIMELINE_KINDS, page, limit = TIMELINE_PAGE }: TimelineWish,
  encode: TimelineEncoders,
): Promise<Timeline> {
  await findCustomer(ctx, customer);
  const after = page === undefined ? null : readCursor(page);
  if (page !== undefined && after === null)
    throw invalidRequest('This is no page of a timeline.', 'parameter_invalid', 'page');
  const found = await Promise.all(
    [...new Set(kinds)].map((kind) =>
      entriesOf(ctx.store.db, ctx.account, customer, kind, { after, limit: limit + 1 }),
    ),
  );
  const all = found.flat().sort((a, b) => byPlace(a.place, b.place));
  const shown = all.slice(0, limit);
  const last = all.length > limit ? shown.at(-1) : undefined;
  const more = await beside(ctx, shown);
  const entries = shown.map((entry) => ({
    id: entry.place.id,
    kind: entry.kind,
    createdMs: entry.place.createdMs,
    actor: actorOf(entry),
    what: whatOf(ctx, entry, more, encode),
  }));
  return { entries, next: last ? cursorAt(last.place) : null };
}
