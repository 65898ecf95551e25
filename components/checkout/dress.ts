/** Puts on what an outcome looks like: not needed for the first sight of cards. */
import { busyStyles } from '../pay-button/busy.styles.ts';
import { wear } from '../shared/wear.ts';
import { actingStyles } from './acting.styles.ts';

/**
 * @param dressed what it gave with the rendering before
 * @returns the button that is dressed now
 */
export function dress(root: ParentNode & Node, dressed: Element | null): Element | null {
  const pay = root.querySelector('keepsake-pay-button');
  if (dressed && pay === dressed) return pay;
  wear(root, actingStyles);
  if (pay?.shadowRoot) wear(pay.shadowRoot, busyStyles);
  return pay;
}
