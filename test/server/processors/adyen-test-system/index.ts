/**
 * Adyen as a server of our own: the addresses that the adapter calls, requests held against Adyen's
 * published description, keys that replay, signed notifications, and faults on demand. It follows
 * Adyen's documentation and proves nothing about Adyen's own machines.
 */
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { check } from './description.ts';
import { type Happening, Ledger } from './ledger.ts';
import { Unprocessable } from './unprocessable.ts';

const { default: HmacValidator } = createRequire(import.meta.url)(
  '@adyen/api-library/lib/src/utils/hmacValidator.js',
) as typeof import('@adyen/api-library/lib/src/utils/hmacValidator.js');

export const API_KEY = 'AQE_a_key_of_the_tests';
export const MERCHANT = 'KeepsakeECOM';
export const HMAC_KEY = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056';

/** What goes wrong with a call that can move money. */
export type Fault = 'down' | 'before_effect' | 'after_effect' | 'garbage';

export interface AdyenTestSystem {
  readonly url: string;
  readonly ledger: Ledger;
  /** Requests that were refused, with what was wrong; a test of an adapter wants none. */
  readonly refused: readonly string[];
  /** From now on each call has this fault, or the one that is drawn for it. */
  arm(fault: Fault | null | (() => Fault | null)): void;
  /** Keeps notifications back, or sends what was kept back, in the order that is wanted. */
  hold(on: boolean, arrange?: (bodies: readonly string[]) => readonly string[]): void;
  /** The latest notification about one of our references, as it is sent. */
  notification(reference: string): string | null;
  /** Every notification that is under way has arrived. */
  delivered(): Promise<void>;
  close(): Promise<void>;
}

type Json = Readonly<Record<string, unknown>>;
interface Answer {
  readonly status: number;
  readonly body: Json | null;
}

const refusal = (status: number, errorCode: string, message: string): Answer => ({
  status,
  body: { status, errorCode, message, errorType: status === 401 ? 'security' : 'validation' },
});

