/** What each page needs, asked of the merchant API. What the key may not read is left out of the page. */
import { type MerchantApi, Refused, unlessForbidden, unlessMissing } from './merchant-api.ts';
import type {
  Attempt,
  Customer,
  Entry,
  Event,
  Invoice,
  Listed,
  Mandate,
  Match,
  PaymentIntent,
  PaymentMethod,
  Readiness,
  Refund,
  Refusal,
  Session,
} from './objects.ts';
import { type CustomerView, PARTS } from './pages/customer.ts';
import { cardOf, customerOf, isUnpaid, type PaymentView } from './pages/payment.ts';
import type { SearchView } from './pages/search.ts';

const NONE = { data: [], has_more: false };
const LATEST = 8;
const PAGE = 30;

export async function readSearch(api: MerchantApi, typed: string): Promise<SearchView> {
  const nothing = { typed, matches: null, more: false, problem: null, customers: [], payments: [] };
  if (typed.trim() === '') {
    const [customers, payments] = await Promise.all([
      unlessForbidden(api.get<Listed<Customer>>('/v1/customers', { limit: LATEST }), NONE),
      unlessForbidden(
        api.get<Listed<PaymentIntent>>('/v1/payment_intents', {
          limit: LATEST,
          'expand[]': 'data.payment_method',
        }),
        NONE,
      ),
    ]);
    return { ...nothing, customers: customers.data, payments: payments.data };
  }
  try {
    const found = await api.get<Listed<Match>>('/v1/customers/find', { query: typed });
    return { ...nothing, matches: found.data, more: found.has_more };
  } catch (reason) {
    if (!(reason instanceof Refused) || reason.status !== 400) throw reason;
    // What was typed may be the very thing that must not be shown again.
    return { ...nothing, typed: '', problem: reason.message };
  }
}

/** @returns null where there never was such a customer */
export async function readCustomer(
  api: MerchantApi,
  id: string,
  wish: { readonly show: string; readonly page: string },
): Promise<CustomerView | null> {
  const customer = await unlessMissing(api.get<Customer>(`/v1/customers/${id}`));
  if (customer === null) return null;
  const shown = Object.hasOwn(PARTS, wish.show) ? wish.show : 'story';
  const kinds = (PARTS[shown]?.kinds ?? []).map((kind) => `kinds[]=${kind}`).join('&');
  const [methods, mandates, invoices, story, clock] = await Promise.all([
    unlessForbidden(
      api.get<Listed<PaymentMethod>>(`/v1/customers/${id}/payment_methods`, { limit: 50 }),
      NONE,
    ),
    unlessForbidden(mandatesOf(api, id), []),
    unlessForbidden(
      api.get<Listed<Invoice>>('/v1/invoices', { customer: id, status: 'open', limit: 10 }),
      NONE,
    ),
    unlessForbidden(
      api.get<Listed<Entry>>(`/v1/customers/${id}/timeline?${kinds}`, {
        limit: PAGE,
        page: wish.page,
      }),
      { ...NONE, withheld: true },
    ),
    customer.test_clock ? clockOf(api, customer.test_clock) : null,
  ]);
  return {
    customer,
    clock,
    methods: methods.data,
    mandates,
    invoices: invoices.data,
    story,
    shown,
    first: wish.page === '',
  };
}

/** All of a customer's: a living one may be older than a hundred that ended. */
async function mandatesOf(api: MerchantApi, customer: string): Promise<readonly Mandate[]> {
  const all: Mandate[] = [];
  for (;;) {
    const params = { customer, limit: 100, starting_after: all.at(-1)?.id };
    const { data, has_more: more } = await api.get<Listed<Mandate>>('/v1/mandates', params);
    all.push(...data);
    if (!more) return all;
  }
}

async function clockOf(api: MerchantApi, id: string): Promise<number | null> {
  const clock = api.get<{ frozen_time: number }>(`/v1/test_helpers/test_clocks/${id}`);
  return (await unlessForbidden<{ frozen_time: number } | null>(clock, null))?.frozen_time ?? null;
}

/** @returns null where there never was such a payment */
export async function readPayment(
  api: MerchantApi,
  id: string,
  done: string | null,
): Promise<PaymentView | null> {
  const payment = await unlessMissing(
    api.get<PaymentIntent>(`/v1/payment_intents/${id}`, { 'expand[]': 'payment_method' }),
  );
  if (payment === null) return null;
  const card = cardOf(payment);
  const { amount, currency } = payment;
  const unpaid = isUnpaid(payment);
  const [attempts, refusals, refunds, readiness, recovery] = await Promise.all([
    unlessForbidden(api.get<Listed<Attempt>>(`/v1/payment_intents/${id}/attempts`), NONE),
    unlessForbidden(
      api.get<Listed<Refusal>>('/v1/refusals', { payment_intent: id, limit: 50 }),
      NONE,
    ),
    unlessForbidden(
      api.get<Listed<Refund>>('/v1/refunds', { payment_intent: id, limit: 100 }),
      NONE,
    ),
    card === null || !unpaid
      ? null
      : unlessForbidden<Readiness | null>(
          api.get<Readiness>(`/v1/payment_methods/${card.id}/readiness`, { amount, currency }),
          null,
        ),
    unpaid ? openVisit(api, id) : null,
  ]);
  return {
    payment,
    attempts: attempts.data,
    refusals: refusals.data,
    refunds: refunds.data,
    readiness,
    recovery,
    told: recovery === null ? null : await toldOf(api, payment),
    done,
  };
}

async function openVisit(api: MerchantApi, payment: string): Promise<Session | null> {
  const params = { payment_intent: payment, status: 'open', limit: 1 };
  const found = await unlessForbidden(
    api.get<Listed<Session>>('/v1/checkout/sessions', params),
    NONE,
  );
  return found.data[0] ?? null;
}

/** The latest event that told of the link, where it is among the customer's last. */
async function toldOf(api: MerchantApi, payment: PaymentIntent): Promise<string | null> {
  const whose = customerOf(payment);
  if (whose === null) return null;
  const story = await unlessForbidden(
    api.get<Listed<Entry>>(`/v1/customers/${whose}/timeline?kinds[]=event`, { limit: 100 }),
    NONE,
  );
  const tells = ({ type, data: { object } }: Event) =>
    type === 'keepsake.recovery_required' && JSON.stringify(object).includes(payment.id);
  const found = story.data.find((each) => each.kind === 'event' && tells(each.event));
  return found?.id ?? null;
}
