/**
 * Reads a request's parameters: bracketed forms or JSON, bounded in bytes, depth and number, into
 * plain records that nothing hostile can pollute. It refuses card numbers before anything is kept.
 */
import qs from 'qs';
import { containsCardNumber } from '../model/card-number.ts';
import { BODY_DEPTH, BODY_PARAMETERS, MERCHANT_BODY_BYTES, QUERY_CHARS } from '../model/limits.ts';
import { invalidRequest, type Problem, tooLarge, unsupportedMedia } from '../model/problem.ts';

const QS_OPTIONS = {
  depth: BODY_DEPTH,
  strictDepth: true,
  parameterLimit: BODY_PARAMETERS,
  arrayLimit: 200,
  throwOnLimitExceeded: true,
  plainObjects: true,
  allowPrototypes: false,
  ignoreQueryPrefix: true,
  decoder: decoded,
} as const;

export type Parameters = Readonly<Record<string, unknown>>;

/** Headers that nothing here reads, and that are random digits by nature. */
const UNREAD = ['cookie', 'traceparent', 'tracestate', 'x-request-id', 'x-amzn-trace-id'];

/** The refusal that tells nothing of what was sent. */
export function cardNumberRefused(): Problem {
  return invalidRequest(
    'The request holds what looks like a card number. Card numbers belong in the card frame only; nothing of this request was kept.',
    'card_number_not_allowed',
  );
}

/** Decodes a query string or a form. @throws Problem where a bound is passed */
export function parseForm(text: string): Parameters {
  try {
    return qs.parse(text, QS_OPTIONS);
  } catch {
    throw invalidRequest(
      `The parameters are nested deeper than ${BODY_DEPTH} levels, or there are more than ${BODY_PARAMETERS} of them.`,
      'parameter_invalid',
    );
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): Parameters {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidRequest('The body is not valid JSON.', 'invalid_json');
  }
  if (!isRecord(value)) throw invalidRequest('The body must be a JSON object.', 'invalid_json');
  return value;
}

/** One of the two databases cannot hold it, and nobody types it. */
export function refuseNul(text: string): void {
  if (text.includes('\u0000'))
    throw invalidRequest('A text may not hold the character U+0000.', 'parameter_invalid');
}

/** Refuses when any key or value below holds a card number, or what no text may. Depth is bounded with it. */
export function guardCards(value: unknown, depth = 0): void {
  if (depth > 32) throw invalidRequest('The body is nested too deeply.', 'parameter_invalid');
  if (typeof value === 'string' || typeof value === 'number') {
    if (containsCardNumber(String(value))) throw cardNumberRefused();
    refuseNul(String(value));
    return;
  }
  if (Array.isArray(value)) {
    for (const each of value) guardCards(each, depth + 1);
    return;
  }
  if (!isRecord(value)) return;
  for (const [key, each] of Object.entries(value)) {
    if (containsCardNumber(key)) throw cardNumberRefused();
    refuseNul(key);
    // Schemas measure whatever has a length, and an object cannot be compared.
    if (key === 'length' && typeof each === 'object' && each !== null)
      throw invalidRequest('Received unknown parameter: length', 'parameter_unknown', 'length');
    guardCards(each, depth + 1);
  }
}

/** The body as text, refused beyond `limit` bytes without reading the rest. @throws Problem 413 */
export async function readText(request: Request, limit: number): Promise<string> {
  const declared = request.headers.get('content-length');
  if (Number(declared ?? 0) > limit) throw tooLarge(limit);
  // What declares its length is held to it by whoever received it, and is read at once.
  if (declared !== null) {
    const bytes = await request.arrayBuffer();
    if (bytes.byteLength > limit) throw tooLarge(limit);
    return Buffer.from(bytes).toString('utf8');
  }
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export interface Body {
  readonly parameters: Parameters;
  /** As received; what an idempotency key is held against. */
  readonly raw: string;
}

/** @throws Problem 400, 413 or 415 */
export async function readBody(request: Request, limit = MERCHANT_BODY_BYTES): Promise<Body> {
  const raw = await readText(request, limit);
  if (raw === '') return { parameters: {}, raw };
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  const isForm = type === 'application/x-www-form-urlencoded' || type === '';
  let parameters: Parameters;
  if (isForm) {
    try {
      parameters = parseForm(raw);
    } catch (reason) {
      // What cannot be parsed may hold one too.
      if (containsCardNumber(decoded(raw))) throw cardNumberRefused();
      throw reason;
    }
  } else {
    // Before it is understood: a JSON number of 19 digits is another number once it was read.
    if (containsCardNumber(raw)) throw cardNumberRefused();
    if (type !== 'application/json') throw unsupportedMedia(type ?? '');
    parameters = parseJson(raw);
  }
  guardCards(parameters);
  return { parameters, raw };
}

/** Text of a form as it is meant; what is badly encoded stays as it is, and hides nothing beside it. */
function decoded(form: string): string {
  const text = form.replaceAll('+', ' ');
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/(?:%[\da-f]{2})+/gi, (bytes) =>
      Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
    );
  }
}

/** The query's parameters, guarded. */
export function readQuery(url: URL): Parameters {
  const parameters = parseForm(url.search);
  guardCards(parameters);
  return parameters;
}

/** Holds address and headers against the guard: they too reach logs, evidence and error messages. */
export function guardEnvelope(request: Request, url: URL): void {
  if (url.search.length > QUERY_CHARS)
    throw invalidRequest(
      `The query is longer than ${QUERY_CHARS} characters.`,
      'parameter_invalid',
    );
  let path = url.pathname;
  try {
    path = decodeURIComponent(path);
  } catch {
    throw invalidRequest('The path is not well encoded.', 'parameter_invalid');
  }
  if (containsCardNumber(path) || containsCardNumber(decoded(url.search)))
    throw cardNumberRefused();
  for (const [name, value] of request.headers)
    if (!UNREAD.includes(name) && containsCardNumber(value)) throw cardNumberRefused();
}
