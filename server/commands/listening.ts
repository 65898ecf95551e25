/** A port of one's own, and how a program that serves ends: politely once, at once the second time. */
import { type ServerType, serve } from '@hono/node-server';
import { type Config, ConfigError, type Keepsake } from '../index.ts';

/** How often connections that have nothing more to say are let go, in milliseconds. */
const SWEEP_MS = 50;

/**
 * Whoever sends a request byte by byte holds a connection no longer than this: headers, then all of it,
 * in milliseconds; looked at every second.
 */
const PATIENCE = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1_000,
} as const;

type Fetch = (request: Request, env: object) => Response | Promise<Response>;

/** Listens, and resolves once the port is taken. @throws ConfigError when it is not free */
export function listen(fetch: Fetch, port: number, host: string): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: fetch as never, port, hostname: host, serverOptions: PATIENCE },
      () => resolve(server),
    );
    server.on('error', (reason: NodeJS.ErrnoException) => {
      reject(reason.code === 'EADDRINUSE' ? new ConfigError(`port ${port} is in use`) : reason);
    });
  });
}

/**
 * Takes no more connections and waits for the requests that are under way.
 * @param patienceMs after that long, those that are left are cut off
 */
export async function shut(server: ServerType, patienceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  if (!('closeIdleConnections' in server)) return closed;
  // A connection that is kept alive would be waited for until its client lets go.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
  server.closeIdleConnections();
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}

/**
 * Serves `/metrics` and `/healthz` on `KEEPSAKE_METRICS_PORT`, where one is set.
 * @returns how to end that; nobody is waited for
 */
export async function showTelemetry(
  keepsake: Keepsake,
  { metricsPort, host }: Pick<Config, 'metricsPort' | 'host'>,
): Promise<() => Promise<void>> {
  if (metricsPort === undefined) return async () => {};
  const server = await listen(keepsake.telemetry.fetch, metricsPort, host);
  return () => shut(server, 0);
}

/** Resolves at the first signal to end. A second one ends the process where it stands. */
export function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    let told = false;
    const hear = (_: NodeJS.Signals, number: number) => {
      if (told) process.exit(128 + number);
      told = true;
      resolve();
    };
    process.on('SIGINT', hear).on('SIGTERM', hear);
  });
}
