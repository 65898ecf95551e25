/** The route table, and what surrounds every request: an id, headers, one catch. */
import { Hono, type Context as HonoContext } from 'hono';
import type { Context } from '../context.ts';
import { neededFor } from '../model/permission.ts';
import { notFound } from '../model/problem.ts';
import { createAuthenticate, DEFAULT_ACCOUNT } from './auth.ts';
import { guardEnvelope } from './body.ts';
import { callerOf } from './caller.ts';
import { API_VERSION, type Endpoint, type Gate, merchant } from './endpoint.ts';
import { toEnvelope } from './errors.ts';
import { createRenderer } from './markup.ts';
import { noteRefused, observed, seenIn } from './observed.ts';
import { mountOperator } from './operator.ts';
import { createCardGuard, createRequestLimit } from './rate-limit.ts';
import * as attempts from './routes/attempts.ts';
import { challengeReturn } from './routes/challenge-returns.ts';
import * as charges from './routes/charges.ts';
import * as checkoutSessions from './routes/checkout-sessions.ts';
import * as consents from './routes/consents.ts';
import * as customerSessions from './routes/customer-sessions.ts';
import * as customers from './routes/customers.ts';
import { dueRoutes } from './routes/due.ts';
import { elementsRoutes } from './routes/elements.ts';
import * as events from './routes/events.ts';
import { health } from './routes/health.ts';
import * as invoices from './routes/invoices.ts';
import * as mandates from './routes/mandates.ts';
import { pages } from './routes/pages.ts';
import * as paymentIntents from './routes/payment-intents.ts';
import * as paymentMethods from './routes/payment-methods.ts';
import * as prices from './routes/prices.ts';
import * as products from './routes/products.ts';
import * as refunds from './routes/refunds.ts';
import * as setupIntents from './routes/setup-intents.ts';
import * as subscriptions from './routes/subscriptions.ts';
import * as testClocks from './routes/test-clocks.ts';
import { isCheckout, isWallet, walletRoutes } from './routes/wallet.ts';
import * as webhookEndpoints from './routes/webhook-endpoints.ts';
import { processorWebhook } from './routes/webhooks.ts';

type Method = 'get' | 'post' | 'delete';

