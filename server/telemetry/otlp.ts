/**
 * Spans on their way to a collector, as OTLP over HTTP in JSON: gathered, sent in batches, dropped
 * where nobody takes them. No payment ever waits for it. It is loaded only where a collector is named.
 */
import { randomBytes } from 'node:crypto';
import type { Attributes, Place, Span, SpanKind, Tracing } from './tracing.ts';

export interface OtlpOptions {
  /** The collector's base address; spans go to `/v1/traces` below it. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly service: string;
  /** Which part of the traces that begin here is exported, from 0 to 1. */
  readonly ratio: number;
  readonly fetch: typeof fetch;
  /** Told how many spans no collector took. */
  readonly dropped: (count: number) => void;
}

const SEND_AFTER_MS = 1_000;
const BATCH = 512;
const WAITING = 4_096;
const TIMEOUT_MS = 5_000;

const KINDS: Readonly<Record<SpanKind, number>> = { internal: 1, server: 2, client: 3 };
const FAILED = 2;

interface Ended extends Place {
  readonly parent: string;
  readonly name: string;
  readonly kind: SpanKind;
  /** Epoch nanoseconds, as decimal digits. */
  readonly began: string;
  readonly ended: string;
  readonly attributes: Attributes;
  readonly failure: string | null;
}

/** Epoch nanoseconds, finer than the wall clock and never backwards within a process. */
function nowNs(): string {
  return String(BigInt(Math.round((performance.timeOrigin + performance.now()) * 1e3)) * 1000n);
}

function attributeOf(value: string | number | boolean) {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

const pairs = (attributes: Attributes) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: attributeOf(value) }));

function encode(service: string, spans: readonly Ended[]): string {
  const encoded = spans.map(({ traceId, spanId, parent, failure, ...span }) => ({
    traceId,
    spanId,
    ...(parent === '' ? {} : { parentSpanId: parent }),
    name: span.name,
    kind: KINDS[span.kind],
    startTimeUnixNano: span.began,
    endTimeUnixNano: span.ended,
    attributes: pairs(span.attributes),
    status: failure === null ? {} : { code: FAILED, message: failure },
  }));
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: pairs({ 'service.name': service }) },
        scopeSpans: [{ scope: { name: 'keepsake' }, spans: encoded }],
      },
    ],
  });
}

export function createOtlp(options: OtlpOptions): Tracing {
  const { endpoint, headers, service, ratio } = options;
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  let waiting: Ended[] = [];
  let timer: NodeJS.Timeout | null = null;
  let sending: Promise<void> = Promise.resolve();

  async function post(spans: readonly Ended[]): Promise<void> {
    try {
      const answer = await options.fetch(url, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: encode(service, spans),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await answer.arrayBuffer();
      if (!answer.ok) options.dropped(spans.length);
    } catch {
      options.dropped(spans.length);
    }
  }

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const spans = waiting;
    waiting = [];
    // One batch after the other, so that a slow collector holds one connection.
    sending = sending.then(async () => {
      for (let at = 0; at < spans.length; at += BATCH) await post(spans.slice(at, at + BATCH));
    });
    return sending;
  }

  function take(span: Ended): void {
    if (waiting.length >= WAITING) {
      options.dropped(1);
      return;
    }
    waiting.push(span);
    if (timer) return;
    timer = setTimeout(() => void flush(), SEND_AFTER_MS);
    timer.unref();
  }

  return {
    on: true,
    start(name, parent, given, kind = 'internal'): Span {
      const traceId = parent?.traceId ?? randomBytes(16).toString('hex');
      const spanId = randomBytes(8).toString('hex');
      const sampled = parent?.sampled ?? Math.random() < ratio;
      const began = nowNs();
      let attributes = given;
      let failure: string | null = null;
      let over = false;
      return {
        traceId,
        spanId,
        sampled,
        set(more) {
          attributes = { ...attributes, ...more };
        },
        fail(reason) {
          failure = reason;
        },
        end() {
          if (over || !sampled) return;
          over = true;
          const at = { traceId, spanId, sampled, parent: parent?.spanId ?? '' };
          take({ ...at, name, kind, began, ended: nowNs(), attributes, failure });
        },
      };
    },
    close: () => flush(),
  };
}
