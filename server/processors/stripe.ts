/**
 * The adapter to Stripe, through its official SDK. It knows Stripe's objects, and how much each answer
 * proves: Stripe refuses a request before doing anything (400, 401, 403, 404, 429), declines (402), or
 * leaves it open (a broken wire, a timeout, 409, 5xx). What Stripe itself still works on stays `unknown`;
 * a bank debit's money is under way.
 *
 * Our attempt id is Stripe's idempotency key and stands in the object's metadata, where it is found
 * again. Stripe knows no moment after which it refuses to execute, so absence is believed late.
 */
import Stripe from 'stripe';
import type { Outcome } from '../model/attempt.ts';
import { type DebitType, isDebit } from '../model/method-type.ts';
import type { Call, LookupHint, Processor } from './processor.ts';
import {
  attemptOf,
  CAPTURE_MARK,
  cardAccountOf,
  changedCardOf,
  exchangeOf,
  exchangeRefused,
  FOREIGN,
  idOf,
  MARK,
  outcomeOfError,
  outcomeOfIntent,
  outcomeOfRefund,
  unknown,
  VOID_MARK,
} from './stripe-answers.ts';
import { AUTHORIZED, accountParams, accountRefused } from './stripe-debits.ts';

/** How far Stripe's clock may be from ours when objects are looked for by their time, in seconds. */
const CLOCK_SKEW_S = 300;
/** How long after our deadline a request may still be under way to or inside Stripe, in milliseconds. */
const SETTLE_MS = 10 * 60_000;
const WEBHOOK_TOLERANCE_S = 300;