/** @param webhookUrl where notifications go; null keeps them for {@link AdyenTestSystem.notification} alone */
export async function startAdyenTestSystem(
  webhookUrl: (() => string) | null = null,
): Promise<AdyenTestSystem> {
  const sent = new Map<string, string>();
  const refused: string[] = [];
  const keys = new Map<string, Answer | 'in_progress'>();
  const underWay = new Set<Promise<unknown>>();
  let waiting: string[] | null = null;
  let draw: () => Fault | null = () => null;
  let origin = '';

  async function post(url: string, body: string): Promise<void> {
    for (let tries = 0; tries < 5; tries += 1) {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => null);
      await answer?.text();
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  function deliver(body: string): void {
    if (waiting) waiting.push(body);
    else if (webhookUrl) {
      const sending = post(webhookUrl(), body).finally(() => underWay.delete(sending));
      underWay.add(sending);
    }
  }

  function tell(what: Happening): void {
    const { additionalData, reference: merchantReference, success, ...rest } = what;
    const item = {
      ...rest,
      merchantReference,
      merchantAccountCode: MERCHANT,
      eventDate: new Date().toISOString(),
      success: String(success),
    };
    const hmacSignature = new HmacValidator().calculateHmac(
      { ...item, additionalData } as never,
      HMAC_KEY,
    );
    const signed = { ...item, additionalData: { ...additionalData, hmacSignature } };
    const body = JSON.stringify({
      live: 'false',
      notificationItems: [{ NotificationRequestItem: signed }],
    });
    sent.set(merchantReference, body);
    deliver(body);
  }

  const ledger = new Ledger(tell);
  const app = new Hono();

  /** One call with a body: held against its description, carried out once a key. */
  function carryOut(
    type: string,
    status: number,
    act: (body: Json) => Json,
    body: unknown,
  ): Answer {
    const problem = check(body, type, type);
    if (problem) refused.push(problem);
    if (problem) return refusal(422, '702', problem);
    const request = body as Json;
    if (request.merchantAccount !== undefined && request.merchantAccount !== MERCHANT)
      return refusal(403, '901', 'Invalid Merchant Account');
    try {
      return { status, body: act(request) };
    } catch (error) {
      if (!(error instanceof Unprocessable)) throw error;
      return refusal(422, error.errorCode, error.message);
    }
  }

  const read = (text: string): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  };

  function route(
    path: string,
    type: string,
    act: (body: Json, params: Readonly<Record<string, string>>) => Json,
    { status = 200, moves = true } = {},
  ): void {
    app.post(path, async (c) => {
      const reply = ({ status: code, body }: Answer) => c.json(body, code as 200);
      if (c.req.header('x-api-key') !== API_KEY)
        return reply(refusal(401, '000', 'HTTP Status Response - Unauthorized'));
      const key = c.req.header('idempotency-key') ?? null;
      if (key !== null && key.length > 64) return reply(refusal(422, '702', 'key too long'));
      const fault = moves ? draw() : null;
      if (fault === 'down') return reply(refusal(503, '905', 'Service unavailable'));
      if (fault === 'before_effect') return new Promise<Response>(() => {});
      const known = key === null ? undefined : keys.get(key);
      if (known === 'in_progress')
        return reply(refusal(422, '704', 'request already processed or in progress'));
      const params = c.req.param() as Record<string, string>;
      const text = await c.req.text();
      const answer = known ?? carryOut(type, status, (body) => act(body, params), read(text));
      if (key !== null) keys.set(key, answer);
      if (fault === 'after_effect') return new Promise<Response>(() => {});
      if (fault === 'garbage') return c.html('<html>It works!');
      if (key !== null) c.header('idempotency-key', key);
      return reply(answer);
    });
  }

  route('/v72/storedPaymentMethods', 'StoredPaymentMethodRequest', (body) => ledger.store(body), {
    status: 201,
    moves: false,
  });
  route('/v72/cardDetails', 'CardDetailsRequest', (body) => ledger.details(body), {
    moves: false,
  });
  route('/v72/payments', 'PaymentRequest', (body) => ledger.pay(body, origin));
  route('/v72/payments/details', 'PaymentDetailsRequest', (body) => ledger.complete(body));
  route('/v72/cancels', 'StandalonePaymentCancelRequest', (body) => ledger.cancelByReference(body));
  for (const [kind, type] of [
    ['captures', 'PaymentCaptureRequest'],
    ['cancels', 'PaymentCancelRequest'],
    ['refunds', 'PaymentRefundRequest'],
  ] as const)
    route(`/v72/payments/:psp/${kind}`, type, (body, { psp = '' }) =>
      ledger.modify(kind, psp, body),
    );
  app.get('/v72/storedPaymentMethods', (c) => {
    if (c.req.header('x-api-key') !== API_KEY) return c.body(null, 401);
    if (c.req.query('merchantAccount') !== MERCHANT) return c.body(null, 403);
    return c.json(ledger.list(c.req.query('shopperReference') ?? ''));
  });
  app.delete('/v72/storedPaymentMethods/:id', (c) => {
    if (c.req.header('x-api-key') !== API_KEY) return c.body(null, 401);
    try {
      ledger.forget(c.req.param('id'), c.req.query('shopperReference') ?? '');
      return c.body(null, 204);
    } catch (error) {
      const { errorCode, message } = error as Unprocessable;
      return c.json(refusal(422, errorCode, message).body, 422);
    }
  });
  app.post('/challenge/:id', async (c) => {
    const { answer } = await c.req.parseBody();
    const back = ledger.answer(c.req.param('id'), answer === 'approve');
    return back === null ? c.body('expired', 410) : c.redirect(back, 303);
  });

  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const made = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(made));
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: origin,
    ledger,
    refused,
    arm(fault) {
      draw = typeof fault === 'function' ? fault : () => fault;
    },
    hold(on, arrange = (bodies) => bodies) {
      const late = waiting ?? [];
      waiting = on ? late : null;
      if (!on) for (const body of arrange(late)) deliver(body);
    },
    notification: (reference) => sent.get(reference) ?? null,
    async delivered() {
      while (underWay.size > 0) await Promise.allSettled([...underWay]);
    },
    async close() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
