/**
 * A line to one server that is called all the time: HTTP over connections that stay open, a text
 * there and a text back, as `fetch` would do it with more in between. It knows nothing of events.
 */
import { Agent, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps, Agent as SecureAgent } from 'node:https';

export interface LineRequest {
  readonly method: 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
  /** Never followed. */
  readonly redirect: 'manual';
}

/** As much of `fetch` as is needed; `fetch` itself is one. */
export type Line = (
  url: string,
  request: LineRequest,
) => Promise<{ readonly ok: boolean; text(): Promise<string> }>;

/** How long an unused connection is kept, in milliseconds; less than servers keep theirs. */
const IDLE_MS = 3_500;

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
      const isSecure = url.startsWith('https:');
      const request = (isSecure ? overHttps : overHttp)(url, {
        method,
        agent: isSecure ? secure : open,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        signal,
      });
      request.on('error', reject);
      request.on('response', (response) => {
        const status = response.statusCode ?? 0;
        const answer = (text: string) =>
          resolve({ ok: status >= 200 && status < 300, text: async () => text });
        textOf(response).then(answer, reject);
      });
      request.end(body);
    });
}
