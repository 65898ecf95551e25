/**
 * A merchant's end of webhooks: a real server on loopback that keeps what it was sent and answers as
 * a test wants. It checks nothing by itself.
 */
import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { World } from '../support/world.ts';
import { raw } from './shop.ts';

export interface Received {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Of the event in it. */
  readonly id: string;
  readonly type: string;
}

/** Answers one message; without an answer it hangs. */
export type Reaction = (response: ServerResponse, received: Received) => void;

export interface Receiver {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  /** Requests that were not answered yet. */
  open(): number;
  react(reaction: Reaction): void;
  close(): Promise<void>;
}

export const status =
  (code: number, headers: Record<string, string> = {}): Reaction =>
  (response) => {
    response.writeHead(code, headers).end('ok');
  };
export const hang: Reaction = () => {};

const head = z.object({ id: z.string(), type: z.string() });

export async function startReceiver(reaction: Reaction = status(200)): Promise<Receiver> {
  const received: Received[] = [];
  let react = reaction;
  let open = 0;
  const server = createServer((request, response) => {
    open += 1;
    response.on('close', () => {
      open -= 1;
    });
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const { id, type } = head.catch({ id: '', type: '' }).parse(JSON.parse(body || '{}'));
      const { url: path = '', method = '', headers } = request;
      const message = { path, method, headers, body, id, type };
      received.push(message);
      react(response, message);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/hooks`,
    received,
    open: () => open,
    react(next) {
      react = next;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const delivery = z.strictObject({
  id: z.string().regex(/^wd_/),
  object: z.literal('webhook_delivery'),
  cause: z.enum(['event', 'resend']),
  created: z.int(),
  ended_at: z.int().nullable(),
  event: z.string().regex(/^evt_/),
  event_type: z.string(),
  livemode: z.literal(false),
  next_attempt: z.int().nullable(),
  status: z.enum(['pending', 'delivered', 'failed', 'canceled']),
  tries: z.array(
    z.strictObject({
      at: z.int(),
      duration_ms: z.int().min(0),
      error: z.string().nullable(),
      status_code: z.int().nullable(),
    }),
  ),
  webhook_endpoint: z.string().regex(/^we_/),
});
export type LoggedDelivery = z.output<typeof delivery>;

/** What the API says of an endpoint's deliveries, newest first. */
export async function logOf(world: World, id: string, query = ''): Promise<LoggedDelivery[]> {
  const answer = await raw(world, 'GET', `/v1/webhook_endpoints/${id}/deliveries${query}`);
  assert.equal(answer.status, 200, answer.text);
  return z.array(delivery).parse(answer.body.data);
}

/** Lets the worker take turns until `settled`; a turn does not wait for endpoints that are slow. */
export async function turns(
  world: World,
  settled: () => boolean | Promise<boolean>,
): Promise<void> {
  for (let count = 0; count < 200; count += 1) {
    await world.keepsake.worker.turn();
    if (await settled()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail('it never came about');
}
