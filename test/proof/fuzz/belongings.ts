/**
 * What an installation has before it is attacked: a customer with cards, sessions, intents, a mandate
 * and a wallet, so that requests come further than the first check. Ids alone are handed on.
 */
import { type Installation, KEY } from './installation.ts';

export interface Belongings {
  readonly customer: string;
  readonly card: string;
  readonly mandate: string;
  readonly consent: string;
  /** Paid, captured later, open. */
  readonly paid: string;
  readonly held: string;
  readonly open: string;
  readonly setup: string;
  readonly charge: string;
  readonly refund: string;
  readonly event: string;
  readonly endpoint: string;
  readonly session: string;
  readonly sessionSecret: string;
  readonly setupSession: string;
  readonly setupSecret: string;
  readonly walletSecret: string;
}

const SHIRT = {
  quantity: 1,
  price_data: { currency: 'usd', unit_amount: 1099, product_data: { name: 'T-shirt' } },
};

/** @param key of the account that gets them */
export async function furnish(target: Installation, key: string = KEY): Promise<Belongings> {
  const make = async (path: string, body: Record<string, unknown>) => {
    const made = await target.made(`/v1/${path}`, body, key);
    return { ...made, id: String(made.id) } as Record<string, unknown> & { readonly id: string };
  };
  const endpoint = await make('webhook_endpoints', {
    url: 'https://shop.example/hooks',
    enabled_events: ['charge.refunded'],
  });
  const { id: customer } = await make('customers', { email: 'ada@example.com', name: 'Ada' });
  const card = await make('payment_methods/pm_card_visa/attach', { customer });
  await make(`payment_methods/${card.id}`, {
    allow_redisplay: 'always',
    billing_details: {
      name: 'Ada Long',
      email: 'ada@example.com',
      address: { country: 'US', postal_code: '94110' },
    },
  });
  const mandate = await make('mandates', {
    payment_method: card.id,
    customer_acceptance: { type: 'offline' },
    terms: { category: 'unscheduled', currency: 'usd', max_amount: 5000, text: 'As agreed.' },
  });
  const pay = { currency: 'usd', customer, payment_method: card.id, confirm: true };
  const paid = await make('payment_intents', { ...pay, amount: 2000 });
  const held = await make('payment_intents', { ...pay, amount: 3000, capture_method: 'manual' });
  const open = await make('payment_intents', { amount: 700, currency: 'usd', customer });
  const setup = await make('setup_intents', { customer, payment_method: card.id });
  const refund = await make('refunds', { payment_intent: paid.id, amount: 5 });
  const session = await make('checkout/sessions', {
    mode: 'payment',
    ui_mode: 'elements',
    customer,
    line_items: [SHIRT],
    return_url: 'https://shop.example/done',
    saved_payment_method_options: {
      payment_method_save: 'enabled',
      payment_method_remove: 'enabled',
    },
  });
  const setupSession = await make('checkout/sessions', {
    mode: 'setup',
    ui_mode: 'elements',
    currency: 'usd',
    customer,
    return_url: 'https://shop.example/done',
  });
  const wallet = await target.made('/v1/customer_sessions', { customer }, key);
  const headers = { authorization: `Bearer ${key}` };
  const newest = async (path: string) => {
    const { text } = await target.ask({ method: 'GET', path, headers, body: null });
    return String(JSON.parse(text).data[0].id);
  };
  return {
    customer,
    card: card.id,
    mandate: mandate.id,
    consent: await newest('/v1/consents'),
    paid: paid.id,
    held: held.id,
    open: open.id,
    setup: setup.id,
    charge: String(paid.latest_charge),
    refund: refund.id,
    event: await newest('/v1/events'),
    endpoint: endpoint.id,
    session: session.id,
    sessionSecret: String(session.client_secret),
    setupSession: setupSession.id,
    setupSecret: String(setupSession.client_secret),
    walletSecret: String(wallet.client_secret),
  };
}
