/**
 * The other side of the counter as routes: all payments, how one of them went, one customer's whole
 * story, and charging a customer who is away. A real shop would ask for a password first.
 */
import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import Stripe from 'stripe';
import { message, show } from './answer.ts';
import { evidenceOf } from './evidence.ts';
import { chargeLater, type Outcome, readLaterCharge } from './later-charge.ts';
import { customerPage } from './pages/customer.ts';
import { merchantPage } from './pages/merchant.ts';
import { paymentPage } from './pages/payment.ts';
import { historyOf } from './payment-history.ts';
import { money } from './spoken.ts';

type Found = Stripe.Customer | Stripe.DeletedCustomer;

const LISTED = 20;

export function merchantRoutes(stripe: Stripe): Hono {
  const app = new Hono();

  app.get('/', async (c) => {
    const [customers, payments, events] = await Promise.all([
      stripe.customers.list({ limit: LISTED }),
      stripe.paymentIntents.list({ limit: LISTED, expand: ['data.payment_method'] }),
      stripe.events.list({ limit: LISTED }),
    ]);
    const page = merchantPage(customers.data, payments.data, events.data);
    return show(c, '/merchant', 'Merchant', page);
  });

  app.get('/payments/:id', async (c) => {
    const id = c.req.param('id');
    const history = /^pi_[A-Za-z0-9]{1,64}$/.test(id)
      ? await unlessMissing(() => historyOf(stripe, id))
      : null;
    if (history === null) return c.notFound();
    const { amount, currency } = history.payment;
    return show(c, '/merchant', `Payment of ${money(amount, currency)}`, paymentPage(history));
  });

  app.get('/customers/:id', async (c) => {
    const customer = await find(c.req.param('id'));
    return customer === null ? c.notFound() : showCustomer(c, customer, null);
  });

  app.post('/customers/:id', async (c) => {
    const customer = await find(c.req.param('id'));
    if (customer === null) return c.notFound();
    const charge = readLaterCharge(await c.req.parseBody());
    if (charge === null) {
      c.status(400);
      const text = 'That was no amount to charge. Go back and type one such as 25.00.';
      return show(c, '/merchant', 'Not charged', message('Nothing was charged', text));
    }
    return showCustomer(c, customer, await chargeLater(stripe, customer.id, charge));
  });

  async function showCustomer(c: Context, customer: Found, outcome: Outcome | null) {
    const evidence = await evidenceOf(stripe, customer.id, customer.deleted === true);
    const page = customerPage({ customer, evidence, outcome, press: randomUUID() });
    const name = (customer.deleted ? null : customer.name) ?? 'Customer';
    return show(c, '/merchant', name, page);
  }

  /** Null where there never was such a customer. */
  async function find(id: string): Promise<Found | null> {
    if (!/^cus_[A-Za-z0-9]{1,64}$/.test(id)) return null;
    return unlessMissing<Found>(() => stripe.customers.retrieve(id));
  }

  return app;
}

/** Null where the API knows no such object. */
async function unlessMissing<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    const unknown = error instanceof Stripe.errors.StripeInvalidRequestError;
    if (unknown && error.statusCode === 404) return null;
    throw error;
  }
}
