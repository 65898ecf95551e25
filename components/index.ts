/** Every element and event as classes. Importing this registers nothing; `define.ts` does. */
export { KeepsakeAddress } from './address/address.ts';
export { KeepsakeCard, type Tokenized } from './card/card.ts';
export { KeepsakeChallenge } from './challenge/challenge.ts';
export { KeepsakeCheckout } from './checkout/checkout.ts';
export { KeepsakeConsent } from './consent/consent.ts';
export * from './events.ts';
export * from './later-events.ts';
export { KeepsakeMethods } from './methods/methods.ts';
export { KeepsakePayButton } from './pay-button/pay-button.ts';
export { KeepsakePlan } from './plan/plan.ts';
export { KeepsakeRemoveDialog } from './remove-dialog/remove-dialog.ts';
export { KeepsakeSummary } from './summary/summary.ts';
export { KeepsakeWallet } from './wallet/wallet.ts';
