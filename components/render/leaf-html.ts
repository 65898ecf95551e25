/**
 * The insides of the leaves that an open checkout begins with, as HTML: each leaf's own `render`,
 * called once, outside a browser. What is fetched later keeps the place that the checkout's styles
 * reserve for it.
 */
import type { LitElement, ReactiveController } from 'lit';
import { KeepsakeConsent } from '../consent/consent.ts';
import { KeepsakeMethods } from '../methods/methods.ts';
import { KeepsakePayButton } from '../pay-button/pay-button.ts';
import { KeepsakeSummary } from '../summary/summary.ts';
import { htmlOf, type Inner } from './template-html.ts';

type Leaf = LitElement & { render(): unknown };

const leaves: Readonly<Record<string, new () => Leaf>> = {
  'keepsake-consent': KeepsakeConsent,
  'keepsake-methods': KeepsakeMethods,
  'keepsake-pay-button': KeepsakePayButton,
  'keepsake-summary': KeepsakeSummary,
};

/** An element that tells which controllers joined it, to be woken without an update cycle. */
function create(tag: string): { leaf: Leaf; controllers: readonly ReactiveController[] } | null {
  const Base = leaves[tag];
  if (!Base) return null;
  const controllers: ReactiveController[] = [];
  class Rendered extends Base {
    override addController(controller: ReactiveController): void {
      controllers.push(controller);
    }
  }
  return { leaf: new Rendered(), controllers };
}

/**
 * @param dress the link to a leaf's styles
 * @returns the shadow root's content; null for an element that has none yet
 */
export function leafHtml(
  { tag, properties }: Inner,
  dress: (tag: string) => string,
): string | null {
  const made = create(tag);
  if (!made) return null;
  Object.assign(made.leaf, properties);
  for (const controller of made.controllers) controller.hostUpdate?.();
  return dress(tag) + htmlOf(made.leaf.render(), (inner) => leafHtml(inner, dress));
}
