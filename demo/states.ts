/**
 * States of the playground: each is a session of its own, made as any merchant would make it.
 * Nothing about the elements is known here.
 */
import type Stripe from 'stripe';
import { buyerOf, findCustomer } from './buyers.ts';
import { CURRENCY } from './catalogue.ts';

export const STATES = {
  'saved cards': 'keepsake-checkout',
  'a new buyer': 'keepsake-checkout',
  'a guest': 'keepsake-checkout',
  'saving a card': 'keepsake-checkout',
  'shipping and every address field': 'keepsake-checkout',
  'an expired session': 'keepsake-checkout',
  'a secret that opens nothing': 'keepsake-checkout',
  'the wallet': 'keepsake-wallet',
  'an empty wallet': 'keepsake-wallet',
} as const;
export type State = keyof typeof STATES;

export const isState = (text: string | undefined): text is State =>
  text !== undefined && Object.hasOwn(STATES, text);

const POSTCARDS = {
  quantity: 1,
  price_data: {
    currency: CURRENCY,
    unit_amount: 1099,
    product_data: { name: 'Six postcards' },
  },
};

/** The secret that shows a state. */
export async function secretFor(stripe: Stripe, state: State, shopUrl: string): Promise<string> {
  const person = async (key: 'ada' | 'noor') => {
    const buyer = buyerOf(key);
    const customer = buyer && (await findCustomer(stripe, buyer));
    return customer ? { customer: customer.id } : {};
  };
  const open = async (more: Stripe.Checkout.SessionCreateParams) =>
    stripe.checkout.sessions.create({
      ui_mode: 'elements',
      return_url: `${shopUrl}/thanks?session_id={CHECKOUT_SESSION_ID}`,
      ...(more.mode === 'setup' ? { currency: CURRENCY } : { line_items: [POSTCARDS] }),
      saved_payment_method_options: {
        payment_method_save: 'enabled',
        payment_method_remove: 'enabled',
      },
      ...more,
    });
  const walletOf = async (key: 'ada' | 'noor') => {
    const { customer = '' } = await person(key);
    const session = await stripe.customerSessions.create({ customer, components: {} });
    return session.client_secret;
  };
  switch (state) {
    case 'saved cards':
      return (await open({ mode: 'payment', ...(await person('ada')) })).client_secret ?? '';
    case 'a new buyer':
      return (await open({ mode: 'payment', ...(await person('noor')) })).client_secret ?? '';
    case 'a guest':
      return (await open({ mode: 'payment' })).client_secret ?? '';
    case 'saving a card':
      return (await open({ mode: 'setup', ...(await person('noor')) })).client_secret ?? '';
    case 'shipping and every address field': {
      const session = await open({
        mode: 'payment',
        ...(await person('noor')),
        billing_address_collection: 'required',
        shipping_address_collection: { allowed_countries: ['US', 'GB', 'DE', 'FR'] },
      });
      return session.client_secret ?? '';
    }
    case 'an expired session': {
      const session = await open({ mode: 'payment', ...(await person('ada')) });
      await stripe.checkout.sessions.expire(session.id);
      return session.client_secret ?? '';
    }
    case 'a secret that opens nothing':
      return 'cs_test_none_secret_none';
    case 'the wallet':
      return walletOf('ada');
    case 'an empty wallet':
      return walletOf('noor');
  }
}
