/**
 * The shop: a merchant's site that talks to the payment API as any merchant would, with the
 * official SDK and one tag. It reaches into nothing else, and believes only the API about money.
 */
import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import Stripe from 'stripe';
import type { Vendor } from '../server/index.ts';
import { message, show } from './answer.ts';
import { type Api, connect } from './api.ts';
import { type BuyerKey, buyerOf, findCustomer } from './buyers.ts';
import { type Cart, quantityOf, withQuantity } from './cart.ts';
import { findProduct, SAMPLE_ID } from './catalogue.ts';
import type { Post } from './coffee/post.ts';
import { coffeeRoutes } from './coffee/routes.ts';
import { type Consent, consentsOfCard } from './evidence.ts';
import { merchantRoutes } from './merchant.ts';
import {
  cardToKeep,
  embeddedOrder,
  hostedOrder,
  retrieve,
  sessionFor,
  type Visit,
} from './orders.ts';
import { basketPage } from './pages/basket.ts';
import { buyersPage } from './pages/buyers.ts';
import { checkoutPage, saveCardNeedsBuyer, saveCardPage } from './pages/checkout.ts';
import { frontPage, productPage } from './pages/goods.ts';
import { layout } from './pages/layout.ts';
import { cardOf, thanksPage, unknownSessionPage } from './pages/thanks.ts';
import { walletNeedsBuyer, walletPage } from './pages/wallet.ts';
import { processorRoutes, type Sandbox } from './processors.ts';
import { referenceRoutes } from './reference.ts';
import { staticFile } from './static.ts';
import { basketOf, finish, frameOf, keepBasket, keepSession, sessionOf, whoBuys } from './visit.ts';

export interface ShopOptions {
  readonly api: Api & {
    /** Origin of the API as browsers reach it: the tag's script comes from there. */
    readonly publicUrl: string;
  };
  /** Origin of the shop as browsers reach it. */
  readonly shopUrl: string;
  /** Origin of the card frame, for the content security policy. */
  readonly frameUrl: string;
  /** The sandbox whose accounts can be switched off; null where there is none. */
  readonly sandbox: Sandbox | null;
  /** Where the API's events come to. */
  readonly post: Post;
  /** Real processors, whose own card fields come from elsewhere. */
  readonly vendors: readonly Vendor[];
}

const PATHS = new Set([
  '/',
  '/favicon.ico',
  '/cart',
  '/cart/add',
  '/checkout',
  '/checkout/hosted',
  '/thanks',
  '/save-card',
  '/wallet',
  '/buyers',
  '/coffee',
  '/merchant',
  '/reference',
]);

const ROOMS = ['/coffee/', '/goods/', '/shop/', '/merchant/', '/reference/'];

/** Whether an address belongs to the shop; all others are somebody else's. */
export function isShopPath(path: string): boolean {
  return PATHS.has(path) || ROOMS.some((room) => path.startsWith(room));
}

