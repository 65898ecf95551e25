/**
 * The coffee as routes: subscribing, a subscriber's own page, the clock that a visitor moves, the
 * mailbox, and the door by which the API tells the shop what happened.
 */
import { type Context, Hono } from 'hono';
import Stripe from 'stripe';
import { show } from '../answer.ts';
import { type Buyer, buyerOf } from '../buyers.ts';
import { sessionFor, type Visit } from '../orders.ts';
import { coffeeCheckoutPage, coffeeNeedsBuyer, coffeePage } from '../pages/coffee.ts';
import { mailPage } from '../pages/mail.ts';
import { walletPage } from '../pages/wallet.ts';
import { yourCoffeePage } from '../pages/your-coffee.ts';
import type { Sandbox } from '../processors.ts';
import { finish, keepSession, sessionOf, whoBuys } from '../visit.ts';
import { moodOf, parseMood, setMood } from './bank.ts';
import { later, parseStep } from './clock.ts';
import { type Letter, letterOf } from './letters.ts';
import { COFFEE, parseStart } from './plan.ts';
import type { Post } from './post.ts';
import { happeningOf } from './story.ts';
import {
  findSubscriber,
  type Subscriber,
  standingOf,
  startAgain,
  subscribeOrder,
  subscriberFor,
} from './subscriber.ts';

export interface CoffeeOptions extends Pick<Visit, 'shopUrl' | 'allowedOrigin'> {
  readonly stripe: Stripe;
  readonly post: Post;
  /** The sandbox whose bank can be told what to say of a card; null where there is none. */
  readonly sandbox: Sandbox | null;
  /** Origin of the API where it is not the shop's own, else nothing. */
  readonly elements: string;
}

/** How often a page looks where a clock is that is on its way, in seconds. */
const LOOK_AGAIN_S = 1;
const OVER = ['canceled', 'incomplete_expired'];

/** Where the clock stood before it was moved, from the page's address; null where nothing says so. */
function movedFrom(c: Context): number | null {
  const from = c.req.query('from') ?? '';
  return /^\d{1,10}$/.test(from) ? Number(from) : null;
}

export function coffeeRoutes(options: CoffeeOptions): Hono {
  const { stripe, post, sandbox, elements, allowedOrigin } = options;
  const app = new Hono();

  const buyer = (c: Context): Buyer | undefined => buyerOf(whoBuys(c));

  async function subscriber(c: Context): Promise<Subscriber | null> {
    const who = buyer(c);
    return who === undefined ? null : findSubscriber(stripe, who);
  }

  function lettersFor({ customer }: Subscriber): readonly Letter[] {
    return post
      .of(customer.id)
      .flatMap((news) => letterOf(news) ?? [])
      .toReversed();
  }

  /** Whether there is a subscription that goes on. */
  async function isSubscribed(its: Subscriber | null): Promise<boolean> {
    const had = its && (await standingOf(stripe, its)).subscription;
    return had !== null && !OVER.includes(had.status);
  }

  async function yours(c: Context, its: Subscriber, trouble: string | null) {
    const { clock, customer } = its;
    const [standing] = await Promise.all([
      standingOf(stripe, its),
      post.catchUp(stripe, customer.id),
    ]);
    const { card } = standing;
    const bank =
      sandbox && card?.last4 ? { card, mood: await moodOf(sandbox.url, card.last4) } : null;
    if (clock.status === 'advancing') c.header('Refresh', String(LOOK_AGAIN_S));
    const page = yourCoffeePage({
      standing,
      machine: { clock, from: movedFrom(c), trouble, bank },
      letters: lettersFor(its),
      happenings: post
        .of(customer.id)
        .flatMap((news) => happeningOf(news) ?? [])
        .toReversed(),
    });
    return show(c, '/coffee/yours', 'Your coffee', page);
  }

  app.get('/', async (c) => {
    if (buyer(c) === undefined) return show(c, '/coffee', COFFEE.name, coffeeNeedsBuyer());
    const subscribed = await isSubscribed(await subscriber(c));
    return show(c, '/coffee', COFFEE.name, coffeePage(subscribed));
  });

  app.post('/', async (c) => {
    const { start } = await c.req.parseBody();
    return c.redirect(`/coffee/checkout?start=${parseStart(start)}`, 303);
  });

  app.get('/checkout', async (c) => {
    const who = buyer(c);
    if (who === undefined) return show(c, '/coffee', COFFEE.name, coffeeNeedsBuyer());
    const its = await subscriberFor(stripe, who);
    if (await isSubscribed(its)) return c.redirect('/coffee/yours', 303);
    const params = await subscribeOrder(stripe, its, parseStart(c.req.query('start')), options);
    const session = await sessionFor(stripe, params, sessionOf(c, 'coffee'));
    keepSession(c, 'coffee', session.id);
    if (session.status === 'complete') {
      return c.redirect(`/coffee/yours?session_id=${session.id}`, 303);
    }
    const page = coffeeCheckoutPage(session.client_secret ?? '', elements);
    return show(c, '/coffee', COFFEE.name, page);
  });

  app.get('/yours', async (c) => {
    finish(c, c.req.query('session_id') ?? '');
    const its = await subscriber(c);
    return its === null ? c.redirect('/coffee', 303) : yours(c, its, null);
  });

  app.post('/clock', async (c) => {
    const its = await subscriber(c);
    const step = parseStep((await c.req.parseBody()).by);
    if (its === null || step === undefined) return c.redirect('/coffee', 303);
    const { id, frozen_time: now } = its.clock;
    try {
      await stripe.testHelpers.testClocks.advance(id, { frozen_time: later(now, step) });
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      c.status(409);
      return yours(c, its, error.message);
    }
    return c.redirect(`/coffee/yours?from=${now}`, 303);
  });

  app.post('/bank', async (c) => {
    const form = await c.req.parseBody();
    const [last4, mood] = [String(form.last4), parseMood(form.mood)];
    if (sandbox && mood !== undefined && /^\d{4}$/.test(last4)) {
      await setMood(sandbox.url, last4, mood);
    }
    return c.redirect('/coffee/yours', 303);
  });

  app.post('/again', async (c) => {
    const its = await subscriber(c);
    if (its !== null) await startAgain(stripe, its);
    return c.redirect('/coffee', 303);
  });

  app.get('/wallet', async (c) => {
    const its = await subscriber(c);
    if (its === null) return c.redirect('/coffee', 303);
    const { client_secret: secret } = await stripe.customerSessions.create({
      customer: its.customer.id,
      components: {},
      // Not one of the SDK's parameters: the API takes it beside them.
      ...(allowedOrigin !== null && { allowed_origins: [allowedOrigin] }),
    });
    const [name = ''] = (its.customer.name ?? '').split(' ');
    return show(c, '/coffee/wallet', 'Wallet', walletPage(name, secret, elements));
  });

  app.get('/mail/:id?', async (c) => {
    const its = await subscriber(c);
    if (its === null) return c.redirect('/coffee', 303);
    await post.catchUp(stripe, its.customer.id);
    const letters = lettersFor(its);
    const asked = c.req.param('id');
    const open = letters.find(({ id }) => id === asked) ?? null;
    if (asked !== undefined && open === null) return c.notFound();
    const to = its.customer.email ?? '';
    const page = mailPage({ letters, open, to, shopUrl: options.shopUrl });
    return show(c, '/coffee/mail', open?.subject ?? 'Mailbox', page);
  });

  app.post('/events', async (c) => {
    const signature = c.req.header('stripe-signature') ?? '';
    return post.take(await c.req.text(), signature) ? c.body(null, 204) : c.body(null, 400);
  });

  return app;
}
