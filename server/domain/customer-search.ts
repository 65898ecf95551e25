/**
 * From what a person has in hand (an id, an address, a name, the end of a card number, a processor's own
 * id) to the customers that may be meant. Bounded; it tells why each was found.
 */
import type { Context } from '../context.ts';
import type { Customer } from '../model/customer.ts';
import { attemptIdOf } from '../model/id.ts';
import { SEARCH_RESULTS } from '../model/limits.ts';
import { readSearch, type SearchTerm } from '../model/search-term.ts';
import { attempts } from '../storage/attempts.ts';
import { checkoutSessions } from '../storage/checkout-sessions.ts';
import { consents } from '../storage/consents.ts';
import {
  attemptsByReference,
  customersByLast4,
  customersByStart,
} from '../storage/customer-search.ts';
import { customers } from '../storage/customers.ts';
import { events } from '../storage/events.ts';
import { invoices } from '../storage/invoices.ts';
import { mandates } from '../storage/mandates.ts';
import { paymentIntents } from '../storage/payment-intents.ts';
import { paymentMethods } from '../storage/payment-methods.ts';
import { refunds } from '../storage/refunds.ts';
import { refusals } from '../storage/refusals.ts';
import { setupIntents } from '../storage/setup-intents.ts';
import { subscriptions } from '../storage/subscriptions.ts';

/** Somebody who may be meant. */
export interface Match {
  readonly because: 'id' | 'email' | 'last4' | 'name' | 'reference';
  /** Null where what was found belongs to nobody. */
  readonly customer: Customer | null;
  /** The payment that was named by an id; null otherwise. */
  readonly intent: string | null;
}

export interface Found {
  readonly matches: readonly Match[];
  /** Whether there are more than are told. */
  readonly more: boolean;
}

/** Whose an object is, and the payment that it is of. */
interface Owner {
  readonly customer: string | null;
  readonly intent: string | null;
}

type OwnerOf = (ctx: Context, id: string) => Promise<Owner | null>;
type Owned = { readonly customer: string | null } | null;

const owned =
  (find: (db: Context['store']['db'], account: string, id: string) => Promise<Owned>): OwnerOf =>
  async (ctx, id) => {
    const found = await find(ctx.store.db, ctx.account, id);
    return found && { customer: found.customer, intent: null };
  };

const ofIntent: OwnerOf = async ({ store: { db }, account }, id) => {
  const payment = id.startsWith('pi_') ? await paymentIntents.find(db, account, id) : null;
  if (payment) return { customer: payment.customer, intent: payment.id };
  const setup = await setupIntents.find(db, account, id);
  return setup && { customer: setup.customer, intent: null };
};

const ofAttempt: OwnerOf = async (ctx, id) => {
  const found = await attempts.find(ctx.store.db, ctx.account, attemptIdOf(id) ?? id);
  return found && ofIntent(ctx, found.intent);
};

/** By the prefix of an id. */
const OWNERS: Readonly<Record<string, OwnerOf>> = {
  cus: async (_ctx, id) => ({ customer: id, intent: null }),
  pm: owned(paymentMethods.find),
  pi: ofIntent,
  seti: ofIntent,
  att: ofAttempt,
  ch: ofAttempt,
  cs_test: owned(checkoutSessions.find),
  mandate: owned(mandates.find),
  cons: owned(consents.find),
  sub: owned(subscriptions.find),
  evt: owned(events.find),
  refusal: owned(refusals.find),
  re: async ({ store, account }, id) => {
    const refund = await refunds.find(store.db, account, id);
    return refund && { customer: refund.customer, intent: refund.intent };
  },
  in: async ({ store, account }, id) => {
    const invoice = await invoices.find(store.db, account, id);
    return invoice && { customer: invoice.customer, intent: invoice.intent };
  },
};

async function matchOf(
  ctx: Context,
  because: Match['because'],
  owner: Owner | null,
): Promise<readonly Match[]> {
  if (owner === null) return [];
  const { customer: id, intent } = owner;
  const customer = id === null ? null : await customers.find(ctx.store.db, ctx.account, id);
  return customer === null && intent === null ? [] : [{ because, customer, intent }];
}

async function matchesOf(ctx: Context, term: SearchTerm): Promise<readonly Match[]> {
  const { store, account } = ctx;
  const many = SEARCH_RESULTS + 1;
  const as = (because: Match['because'], some: readonly Customer[]): readonly Match[] =>
    some.map((customer) => ({ because, customer, intent: null }));
  switch (term.kind) {
    case 'id':
      return matchOf(ctx, 'id', (await OWNERS[term.prefix]?.(ctx, term.id)) ?? null);
    case 'email':
      return as('email', await customersByStart(store.db, account, 'email', term.start, many));
    case 'last4':
      return as('last4', await customersByLast4(store.db, account, term.digits, many));
    case 'text': {
      const known = await attemptsByReference(store.db, account, term.reference, many);
      const byReference = await Promise.all(
        known.map(async ({ intent }) => matchOf(ctx, 'reference', await ofIntent(ctx, intent))),
      );
      const by = (field: 'name' | 'surname' | 'email') =>
        customersByStart(store.db, account, field, term.start, many);
      const [names, surnames, emails] = [await by('name'), await by('surname'), await by('email')];
      return [
        ...byReference.flat(),
        ...as('name', [...names, ...surnames]),
        ...as('email', emails),
      ];
    }
  }
}

/** @param typed as somebody typed it; nothing finds nobody */
export async function searchCustomers(ctx: Context, typed: string): Promise<Found> {
  const term = readSearch(typed);
  const found = term === null ? [] : await matchesOf(ctx, term);
  const key = ({ customer, intent }: Match) => `${customer?.id} ${intent}`;
  const once = [...new Map(found.toReversed().map((each) => [key(each), each])).values()];
  const matches = once.toReversed();
  return { matches: matches.slice(0, SEARCH_RESULTS), more: matches.length > SEARCH_RESULTS };
}
