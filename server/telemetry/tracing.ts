/**
 * Spans as the rest of the server knows them: something that began, under something else, and ends.
 * Parents are handed down by hand, in the context of an operation. Without a collector every span is
 * the same one that does nothing, and nobody looks at a clock.
 */

export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** Where a span stands: its trace and itself, as W3C Trace Context writes them. */
export interface Place {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  /** Whether it is exported. */
  readonly sampled: boolean;
}

export interface Span extends Place {
  set(attributes: Attributes): void;
  /** Marks it as failed, for a reason that is a code. */
  fail(reason: string): void;
  end(): void;
}

export interface Tracing {
  /** Whether there is a collector. */
  readonly on: boolean;
  start(name: string, parent: Place | null, attributes: Attributes, kind?: SpanKind): Span;
  /** Sends what is left. */
  close(): Promise<void>;
}

/** `server`: a request of somebody; `client`: a call to a processor. */
export type SpanKind = 'internal' | 'server' | 'client';

const NO_SPAN: Span = {
  traceId: '',
  spanId: '',
  sampled: false,
  set() {},
  fail() {},
  end() {},
};

export const NO_TRACING: Tracing = {
  on: false,
  start: () => NO_SPAN,
  close: async () => {},
};
