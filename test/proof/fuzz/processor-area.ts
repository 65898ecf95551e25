/**
 * What a processor may say wrongly: answers that are nearly right, answers that are none, wires that
 * break. Held against one question, asked here in its own words: was this proof? A definitive outcome
 * without proof loses money or takes it twice.
 */
import { createSandbox } from '../../../server/processors/sandbox.ts';
import type { Area, Case } from './cases.ts';
import type { Chance } from './chance.ts';
import { hostileKey, hostileValue, mutated } from './hostile.ts';

const AMOUNT = 1099;
/** Stands in an answer for the attempt that was asked about. */
const ATTEMPT = 'att_asked';
const OPERATIONS = ['charge', 'setup', 'capture', 'void', 'refund', 'lookup'] as const;
type Operation = (typeof OPERATIONS)[number];

const NO_ANSWER = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'ERR_TLS'];
const NOT_SENT = ['ECONNREFUSED', 'ENOTFOUND'];

const STATUS: Readonly<Record<Operation, readonly string[]>> = {
  charge: ['succeeded', 'authorized', 'requires_action', 'declined'],
  setup: ['succeeded', 'requires_action', 'declined'],
  capture: ['succeeded', 'declined'],
  void: ['voided', 'declined'],
  refund: ['succeeded', 'declined'],
  lookup: ['succeeded', 'authorized', 'requires_action', 'declined', 'voided'],
};

function answerOf(chance: Chance, operation: Operation): Record<string, unknown> {
  const status = chance.pick(STATUS[operation]);
  const row = {
    id: 'bch_1',
    object: operation,
    reference: ATTEMPT,
    status,
    amount: operation === 'setup' ? 0 : AMOUNT,
    currency: 'usd',
    decline:
      status === 'declined'
        ? { code: 'insufficient_funds', network_code: '51', message: 'No funds.' }
        : null,
    network_transaction_id: 'ntx_1',
    reusability: 'off_session',
    challenge:
      status === 'requires_action'
        ? { url: 'https://bank.example/challenge/1', return_url: null }
        : null,
  };
  if (operation !== 'lookup') return row;
  return chance.once(4) ? { found: false } : { found: true, operation: row };
}

/** Changes one thing in an answer, at any depth. */
function bend(chance: Chance, answer: Record<string, unknown>): unknown {
  const key = chance.pick(Object.keys(answer));
  const value = answer[key];
  if (typeof value === 'object' && value !== null && chance.once(2))
    return { ...answer, [key]: bend(chance, value as Record<string, unknown>) };
  switch (chance.int(5)) {
    case 0: {
      const { [key]: _, ...rest } = answer;
      return rest;
    }
    case 1:
      return { ...answer, [hostileKey(chance)]: hostileValue(chance) };
    case 2:
      return { ...answer, [key]: mutated(chance, JSON.stringify(value) ?? '') };
    case 3:
      return {
        ...answer,
        [key]: chance.pick(['succeeded', 'voided', 'authorized', 1, null, true]),
      };
    default:
      return { ...answer, [key]: hostileValue(chance) };
  }
}

function garbage(chance: Chance, operation: Operation): Case {
  const answer = answerOf(chance, operation);
  const plain = chance.once(8) ? answer : bend(chance, answer);
  const refused = { error: { code: 'unavailable', message: 'No.' }, executed: chance.once(2) };
  const status = chance.once(3)
    ? chance.pick([201, 204, 301, 302, 400, 402, 404, 409, 429, 500, 502, 503, 504])
    : 200;
  const said = status >= 300 && chance.once(2) ? bend(chance, refused) : plain;
  const text = JSON.stringify(said) ?? '';
  const broken = chance.once(4) ? mutated(chance, text) : text;
  const wire = chance.once(6) ? chance.pick([...NO_ANSWER, ...NOT_SENT]) : '';
  return { operation, status: String(status), text: broken, wire, shape: String(chance.int(5)) };
}

/** A network's error as Node, undici or a proxy would dress it. */
function brokenWire(code: string, shape: string): unknown {
  const plain = Object.assign(new Error('broken'), { code });
  if (shape === '1') return new TypeError('fetch failed', { cause: plain });
  if (shape === '2') return new AggregateError([plain, Object.assign(new Error(), { code })]);
  if (shape === '3') {
    const circular = new Error('broken');
    circular.cause = circular;
    return circular;
  }
  return shape === '4' ? code : plain;
}

