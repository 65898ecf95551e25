/**
 * Registers a tag once. It exists because two copies of this package may meet on one page, and
 * because elements that load later register themselves through the same door.
 */
export function register(tag: string, element: CustomElementConstructor): void {
  if (typeof document !== 'undefined' && !customElements.get(tag))
    customElements.define(tag, element);
}