/** The merchant API. */
export const V1: readonly (readonly [Method, string, Endpoint])[] = [
  ['post', '/v1/customers', customers.create],
  ['get', '/v1/customers', customers.list],
  ['get', '/v1/customers/find', customers.search],
  ['get', '/v1/customers/:id', customers.retrieve],
  ['get', '/v1/customers/:id/timeline', customers.timeline],
  ['post', '/v1/customers/:id', customers.update],
  ['delete', '/v1/customers/:id', customers.remove],
  ['get', '/v1/customers/:id/payment_methods', paymentMethods.listOfCustomer],
  ['post', '/v1/customers/:id/collect', invoices.collectOfCustomer],

  ['post', '/v1/payment_methods', paymentMethods.create],
  ['get', '/v1/payment_methods', paymentMethods.list],
  ['get', '/v1/payment_methods/:id', paymentMethods.retrieve],
  ['post', '/v1/payment_methods/:id', paymentMethods.update],
  ['post', '/v1/payment_methods/:id/attach', paymentMethods.attach],
  ['post', '/v1/payment_methods/:id/detach', paymentMethods.detach],
  ['get', '/v1/payment_methods/:id/readiness', paymentMethods.ready],
  ['get', '/v1/payment_methods/:id/updates', paymentMethods.updates],

  ['post', '/v1/setup_intents', setupIntents.create],
  ['get', '/v1/setup_intents', setupIntents.list],
  ['get', '/v1/setup_intents/:id', setupIntents.retrieve],
  ['post', '/v1/setup_intents/:id', setupIntents.update],
  ['post', '/v1/setup_intents/:id/confirm', setupIntents.confirm],
  ['post', '/v1/setup_intents/:id/cancel', setupIntents.cancel],

  ['post', '/v1/payment_intents', paymentIntents.create],
  ['get', '/v1/payment_intents', paymentIntents.list],
  ['get', '/v1/payment_intents/:id', paymentIntents.retrieve],
  ['post', '/v1/payment_intents/:id', paymentIntents.update],
  ['post', '/v1/payment_intents/:id/confirm', paymentIntents.confirm],
  ['post', '/v1/payment_intents/:id/capture', paymentIntents.capture],
  ['post', '/v1/payment_intents/:id/cancel', paymentIntents.cancel],
  ['get', '/v1/payment_intents/:id/attempts', paymentIntents.attempts],
  ['get', '/v1/attempts/:id', attempts.retrieve],
  ['post', '/v1/attempts/:id/resolve', attempts.resolve],

  ['post', '/v1/checkout/sessions', checkoutSessions.create],
  ['get', '/v1/checkout/sessions', checkoutSessions.list],
  ['get', '/v1/checkout/sessions/:id', checkoutSessions.retrieve],
  ['post', '/v1/checkout/sessions/:id', checkoutSessions.update],
  ['post', '/v1/checkout/sessions/:id/expire', checkoutSessions.expire],
  ['get', '/v1/checkout/sessions/:id/line_items', checkoutSessions.lineItems],

  ['post', '/v1/customer_sessions', customerSessions.create],

  ['post', '/v1/mandates', mandates.create],
  ['get', '/v1/mandates', mandates.list],
  ['get', '/v1/mandates/:id', mandates.retrieve],
  ['post', '/v1/mandates/:id/revoke', mandates.revoke],

  ['get', '/v1/consents', consents.list],
  ['get', '/v1/consents/verify', consents.verify],
  ['get', '/v1/consents/:id', consents.retrieve],
  ['post', '/v1/consents/:id/withdraw', consents.withdraw],
  ['get', '/v1/refusals', consents.refusals],

  ['get', '/v1/charges', charges.list],
  ['get', '/v1/charges/:id', charges.retrieve],
  ['get', '/v1/charges/:id/evidence', charges.evidence],
  ['post', '/v1/refunds', refunds.create],
  ['get', '/v1/refunds', refunds.list],
  ['get', '/v1/refunds/:id', refunds.retrieve],
  ['post', '/v1/refunds/:id', refunds.update],
  ['post', '/v1/products', products.create],
  ['get', '/v1/products', products.list],
  ['get', '/v1/products/:id', products.retrieve],
  ['post', '/v1/products/:id', products.update],
  ['delete', '/v1/products/:id', products.remove],

  ['post', '/v1/prices', prices.create],
  ['get', '/v1/prices', prices.list],
  ['get', '/v1/prices/:id', prices.retrieve],
  ['post', '/v1/prices/:id', prices.update],

  ['post', '/v1/subscriptions', subscriptions.create],
  ['get', '/v1/subscriptions', subscriptions.list],
  ['get', '/v1/subscriptions/:id', subscriptions.retrieve],
  ['post', '/v1/subscriptions/:id', subscriptions.update],
  ['delete', '/v1/subscriptions/:id', subscriptions.cancel],
  ['post', '/v1/subscriptions/:id/resume', subscriptions.resume],

  ['post', '/v1/invoices', invoices.create],
  ['get', '/v1/invoices', invoices.list],
  ['post', '/v1/invoices/create_preview', invoices.preview],
  ['get', '/v1/invoices/:id', invoices.retrieve],
  ['post', '/v1/invoices/:id', invoices.update],
  ['delete', '/v1/invoices/:id', invoices.remove],
  ['get', '/v1/invoices/:id/lines', invoices.listLines],
  ['get', '/v1/invoices/:id/decisions', invoices.decisions],
  ['post', '/v1/invoices/:id/add_lines', invoices.lines],
  ['post', '/v1/invoices/:id/finalize', invoices.finalize],
  ['post', '/v1/invoices/:id/pay', invoices.pay],
  ['post', '/v1/invoices/:id/void', invoices.voidIt],
  ['post', '/v1/invoices/:id/mark_uncollectible', invoices.giveUp],

  ['get', '/v1/events', events.list],
  ['get', '/v1/events/:id', events.retrieve],
  ['post', '/v1/events/:id/resend', events.resend],

  ['post', '/v1/test_helpers/test_clocks', testClocks.create],
  ['get', '/v1/test_helpers/test_clocks', testClocks.list],
  ['get', '/v1/test_helpers/test_clocks/:id', testClocks.retrieve],
  ['post', '/v1/test_helpers/test_clocks/:id/advance', testClocks.advance],
  ['delete', '/v1/test_helpers/test_clocks/:id', testClocks.remove],

  ['post', '/v1/webhook_endpoints', webhookEndpoints.create],
  ['get', '/v1/webhook_endpoints', webhookEndpoints.list],
  ['get', '/v1/webhook_endpoints/:id', webhookEndpoints.retrieve],
  ['post', '/v1/webhook_endpoints/:id', webhookEndpoints.update],
  ['delete', '/v1/webhook_endpoints/:id', webhookEndpoints.remove],
  ['get', '/v1/webhook_endpoints/:id/deliveries', webhookEndpoints.deliveries],
  ['post', '/v1/webhook_endpoints/:id/resend', webhookEndpoints.resend],
];

/** What every answer carries; pages add a policy of their own. */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  // What is no page shows nothing, loads nothing and stands in no frame.
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/** Where browsers reach us by https, they never come by http again for a year. */
const hsts = (publicUrl: string) =>
  publicUrl.startsWith('https://') ? { 'strict-transport-security': 'max-age=31536000' } : {};

/** The longest pause that clients are told to wait for by themselves, in seconds. */
const RETRIED_WITHIN_S = 60;

/** A buyer's page may be of any origin; the request itself is held against its session. */
function allowOrigin(c: HonoContext): void {
  const origin = c.req.header('origin');
  if (origin === undefined) return;
  c.header('access-control-allow-origin', origin);
  c.header('access-control-expose-headers', 'request-id, retry-after');
  c.header('vary', 'origin');
}

