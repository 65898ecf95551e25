/**
 * What a merchant writes to show Adyen's Drop-in with stored cards, as its documentation has it. It is
 * bundled for the bench; no compiler checks it, since its packages are installed by the bench alone.
 */
import { AdyenCheckout, Card, Dropin } from '@adyen/adyen-web';
import '@adyen/adyen-web/styles/adyen.css';

const storedPaymentMethods = JSON.parse(document.getElementById('cards').textContent);
const checkout = await AdyenCheckout({
  environment: 'test',
  clientKey: 'test_BENCHBENCHBENCHBENCHBENCHBENCHBENCH',
  locale: 'en-US',
  countryCode: 'US',
  amount: { value: 1099, currency: 'USD' },
  analytics: { enabled: false },
  paymentMethodsResponse: {
    paymentMethods: [{ type: 'scheme', name: 'Cards', brands: ['visa', 'mc', 'amex'] }],
    storedPaymentMethods,
  },
  onSubmit() {},
});
new Dropin(checkout, { paymentMethodComponents: [Card] }).mount('#adyen');
