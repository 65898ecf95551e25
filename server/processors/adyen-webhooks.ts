/**
 * Adyen's notifications. Adyen cannot be asked what became of something, so these are what settles:
 * each is believed by its HMAC signature, for our merchant account alone. The signature holds
 * references, amount, event and success, and no time: an old one sent again says what is known, and
 * changes nothing. What the signature does not hold is believed where it decides nothing.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createRequire } from 'node:module';
import type { NotificationRequestItem } from '@adyen/api-library/lib/src/typings/notification/notificationRequestItem.js';
import { z } from 'zod';
import type { Outcome } from '../model/attempt.ts';
import type { Reusability } from '../model/credential.ts';
import { refusalOf } from './adyen-refusals.ts';
import type { News } from './processor.ts';

// The SDK is CommonJS: its default exports have no names for `import`.
const { default: HmacValidator } = createRequire(import.meta.url)(
  '@adyen/api-library/lib/src/utils/hmacValidator.js',
) as typeof import('@adyen/api-library/lib/src/utils/hmacValidator.js');

/** Metadata that says what a card becomes when its charge succeeds; it comes back with every notification. */
export const KEEP_MARK = 'keepsake_keep';

type Keep = Exclude<Reusability, 'single_use'>;

const seal = (key: string, attempt: string, keep: Keep) =>
  createHmac('sha256', key).update(`keep\n${attempt}\n${keep}`).digest('base64url').slice(0, 32);

const same = (one: string, other: string) => {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
};

/** A card's future in words that pass through others' hands and that only we can write. */
export function sealKeep(key: string, attempt: string, keep: Keep): string {
  return `${keep}.${seal(key, attempt, keep)}`;
}

/** @returns null where nothing is to be kept, or somebody else wrote it */
export function openKeep(
  key: string,
  attempt: string,
  sealed: string | null | undefined,
): Keep | null {
  const [keep, mark = ''] = (sealed ?? '').split('.');
  if (keep !== 'on_session' && keep !== 'off_session') return null;
  return same(mark, seal(key, attempt, keep)) ? keep : null;
}

const text = z.string().max(1_000);
const item = z.object({
  additionalData: z.record(z.string(), z.string().optional()).default({}),
  amount: z.object({ value: z.number().int(), currency: z.string().length(3) }),
  pspReference: text,
  eventCode: text,
  eventDate: text.optional(),
  merchantAccountCode: text,
  merchantReference: text.default(''),
  originalReference: text.optional(),
  reason: text.nullish(),
  success: z.union([z.enum(['true', 'false']), z.boolean().transform(String)]),
});
/** As JSON there is always one. */
const notification = z.object({
  live: z.union([z.enum(['true', 'false']), z.boolean().transform(String)]).optional(),
  notificationItems: z.tuple([z.object({ NotificationRequestItem: item })]),
});
type Item = z.infer<typeof item>;

export interface Receiver {
  /** Hexadecimal, as Adyen's Customer Area shows it. */
  readonly hmacKey: string;
  readonly merchantAccount: string;
  readonly environment: 'test' | 'live';
  /** `user:password` that each notification must bring; null asks for none. */
  readonly basicAuth: string | null;
  /** What {@link sealKeep} was called with. */
  readonly sealKey: string;
}

function outcomeOf(told: Item, sealKey: string): Outcome | null {
  const { pspReference: reference, additionalData, merchantReference: attempt } = told;
  const refused = (operation: 'charge' | 'setup', fallback?: string): Outcome => {
    const refusal = refusalOf({
      number: additionalData.refusalReasonCode,
      reason: told.reason ?? undefined,
      raw: additionalData.refusalReasonRaw,
      advice: additionalData.merchantAdviceCode,
      operation,
    });
    const { code, networkCode, advice } = refusal;
    const plain = code === 'generic_decline' ? (fallback ?? code) : code;
    const message = told.reason ?? null;
    return { kind: 'declined', reference, code: plain, networkCode, advice, message };
  };
  const done = (reusability: Reusability | null): Outcome => ({
    kind: 'succeeded',
    reference,
    networkTransactionId: additionalData.networkTxReference ?? null,
    reusability,
  });
  const success = told.success === 'true';
  switch (told.eventCode) {
    case 'AUTHORISATION':
      return success
        ? done(openKeep(sealKey, attempt, additionalData[`metadata.${KEEP_MARK}`]))
        : refused(told.amount.value === 0 ? 'setup' : 'charge');
    case 'CAPTURE':
      return success ? done(null) : refused('charge', 'capture_failed');
    case 'REFUND':
      return success ? done(null) : refused('charge', 'refund_failed');
    case 'CANCELLATION':
    case 'TECHNICAL_CANCEL':
      return success ? { kind: 'voided', reference } : refused('charge', 'cancellation_failed');
    default:
      return null;
  }
}

function isSigned(told: Item, hmacKey: string): boolean {
  try {
    const validator = new HmacValidator();
    return validator.validateHMAC(told as unknown as NotificationRequestItem, hmacKey);
  } catch {
    return false;
  }
}

/** Reads a notification; null for one that is forged, another account's or unreadable. */
export function readNotification(receiver: Receiver, headers: Headers, body: string): News | null {
  const { basicAuth, hmacKey, merchantAccount, environment, sealKey } = receiver;
  if (basicAuth !== null) {
    const expected = `Basic ${Buffer.from(basicAuth).toString('base64')}`;
    if (!same(headers.get('authorization') ?? '', expected)) return null;
  }
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return null;
  }
  const parsed = notification.safeParse(json);
  if (!parsed.success) return null;
  const [{ NotificationRequestItem: told }] = parsed.data.notificationItems;
  const live = parsed.data.live;
  if (live !== undefined && live !== String(environment === 'live')) return null;
  if (told.merchantAccountCode !== merchantAccount || !isSigned(told, hmacKey)) return null;
  const outcome = outcomeOf(told, sealKey);
  const { pspReference, eventCode, success, amount } = told;
  const event = `${pspReference}:${eventCode}:${success}`;
  // What changes nothing of ours is received all the same, or it would be sent for days.
  if (outcome === null) return { event, attempt: '' };
  const money = { amountMinor: amount.value, currency: amount.currency.toLowerCase() };
  return { event, attempt: told.merchantReference, outcome, money };
}