export function createShop(options: ShopOptions): Hono {
  const { shopUrl, post, sandbox } = options;
  const stripe = connect(options.api);
  const apart = new URL(options.api.publicUrl).origin !== new URL(shopUrl).origin;
  const elements = apart ? options.api.publicUrl : '';
  const allowedOrigin = apart ? new URL(shopUrl).origin : null;
  const policy = contentPolicy(elements, options);
  const app = new Hono();

  app.use((c, next) => {
    const elsewhere = c.req.method === 'GET' ? sameMachine(c.req.url, shopUrl) : null;
    return elsewhere === null ? next() : Promise.resolve(c.redirect(elsewhere, 307));
  });
  app.use(async (c, next) => {
    await next();
    c.header('Content-Security-Policy', policy);
    c.header('Referrer-Policy', 'no-referrer');
    c.header('X-Content-Type-Options', 'nosniff');
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
  });
  app.use(csrf({ origin: new URL(shopUrl).origin }));

  app.get('/shop/:file', (c) => staticFile(c.req.param('file')) ?? c.notFound());

  app.get('/favicon.ico', (c) => staticFile('icon.svg') ?? c.notFound());

  app.get('/', (c) => show(c, '/', '', frontPage()));

  app.get('/goods/:id', (c) => {
    const product = findProduct(c.req.param('id'));
    if (product === undefined) return c.notFound();
    const inBasket = quantityOf(basketOf(c), product.id);
    return show(c, `/goods/${product.id}`, product.name, productPage(product, inBasket));
  });

  app.get('/cart', (c) => show(c, '/cart', 'Basket', basketPage(basketOf(c))));

  app.post('/cart/add', async (c) => {
    const { item } = await c.req.parseBody();
    const cart = basketOf(c);
    keepBasket(c, withQuantity(cart, String(item), quantityOf(cart, String(item)) + 1));
    return c.redirect('/cart', 303);
  });

  app.post('/cart', async (c) => {
    const form = await c.req.parseBody();
    const counted = Object.entries(form).reduce((cart, [name, value]) => {
      const id = name.startsWith('quantity.') ? name.slice('quantity.'.length) : '';
      return /^[0-9]$/.test(String(value)) ? withQuantity(cart, id, Number(value)) : cart;
    }, basketOf(c));
    const cart: Cart = { ...counted, delivery: form.delivery === 'post' ? 'post' : 'pickup' };
    keepBasket(c, cart);
    if (form.go === 'hosted') return payHosted(c, cart);
    return c.redirect(form.go === 'checkout' ? '/checkout' : '/cart', 303);
  });

  app.get('/checkout', async (c) => {
    const { cart, sample } = orderOf(c);
    if (sample) keepBasket(c, cart);
    const params = embeddedOrder(await visit(c), cart);
    const session = await sessionFor(stripe, params, sessionOf(c, 'order'));
    keepSession(c, 'order', session.id);
    if (session.status === 'complete') return c.redirect(`/thanks?session_id=${session.id}`, 303);
    const page = checkoutPage(cart, session.client_secret ?? '', elements, sample);
    return show(c, '/checkout', 'Checkout', page, cart);
  });

  app.post('/checkout/hosted', (c) => payHosted(c, orderOf(c).cart));

  app.get('/thanks', async (c) => {
    const session = await retrieve(stripe, c.req.query('session_id') ?? '');
    if (session === null) {
      c.status(404);
      return show(c, '/', 'No such order', unknownSessionPage());
    }
    const done = session.status === 'complete';
    if (done) finish(c, session.id);
    const frame = frameOf(c, '/');
    const title = done ? 'Thank you' : 'Your order';
    const page = thanksPage(session, done ? await agreedIn(session) : []);
    return c.html(layout({ ...frame, count: done ? 0 : frame.count }, title, page));
  });

  app.get('/save-card', async (c) => {
    const who = await visit(c);
    const { customer } = who;
    if (customer === null) return show(c, '/save-card', 'Save a card', saveCardNeedsBuyer());
    const params = cardToKeep({ ...who, customer });
    const session = await sessionFor(stripe, params, sessionOf(c, 'card'));
    keepSession(c, 'card', session.id);
    if (session.status === 'complete') return c.redirect(`/thanks?session_id=${session.id}`, 303);
    const page = saveCardPage(firstName(who.buyer), session.client_secret ?? '', elements);
    return show(c, '/save-card', 'Save a card', page);
  });

  app.get('/wallet', async (c) => {
    const { buyer, customer, allowedOrigin } = await visit(c);
    if (customer === null) return show(c, '/wallet', 'Wallet', walletNeedsBuyer());
    const session = await stripe.customerSessions.create({
      customer,
      components: {},
      // Not one of the SDK's parameters: the API takes it beside them.
      ...(allowedOrigin !== null && { allowed_origins: [allowedOrigin] }),
    });
    const page = walletPage(firstName(buyer), session.client_secret, elements);
    return show(c, '/wallet', 'Wallet', page);
  });

  app.get('/buyers', (c) => show(c, '/buyers', 'Buyers and test cards', buyersPage()));

  app.route('/coffee', coffeeRoutes({ stripe, post, sandbox, shopUrl, allowedOrigin, elements }));
  if (sandbox) app.route('/merchant/processors', processorRoutes(sandbox));
  app.route('/merchant', merchantRoutes());
  app.route('/reference', referenceRoutes(stripe, { shopUrl, elements }));

  app.notFound((c) => {
    c.status(404);
    return show(c, '/', 'Not found', message('Nothing here', 'This page does not exist.'));
  });

  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    c.status(502);
    const request = error.requestId === undefined ? '' : ` (request ${error.requestId})`;
    const text = `The payment API said: ${error.message}${request}`;
    return show(c, '/', 'Something went wrong', message('That did not work', text));
  });

  async function visit(c: Context): Promise<Visit> {
    const key = whoBuys(c);
    const buyer = buyerOf(key);
    const customer = buyer === undefined ? null : await findCustomer(stripe, buyer);
    return {
      buyer: key,
      customer: customer?.id ?? null,
      shopUrl,
      allowedOrigin,
    };
  }

  async function agreedIn(session: Stripe.Checkout.Session): Promise<readonly Consent[]> {
    const card = cardOf(session);
    if (card === null || session.customer === null) return [];
    const records = await consentsOfCard(stripe, card.id);
    return records.filter((record) => record.checkout_session === session.id);
  }

  async function payHosted(c: Context, cart: Cart) {
    const params = hostedOrder(await visit(c), cart);
    const session = await sessionFor(stripe, params, sessionOf(c, 'order'));
    keepSession(c, 'order', session.id);
    return c.redirect(session.url ?? '/checkout', 303);
  }

  return app;
}

