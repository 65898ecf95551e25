/**
 * Hears what a screen reader would announce: words that come into a live region, and alerts that
 * come with theirs. It knows no element of ours.
 */
import { everything, text } from '../support/page.ts';

const LIVE = '[role=alert], [role=status], [aria-live=polite], [aria-live=assertive]';
/** Elements that are defined late render without any change that can be observed. */
const LOOK_MS = 20;

export class Hearing {
  #heard: string[] = [];
  readonly #watched = new WeakSet<Node>();
  readonly #texts = new WeakMap<Element, string>();
  readonly #observer = new MutationObserver(() => this.#note());
  readonly #timer = setInterval(() => this.#note(), LOOK_MS);

  constructor() {
    this.#note();
    this.#heard = [];
  }

  /** Everything that was announced since the beginning or `forget`, in order. */
  get heard(): readonly string[] {
    this.#note();
    return this.#heard;
  }

  forget(): void {
    this.#note();
    this.#heard = [];
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#observer.disconnect();
  }

  #note(): void {
    const elements = everything(document);
    for (const { shadowRoot } of elements) this.#watch(shadowRoot);
    this.#watch(document);
    for (const region of elements) {
      if (region.matches(LIVE)) this.#listen(region);
    }
  }

  #watch(root: Node | null): void {
    if (!root || this.#watched.has(root)) return;
    this.#watched.add(root);
    this.#observer.observe(root, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
  }

  #listen(region: Element): void {
    const now = region.checkVisibility() ? text(region) : '';
    const before = this.#texts.get(region);
    this.#texts.set(region, now);
    // A polite region that comes together with its words is not announced, an alert is.
    const isNew = before === undefined && !region.matches('[role=alert]');
    if (now !== '' && now !== before && !isNew) this.#heard.push(now);
  }
}
