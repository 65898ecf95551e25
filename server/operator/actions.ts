/**
 * What can be done from these pages, each as data: what is shown before, what is asked of the API, and
 * where it leads. The API decides whether it may be done.
 */
import { html } from 'hono/html';
import { whoOf } from './entries/permission.ts';
import type { MerchantApi } from './merchant-api.ts';
import type {
  Attempt,
  Consent,
  Event,
  Listed,
  Mandate,
  PaymentIntent,
  PaymentMethod,
  Readiness,
  Refund,
} from './objects.ts';
import { code, facts, type Part } from './pages/layout.ts';
import { cardOf, refundable, standing } from './pages/payment.ts';
import type { Review } from './pages/review.ts';
import { methodName } from './words/method-name.ts';
import { cardName, inMinor, money, plain } from './words/spoken.ts';
import { termsInWords } from './words/terms.ts';

/** What a form or an address brought, by name. */
export type Given = (name: string) => string;

export interface Asked {
  readonly api: MerchantApi;
  /** The id in the address. */
  readonly id: string;
  readonly given: Given;
  /** How the key is told by. */
  readonly actor: string;
  readonly idempotencyKey: string;
}

/** Something typed cannot be meant. */
export class Mistyped extends Error {}

export interface Action {
  /** Below `/operator`. */
  readonly path: string;
  /** @throws Refused, or Mistyped with a sentence for the person */
  review(asked: Asked): Promise<Review>;
  /** @returns where it leads. @throws Refused, or Mistyped */
  perform(asked: Asked): Promise<string>;
  /** What is said above the reason when it was refused. */
  readonly refused: string;
}

