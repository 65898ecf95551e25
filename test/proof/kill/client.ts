/**
 * A client as a merchant's SDK or a buyer's page is one: it sends, and where the connection breaks it
 * sends the same again under the same key until somebody answers. It notes what it was told. It
 * knows nothing of who dies meanwhile.
 */
import { Agent, request as overHttp } from 'node:http';
import { z } from 'zod';

export interface Wish {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Bearer token: the merchant's key unless a buyer's secret is named. */
  readonly secret?: string;
  /** Idempotency key of the merchant API. */
  readonly key?: string;
  readonly form?: Readonly<Record<string, string | number>>;
  readonly json?: unknown;
  /** Whoever holds the key meanwhile: that is the answer, and nobody waits for another. */
  readonly impatient?: boolean;
}

const record = z.record(z.string(), z.unknown());
export type Body = z.infer<typeof record>;

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: Body;
  /** Whether the server says that it gave this answer before. */
  readonly replayed: boolean;
}

/** What somebody was told for good. */
export interface Told {
  readonly wish: Wish;
  readonly answer: Answer;
}

export interface Client {
  /** Sends until it is answered. @throws Error after the patience, with what happened last */
  send(wish: Wish): Promise<Answer>;
  /** Every answer so far that must stay true, in order; taking them forgets them. */
  takeTold(): readonly Told[];
  /** Answers that nobody may get, and how often the wire broke. */
  readonly faults: string[];
  readonly broken: { count: number };
  close(): void;
}

/** How long one request is repeated, real milliseconds. */
const PATIENCE_MS = 60_000;
/** One exchange on the wire, real milliseconds. */
const EXCHANGE_MS = 8_000;
const PAUSE_MS = 40;

interface Raw {
  readonly status: number;
  readonly text: string;
  readonly replayed: boolean;
}

export interface ClientOptions {
  readonly port: () => number;
  readonly secretKey: string;
  /** Connections at once. */
  readonly sockets: number;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function bodyOf({ form, json }: Wish): { readonly type: string; readonly text: string } | null {
  if (json !== undefined) return { type: 'application/json', text: JSON.stringify(json) };
  if (form === undefined) return null;
  const pairs = Object.entries(form).map(([name, value]) => [name, String(value)]);
  return {
    type: 'application/x-www-form-urlencoded',
    text: new URLSearchParams(pairs).toString(),
  };
}

/** The code of a refusal. */
export function codeOf(body: Body): string {
  return String(record.catch({}).parse(body.error).code ?? '');
}

export function createClient(options: ClientOptions): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: options.sockets });
  const faults: string[] = [];
  const broken = { count: 0 };
  let told: Told[] = [];

  function exchange(wish: Wish): Promise<Raw> {
    const body = bodyOf(wish);
    const headers: Record<string, string> = {
      authorization: `Bearer ${wish.secret ?? options.secretKey}`,
      ...(wish.key === undefined ? {} : { 'idempotency-key': wish.key }),
      ...(body === null
        ? {}
        : { 'content-type': body.type, 'content-length': String(Buffer.byteLength(body.text)) }),
    };
    return new Promise((resolve, reject) => {
      const request = overHttp(
        {
          host: '127.0.0.1',
          port: options.port(),
          method: wish.method,
          path: wish.path,
          agent,
          headers,
          signal: AbortSignal.timeout(EXCHANGE_MS),
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () => {
            if (!response.complete) reject(new Error('the answer was cut off'));
            resolve({
              status: response.statusCode ?? 0,
              text: Buffer.concat(parts).toString('utf8'),
              replayed: response.headers['idempotent-replayed'] === 'true',
            });
          });
        },
      );
      request.on('error', reject);
      request.end(body?.text);
    });
  }

  return {
    faults,
    broken,
    takeTold() {
      const taken = told;
      told = [];
      return taken;
    },
    async send(wish) {
      const until = performance.now() + PATIENCE_MS;
      let last = 'nobody answered';
      let away = false;
      while (performance.now() < until) {
        const raw = await exchange(wish).catch((reason: Error) => {
          last = reason.message;
          broken.count += 1;
          return null;
        });
        if (raw === null) {
          await pause(PAUSE_MS);
          continue;
        }
        const answer: Answer = { ...raw, body: record.catch({}).parse(parsed(raw.text)) };
        last = `${raw.status} ${raw.text.slice(0, 400)}`;
        // Its database is away: a request that nobody has taken up, or one that is resumed under its key.
        if (raw.status === 503 && codeOf(answer.body) === 'service_unavailable') {
          broken.count += 1;
          away = true;
          await pause(PAUSE_MS);
          continue;
        }
        // Whoever holds the key then may be this very request, which nobody could let go.
        if ((away || !wish.impatient) && codeOf(answer.body) === 'idempotency_key_in_use') {
          await pause(PAUSE_MS);
          continue;
        }
        if (raw.status >= 500) faults.push(`${wish.method} ${wish.path}: ${last}`);
        if (raw.status === 200 || raw.status === 402) told.push({ wish, answer });
        return answer;
      }
      throw new Error(`${wish.method} ${wish.path} ${wish.key ?? ''} was never answered: ${last}`);
    },
    close: () => agent.destroy(),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
