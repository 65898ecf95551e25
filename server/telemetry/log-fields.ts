/**
 * What a log line may say: every field by its name, with what it holds. A field that is not in this
 * table is in no log; a new one is a decision that is taken here. Nothing of a buyer, no key and no
 * secret has a name in it, and every value is held against its kind before it is written.
 */
import { scrub } from './scrub.ts';

/** `id`: one of ours or a processor's; `word`: of a small closed set; `text`: for people, scrubbed. */
type Kind = 'id' | 'word' | 'number' | 'flag' | 'text';

export const LOG_FIELDS: Readonly<Record<string, { readonly kind: Kind; readonly holds: string }>> =
  {
    requestId: { kind: 'id', holds: 'the request that caused it, as in its `Request-Id`' },
    traceId: { kind: 'id', holds: 'its trace, where spans are exported' },
    account: { kind: 'id', holds: 'whose data it is about' },
    id: { kind: 'id', holds: 'the object that it is about' },
    intent: { kind: 'id', holds: 'a payment or setup intent' },
    attempt: { kind: 'id', holds: 'one try at one processor' },
    session: { kind: 'id', holds: 'a checkout session (never its secret)' },
    invoice: { kind: 'id', holds: 'an invoice' },
    subscription: { kind: 'id', holds: 'a subscription' },
    clock: { kind: 'id', holds: 'a test clock' },
    event: { kind: 'id', holds: 'an event, ours or a processor’s' },
    endpoint: { kind: 'id', holds: 'a webhook endpoint (never its address)' },
    key: { kind: 'id', holds: 'an API key, by its id (never the key)' },
    delivery: { kind: 'id', holds: 'a delivery of an event to an endpoint' },
    message: { kind: 'id', holds: 'a message of a processor' },
    method: { kind: 'word', holds: 'of a request' },
    route: { kind: 'word', holds: 'the pattern of a request’s path, never the path' },
    status: { kind: 'number', holds: 'of an answer, by HTTP' },
    ms: { kind: 'number', holds: 'how long it took, in milliseconds' },
    processor: { kind: 'word', holds: 'by its name in KEEPSAKE_PROCESSORS' },
    operation: { kind: 'word', holds: 'of an attempt' },
    outcome: { kind: 'word', holds: 'what became of it' },
    source: { kind: 'word', holds: 'who told of an outcome' },
    initiator: { kind: 'word', holds: 'of an attempt: customer or merchant' },
    action: { kind: 'word', holds: 'what a person did on the operator’s page' },
    actor: { kind: 'word', holds: 'the key that they did it with, as it may be shown' },
    late: { kind: 'flag', holds: 'whether a success came after its attempt was closed' },
    reason: { kind: 'word', holds: 'why, as a code' },
    code: { kind: 'word', holds: 'of an error, as a code' },
    kind: { kind: 'word', holds: 'what it is one of' },
    rule: { kind: 'word', holds: 'what must always hold' },
    result: { kind: 'word', holds: 'of a delivery' },
    tries: { kind: 'number', holds: 'how often it was tried' },
    count: { kind: 'number', holds: 'how many' },
    amountMinor: { kind: 'number', holds: 'a sum, in minor units' },
    currency: { kind: 'word', holds: 'of that sum' },
    duty: { kind: 'word', holds: 'of the worker' },
    command: { kind: 'word', holds: 'of the command line' },
    signal: { kind: 'word', holds: 'that the process was sent' },
    port: { kind: 'number', holds: 'that is listened on' },
    untilMs: { kind: 'number', holds: 'until when, in epoch milliseconds' },
    error: { kind: 'text', holds: 'what went wrong: the kind of error, or a message of ours' },
    stack: { kind: 'text', holds: 'where it went wrong' },
  };

const ID = /^[\w.:-]{1,128}$/;
const WORD = /^[\w .:/*’…'-]{0,160}$/;
const TEXT_CHARS = 3_000;

/** Stands where a value was not of its field's kind. */
const WITHHELD = '[withheld]';

function written(kind: Kind, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  switch (kind) {
    case 'number':
      return typeof value === 'number' ? value : WITHHELD;
    case 'flag':
      return typeof value === 'boolean' ? value : WITHHELD;
    case 'text':
      return scrub(String(value)).slice(0, TEXT_CHARS);
    case 'id':
    case 'word': {
      const fits = typeof value === 'string' && (kind === 'id' ? ID : WORD).test(value);
      return fits && scrub(value) === value ? value : WITHHELD;
    }
  }
}

/**
 * The fields of a line as they may be written.
 * @param strict whether a field without a name here is an error; otherwise it is left out
 */
export function allowed(
  fields: Readonly<Record<string, unknown>>,
  strict: boolean,
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const field = Object.hasOwn(LOG_FIELDS, name) ? LOG_FIELDS[name] : undefined;
    if (field) kept[name] = written(field.kind, value);
    else if (strict) throw new Error(`the log has no field ${name}`);
  }
  return kept;
}