/**
 * The address under the shop's own name, for a browser that came by another name of this machine:
 * sessions and cookies know the shop by one origin only.
 */
function sameMachine(asked: string, shopUrl: string): string | null {
  const names = ['localhost', '127.0.0.1', '[::1]'];
  const [from, home] = [new URL(asked), new URL(shopUrl)];
  const alias = names.includes(from.hostname) && names.includes(home.hostname);
  if (!alias || from.hostname === home.hostname || from.port !== home.port) return null;
  return home.origin + from.pathname + from.search;
}

/** The basket to be paid; whoever comes with an empty one gets something to try it with. */
function orderOf(c: Context): { cart: Cart; sample: boolean } {
  const cart = basketOf(c);
  return cart.lines.length > 0
    ? { cart, sample: false }
    : { cart: withQuantity(cart, SAMPLE_ID, 1), sample: true };
}

function firstName(key: BuyerKey): string {
  return buyerOf(key)?.name.split(' ')[0] ?? 'Guest';
}

/**
 * Nothing inline, nothing foreign but the bank's frames, or the fields of the processors in use; the API's origin where it is another one
 * (a challenge ends on a page of the API, in the frame where it began).
 * A form may lead to the API's hosted page, which browsers count as the form's target.
 */
function contentPolicy(elements: string, { frameUrl, vendors }: ShopOptions): string {
  const own = `'self' ${elements}`.trim();
  const fields = vendors.flatMap((vendor) => vendor.fields ?? []);
  const scripts = fields.flatMap(({ scriptSources }) => scriptSources);
  const asked = fields.flatMap(({ connectSources }) => connectSources);
  return [
    "default-src 'none'",
    ['script-src', own, ...scripts].join(' '),
    `style-src ${own}`,
    "img-src 'self' data:",
    ['connect-src', own, ...asked].join(' '),
    ['frame-src', own, new URL(frameUrl).origin, ...(vendors.length > 0 ? ['https:'] : [])].join(
      ' ',
    ),
    `form-action ${own}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
