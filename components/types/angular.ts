/**
 * The tags in Angular's templates: what a directive for one of them declares as its inputs, so that
 * strict templates check each value; `demo/frameworks/angular/keepsake-tags.ts` has the directives.
 * Events need none: templates know them by the page's own event types. It has no code.
 */
import type { elements, PropertyName, Tag } from './markup.ts';

export type { elements };

/** `class CheckoutTag implements AngularInputs<'keepsake-checkout'>`: complete, or refused. */
export type AngularInputs<T extends Tag> = {
  [K in PropertyName<T>]: HTMLElementTagNameMap[T][K] | undefined;
};
