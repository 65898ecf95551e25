/**
 * Whether the focus is on an element or anywhere inside it: in shadow roots, in slotted content and
 * in frames. `:focus-within` does not say so: Firefox and Safari match it for no frame.
 */
export function hasFocus(element: Element): boolean {
  const { activeElement } = element.getRootNode() as Document | ShadowRoot;
  return element.contains(activeElement);
}
