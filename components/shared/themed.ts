/**
 * Fetches the theme that an element's `theme` attribute names, and puts it on. The theme `plain` is
 * what the elements look like without one. It knows themes by name only.
 */
import type { CSSResult, ReactiveController, ReactiveElement } from 'lit';

const sources: Readonly<Record<string, () => Promise<{ readonly theme: CSSResult }>>> = {
  paper: () => import('../themes/paper.ts'),
  pop: () => import('../themes/pop.ts'),
};

/** Words of a `theme` attribute, such as `paper` or `dark pop`; unknown ones mean nothing. */
type Host = ReactiveElement & { readonly theme: string | null };

export class Themed implements ReactiveController {
  /** Whether what is rendered now will look as it should. A theme that cannot be had is not waited for. */
  ready = true;
  readonly #host: Host;
  #name: string | null = null;
  #sheet: CSSStyleSheet | undefined;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    const words = this.#host.theme?.split(/\s+/) ?? [];
    const name = words.find((word) => Object.hasOwn(sources, word)) ?? null;
    if (name === this.#name) return;
    this.#name = name;
    // Only what was never seen waits: a change of theme must not take the form away.
    this.ready = name === null || this.#host.hasUpdated;
    void this.#wear(name);
  }

  async #wear(name: string | null): Promise<void> {
    const source = name === null ? null : sources[name];
    const sheet = (await source?.().catch(() => null))?.theme.styleSheet;
    const root = this.#host.renderRoot;
    if (name !== this.#name || !(root instanceof ShadowRoot)) return;
    const others = root.adoptedStyleSheets.filter((other) => other !== this.#sheet);
    root.adoptedStyleSheets = sheet ? [...others, sheet] : others;
    this.#sheet = sheet;
    if (this.ready) return;
    this.ready = true;
    this.#host.requestUpdate();
  }
}
