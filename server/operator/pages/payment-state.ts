/** Where a payment stands, in one word that everybody understands. */
import type { PaymentIntent } from '../objects.ts';
import { plain } from '../words/spoken.ts';
import { type Html, type Look, pill } from './layout.ts';

const STATES: Readonly<Record<string, readonly [string, Look]>> = {
  succeeded: ['paid', 'good'],
  processing: ['not known yet', 'calm'],
  requires_capture: ['held, not taken yet', 'calm'],
  requires_action: ['waits for the buyer’s bank', 'calm'],
  requires_confirmation: ['not tried', 'calm'],
  canceled: ['canceled', 'calm'],
};

type Standing = Pick<PaymentIntent, 'status' | 'last_payment_error'>;

/** @param refused whether it was refused before anything was sent */
export function paymentState(
  { status, last_payment_error: failed }: Standing,
  refused = false,
): Html {
  if (status === 'requires_confirmation' && refused) return pill('refused', 'bad');
  if (status === 'requires_payment_method')
    return failed === null
      ? pill('not paid', 'calm')
      : pill(`declined: ${plain(failed.decline_code ?? failed.code ?? 'failed')}`, 'bad');
  const [words, look] = STATES[status] ?? [plain(status), 'calm'];
  return pill(words, look);
}