/** @param base the context of every request, short of who asks */
export function createApp(
  base: Context,
  assets: {
    readonly elements: string;
    /** Answers `GET /metrics`. */
    readonly metrics: (request: Request, env?: object) => Promise<Response>;
  },
): Hono {
  const app = new Hono();
  const contextOf = (c: HonoContext, account: string = DEFAULT_ACCOUNT): Context => ({
    ...base,
    ...seenIn(c, base, account),
    account,
    caller: callerOf(c, base.config.trustedProxies),
  });
  const cards = createCardGuard(base.config);
  const gate: Gate = {
    authenticate: createAuthenticate(base),
    requests: createRequestLimit(base.config.requestsPerSecond),
    cards,
  };

  app.use('*', observed(base));
  const headers = Object.entries({ ...HEADERS, ...hsts(base.config.publicUrl) });
  app.use('*', async (c, next) => {
    for (const [name, value] of headers) c.header(name, value);
    if (c.req.path.startsWith('/elements/')) allowOrigin(c);
    await next();
  });
  app.onError((reason, c) => {
    noteRefused(base.meter, reason);
    const { status, body } = toEnvelope(reason, base.log, c.get('requestId' as never) as string);
    const after = (body.error as { retry_after?: number }).retry_after;
    if (after !== undefined) c.header('retry-after', String(after));
    if (c.req.path.startsWith('/v1/')) {
      c.header('stripe-version', API_VERSION);
      const soon = status === 429 && Number(after) <= RETRIED_WITHIN_S;
      c.header('stripe-should-retry', status >= 500 || status === 409 || soon ? 'true' : 'false');
    }
    return c.json(body, status as 400);
  });
  app.notFound((c) => {
    guardEnvelope(c.req.raw, new URL(c.req.url));
    if (c.req.path.startsWith('/v1/')) c.header('stripe-version', API_VERSION);
    const problem = toEnvelope(
      notFound('page' as never, '', true),
      base.log,
      c.get('requestId' as never) as string,
    );
    const message = `Unrecognized request URL (${c.req.method}: ${c.req.path.slice(0, 200)}).`;
    return c.json(
      {
        error: {
          ...(problem.body.error as object),
          code: 'url_unknown',
          param: undefined,
          message,
        },
      },
      404,
    );
  });

  for (const [method, path, endpoint] of V1) {
    const needed = neededFor(method.toUpperCase(), path);
    if (needed === null) throw new Error(`no permission is known for ${method} ${path}`);
    app[method](path, merchant(gate, contextOf, endpoint, needed));
  }

  const elements = elementsRoutes(contextOf, createRenderer(assets.elements), cards);
  app.options('/elements/*', (c) => {
    c.header('access-control-allow-methods', 'GET, POST, DELETE');
    c.header('access-control-allow-headers', 'authorization, content-type');
    c.header('access-control-max-age', '7200');
    return c.body(null, 204);
  });
  app.get('/elements/checkout', elements.state);
  app.get('/elements/checkout.html', elements.markup);
  app.post('/elements/checkout/confirm', elements.confirm);
  app.get('/elements/checkout/status', elements.status);
  app.post('/elements/checkout/hide', elements.hide);

  const wallet = walletRoutes(contextOf, cards);
  app.get('/elements/wallet', wallet.state);
  app.post('/elements/mandates/:id/backup', wallet.backup);
  app.get('/elements/subscriptions/:id/agreement', wallet.agreement);
  app.post('/elements/subscriptions/:id', wallet.move);
  app.post('/elements/subscriptions/:id/cancel', wallet.cancel);
  app.post('/elements/subscriptions/:id/keep', wallet.keep);
  app.post('/elements/payment_methods/:id/default', wallet.makeDefault);
  app.post('/elements/consents/:id/withdraw', wallet.withdraw);
  app.post('/elements/mandates/:id/revoke', wallet.revoke);
  app.get('/elements/receipts/:id', wallet.receipt);
  // Both kinds of secret may change or remove a card, each within its own bounds.
  app.post('/elements/payment_methods/:id', (c) =>
    isCheckout(c) ? elements.update(c) : wallet.update(c),
  );
  app.get('/elements/payment_methods/:id/agreements', (c) =>
    isCheckout(c) ? elements.agreements(c) : wallet.agreements(c),
  );
  app.delete('/elements/payment_methods/:id', (c) =>
    isWallet(c) ? wallet.remove(c) : elements.remove(c),
  );

  const due = dueRoutes(contextOf);
  app.get('/elements/invoice', due.invoice);
  app.post('/elements/invoice/pay', due.pay);
  app.get('/elements/confirm', due.confirmation);
  app.post('/elements/confirm', due.confirm);

  app.post('/webhooks/processors/:name', processorWebhook(base));
  app.on(['GET', 'POST'], '/returns/:name/:attempt', challengeReturn(base));
  mountOperator(app, base);
  app.get('/metrics', (c) => assets.metrics(c.req.raw, c.env ?? {}));
  app.route('/', health(base));
  app.route('/', pages(base, assets.elements));
  return app;
}
