/**
 * What merchants and buyers do while programs die around them: sales, holds, captures, cancellations,
 * refunds, later charges under a mandate, presses in a checkout. Each trade goes on where it was, as
 * long as it takes to get its answers; what it may not be told is named here.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Answer, type Client, codeOf, type Wish } from './client.ts';
import type { Roll } from './seeded.ts';

/** What a trade needs of the world. */
export interface Market {
  readonly client: Client;
  readonly roll: Roll;
  /** Unique in the whole run. */
  readonly name: string;
  /** A card token as the frame would get it. */
  token(): Promise<string>;
}

type Trade = (market: Market) => Promise<void>;

/** How often a buyer presses whose card could not be read. */
const PRESSES = 50;
const FAILING = 'pm_card_chargeDeclined';

/** Refusals that are true: nothing was done, and somebody else may be asked again. */
const HONEST = ['processor_unavailable', 'payment_method_not_ready', 'attempt_in_progress'];

/** Posts under a key of its own. @throws when it is told what it may not be told */
async function post(
  { client, name }: Market,
  step: string,
  path: string,
  form: Wish['form'] = {},
): Promise<Answer> {
  const answer = await client.send({ method: 'POST', path, key: `${name} ${step}`, form });
  const { status, body, text } = answer;
  if (status !== 200 && status !== 402 && !HONEST.includes(codeOf(body)))
    throw new Error(`${name} ${step}: ${status} ${text.slice(0, 400)}`);
  return answer;
}

/** What was made; null where nothing was, and the trade ends. */
const idOf = ({ status, body }: Answer): string | null =>
  status === 200 ? z.string().parse(body.id) : null;

async function pay(market: Market, more: Record<string, string | number>): Promise<Answer> {
  const card = market.roll() < 0.12 ? FAILING : 'pm_card_visa';
  return post(market, 'pay', '/v1/payment_intents', {
    amount: market.roll.between(100, 9_999),
    currency: 'usd',
    payment_method: card,
    confirm: 'true',
    'metadata[trade]': market.name,
    ...more,
  });
}

/** Gives back a part, or all of it, once or twice. */
async function giveBack(market: Market, intent: string): Promise<void> {
  const times = market.roll.between(1, 2);
  for (let time = 1; time <= times; time += 1) {
    const amount = market.roll() < 0.3 ? {} : { amount: market.roll.between(1, 60) };
    await market.client
      .send({
        method: 'POST',
        path: '/v1/refunds',
        key: `${market.name} back ${time}`,
        form: { payment_intent: intent, ...amount },
      })
      .then(({ status, body, text }) => {
        const refused = ['charge_already_refunded', 'charge_not_refundable', 'amount_too_large'];
        if (status !== 200 && ![...HONEST, ...refused].includes(codeOf(body)))
          throw new Error(`${market.name} back ${time}: ${status} ${text.slice(0, 400)}`);
      });
  }
}

const sale: Trade = async (market) => {
  const paid = await pay(market, {});
  const intent = idOf(paid);
  if (intent && paid.body.status === 'succeeded' && market.roll() < 0.6)
    await giveBack(market, intent);
};

/** The intent is made first and confirmed by a second request. */
const stepwise: Trade = async (market) => {
  const made = await post(market, 'make', '/v1/payment_intents', {
    amount: market.roll.between(100, 9_999),
    currency: 'usd',
    payment_method: 'pm_card_visa',
    'metadata[trade]': market.name,
  });
  const intent = idOf(made);
  if (intent === null) return;
  if (market.roll() < 0.2) await post(market, 'leave', `/v1/payment_intents/${intent}/cancel`);
  else await post(market, 'confirm', `/v1/payment_intents/${intent}/confirm`);
};

const hold: Trade = async (market) => {
  const held = await pay(market, { capture_method: 'manual' });
  const intent = idOf(held);
  if (intent === null || held.body.status !== 'requires_capture') return;
  const path = `/v1/payment_intents/${intent}`;
  if (market.roll() < 0.35) {
    await post(market, 'let go', `${path}/cancel`);
    return;
  }
  const part = market.roll() < 0.5 ? { amount_to_capture: market.roll.between(50, 100) } : {};
  const taken = await post(market, 'take', `${path}/capture`, part);
  if (taken.body.status === 'succeeded' && market.roll() < 0.5) await giveBack(market, intent);
};

/** A card with a mandate for two charges, and four that want it at once. */
const later: Trade = async (market) => {
  const made = await post(market, 'customer', '/v1/customers', { email: 'ada@example.com' });
  const customer = idOf(made);
  if (customer === null) return;
  const card = await post(market, 'card', '/v1/payment_methods/pm_card_visa/attach', { customer });
  const paymentMethod = idOf(card);
  if (paymentMethod === null) return;
  await post(market, 'mandate', '/v1/mandates', {
    payment_method: paymentMethod,
    'customer_acceptance[type]': 'offline',
    'terms[category]': 'unscheduled',
    'terms[currency]': 'usd',
    'terms[max_amount]': 2_000,
    'terms[max_count]': 2,
  });
  const one = (count: number) =>
    post(market, `charge ${count}`, '/v1/payment_intents', {
      amount: market.roll.between(100, 2_000),
      currency: 'usd',
      customer,
      payment_method: paymentMethod,
      off_session: 'true',
      confirm: 'true',
      'metadata[trade]': `${market.name} ${count}`,
    });
  await Promise.all([one(1), one(2), one(3), one(4)]);
};

const state = z.object({
  offers: z.object({ redisplay: z.object({ id: z.string() }).nullable() }),
});

/** A buyer types a card, perhaps lets it be kept, and presses until somebody answers. */
const checkout: Trade = async (market) => {
  const { client, roll, name } = market;
  const made = await post(market, 'customer', '/v1/customers', { email: 'noor@example.com' });
  const opened = await post(market, 'session', '/v1/checkout/sessions', {
    mode: 'payment',
    ui_mode: 'elements',
    customer: z.string().parse(made.body.id),
    'line_items[0][quantity]': 1,
    'line_items[0][price_data][currency]': 'usd',
    'line_items[0][price_data][unit_amount]': roll.between(100, 9_999),
    'line_items[0][price_data][product_data][name]': 'Six postcards',
    'saved_payment_method_options[payment_method_save]': 'enabled',
    return_url: 'http://127.0.0.1/done',
  });
  const secret = z.string().parse(opened.body.client_secret);
  const path = '/elements/checkout?payment_method=';
  const seen = await client.send({ method: 'GET', path, secret });
  const { redisplay } = state.parse(seen.body).offers;
  const keep = redisplay && roll() < 0.7;
  const token = await market.token();
  const press: Wish = {
    method: 'POST',
    path: '/elements/checkout/confirm',
    secret,
    json: {
      press: randomUUID(),
      card_token: token,
      billing_details: { name: 'Noor', email: 'noor@example.com' },
      consents: keep ? { redisplay: { offer: redisplay.id, accepted: true } } : {},
    },
  };
  for (let time = 1; ; time += 1) {
    const { status, body, text } = await client.send(press);
    if (status === 200 || status === 402) return;
    if (!HONEST.includes(codeOf(body)) || time === PRESSES)
      throw new Error(`${name} press: ${status} ${text.slice(0, 400)}`);
  }
};

const TRADES: readonly Trade[] = [sale, sale, hold, hold, stepwise, later, checkout, checkout];

/** One trade of any kind. */
export function anyTrade(market: Market): Promise<void> {
  return market.roll.pick(TRADES)(market);
}
