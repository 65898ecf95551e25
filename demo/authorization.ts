/**
 * The authorization that Ada gave the shop by telephone, brought to the API as any merchant would
 * bring one that was taken elsewhere. Once only: whoever revokes it does not find it back.
 */
import type Stripe from 'stripe';
import type { Buyer } from './buyers.ts';
import type { Terms } from './terms.ts';

const LIMIT_MINOR = 5000;
const LAST4 = '4242';
/** How long before this database began she called, in seconds. */
const AGO_S = 14 * 24 * 60 * 60;

const WORDS =
  'I authorize Keepsake Goods to charge my Visa card ending in 4242 in the future, without asking me each time, for refills that I order by telephone or by letter. Amount per charge: what the order costs, but never more than $50.00. This authorization applies until I revoke it, which I can do at any time in my saved cards at Keepsake Goods.';

const TERMS: Terms = {
  category: 'unscheduled',
  currency: 'usd',
  max_amount: LIMIT_MINOR,
  text: WORDS,
};

export async function authorizedByPhone(
  stripe: Stripe,
  buyer: Buyer,
  customer: Stripe.Customer,
): Promise<void> {
  if (buyer.key !== 'ada' || customer.metadata.authorized === 'yes') return;
  const cards = await stripe.customers.listPaymentMethods(customer.id, { limit: 100 });
  const card = cards.data.find((each) => each.card?.last4 === LAST4);
  if (card !== undefined) {
    await stripe.rawRequest(
      'POST',
      '/v1/mandates',
      {
        payment_method: card.id,
        customer_acceptance: {
          type: 'offline',
          accepted_at: customer.created - AGO_S,
        },
        terms: TERMS,
      },
      // An interrupted start is repeated, the mandate is not.
      { idempotencyKey: `by-phone-${customer.id}` },
    );
  }
  await stripe.customers.update(customer.id, { metadata: { authorized: 'yes' } });
}
