/**
 * The tags in Vue's templates and JSX: `<keepsake-checkout client-secret="…" @keepsake-complete="done">`
 * or `onKeepsakeComplete={done}`. Import it once, anywhere, for its types; it has no code. Vue's
 * compiler has to be told that `keepsake-…` are custom elements (`isCustomElement`).
 */
import type { DefineComponent, HTMLAttributes, ReservedProps } from 'vue';
import type {} from 'vue/jsx-runtime';
import type { Attributes, Listener, PageEventName, PropertyName, Tag } from './markup.ts';

type Pascal<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Pascal<Rest>}`
  : Capitalize<Name>;

type Listeners = { readonly [Name in PageEventName as `on${Pascal<Name>}`]?: Listener<Name> };

export type VueProps<T extends Tag> = HTMLAttributes & ReservedProps & Attributes<T> & Listeners;

/** Whatever is written with hyphens in a template, its checker asks for in camel case. */
export type VueTemplateProps<T extends Tag> = HTMLAttributes &
  ReservedProps & { [K in PropertyName<T>]?: HTMLElementTagNameMap[T][K] | undefined } & Listeners;

type VueElements = { [T in Tag]: VueProps<T> };
type VueComponents = { [T in Tag]: DefineComponent<VueTemplateProps<T>> };

declare module 'vue' {
  interface GlobalComponents extends VueComponents {}
}
declare module 'vue/jsx-runtime' {
  namespace JSX {
    interface IntrinsicElements extends VueElements {}
  }
}
