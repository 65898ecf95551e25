/**
 * `keepsake/testing`: for merchants who test their own checkout with Playwright. It does what a buyer
 * does, finds things as a buyer finds them, and asserts nothing: that is the test's part.
 */
export { TEST_CARDS, type TestCard } from './cards.ts';
export {
  type AddressToType,
  type CardToType,
  type Checkout,
  type CheckoutOptions,
  checkout,
  type Details,
  type Outcome,
  type ShownCard,
} from './checkout.ts';
export { type Clock, clock, type Span } from './clock.ts';
export type { FrameLike, LocatorLike, PageLike } from './page.ts';
export { type Wallet, wallet } from './wallet.ts';
