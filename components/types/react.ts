/**
 * The tags in React's JSX, from React 19 on, which passes attributes and listens to events of custom
 * elements by itself: `<keepsake-checkout client-secret={secret} onkeepsake-complete={done} />`.
 * Import it once, anywhere, for its types; it has no code.
 */
import type { ClassAttributes, HTMLAttributes } from 'react';
import type { Attributes, Listener, PageEventName, Tag } from './markup.ts';

export type ReactProps<T extends Tag> = ClassAttributes<HTMLElementTagNameMap[T]> &
  HTMLAttributes<HTMLElementTagNameMap[T]> &
  Attributes<T> & { readonly [Name in PageEventName as `on${Name}`]?: Listener<Name> };

type ReactElements = { [T in Tag]: ReactProps<T> };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends ReactElements {}
  }
}
