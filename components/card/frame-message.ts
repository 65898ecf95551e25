/**
 * Reads what a frame sent: a known message with exactly the known fields, or nothing. Whatever a
 * frame might say beyond that never reaches an element.
 */
import {
  FIELDS,
  type Field,
  type FieldError,
  type FrameError,
  type Notice,
  type Reply,
  type TokenCard,
} from '../../server/bank/protocol.ts';

type Raw = Readonly<Record<string, unknown>>;

const codes: readonly string[] = [
  'version_mismatch',
  'invalid_request',
  'session_expired',
  'origin_not_allowed',
  'incomplete',
  'invalid_number',
  'invalid_expiry',
  'card_expired',
  'invalid_cvc',
  'card_not_accepted',
  'invalid_routing',
  'invalid_account',
  'invalid_iban',
  'account_not_accepted',
  'network',
  'bank_unavailable',
] satisfies FrameError['code'][];

function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCode(value: unknown): value is FrameError['code'] {
  return typeof value === 'string' && codes.includes(value);
}

function isField(value: unknown): value is Field {
  return FIELDS.some((field) => field === value);
}

function has(raw: Raw, ...keys: readonly string[]): boolean {
  const own = Object.keys(raw);
  return own.length === keys.length && keys.every((key) => own.includes(key));
}

function isHeight(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < 4_000;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z_]{1,40}$/.test(value);
}

function readErrors(value: unknown): Partial<Record<Field, FieldError>> | null {
  if (!isRaw(value)) return null;
  const errors: Partial<Record<Field, FieldError>> = {};
  for (const [field, code] of Object.entries(value)) {
    if (!isField(field) || !(code === null || isCode(code))) return null;
    errors[field] = code;
  }
  return errors;
}

export function readNotice(raw: unknown): Notice | null {
  if (!isRaw(raw)) return null;
  switch (raw.type) {
    case 'ready': {
      const { v, nonce, height } = raw;
      const good = has(raw, 'type', 'v', 'nonce', 'height') && isHeight(height);
      return good && typeof v === 'number' && typeof nonce === 'string'
        ? { type: 'ready', v, nonce, height }
        : null;
    }
    case 'state': {
      const { empty, complete, brand } = raw;
      const errors = readErrors(raw.errors);
      const good = has(raw, 'type', 'empty', 'complete', 'brand', 'errors') && errors;
      if (!good || typeof empty !== 'boolean' || typeof complete !== 'boolean') return null;
      return brand === null || typeof brand === 'string'
        ? { type: 'state', empty, complete, brand, errors }
        : null;
    }
    case 'networks': {
      const { available } = raw;
      const good =
        has(raw, 'type', 'available') && Array.isArray(available) && available.length < 5;
      return good && available.every(isName) ? { type: 'networks', available } : null;
    }
    case 'height':
      return has(raw, 'type', 'height') && isHeight(raw.height)
        ? { type: 'height', height: raw.height }
        : null;
    case 'focus':
      return has(raw, 'type', 'field') && isField(raw.field)
        ? { type: 'focus', field: raw.field }
        : null;
    case 'blur':
    case 'submit':
    case 'escape':
      return has(raw, 'type') ? { type: raw.type } : null;
    default:
      return null;
  }
}

function readCard(raw: unknown): TokenCard | null {
  if (!isRaw(raw) || !has(raw, 'brand', 'last4', 'exp_month', 'exp_year', 'funding')) return null;
  const { brand, last4, exp_month, exp_year, funding } = raw;
  return typeof brand === 'string' &&
    typeof last4 === 'string' &&
    last4.length <= 4 &&
    typeof exp_month === 'number' &&
    typeof exp_year === 'number' &&
    typeof funding === 'string'
    ? { brand, last4, exp_month, exp_year, funding }
    : null;
}

export function readReply(raw: unknown): Reply | null {
  if (!isRaw(raw) || typeof raw.id !== 'number') return null;
  const { id } = raw;
  if (raw.ok === true) {
    if (has(raw, 'id', 'ok')) return { id, ok: true };
    const card = readCard(raw.card);
    return has(raw, 'id', 'ok', 'token', 'card') && card && typeof raw.token === 'string'
      ? { id, ok: true, token: raw.token, card }
      : null;
  }
  const error = raw.error;
  if (raw.ok !== false || !has(raw, 'id', 'ok', 'error') || !isRaw(error)) return null;
  const { code, field, recoverable } = error;
  return has(error, 'code', 'field', 'recoverable') &&
    isCode(code) &&
    (field === null || isField(field)) &&
    typeof recoverable === 'boolean'
    ? { id, ok: false, error: { code, field, recoverable } }
    : null;
}
