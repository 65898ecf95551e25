/**
 * What is seen of every request, whatever it asks: its id, one line in the log, one measurement, one
 * span. Paths and queries hold ids and what people typed, so only the pattern of a route is ever told.
 */
import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import { type Context, logWith } from '../context.ts';
import { Problem } from '../model/problem.ts';
import type { Meter } from '../telemetry/catalog.ts';
import type { Place } from '../telemetry/tracing.ts';

/** Of a path that no route answers. */
const UNMATCHED = 'unmatched';
const METHODS: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
]);
/** Asked every few seconds by machines; their lines are for whoever looks closely. */
const PROBES: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);
const SERVER_FAULT = 500;

const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})/;

/** The span that a request came from, by its `traceparent`; null for none, or an unreadable one. */
export function placeOf(traceparent: string | null): Place | null {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined) return null;
  return { traceId, spanId, sampled: (Number.parseInt(flags ?? '0', 16) & 1) === 1 };
}

interface Seen {
  readonly requestId: string;
  readonly span: Place | null;
}

const SEEN = 'seen' as never;
const ACCOUNT = 'account' as never;

/** What a request's own context has beside the server's: a log that names it, and its span. */
export function seenIn(
  c: HonoContext,
  base: Context,
  account: string,
): Pick<Context, 'log' | 'span'> {
  c.set(ACCOUNT, account as never);
  const { requestId, span } = c.get(SEEN) as Seen;
  const traced = span === null ? {} : { traceId: span.traceId };
  return { log: logWith(base.log, { requestId, ...traced }), span };
}

/** The first of all middleware. It expects nothing and changes no answer but its `Request-Id`. */
export function observed(base: Context): MiddlewareHandler {
  return async (c, next) => {
    const requestId = base.newId('req');
    c.set('requestId' as never, requestId as never);
    const beganMs = performance.now();
    const { tracing } = base;
    const method = METHODS.has(c.req.method) ? c.req.method : 'OTHER';
    const from = tracing.on ? placeOf(c.req.header('traceparent') ?? null) : null;
    const span = tracing.on ? tracing.start(method, from, {}, 'server') : null;
    c.set(SEEN, { requestId, span } satisfies Seen as never);
    c.header('request-id', requestId);
    await next();
    const { status } = c.res;
    const { routePath } = c.req;
    const route = routePath === '*' || routePath === '/*' ? UNMATCHED : routePath;
    const ms = performance.now() - beganMs;
    const account = (c.get(ACCOUNT) as string | undefined) ?? null;
    base.meter.measure('requests', { method, route, status: String(status) }, ms / 1000);
    if (span) {
      span.set({
        'http.request.method': method,
        'http.route': route,
        'http.response.status_code': status,
      });
      if (status >= SERVER_FAULT) span.fail(`http_${status}`);
      span.end();
    }
    const line = { requestId, method, route, status, ms: Math.round(ms * 10) / 10, account };
    if (PROBES.has(route)) base.log.debug(line, 'request');
    else base.log.info(line, 'request');
  };
}

/** Counts what was refused at the door. */
export function noteRefused(meter: Meter, reason: unknown): void {
  if (!(reason instanceof Problem)) return;
  if (reason.code === 'card_number_not_allowed') meter.count('refused', {});
  else if (reason.code === 'webhook_signature_invalid') meter.count('forgedWebhooks', {});
  else if (reason.status === 429) meter.count('rateLimited', {});
}
