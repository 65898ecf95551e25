/** What the API's consent ledger tells a shop about one card. The SDK has no name for it, so its raw request is used. */
import type Stripe from 'stripe';

/** One record of the consent ledger, as far as the shop shows it to its buyer. */
export interface Consent {
  readonly id: string;
  readonly act: 'grant' | 'assertion' | 'withdrawal' | 'revocation' | 'carry_over';
  readonly scope: 'redisplay' | 'mandate';
  readonly card: { readonly brand: string; readonly last4: string };
  readonly checkout_session: string | null;
  readonly words: { readonly text: string; readonly locale: string } | null;
}

const PAGE = 100;

/** What was accepted with this card lately, newest first. */
export async function consentsOfCard(stripe: Stripe, method: string): Promise<readonly Consent[]> {
  const path = `/v1/consents?payment_method=${method}&limit=${PAGE}`;
  const found = (await stripe.rawRequest('GET', path)) as unknown as { data: readonly Consent[] };
  return found.data;
}
