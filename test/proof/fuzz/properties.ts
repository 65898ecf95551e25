/**
 * What must hold for every answer, whatever was asked. It knows the error envelope and the status
 * codes of the contract, and nothing of the endpoints.
 */
import { type Case, toAsk } from './cases.ts';
import { type Installation, KEY, type Reply } from './installation.ts';

const REFUSALS = new Set([400, 401, 403, 404, 409, 413, 415, 429]);
const TYPES = ['invalid_request_error', 'card_error', 'idempotency_error', 'api_error'];
/** Codes that say which parameter is at fault, so that there is one. */
const NAMES_PARAMETER = [
  'parameter_unknown',
  'parameter_missing',
  'parameter_invalid_integer',
  'parameter_invalid_string',
];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function envelope(reply: Reply): string | null {
  const error = Object(read(reply.text)).error;
  if (!isRecord(error)) return `${reply.status} without an error envelope`;
  const { type, code, message, param } = error;
  if (!TYPES.includes(String(type))) return `an error of type ${String(type)}`;
  if (typeof message !== 'string' || message === '') return 'an error without a message';
  if (message.length > 6000) return 'an error that repeats what was sent at length';
  if (code !== undefined && typeof code !== 'string') return 'a code that is no text';
  if (param !== undefined && typeof param !== 'string') return 'a param that is no text';
  if (NAMES_PARAMETER.includes(String(code)) && param === undefined)
    return `${String(code)} does not name the parameter`;
  if (error.request_id !== reply.headers.get('request-id')) return 'an error of another request';
  return null;
}

/** What is wrong with an answer by itself, or null. */
export function wrongWith(reply: Reply, method: string): string | null {
  if (!/^req_\w+$/.test(reply.headers.get('request-id') ?? '')) return 'an answer without an id';
  if (reply.text.includes(KEY)) return 'the answer repeats the secret key';
  if (method === 'HEAD') return null;
  if (reply.status >= 400) {
    if (!REFUSALS.has(reply.status) && reply.status !== 402) return `answered ${reply.status}`;
    return envelope(reply);
  }
  const isJson = (reply.headers.get('content-type') ?? '').startsWith('application/json');
  if (isJson && reply.text !== '' && read(reply.text) === undefined) return 'JSON that is none';
  return null;
}

/** A later charge that may not be made is noted, with its intent. */
function mayWrite(reply: Reply): boolean {
  return !REFUSALS.has(reply.status) || reply.text.includes('"payment_method_not_ready"');
}

/** The one record of what was not done. */
const NOTED = 'refusals';

function grown(before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>) {
  return Object.keys(after).filter((name) => name !== NOTED && after[name] !== before[name]);
}

/** What went wrong, and where, as the log tells it. */
function causeIn(logged: string): string {
  const told = logged.split('\n').find((line) => line.includes('"stack"')) ?? '';
  return String(/"stack":"(.{0,300})/.exec(told)?.[1]);
}

/** What does not hold for an answer and what it wrote, or null. */
function violated(target: Installation, given: Case, reply: Reply, before: Noticed): string | null {
  const logged = target.logged();
  if (reply.status >= 500) return `answered ${reply.status}: ${causeIn(logged)}`;
  const wrong = wrongWith(reply, given.method ?? '');
  if (wrong !== null) return wrong;
  if (mayWrite(reply) || target.revision() === before.revision) return null;
  const written = grown(before.rows, target.rows());
  return written.length === 0 ? null : `refused with ${reply.status}, and wrote ${written.join()}`;
}

interface Noticed {
  readonly revision: number;
  readonly rows: Readonly<Record<string, number>>;
}

/** Makes one request and holds its answer, and what it wrote, against everything that must hold. */
export async function attack(
  target: Installation,
  given: Case,
): Promise<{ readonly reply: Reply; readonly wrong: string | null }> {
  const before = { revision: target.revision(), rows: target.rows() };
  const reply = await target.ask(toAsk(given));
  return { reply, wrong: violated(target, given, reply, before) };
}

/** The same for an area that asks no more. */
export async function judgeRequest(target: Installation, given: Case): Promise<string | null> {
  return (await attack(target, given)).wrong;
}

const names = (of: object) => Reflect.ownKeys(of).map(String).join();
const COMMON: readonly object[] = [
  Object.prototype,
  Array.prototype,
  Function.prototype,
  String.prototype,
  Number.prototype,
  Object,
];
const CLEAN = COMMON.map(names);

/** Whether something was added to what all objects share; it is taken away again. */
export function pollution(): string | null {
  for (const [at, shared] of COMMON.entries()) {
    if (Reflect.ownKeys(shared).length === CLEAN[at]?.split(',').length) continue;
    const known = new Set(CLEAN[at]?.split(','));
    const added = Reflect.ownKeys(shared).filter((name) => !known.has(String(name)));
    for (const name of added) Reflect.deleteProperty(shared, name);
    return `prototypes were polluted: ${added.map(String).join()}`;
  }
  return null;
}