export interface StripeOptions {
  readonly name: 'stripe';
  readonly secretKey: string;
  readonly webhookSecret: string | null;
  /** For the card fields in the tag; null has none there. */
  readonly publishableKey: string | null;
  /** Where the API is; null for Stripe's own address. */
  readonly apiBase: string | null;
  /** Deadline of one call, in milliseconds. */
  readonly timeoutMs: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Where Stripe's API is, as its SDK wants to be told. */
function addressOf(apiBase: string | null): Stripe.StripeConfig {
  if (apiBase === null) return {};
  const { hostname, port, protocol } = new URL(apiBase);
  return {
    host: hostname,
    protocol: protocol === 'http:' ? 'http' : 'https',
    ...(port === '' ? {} : { port: Number(port) }),
  };
}

export function createStripe(options: StripeOptions): Processor {
  const stripe = new Stripe(options.secretKey, {
    ...addressOf(options.apiBase),
    timeout: options.timeoutMs,
    // A call is made again by the reconciler or not at all.
    maxNetworkRetries: 0,
    telemetry: false,
  });
  const keyed = (call: Call, part = '') => ({ idempotencyKey: `${call.attempt}${part}` });

  /** One call that can move money: nothing after its time, nothing thrown. */
  async function move(call: Call, send: () => Promise<Outcome>): Promise<Outcome> {
    if (call.signal?.aborted) return { kind: 'not_executed', reason: 'aborted' };
    if (options.now() > call.notAfterMs) return { kind: 'not_executed', reason: 'too_late' };
    try {
      return await send();
    } catch (error) {
      return outcomeOfError(error);
    }
  }

  /**
   * What an intent needs to know of what is charged. Stripe keeps a card or an account with a customer of
   * its own; one that has none yet gets one, once an attempt.
   */
  async function payerOf(call: Call & { readonly credential: string }, keep: boolean) {
    const method = await stripe.paymentMethods.retrieve(call.credential);
    const type: 'card' | DebitType = isDebit(method.type) ? method.type : 'card';
    const known = idOf(method.customer);
    const owner =
      known !== null || !keep
        ? known
        : await stripe.customers
            .create({ metadata: { [MARK]: call.attempt } }, keyed(call, ':customer'))
            .then(({ id }) => id);
    return {
      debit: isDebit(type),
      params: {
        payment_method: call.credential,
        allowed_payment_method_types: [type],
        ...(owner === null ? {} : { customer: owner }),
      },
    };
  }

  /** Intents made around a time, the one with our mark. */
  async function findIntent(
    attempt: string,
    { operation, createdMs }: LookupHint,
  ): Promise<Stripe.PaymentIntent | Stripe.SetupIntent | null> {
    const createdS = Math.floor(createdMs / 1000);
    const query = {
      created: {
        gte: createdS - CLOCK_SKEW_S,
        lte: createdS + Math.ceil((options.timeoutMs + SETTLE_MS) / 1000) + CLOCK_SKEW_S,
      },
      limit: 100,
    };
    const intents: AsyncIterable<Stripe.PaymentIntent | Stripe.SetupIntent> =
      operation === 'setup'
        ? stripe.setupIntents.list(query)
        : stripe.paymentIntents.list({ ...query, expand: ['data.latest_charge'] });
    for await (const intent of intents) if (intent.metadata?.[MARK] === attempt) return intent;
    return null;
  }

  async function findRefund(attempt: string, charge: string): Promise<Stripe.Refund | null> {
    for await (const refund of stripe.refunds.list({ payment_intent: charge, limit: 100 }))
      if (refund.metadata?.[MARK] === attempt) return refund;
    return null;
  }

  async function lookUp(attempt: string, hint: LookupHint): ReturnType<Processor['lookup']> {
    const absent = { kind: 'absent' } as const;
    if (hint.operation === 'charge' || hint.operation === 'setup') {
      const intent = await findIntent(attempt, hint);
      return intent ? outcomeOfIntent(intent) : absent;
    }
    if (hint.charge === null) return unknown('charge_without_reference');
    if (hint.operation === 'refund') {
      const refund = await findRefund(attempt, hint.charge);
      return refund ? outcomeOfRefund(refund) : absent;
    }
    const intent = await stripe.paymentIntents.retrieve(hint.charge);
    if (hint.operation === 'void')
      return intent.status === 'canceled' ? outcomeOfIntent(intent) : absent;
    return intent.metadata[CAPTURE_MARK] === attempt ? outcomeOfIntent(intent) : absent;
  }

  return {
    name: options.name,
    capabilities: {
      idempotency: 'response',
      idempotencyWindowS: 24 * 3600,
      lookupByReference: true,
      lookupSettleMs: SETTLE_MS,
      currencies: 'all',
      credentialKinds: ['processor_token'],
      // Stripe tells the networks by itself which agreement an off-session charge falls under.
      merchantInitiated: ['recurring', 'installment', 'unscheduled'],
      webhooks: options.webhookSecret === null ? 'none' : 'signed',
      vault: null,
      debits: ['us_bank_account', 'sepa_debit'],
    },
    cardEntry({ id: session }) {
      const { publishableKey } = options;
      return publishableKey === null ? null : { driver: 'stripe', publishableKey, session };
    },
    async exchange(token, session) {
      try {
        // Stripe's test ids stand for a card; each use of one is a card of its own.
        const test = /^pm_card_(\w+)$/.exec(token)?.[1];
        const card = { token: test === undefined ? token : `tok_${test}` };
        if (token.startsWith('pm_') && test === undefined)
          return exchangeOf(await stripe.paymentMethods.retrieve(token), session);
        // What Stripe makes of a plain token says nothing of where it was typed.
        if (session !== null && test === undefined) return FOREIGN;
        return exchangeOf(await stripe.paymentMethods.create({ type: 'card', card }), null);
      } catch (error) {
        return exchangeRefused(error);
      }
    },
    async openAccount(account) {
      try {
        const opened = exchangeOf(await stripe.paymentMethods.create(accountParams(account)), null);
        return opened.ok ? opened : { ok: false, code: 'unavailable' };
      } catch (error) {
        return accountRefused(error);
      }
    },
    charge: (call) =>
      move(call, async () => {
        const keep = call.keep !== null && call.keep !== undefined;
        const { debit, params } = await payerOf(call, keep);
        const card: Stripe.PaymentIntentCreateParams.PaymentMethodOptions.Card = {
          ...(call.requireChallenge ? { request_three_d_secure: 'any' } : {}),
          ...(call.cvcToken === null ? {} : { cvc_token: call.cvcToken }),
        };
        const intent = await stripe.paymentIntents.create(
          {
            amount: call.amountMinor,
            currency: call.currency,
            confirm: true,
            ...params,
            ...(debit ? {} : { payment_method_options: { card } }),
            ...(debit && call.initiator === 'customer' ? AUTHORIZED : {}),
            capture_method: call.capture === 'manual' ? 'manual' : 'automatic',
            metadata: { [MARK]: call.attempt },
            expand: ['latest_charge'],
            ...(call.keep === null ? {} : { setup_future_usage: call.keep }),
            ...(call.initiator === 'merchant' ? { off_session: true } : {}),
            ...(call.initiator === 'customer' && call.returnUrl !== null
              ? { return_url: call.returnUrl }
              : {}),
            ...(call.description === null ? {} : { description: call.description }),
          },
          keyed(call),
        );
        return outcomeOfIntent(intent);
      }),
    setup: (call) =>
      move(call, async () => {
        const { debit, params } = await payerOf(call, true);
        const intent = await stripe.setupIntents.create(
          {
            confirm: true,
            ...params,
            usage: call.keep,
            metadata: { [MARK]: call.attempt },
            ...(debit && call.initiator === 'customer' ? AUTHORIZED : {}),
            ...(call.returnUrl === null ? {} : { return_url: call.returnUrl }),
          },
          keyed(call),
        );
        return outcomeOfIntent(intent);
      }),
    async lookup(attempt, hint) {
      if (!hint) return unknown('lookup_without_hint');
      try {
        return await lookUp(attempt, hint);
      } catch (error) {
        const outcome = outcomeOfError(error);
        return unknown('reason' in outcome ? outcome.reason : outcome.kind);
      }
    },
    capture: (call) =>
      move(call, async () =>
        outcomeOfIntent(
          await stripe.paymentIntents.capture(
            call.charge,
            { amount_to_capture: call.amountMinor, metadata: { [CAPTURE_MARK]: call.attempt } },
            keyed(call),
          ),
        ),
      ),
    void: (call) =>
      move(call, async () => {
        // A cancellation takes no metadata; the mark must be there before webhooks tell of it.
        await stripe.paymentIntents.update(
          call.charge,
          { metadata: { [VOID_MARK]: call.attempt } },
          keyed(call, ':mark'),
        );
        return outcomeOfIntent(await stripe.paymentIntents.cancel(call.charge, {}, keyed(call)));
      }),
    refund: (call) =>
      move(call, async () =>
        outcomeOfRefund(
          await stripe.refunds.create(
            {
              payment_intent: call.charge,
              amount: call.amountMinor,
              metadata: { [MARK]: call.attempt },
            },
            keyed(call),
          ),
        ),
      ),
    async cardAccount(credential) {
      try {
        return cardAccountOf(await stripe.paymentMethods.retrieve(credential));
      } catch (error) {
        const missing =
          error instanceof Stripe.errors.StripeError && error.code === 'resource_missing';
        return { kind: missing ? 'gone' : 'unknown' };
      }
    },
    async deleteCredential(credential) {
      try {
        const method = await stripe.paymentMethods.retrieve(credential);
        if (method.customer !== null) await stripe.paymentMethods.detach(credential);
        return true;
      } catch (error) {
        return error instanceof Stripe.errors.StripeError && error.code === 'resource_missing';
      }
    },
    readWebhook(headers, body) {
      if (options.webhookSecret === null) return null;
      try {
        const event = stripe.webhooks.constructEvent(
          body,
          headers.get('stripe-signature') ?? '',
          options.webhookSecret,
          WEBHOOK_TOLERANCE_S,
          undefined,
          options.now() / 1000,
        );
        const card = changedCardOf(event);
        if (card !== null) return { event: event.id, attempt: '', credential: card };
        const attempt = attemptOf(event);
        return attempt === null ? null : { event: event.id, attempt };
      } catch {
        return null;
      }
    },
  };
}
