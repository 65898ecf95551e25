/**
 * What may be written on each tag, read off the classes and events themselves by the compiler: no
 * list is kept twice, and none has to be generated. It has no code, and knows no framework.
 */
import type { LitElement } from 'lit';
import type * as elements from '../index.ts';

/** Brings the declarations of tags and events into view. */
export type { elements };

export type Tag = Extract<keyof HTMLElementTagNameMap, `keepsake-${string}`>;

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

type IsWritable<E, K extends keyof E> = Same<{ [Key in K]: E[K] }, { -readonly [Key in K]: E[K] }>;

type IsData<E, K extends keyof E> = E[K] extends (...args: never[]) => unknown
  ? false
  : IsWritable<E, K>;

/** The names of a tag's own properties, as its class has them. */
export type PropertyName<T extends Tag> = {
  [K in Exclude<keyof HTMLElementTagNameMap[T], keyof LitElement>]: IsData<
    HTMLElementTagNameMap[T],
    K
  > extends true
    ? K
    : never;
}[Exclude<keyof HTMLElementTagNameMap[T], keyof LitElement>] &
  string;

type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : Name;

type IsText<Value> = Extract<Value, object> extends never ? true : false;

/** Attributes by their names in HTML; only what can be written as text is one. */
export type Attributes<T extends Tag> = {
  [K in PropertyName<T> as IsText<HTMLElementTagNameMap[T][K]> extends true ? Kebab<K> : never]?:
    | HTMLElementTagNameMap[T][K]
    | undefined;
};

/** Our events: the platform's own have no hyphen in their names. */
export type EventName = Extract<keyof HTMLElementEventMap, `${string}-${string}`>;

/** Events that reach the page; the others stay between our own elements. */
export type PageEventName = Extract<EventName, `keepsake-${string}`>;

/** Listeners as properties, under whatever name a framework gives them. */
export type Listener<Name extends EventName> = (event: HTMLElementEventMap[Name]) => void;
