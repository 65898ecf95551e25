/**
 * `GET /metrics`: who may look, and what they get. A token or a secret key opens it; without a token
 * this machine itself may look too. `/healthz` says that the process answers, and nothing else.
 */
import { createHash, timingSafeEqual } from 'node:crypto';

export interface MetricsOptions {
  /** What a scraper shows as bearer; null where none is set. */
  readonly token: string | null;
  /** Whether an `Authorization` header is of a merchant with every right. */
  readonly isMerchant: (authorization: string) => boolean | Promise<boolean>;
  readonly contentType: string;
  readonly text: () => Promise<string>;
}

/** What servers hand over beside a request, as `@hono/node-server` and others do. */
interface Bindings {
  readonly remoteAddress?: string;
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
}

/** Headers of whoever passes on requests of others, and of browsers' pages. */
const FOREIGN = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via', 'origin', 'sec-fetch-site'];
const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;

const digest = (text: string) => createHash('sha256').update(text).digest();

function isHere(request: Request, env: object): boolean {
  const { remoteAddress, incoming } = env as Bindings;
  const address = remoteAddress ?? incoming?.socket?.remoteAddress ?? '';
  return LOOPBACK.test(address) && FOREIGN.every((name) => !request.headers.has(name));
}

/** Answers `GET /metrics` and `GET /healthz`; 404 for anything else. */
export function createMetricsEndpoint(
  options: MetricsOptions,
): (request: Request, env?: object) => Promise<Response> {
  const known = options.token === null ? null : digest(options.token);

  async function mayLook(request: Request, env: object): Promise<boolean> {
    const authorization = request.headers.get('authorization');
    if (authorization === null) return known === null && isHere(request, env);
    const [, bearer = ''] = /^bearer\s+(\S+)\s*$/i.exec(authorization) ?? [];
    if (known && timingSafeEqual(digest(bearer), known)) return true;
    return options.isMerchant(authorization);
  }

  const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  const plain = (status: number, text: string, more: Record<string, string> = {}) =>
    new Response(text, {
      status,
      headers: { ...HEADERS, 'content-type': 'text/plain; charset=utf-8', ...more },
    });

  return async (request, env = {}) => {
    const { pathname } = new URL(request.url);
    const asked = request.method === 'GET' || request.method === 'HEAD';
    if (asked && pathname === '/healthz') return plain(200, 'ok\n');
    if (!asked || pathname !== '/metrics') return plain(404, 'not found\n');
    if (!(await mayLook(request, env)))
      return plain(401, 'KEEPSAKE_METRICS_TOKEN or a secret key is needed as bearer\n', {
        'www-authenticate': 'Bearer',
      });
    return plain(200, await options.text(), { 'content-type': options.contentType });
  };
}
