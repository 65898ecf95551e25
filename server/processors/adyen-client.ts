/**
 * Adyen's own SDK on our own wire. The SDK knows addresses, fields and types; bytes, deadlines and
 * what a broken wire proves are ours, because the SDK's own client tells no refused connection from a
 * lost answer. It knows nothing of attempts.
 */
import { createRequire } from 'node:module';
import type ClientInterface from '@adyen/api-library/lib/src/httpClient/clientInterface.js';
import { ModificationsApi } from '@adyen/api-library/lib/src/services/checkout/modificationsApi.js';
import { PaymentsApi } from '@adyen/api-library/lib/src/services/checkout/paymentsApi.js';
import { RecurringApi } from '@adyen/api-library/lib/src/services/checkout/recurringApi.js';
import { type Line, neverSent } from './line.ts';

// The SDK is CommonJS: its default exports have no names for `import`.
const load = createRequire(import.meta.url);
const { default: Client } = load(
  '@adyen/api-library/lib/src/client.js',
) as typeof import('@adyen/api-library/lib/src/client.js');
const { EnvironmentEnum } = load(
  '@adyen/api-library/lib/src/config.js',
) as typeof import('@adyen/api-library/lib/src/config.js');

export interface AdyenAccess {
  readonly apiKey: string;
  readonly environment: 'test' | 'live';
  /** The company's own prefix of the live addresses; null in `test`. */
  readonly livePrefix: string | null;
  /** An origin in place of Adyen's; null for Adyen itself. */
  readonly apiBase: string | null;
  /** Deadline of one call, in milliseconds. */
  readonly timeoutMs: number;
  readonly fetch: Line;
}

/** Adyen answered that it does not do this. */
export class Refused extends Error {
  readonly status: number;
  /** Adyen's number of the error; null where the answer was not Adyen's. */
  readonly errorCode: string | null;
  readonly errorType: string | null;

  constructor(status: number, body: string) {
    const told = parsed(body);
    const text = (value: unknown) => (typeof value === 'string' ? value : null);
    super(text(told.message) ?? `http ${status}`);
    this.status = status;
    this.errorCode = text(told.errorCode);
    this.errorType = text(told.errorType);
  }
}

/** No answer that could be read. */
export class Unanswered extends Error {
  readonly reason: string;
  /** Whether anything of the request may have reached Adyen. */
  readonly sent: boolean;

  constructor(reason: string, sent: boolean) {
    super(reason);
    this.reason = reason;
    this.sent = sent;
  }
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The SDK's address, elsewhere if so configured, with its query. */
function addressOf(endpoint: string, apiBase: string | null, params: unknown): URL {
  const { pathname, origin } = new URL(endpoint);
  const url = new URL(pathname, apiBase ?? origin);
  for (const [name, value] of Object.entries(params ?? {}))
    url.searchParams.set(name, String(value));
  return url;
}

function createTransport({ apiKey, apiBase, timeoutMs, fetch }: AdyenAccess): ClientInterface {
  return {
    async request(endpoint, json, _config, _keyRequired, options = {}) {
      const deadline = AbortSignal.timeout(timeoutMs);
      const { signal, idempotencyKey, params, method = 'POST' } = options;
      const body = String(json);
      let answer: { status: number; text: string };
      try {
        const response = await fetch(addressOf(endpoint, apiBase, params), {
          method,
          headers: {
            'x-api-key': apiKey,
            accept: 'application/json',
            ...(body === '' ? {} : { 'content-type': 'application/json' }),
            ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
          },
          ...(body === '' ? {} : { body }),
          redirect: 'error',
          signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
        });
        answer = { status: response.status, text: await response.text() };
      } catch (error) {
        if (deadline.aborted) throw new Unanswered('timeout', true);
        if (signal?.aborted) throw new Unanswered('aborted', true);
        const { reason, unsent } = neverSent(error);
        throw new Unanswered(reason, !unsent);
      }
      const { status, text } = answer;
      if (status < 200 || status > 299) throw new Refused(status, text);
      if (text !== '' && !isJson(text)) throw new Unanswered('unreadable_answer', true);
      return text;
    },
  };
}

export interface AdyenApis {
  readonly payments: PaymentsApi;
  readonly modifications: ModificationsApi;
  readonly stored: RecurringApi;
}

export function createAdyenApis(access: AdyenAccess): AdyenApis {
  const live = access.environment === 'live';
  const client = new Client(
    {
      apiKey: access.apiKey,
      environment: live ? EnvironmentEnum.LIVE : EnvironmentEnum.TEST,
      ...(access.livePrefix === null ? {} : { liveEndpointUrlPrefix: access.livePrefix }),
    },
    createTransport(access),
  );
  return {
    payments: new PaymentsApi(client),
    modifications: new ModificationsApi(client),
    stored: new RecurringApi(client),
  };
}
