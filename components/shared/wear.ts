/** Puts a sheet on a shadow root once: for styles that come later than the element they are for. */
import type { CSSResult } from 'lit';

export function wear(root: Node, { styleSheet }: CSSResult): void {
  if (!styleSheet || !(root instanceof ShadowRoot)) return;
  if (!root.adoptedStyleSheets.includes(styleSheet)) root.adoptedStyleSheets.push(styleSheet);
}
