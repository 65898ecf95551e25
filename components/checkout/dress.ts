/** Puts on what an outcome looks like: not needed for the first sight of cards. */
import { wear } from '../shared/wear.ts';
import { actingStyles } from './acting.styles.ts';

/** To be called with every rendering; the first one counts. */
export function dress(root: Node): void {
  wear(root, actingStyles);
}