const hidden = (some: Readonly<Record<string, string>>): Part =>
  html`${Object.entries(some).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;

function amountOf(given: Given, currency: string): number {
  const amount = inMinor(given('amount'), currency);
  if (amount === null)
    throw new Mistyped(
      `“${given('amount')}” is no amount in ${currency.toUpperCase()}. Type one such as 25.00.`,
    );
  return amount;
}

const customerAt = (id: string | null) => (id === null ? '/operator' : `/operator/customers/${id}`);

const charge: Action = {
  path: '/customers/:id/charge',
  refused: 'Not charged',
  async review({ api, id, given }) {
    const [method, currency] = [given('payment_method'), given('currency').toLowerCase()];
    const amount = amountOf(given, currency);
    const [card, readiness] = await Promise.all([
      api.get<PaymentMethod>(`/v1/payment_methods/${encodeURIComponent(method)}`),
      api.get<Readiness>(`/v1/payment_methods/${encodeURIComponent(method)}/readiness`, {
        amount,
        currency,
      }),
    ]);
    const what = given('description');
    return {
      title: `Charge ${money(amount, currency)}?`,
      body: html`${facts([
        ['Card', methodName(card)],
        ['For', what === '' ? null : what],
        ['The buyer', 'is not there, and is told by you'],
      ])}${standing(readiness)}${readiness.ready ? '' : html`<p>If you go on, it is refused and recorded, and where the buyer can mend it you get a link for them.</p>`}`,
      fields: hidden({
        payment_method: method,
        amount: given('amount'),
        currency,
        description: what,
      }),
      act: `Charge ${money(amount, currency)}`,
      grave: true,
      back: customerAt(id),
    };
  },
  async perform({ api, id, given, actor, idempotencyKey }) {
    const currency = given('currency').toLowerCase();
    const made = await api.post<PaymentIntent>(
      '/v1/payment_intents',
      {
        amount: amountOf(given, currency),
        currency,
        customer: id,
        payment_method: given('payment_method'),
        description: given('description'),
        off_session: 'true',
        confirm: 'true',
        actor,
      },
      idempotencyKey,
    );
    return `/operator/payments/${made.id}?done=charged`;
  },
};

const retry: Action = {
  path: '/payments/:id/retry',
  refused: 'Not charged',
  async review({ api, id }) {
    const payment = await api.get<PaymentIntent>(`/v1/payment_intents/${id}`, {
      'expand[]': 'payment_method',
    });
    const card = cardOf(payment);
    if (card === null) throw new Mistyped('No card stands behind this payment.');
    const { amount, currency } = payment;
    const readiness = await api.get<Readiness>(`/v1/payment_methods/${card.id}/readiness`, {
      amount,
      currency,
    });
    return {
      title: `Charge ${money(amount, currency)} once more?`,
      body: html`${facts([
        ['Card', methodName(card)],
        ['Payment', code(id)],
      ])}${standing(readiness)}`,
      fields: hidden({ payment_method: card.id }),
      act: `Charge ${money(amount, currency)}`,
      grave: true,
      back: `/operator/payments/${id}`,
    };
  },
  async perform({ api, id, given, idempotencyKey }) {
    const params = { payment_method: given('payment_method'), off_session: 'true' };
    await api.post(`/v1/payment_intents/${id}/confirm`, params, idempotencyKey);
    return `/operator/payments/${id}?done=retried`;
  },
};

const refund: Action = {
  path: '/payments/:id/refund',
  refused: 'Not refunded',
  async review({ api, id, given }) {
    const payment = await api.get<PaymentIntent>(`/v1/payment_intents/${id}`);
    const { data } = await api.get<Listed<Refund>>('/v1/refunds', {
      payment_intent: id,
      limit: 100,
    });
    const { currency } = payment;
    const left = refundable(payment, data);
    const amount = given('amount') === '' ? left : amountOf(given, currency);
    if (left <= 0) throw new Mistyped('All of it was given back.');
    if (amount > left) throw new Mistyped(`Only ${money(left, currency)} is left to give back.`);
    return {
      title: `Refund ${money(amount, currency)}?`,
      body: facts([
        ['Of', `${money(payment.amount_received, currency)} that was taken`],
        ['Left afterwards', money(left - amount, currency)],
        ['Reason', plain(given('reason') || 'none')],
      ]),
      fields: hidden({ amount: String(amount), reason: given('reason') }),
      act: `Refund ${money(amount, currency)}`,
      grave: true,
      back: `/operator/payments/${id}`,
    };
  },
  async perform({ api, id, given, actor, idempotencyKey }) {
    // In minor units by now: it was read when it was looked at.
    const params = { payment_intent: id, amount: given('amount'), reason: given('reason') };
    await api.post('/v1/refunds', { ...params, 'metadata[operator]': actor }, idempotencyKey);
    return `/operator/payments/${id}?done=refunded`;
  },
};

const revoke: Action = {
  path: '/mandates/:id/revoke',
  refused: 'Not revoked',
  async review({ api, id }) {
    const mandate = await api.get<Mandate>(`/v1/mandates/${id}`);
    return {
      title: 'Revoke this permission?',
      body: html`<p>${termsInWords(mandate.terms)}</p><p>From now on nothing can be charged under it. What is under way already ends as it ends. A subscription that needs it can take no more payments.</p><p>Only the buyer can give a new one.</p><p class="ids">${code(id)}</p>`,
      act: 'Revoke',
      grave: true,
      back: customerAt(mandate.customer),
    };
  },
  async perform({ api, id, idempotencyKey }) {
    const { customer } = await api.post<Mandate>(`/v1/mandates/${id}/revoke`, {}, idempotencyKey);
    return `${customerAt(customer)}?show=permissions`;
  },
};

const withdraw: Action = {
  path: '/consents/:id/withdraw',
  refused: 'Not withdrawn',
  async review({ api, id }) {
    const consent = await api.get<Consent>(`/v1/consents/${id}`);
    return {
      title: 'Withdraw this consent?',
      body: html`${facts([
        ['Card', cardName(consent.card)],
        ['Agreed by', whoOf(consent.person)],
      ])}${consent.words === null ? '' : html`<blockquote lang="${consent.words.locale}">${consent.words.text}</blockquote>`}<p>The card is not shown to the buyer any more. A permission to charge it later stays as it is; without one the card is removed.</p>`,
      act: 'Withdraw',
      grave: true,
      back: customerAt(consent.customer),
    };
  },
  async perform({ api, id, idempotencyKey }) {
    const { customer } = await api.post<Consent>(`/v1/consents/${id}/withdraw`, {}, idempotencyKey);
    return `${customerAt(customer)}?show=permissions`;
  },
};

/** Where an event's object can be seen. */
function behind({ data: { object } }: Event): string {
  const { payment_intent: of, customer } = object;
  const whole = typeof of === 'object' && of !== null ? (of as { readonly id?: unknown }).id : of;
  const payment = object.object === 'payment_intent' ? object.id : whole;
  if (typeof payment === 'string') return `/operator/payments/${payment}`;
  return customerAt(typeof customer === 'string' ? customer : null);
}

const resend: Action = {
  path: '/events/:id/resend',
  refused: 'Not sent',
  async review({ api, id }) {
    const event = await api.get<Event>(`/v1/events/${id}`);
    return {
      title: 'Send this event again?',
      body: html`<p>${code(event.type)} goes to every endpoint that wants it, as it was. What you do upon it (such as a letter with a link) you do again.</p><p class="ids">${code(id)}</p>`,
      act: 'Send it again',
      back: behind(event),
    };
  },
  async perform({ api, id, idempotencyKey }) {
    const event = await api.post<Event>(`/v1/events/${id}/resend`, {}, idempotencyKey);
    const to = behind(event);
    return to.startsWith('/operator/payments/') ? `${to}?done=resent` : to;
  },
};

const settle: Action = {
  path: '/attempts/:id/resolve',
  refused: 'Not settled',
  async review({ api, id }) {
    const attempt = await api.get<Attempt>(`/v1/attempts/${id}`);
    const { payment_intent: of, amount, currency, processor, status } = attempt;
    return {
      title: 'Settle this attempt by hand?',
      body: html`${facts([
        ['Attempt', code(id)],
        ['Amount', money(amount, currency)],
        ['At', processor],
        ['Stands as', plain(status)],
      ])}<p>Only where the processor will never say. Look into its own records first; what you write here is kept for good. If the processor says later that money moved, that outweighs it.</p>`,
      fields: html`<fieldset><legend>What happened</legend>
<label class="check"><input type="radio" name="as" value="charged" required> It was carried out</label>
<label class="check"><input type="radio" name="as" value="not-charged" required> It was not carried out</label></fieldset>
<label class="field"><span>Where this is known from</span><textarea name="evidence" rows="3" maxlength="2000" required></textarea></label>
<label class="field"><span>The processor’s own id, if there is one</span><input name="reference" maxlength="200" autocomplete="off"></label>`,
      act: 'Settle it',
      grave: true,
      back: of === null ? '/operator' : `/operator/payments/${of}`,
    };
  },
  async perform({ api, id, given, idempotencyKey }) {
    const params = { as: given('as'), evidence: given('evidence'), reference: given('reference') };
    const { payment_intent: of } = await api.post<Attempt>(
      `/v1/attempts/${id}/resolve`,
      params,
      idempotencyKey,
    );
    return of === null ? '/operator' : `/operator/payments/${of}?done=resolved`;
  },
};

export const ACTIONS: readonly Action[] = [charge, retry, refund, revoke, withdraw, resend, settle];
