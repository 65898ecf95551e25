/**
 * A line to one server that is called all the time: HTTP over connections that stay open, a text
 * there and a text back. It does what `fetch` would for that, with less in between, and reports
 * broken wires as the network's own errors.
 */
import { Agent, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps, Agent as SecureAgent } from 'node:https';

export interface LineRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Never followed. */
  readonly redirect: 'error';
}

/** As much of `fetch` as an adapter needs; `fetch` itself is one. */
export type Line = (
  url: URL,
  request: LineRequest,
) => Promise<{ readonly status: number; text(): Promise<string> }>;

/**
 * How long an unused connection is kept, in milliseconds: less than servers keep theirs (5 s in
 * Node), so that no request is sent into a connection that is just being closed.
 */
const IDLE_MS = 3_500;

/** Errors of Node's network that happen before a single byte of a request is sent. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** How deep an error may lie in others; one that goes round in circles says nothing. */
const CAUSES = 8;

function codesOf(error: unknown, left = CAUSES): string[] {
  if (typeof error !== 'object' || error === null || left === 0) return ['unknown'];
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  // Several addresses were tried: each one's error counts, not their summary.
  if (Array.isArray(errors) && errors.length > 0)
    return errors.flatMap((each) => codesOf(each, left - 1));
  if (cause !== undefined) return codesOf(cause, left - 1);
  return [typeof code === 'string' ? code : 'unknown'];
}

/** Why a line broke, and whether that proves that nothing of the request had left this machine. */
export function neverSent(error: unknown): { readonly reason: string; readonly unsent: boolean } {
  const codes = codesOf(error);
  return {
    reason: codes[0]?.toLowerCase() ?? 'unknown',
    unsent: codes.length > 0 && codes.every((code) => BEFORE_SENDING.has(code)),
  };
}

function textOf(response: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    response.on('data', (part: Buffer) => parts.push(part));
    response.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    response.on('error', reject);
  });
}

export function createLine(): Line {
  const options = { keepAlive: true, timeout: IDLE_MS };
  const [open, secure] = [new Agent(options), new SecureAgent(options)];
  return (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const isSecure = url.protocol === 'https:';
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const request = (isSecure ? overHttps : overHttp)(url, {
        method,
        agent: isSecure ? secure : open,
        headers: { ...headers, ...length },
        signal,
      });
      request.on('error', reject);
      request.on('response', (response) => {
        const status = response.statusCode ?? 0;
        textOf(response).then((text) => resolve({ status, text: async () => text }), reject);
      });
      request.end(body);
    });
}
