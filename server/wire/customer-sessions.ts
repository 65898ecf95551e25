/** Customer sessions on Stripe's terms; `allowed_origins[]` is our own. */
import { z } from 'zod';
import type { CustomerSession } from '../model/customer-session.ts';
import { ALLOWED_ORIGINS } from '../model/limits.ts';
import { origin } from './checkout-session-input.ts';
import { common, list } from './form.ts';
import { inSeconds } from './intents.ts';
import { reference } from './payment-methods.ts';

export const createCustomerSessionInput = z.strictObject({
  ...common,
  customer: reference(),
  /** What may be mounted with it, as Stripe spells it; the wallet needs none of it. */
  components: z.record(z.string().max(60), z.unknown()).optional(),
  /** Origins of the pages that mount the wallet. */
  allowed_origins: list(origin, ALLOWED_ORIGINS).optional(),
});
export type CreateCustomerSessionInput = z.output<typeof createCustomerSessionInput>;

/** @param clientSecret shown at creation, and nowhere else */
export function encodeCustomerSession(
  session: CustomerSession,
  clientSecret: string,
): Record<string, unknown> {
  return {
    object: 'customer_session',
    id: session.id,
    client_secret: clientSecret,
    components: session.components,
    created: inSeconds(session.createdMs),
    customer: session.customer,
    customer_account: null,
    expires_at: inSeconds(session.expiresAtMs),
    livemode: false,
  };
}
