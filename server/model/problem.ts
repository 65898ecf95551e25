/**
 * A refusal: what a caller did wrong, or what a card could not do, in the terms of Stripe's error
 * envelope. The one class in these rooms, because it is thrown. It knows nothing of HTTP but a
 * status, and its message never repeats a secret or a card number.
 */

export type ProblemType =
  | 'invalid_request_error'
  | 'card_error'
  | 'idempotency_error'
  | 'api_error';

export interface ProblemFacts {
  /** HTTP status, 400–599. */
  readonly status: number;
  readonly type: ProblemType;
  readonly code?: string | undefined;
  /** The parameter at fault, in brackets: `line_items[0][quantity]`. */
  readonly param?: string | undefined;
  readonly message: string;
  readonly declineCode?: string | undefined;
  /** Further fields of the envelope, already as they go on the wire. */
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
}

export class Problem extends Error {
  readonly status: number;
  readonly type: ProblemType;
  readonly code: string | undefined;
  readonly param: string | undefined;
  readonly declineCode: string | undefined;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(facts: ProblemFacts) {
    super(facts.message);
    this.name = 'Problem';
    this.status = facts.status;
    this.type = facts.type;
    this.code = facts.code;
    this.param = facts.param;
    this.declineCode = facts.declineCode;
    this.extra = facts.extra ?? {};
  }

  /** The same refusal with more in its envelope. */
  with(extra: Readonly<Record<string, unknown>>): Problem {
    return new Problem({ ...this, message: this.message, extra: { ...this.extra, ...extra } });
  }
}

const refusal = (status: number, code: string | undefined, message: string, param?: string) =>
  new Problem({ status, type: 'invalid_request_error', code, message, param });

/** 400 for anything that is wrong with what was sent. */
export function invalidRequest(message: string, code?: string, param?: string): Problem {
  return refusal(400, code, message, param);
}

export function missingParam(param: string): Problem {
  return refusal(400, 'parameter_missing', `Missing required param: ${param}.`, param);
}

export function unknownParam(param: string): Problem {
  return refusal(400, 'parameter_unknown', `Received unknown parameter: ${param}`, param);
}

/** What Stripe's messages call each kind of object. */
export type Noun =
  | 'customer'
  | 'payment_method'
  | 'payment_intent'
  | 'setup_intent'
  | 'checkout session'
  | 'charge'
  | 'refund'
  | 'mandate'
  | 'consent'
  | 'event'
  | 'webhook endpoint'
  | 'product'
  | 'price'
  | 'subscription'
  | 'invoice'
  | 'test clock'
  | 'attempt'
  | 'link'
  | 'offer';

const NOUN_WORDS: Readonly<Partial<Record<Noun, string>>> = {
  payment_method: 'PaymentMethod',
  setup_intent: 'setupintent',
  'checkout session': 'checkout.session',
};

/**
 * @param id as the caller gave it; shortened, never trusted
 * @param inPath true for an id in the path (404), otherwise the parameter that held it (400)
 */
export function notFound(noun: Noun, id: string, inPath: true | string): Problem {
  const shown = id.length > 100 ? `${id.slice(0, 100)}…` : id;
  const message = `No such ${NOUN_WORDS[noun] ?? noun}: '${shown}'`;
  const [status, param] = inPath === true ? [404, 'id'] : [400, inPath];
  return refusal(status, 'resource_missing', message, param);
}

export function unauthorized(message: string, code = 'api_key_invalid'): Problem {
  return refusal(401, code, message);
}

export function forbidden(message: string, code = 'forbidden'): Problem {
  return refusal(403, code, message);
}

export function conflict(
  message: string,
  code: string,
  extra?: Readonly<Record<string, unknown>>,
): Problem {
  return new Problem({ status: 409, type: 'invalid_request_error', code, message, extra });
}

/**
 * 402: the card could not do it.
 * @param extra such as `payment_intent`, `charge`, `recovery_url`
 */
export function cardError(
  facts: {
    readonly code: string;
    readonly declineCode?: string | null | undefined;
    readonly message: string;
    readonly param?: string | null | undefined;
  },
  extra?: Readonly<Record<string, unknown>>,
): Problem {
  return new Problem({
    status: 402,
    type: 'card_error',
    code: facts.code,
    declineCode: facts.declineCode ?? undefined,
    message: facts.message,
    param: facts.param ?? undefined,
    extra,
  });
}

/** The same key with another request (400), or while the first is still running (409). */
export function idempotencyError(kind: 'mismatch' | 'in_use', key: string): Problem {
  const shown = key.slice(0, 64);
  if (kind === 'in_use') {
    return new Problem({
      status: 409,
      type: 'idempotency_error',
      code: 'idempotency_key_in_use',
      message: `There is currently another in-progress request using this idempotent key (${shown}). Please try again later.`,
    });
  }
  return new Problem({
    status: 400,
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${shown}' if you meant to execute a different request.`,
  });
}

export function tooLarge(maxBytes: number): Problem {
  return refusal(413, 'request_too_large', `The request body is larger than ${maxBytes} bytes.`);
}

export function unsupportedMedia(contentType: string): Problem {
  return refusal(
    415,
    'unsupported_media_type',
    `Unsupported content type '${contentType.slice(0, 100)}'. Send application/x-www-form-urlencoded or application/json.`,
  );
}

/** @param retryAfterS seconds until a further try is answered */
export function rateLimited(message: string, retryAfterS: number): Problem {
  const refused = refusal(429, 'rate_limit', message);
  return refused.with({ retry_after: retryAfterS });
}
