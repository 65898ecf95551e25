/** What a merchant's server may call: the tag as HTML, and the state as markup. Runs without a DOM. */
export type { CheckoutState } from '../../server/wire/elements.ts';
export { inlineState } from './inline-state.ts';
export { type RenderOptions, renderCheckout } from './render-checkout.ts';
export { STYLE_FILES, type StyleFile } from './style-files.ts';
