/**
 * Charges a kept card while its owner is away, and tells what came of it as data: money, a refusal
 * with its reasons, a decline, or an outcome that nobody knows yet.
 */
import Stripe from 'stripe';
import { minorDigits } from './spoken.ts';

export const CURRENCIES = ['usd', 'eur', 'gbp', 'jpy'] as const;
export type Currency = (typeof CURRENCIES)[number];

export interface LaterCharge {
  readonly paymentMethod: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  /** One for each form shown: the same form sent twice is the same charge. */
  readonly press: string;
}

/** Why a card cannot be charged later, as the API puts it. */
export interface Reason {
  readonly code: string;
  readonly message: string;
  readonly fix: 'buyer' | 'merchant' | 'wait';
  /** Epoch seconds. */
  readonly until?: number;
}

interface Answered {
  readonly charge: LaterCharge;
  /** Brings the buyer back to pay this very debt; null where that would not help. */
  readonly recoveryUrl: string | null;
}

export type Outcome =
  | ({ readonly kind: 'paid' | 'unknown'; readonly payment: string } & Answered)
  | ({ readonly kind: 'refused'; readonly reasons: readonly Reason[] } & Answered)
  | ({ readonly kind: 'declined' | 'invalid'; readonly message: string } & Answered);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function currencyOf(value: string): Currency | undefined {
  return CURRENCIES.find((currency) => currency === value);
}

/** Reads `card amount currency`, the last two also from a preset such as `pm_… 6000 usd`. */
export function readLaterCharge(form: Readonly<Record<string, unknown>>): LaterCharge | null {
  const text = (name: string) => (typeof form[name] === 'string' ? String(form[name]).trim() : '');
  const press = text('press');
  const [card = '', minor = '', unit = ''] = text('preset').split(' ');
  const preset = card !== '';
  const currency = currencyOf(preset ? unit : text('currency'));
  const paymentMethod = preset ? card : text('card');
  if (currency === undefined || !UUID.test(press)) return null;
  const amountMinor = preset ? Number(minor) : inMinor(text('amount'), currency);
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0 || paymentMethod === '') return null;
  return { paymentMethod, amountMinor, currency, press };
}

/** `25.00` in minor units; NaN for what is no amount of that currency. */
function inMinor(text: string, currency: Currency): number {
  const digits = minorDigits(currency);
  const match = /^(\d{1,8})(?:[.,](\d{1,3}))?$/.exec(text);
  const [, whole = '', part = ''] = match ?? [];
  if (match === null || part.length > digits) return Number.NaN;
  return Number(`${whole}${part.padEnd(digits, '0')}`);
}

/** @throws StripeError where the API itself failed */
export async function chargeLater(
  stripe: Stripe,
  customer: string,
  charge: LaterCharge,
): Promise<Outcome> {
  try {
    const payment = await stripe.paymentIntents.create(
      {
        amount: charge.amountMinor,
        currency: charge.currency,
        customer,
        payment_method: charge.paymentMethod,
        description: 'Refill, ordered by phone',
        off_session: true,
        confirm: true,
      },
      // A second press waits for what the first one brings.
      { idempotencyKey: `later-${charge.press}`, maxNetworkRetries: 4 },
    );
    const kind = payment.status === 'succeeded' ? 'paid' : 'unknown';
    return { kind, payment: payment.id, charge, recoveryUrl: null };
  } catch (error) {
    if (
      error instanceof Stripe.errors.StripeCardError ||
      error instanceof Stripe.errors.StripeInvalidRequestError
    )
      return refusalIn(error, charge);
    throw error;
  }
}

function refusalIn(error: Stripe.errors.StripeError, charge: LaterCharge): Outcome {
  const raw = isRecord(error.raw) ? error.raw : {};
  const recoveryUrl = typeof raw.recovery_url === 'string' ? raw.recovery_url : null;
  const { message } = error;
  if (isRecord(raw.readiness) && Array.isArray(raw.readiness.reasons)) {
    const reasons = raw.readiness.reasons as readonly Reason[];
    return { kind: 'refused', reasons, charge, recoveryUrl };
  }
  const kind = error instanceof Stripe.errors.StripeCardError ? 'declined' : 'invalid';
  return { kind, message, charge, recoveryUrl };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
