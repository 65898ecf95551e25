/**
 * The least that can answer over HTTP in our stack: one Hono route that returns bytes it was given.
 * What our own answer costs beyond it is ours.
 */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

export interface BareRoute {
  /** `http://127.0.0.1:port`; every path answers. */
  readonly origin: string;
  close(): Promise<void>;
}

export async function startBareRoute(body: string, contentType: string): Promise<BareRoute> {
  const app = new Hono();
  app.get('*', (c) => c.body(body, 200, { 'content-type': contentType }));
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () =>
      resolve(started),
    );
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
