/**
 * Brings an element that must stand in the document itself to a place deep inside shadow roots: one
 * slot a root, each filled from the next root outwards. What is shown there is not its affair.
 */

/** Takes back all that {@link project} has put into the page. */
export type Withdraw = () => void;

/**
 * @param inner where a slot of that name is in its shadow root
 * @param name not used by any slot around
 * @returns null where `inner` stands in no document
 */
export function project(inner: Element, name: string, root: HTMLElement): Withdraw | null {
  const put: Element[] = [];
  const withdraw = () => {
    for (const element of put) element.remove();
  };
  for (let host = inner; ; ) {
    const tree = host.getRootNode();
    if (tree.nodeType === Node.DOCUMENT_NODE) {
      root.slot = name;
      put.push(root);
      host.append(root);
      return withdraw;
    }
    if (!(tree instanceof ShadowRoot)) {
      withdraw();
      return null;
    }
    const link = document.createElement('slot');
    link.name = name;
    link.slot = name;
    put.push(link);
    host.append(link);
    host = tree.host;
  }
}

/** A name that nobody else has, other copies of this file on the same page included. */
export function slotName(): string {
  const [part = 0] = crypto.getRandomValues(new Uint32Array(1));
  return `keepsake-${part.toString(36)}`;
}
