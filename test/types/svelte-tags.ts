/** What the compiler must accept and refuse about the tags in Svelte. It is checked, never run. */
import type { SvelteHTMLElements } from 'svelte/elements';
import type { Attributes, PageEventName, PropertyName } from '../../components/types/markup.ts';
import type {} from '../../components/types/svelte.ts';

export const right: SvelteHTMLElements['keepsake-checkout'] = {
  'client-secret': 'cs_test_1_secret_2',
  class: 'wide',
  'onkeepsake-complete': (event) => event.detail.redirectUrl satisfies string | null,
};

export const wrong: SvelteHTMLElements['keepsake-checkout'] = {
  // @ts-expect-error a secret is text
  'client-secret': 1,
  // @ts-expect-error a change has no redirect
  'onkeepsake-change': (event) => event.detail.redirectUrl,
};

/** Exactly these, so that a new property or event shows up here. */
export const events: Record<PageEventName, true> = {
  'keepsake-ready': true,
  'keepsake-change': true,
  'keepsake-complete': true,
  'keepsake-remove': true,
  'keepsake-error': true,
};
export const wallet: Record<PropertyName<'keepsake-wallet'>, true> = {
  clientSecret: true,
  api: true,
  locale: true,
  theme: true,
};
export const written: Required<Attributes<'keepsake-wallet'>> = {
  'client-secret': 'cuss_1_secret_2',
  api: null,
  locale: null,
  theme: null,
};
