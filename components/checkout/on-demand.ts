/** Parts of the form that are fetched when they are wanted: keeps their place, and offers to try again. */
import type { ReactiveControllerHost, TemplateResult } from 'lit';
import type { Localize } from '../locale/localize.ts';
import { afterPaint } from '../shared/after-paint.ts';
import { type LazyTag, load } from './lazy.ts';
import { messagePanel } from './panels.ts';

/** What a form that begins with a new card is made of, beside what is always there. */
const FIRST_PARTS = ['keepsake-card', 'keepsake-address'] as const;

export class OnDemand {
  readonly #host: ReactiveControllerHost;
  readonly #localize: Localize;
  /** Parts that could not be fetched. */
  #absent: readonly LazyTag[] = [];
  readonly #wanted = new Set<LazyTag>();

  constructor(host: ReactiveControllerHost, localize: Localize) {
    this.#host = host;
    this.#localize = localize;
  }

  #fetch(tag: LazyTag): Promise<void> {
    return load(tag).catch(() => {
      this.#absent = [...this.#absent, tag];
      this.#host.requestUpdate();
    });
  }

  /** The part, or why it is not there. */
  part(tag: LazyTag, part: TemplateResult): TemplateResult {
    const { messages } = this.#localize;
    if (this.#absent.includes(tag)) {
      const run = () => {
        this.#absent = this.#absent.filter((other) => other !== tag);
        this.#wanted.delete(tag);
        this.#host.requestUpdate();
      };
      return messagePanel(messages.partFailed, '', { label: messages.tryAgain, run });
    }
    // Its place is kept, so that what is chosen from can be seen first.
    if (!this.#wanted.has(tag)) {
      this.#wanted.add(tag);
      afterPaint(() => void this.#fetch(tag));
    }
    return part;
  }

  /**
   * Whether a form that begins with a new card has to wait: the height of its parts depends on words
   * and width, so nothing else could keep their place.
   */
  isComing(): boolean {
    const coming = FIRST_PARTS.filter(
      (tag) => !customElements.get(tag) && !this.#absent.includes(tag),
    );
    for (const tag of coming) void this.#fetch(tag).then(() => this.#host.requestUpdate());
    return coming.length > 0;
  }
}