function read(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Whether what was received is proof of this outcome. */
function isProof(given: Case, kind: string, attempt: string): boolean {
  if (kind === 'unknown') return true;
  if (given.wire !== '') {
    const wrapped = given.shape === '3' || given.shape === '4';
    return kind === 'not_executed' && !wrapped && NOT_SENT.includes(given.wire ?? '');
  }
  const status = Number(given.status);
  const said = read((given.text ?? '').replaceAll(ATTEMPT, attempt));
  if (kind === 'not_executed') return status >= 400 && said.executed === false;
  if (kind === 'absent')
    return given.operation === 'lookup' && status === 200 && said.found === false;
  if (status < 200 || status > 299) return false;
  const row = given.operation === 'lookup' ? Object(said.operation) : said;
  if (given.operation === 'lookup' && said.found !== true) return false;
  if (row.reference !== attempt || row.status !== kind) return false;
  if (typeof row.id !== 'string' || row.id === '') return false;
  if (given.operation === 'lookup') return true;
  const expected = STATUS[given.operation as Operation];
  if (kind !== 'voided' && !expected.includes(kind)) return false;
  if (kind === 'voided' && !['charge', 'void'].includes(given.operation ?? '')) return false;
  if (given.operation === 'void' || kind === 'voided') return true;
  if (given.operation !== 'setup' && row.amount !== AMOUNT) return false;
  return !['charge', 'setup'].includes(given.operation ?? '') || row.currency === 'usd';
}

async function outcomeOf(given: Case): Promise<{ readonly kind: string }> {
  const processor = createSandbox({
    name: 'sandbox',
    internalUrl: 'http://bank.test',
    publicUrl: 'http://bank.test',
    secret: 'fuzz',
    timeoutMs: 1000,
    now: () => 0,
    async fetch() {
      if (given.wire) throw brokenWire(given.wire, given.shape ?? '');
      return { status: Number(given.status), text: async () => given.text ?? '' };
    },
  });
  const call = { attempt: ATTEMPT, notAfterMs: 1000, credential: 'bpm_1', currency: 'usd' };
  const buyer = { initiator: 'customer', returnUrl: null, frameOrigins: [] } as const;
  const taken = { ...call, charge: 'bch_1', amountMinor: AMOUNT };
  switch (given.operation as Operation) {
    case 'charge':
      return processor.charge({
        ...taken,
        ...buyer,
        capture: given.shape === '0' ? 'manual' : 'automatic',
        keep: 'off_session',
        cvcToken: null,
        requireChallenge: false,
        networkTransactionId: null,
        description: null,
      });
    case 'setup':
      return processor.setup({ ...call, ...buyer, keep: 'off_session' });
    case 'capture':
      return processor.capture(taken);
    case 'void':
      return processor.void(taken);
    case 'refund':
      return processor.refund(taken);
    case 'lookup':
      return processor.lookup(ATTEMPT);
  }
}

export const processor: Area = {
  name: 'processor',
  share: 80,
  make: (chance) => garbage(chance, chance.pick(OPERATIONS)),
  async judge(_target, given) {
    const { kind } = await outcomeOf(given);
    return isProof(given, kind, ATTEMPT) ? null : `${given.operation} became ${kind} without proof`;
  },
};

/** The same answers to a payment that goes all the way through the API. */
export const payments: Area = {
  name: 'payments',
  share: 20,
  make: (chance) => garbage(chance, 'charge'),
  async judge(target, given, have) {
    target.garble((attempt) => {
      if (given.wire) throw brokenWire(given.wire, given.shape ?? '');
      return {
        status: Number(given.status),
        text: (given.text ?? '').replaceAll(ATTEMPT, attempt),
      };
    });
    const headers = {
      authorization: 'Bearer sk_test_keepsake',
      'content-type': 'application/json',
    };
    const body = { amount: AMOUNT, currency: 'usd', customer: have.customer, confirm: true };
    const pay = Buffer.from(JSON.stringify({ ...body, payment_method: have.card }));
    const path = '/v1/payment_intents';
    const paid = await target.ask({ method: 'POST', path, headers, body: pay });
    target.garble(null);
    if (paid.status !== 200 && paid.status !== 402) return `answered ${paid.status} ${paid.text}`;
    const parsed = JSON.parse(paid.text);
    const { id, status } = parsed.error?.payment_intent ?? parsed;
    const attempts = `/v1/payment_intents/${id}/attempts`;
    const listed = await target.ask({ method: 'GET', path: attempts, headers, body: null });
    const [attempt] = JSON.parse(listed.text).data;
    if (attempt.status === 'unknown' && status !== 'processing')
      return `nothing is known, and the intent is ${status}`;
    return isProof(given, attempt.status, attempt.id)
      ? null
      : `a payment became ${attempt.status} without proof`;
  },
};
