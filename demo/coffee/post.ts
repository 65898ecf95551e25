/**
 * The shop's own webhook endpoint: takes what the API posts, believes it by its signature alone, and
 * keeps it for each customer. It keeps nothing on disk: after a restart it asks for the events again.
 */
import { setTimeout as pause } from 'node:timers/promises';
import Stripe from 'stripe';
import { customerOf, HEARD, inOrder, type News, newsOf } from './news.ts';

/** The oldest are forgotten beyond that. */
const KEPT = 5_000;
/** How long a page waits for what is on its way, in milliseconds. */
const PATIENCE_MS = 3_000;
const LOOK_AGAIN_MS = 50;
const LISTED = 100;

export interface Post {
  /** Asks the API to post there, and for what happened before. @param url as the API reaches it */
  subscribe(stripe: Stripe, url: string): Promise<void>;
  /** @returns whether the API has signed it */
  take(body: string, signature: string): boolean;
  /** Oldest first. */
  of(customer: string): readonly News[];
  /** Waits a moment for what the API has told already and the post has not brought. */
  catchUp(stripe: Stripe, customer: string): Promise<void>;
}

export function createPost(): Post {
  const kept = new Map<string, News>();
  let secret: string | null = null;

  function keep(event: unknown): void {
    const news = newsOf(event);
    kept.set(news.id, news);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
  }

  function recent(stripe: Stripe) {
    return stripe.events.list({ types: [...HEARD], limit: LISTED });
  }

  return {
    async subscribe(stripe, url) {
      const earlier = await stripe.webhookEndpoints.list({ limit: LISTED });
      for (const each of earlier.data) {
        if (each.url === url) await stripe.webhookEndpoints.del(each.id);
      }
      // Some of them are not Stripe's: the API takes them beside those.
      const wanted = [...HEARD] as Stripe.WebhookEndpointCreateParams.EnabledEvent[];
      const made = await stripe.webhookEndpoints.create({ url, enabled_events: wanted });
      secret = made.secret ?? null;
      const before = await recent(stripe).autoPagingToArray({ limit: KEPT });
      for (const event of before.toReversed()) keep(event);
    },
    take(body, signature) {
      if (secret === null) return false;
      try {
        keep(Stripe.webhooks.constructEvent(body, signature, secret));
        return true;
      } catch (error) {
        if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
        throw error;
      }
    },
    of: (customer) => inOrder([...kept.values()].filter((each) => customerOf(each) === customer)),
    async catchUp(stripe, customer) {
      const told = (await recent(stripe)).data.map(newsOf);
      const theirs = told.filter((each) => customerOf(each) === customer);
      const endMs = Date.now() + PATIENCE_MS;
      while (theirs.some(({ id }) => !kept.has(id)) && Date.now() < endMs) {
        await pause(LOOK_AGAIN_MS);
      }
    },
  };
}
