/**
 * The tags in Svelte's markup, from Svelte 5 on: `<keepsake-checkout onkeepsake-complete={done}>`.
 * Import it once, anywhere, for its types; it has no code.
 */
import type { HTMLAttributes } from 'svelte/elements';
import type { Attributes, Listener, PageEventName, Tag } from './markup.ts';

export type SvelteProps<T extends Tag> = HTMLAttributes<HTMLElementTagNameMap[T]> &
  Attributes<T> & { [Name in PageEventName as `on${Name}`]?: Listener<Name> };

type SvelteElements = { [T in Tag]: SvelteProps<T> };

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends SvelteElements {}
}
