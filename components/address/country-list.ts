/**
 * Fills a select with countries, without a template: of 249 rows none ever changes, and making them
 * is slower than drawing a list of cards. Only the chosen one stands there at first; the others
 * come at an idle moment, or when the buyer reaches for the list. It knows nothing of addresses.
 */
import { countries, countryName } from './countries.ts';

export interface Shown {
  /** BCP 47. */
  readonly locale: string;
  /** Only these codes; null for all. */
  readonly allowed: readonly string[] | null;
  readonly chosen: string | null;
  /** What stands there while nothing is chosen. */
  readonly prompt: string;
}

export class CountryList {
  #select: HTMLSelectElement | null = null;
  #shown: Shown | null = null;
  /** What the rows are of; empty while they are yet to come. */
  #rows = '';

  /** To be called with every rendering. */
  show(select: HTMLSelectElement, shown: Shown): void {
    this.#shown = shown;
    if (select !== this.#select) {
      this.#select = select;
      this.#rows = '';
      for (const reach of ['pointerdown', 'focus', 'keydown'])
        select.addEventListener(reach, () => this.#fill());
      if ('requestIdleCallback' in globalThis) requestIdleCallback(() => this.#fill());
      else setTimeout(() => this.#fill(), 200);
    }
    const { locale, chosen, prompt } = shown;
    if (this.#rows) this.#fill();
    else if (select.value !== (chosen ?? '') || select.length === 0)
      select.replaceChildren(
        new Option(chosen ? countryName(locale, chosen) : prompt, chosen ?? ''),
      );
  }

  #fill(): void {
    const [select, shown] = [this.#select, this.#shown];
    if (!select || !shown) return;
    const { locale, allowed, chosen, prompt } = shown;
    const rows = `${locale} ${allowed} ${chosen === null}`;
    if (rows !== this.#rows) {
      this.#rows = rows;
      const choice = countries(locale, allowed).map(({ code, name }) => new Option(name, code));
      select.replaceChildren(...(chosen === null ? [new Option(prompt, '')] : []), ...choice);
    }
    if (select.value !== (chosen ?? '')) select.value = chosen ?? '';
  }
}
