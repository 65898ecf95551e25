/**
 * What a page loads: registers each tag once. Parts that a payment with a saved card does not need
 * are fetched and registered by the checkout when they are wanted.
 */
import { KeepsakeCheckout } from './checkout/checkout.ts';
import { loadAlone } from './checkout/lazy.ts';
import { takeOver } from './checkout/served.ts';
import { KeepsakeMethods } from './methods/methods.ts';
import { KeepsakePayButton } from './pay-button/pay-button.ts';
import { register } from './shared/register.ts';
import { KeepsakeSummary } from './summary/summary.ts';

KeepsakeCheckout.addInitializer(takeOver);
register('keepsake-methods', KeepsakeMethods);
register('keepsake-summary', KeepsakeSummary);
register('keepsake-pay-button', KeepsakePayButton);
register('keepsake-checkout', KeepsakeCheckout);
loadAlone();
