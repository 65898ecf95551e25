/**
 * Takes over markup that a server rendered into the tag: it stays on screen until the element has
 * rendered the same, and goes in that very step. A card that the buyer chose meanwhile stays chosen,
 * and the focus stays where it is. It knows nothing of what the markup shows.
 */
import type { ReactiveElement } from 'lit';
import { MethodSelectRequest } from '../events.ts';
import { isLanguageComing } from '../locale/localize.ts';

/** To be called while the element is made, before it renders. Without such markup it does nothing. */
export function takeOver(host: ReactiveElement): void {
  const root = host.shadowRoot;
  if (!root?.firstChild) return;
  const served = [...root.childNodes];
  // The element renders before its root's first node, which therefore has to stay.
  root.prepend('');
  host.addController({
    hostUpdated() {
      const own = root.firstElementChild;
      if (!(own instanceof HTMLElement) || served.length === 0) return;
      own.hidden = isLanguageComing() || own.querySelector('.bones') !== null;
      if (own.hidden) return;
      const radio = root.querySelector('[data-of="keepsake-methods"]')?.shadowRoot;
      const chosen = radio?.querySelector<HTMLInputElement>('input:checked:not([checked])');
      const focused = own.querySelector<ReactiveElement>(
        root.activeElement?.getAttribute('data-of') ?? ':not(*)',
      );
      for (const node of served.splice(0)) node.remove();
      if (chosen) own.dispatchEvent(new MethodSelectRequest(chosen.value));
      void host.updateComplete.then(() => focused?.updateComplete).then(() => focused?.focus());
    },
  });
}
