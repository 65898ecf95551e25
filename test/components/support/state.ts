/** A checkout's state as the server would send it, with whatever a test wants to be different. */
import type { CheckoutState, ShownMethod } from '../../../server/wire/elements.ts';

export const SECRET = 'cs_test_1_secret_abc';

export function card(id: string, more: Partial<ShownMethod> = {}): ShownMethod {
  return {
    id,
    brand: 'visa',
    last4: '4242',
    exp_month: 12,
    exp_year: 2030,
    funding: 'credit',
    is_default: false,
    expired: false,
    usable: true,
    reasons: [],
    removable: true,
    pays_for: [],
    ...more,
  };
}

export const mastercard = card('pm_mc', { brand: 'mastercard', last4: '4444' });
export const visa = card('pm_visa', { is_default: true, pays_for: ['Coffee plan'] });
export const old = card('pm_old', {
  last4: '1111',
  exp_month: 3,
  exp_year: 2024,
  expired: true,
  usable: false,
});

export const redisplayOffer = {
  id: 'offer_redisplay',
  text: 'Save this card for future purchases at North & Pine.',
  sha256: 'r',
  locale: 'en',
};
export const mandateOffer = {
  id: 'offer_mandate',
  text: 'I authorize North & Pine to charge this card later.',
  sha256: 'm',
  locale: 'en',
};

type Changes = Partial<Omit<CheckoutState, 'session'>> & {
  readonly session?: Partial<CheckoutState['session']>;
};

export function checkoutState(changes: Changes = {}): CheckoutState {
  const { session, ...rest } = changes;
  return {
    session: {
      id: 'cs_test_1',
      mode: 'payment',
      status: 'open',
      ui_mode: 'embedded',
      currency: 'usd',
      amount_total: 1099,
      expires_at: 1_990_000_000,
      return_url: null,
      redirect_url: null,
      locale: null,
      submit_type: null,
      intent: 'pi_1',
      saved_methods_hidden: false,
      ...session,
    },
    merchant: { name: 'North & Pine', terms_url: null, support_url: null },
    customer: { email: 'ada@example.com', name: 'Ada Long' },
    line_items: [{ name: 'T-shirt', quantity: 1, amount_total: 1099 }],
    collect: { email: false, billing: 'auto', shipping_countries: null },
    payment_methods: [mastercard, visa, old],
    prefill: {
      payment_method: 'pm_mc',
      reason: 'newest',
      expires_at: 1_990_000_000,
      billing_details: {
        email: 'ada@example.com',
        name: 'Ada Long',
        phone: null,
        address: {
          line1: null,
          line2: null,
          city: null,
          state: null,
          postal_code: '10115',
          country: 'DE',
        },
      },
      shipping: null,
    },
    offers: { redisplay: redisplayOffer, mandate: null },
    card_entry: { driver: 'bank', url: 'about:blank' },
    press: null,
    ...rest,
  };
}
