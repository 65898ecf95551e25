/** Opens a port, and says in one line why it could not. It knows nothing of what answers there. */
import type { AddressInfo } from 'node:net';
import { type Http2Bindings, type HttpBindings, type ServerType, serve } from '@hono/node-server';

export type Answer = (
  request: Request,
  env: HttpBindings | Http2Bindings,
) => Response | Promise<Response>;

export interface Listening {
  /** The port that was opened; the one asked for, or any free one for 0. */
  readonly port: number;
  /** Until this is called every request gets 503. */
  answer(answer: Answer): void;
  close(): Promise<void>;
}

/** How long open connections may finish after a stop, in milliseconds. */
const GRACE_MS = 2000;

/** @throws Error whose message is for a person at a terminal */
export function listen(host: string, port: number, variable: string): Promise<Listening> {
  let answer: Answer = () => new Response('starting', { status: 503 });
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: (request: Request, env: HttpBindings | Http2Bindings) => answer(request, env),
        hostname: host,
        port,
      },
      (info: AddressInfo) => {
        resolve({
          port: info.port,
          answer: (next) => {
            answer = next;
          },
          close: () => close(server),
        });
      },
    );
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `port ${port} is in use; set ${variable} to another one`
          : `cannot listen on ${host}:${port} (${error.code ?? error.message})`;
      reject(new Error(why));
    });
  });
}

function close(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) {
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
    }
  });
}
