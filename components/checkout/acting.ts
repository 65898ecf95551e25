/**
 * What a buyer does beside looking and choosing, and what is seen of it, as one download. It is
 * fetched once the cards are seen, and waited for by whatever needs it.
 */
export { CheckoutActs } from '../session/checkout-acts.ts';
export { reduce } from '../session/checkout-machine.ts';
export { Hand } from './hand.ts';
