/**
 * The tags in Vue's templates and JSX: `<keepsake-checkout client-secret="…" @keepsake-complete="done">`
 * or `onKeepsakeComplete={done}`. Import it once, anywhere, for its types; it has no code. Vue's
 * compiler has to be told that `keepsake-…` are custom elements (`isCustomElement`).
 */
import type { DefineComponent, HTMLAttributes, ReservedProps } from 'vue';
import type { Attributes, Listener, PageEventName, Tag } from './markup.ts';

type Pascal<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Pascal<Rest>}`
  : Capitalize<Name>;

export type VueProps<T extends Tag> = HTMLAttributes &
  ReservedProps &
  Attributes<T> & { readonly [Name in PageEventName as `on${Pascal<Name>}`]?: Listener<Name> };

type VueElements = { [T in Tag]: VueProps<T> };
type VueComponents = { [T in Tag]: DefineComponent<VueProps<T>> };

declare module 'vue' {
  interface GlobalComponents extends VueComponents {}
}
declare module 'vue/jsx-runtime' {
  namespace JSX {
    interface IntrinsicElements extends VueElements {}
  }
}
