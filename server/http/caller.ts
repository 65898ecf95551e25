/** Who asks, as far as a request tells: kept with consents, counted for limits, never trusted further. */
import type { Context as HonoContext } from 'hono';
import type { Caller } from '../context.ts';

/** What servers that mount us hand over beside the request, as `@hono/node-server` and others do. */
interface Bindings {
  readonly remoteAddress?: string;
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
}

/** The address `hops` proxies before us saw, from `X-Forwarded-For`; the socket's own without proxies. */
function addressOf(c: HonoContext, hops: number): string | null {
  const env = (c.env ?? {}) as Bindings;
  const socket = env.remoteAddress ?? env.incoming?.socket?.remoteAddress ?? null;
  if (hops === 0) return socket;
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  return forwarded.at(-hops) || socket;
}

/** @param trustedProxies how many proxies in front are believed */
export function callerOf(c: HonoContext, trustedProxies: number): Caller {
  return {
    requestId: c.get('requestId' as never) as string,
    idempotencyKey: c.req.header('idempotency-key') ?? null,
    address: addressOf(c, trustedProxies)?.slice(0, 60) ?? null,
    userAgent: c.req.header('user-agent')?.slice(0, 500) ?? null,
    origin: c.req.header('origin')?.slice(0, 300) ?? null,
  };
}
