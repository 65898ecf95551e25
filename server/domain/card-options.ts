/**
 * What a merchant's `payment_method_options[card]` mean for one payment. They are kept as they came
 * and given back; only what they decide is read here.
 */
import type { PaymentIntent } from '../model/intent.ts';

interface CardOptions {
  readonly request_three_d_secure?: unknown;
  readonly capture_method?: unknown;
  readonly setup_future_usage?: unknown;
}

function cardOptions(extra: Readonly<Record<string, unknown>>): CardOptions {
  const options = extra.payment_method_options as { card?: CardOptions } | null | undefined;
  return options?.card ?? {};
}

/** Whether the merchant wants the buyer's bank to ask, whatever the bank itself would do. */
export function wantsChallenge(extra: Readonly<Record<string, unknown>>): boolean {
  const wish = cardOptions(extra).request_three_d_secure;
  return wish === 'any' || wish === 'challenge';
}

/** How the money is taken: the card's own option goes before the intent's. */
export function captureOf(
  intent: Pick<PaymentIntent, 'captureMethod' | 'extra'>,
): 'automatic' | 'manual' {
  const own = cardOptions(intent.extra).capture_method;
  return own === 'manual' || intent.captureMethod === 'manual' ? 'manual' : 'automatic';
}

/** What the card is wanted for afterwards: the card's own option goes before the intent's. */
export function futureUsageOfIntent(
  intent: Pick<PaymentIntent, 'setupFutureUsage' | 'extra'>,
): PaymentIntent['setupFutureUsage'] {
  const own = cardOptions(intent.extra).setup_future_usage;
  if (own === 'none') return null;
  return own === 'on_session' || own === 'off_session' ? own : intent.setupFutureUsage;
}
