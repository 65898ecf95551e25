/**
 * Finds the words for one element. A table of functions and one file a language instead of a
 * localization library: those keep one language for the whole page, while two checkouts beside
 * each other may speak two. English is always there; others arrive when they are wanted.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { en, type Messages } from './en.ts';
import type { MoreMessages } from './en-more.ts';
import { canonicalLocale } from './format.ts';

interface Language {
  readonly messages: Messages;
  /** What comes later; null for English, see `more.ts`. */
  readonly more: MoreMessages | null;
}

const english: Language = { messages: en, more: null };

const languages: Readonly<Record<string, () => Promise<Language>>> = {
  ar: () => import('./locales/ar.ts'),
  de: () => import('./locales/de.ts'),
  es: () => import('./locales/es.ts'),
  fr: () => import('./locales/fr.ts'),
};

const loaded = new Map<string, Language>([['en', english]]);

function languageOf(locale: string): string {
  return locale.split('-', 1)[0] ?? 'en';
}

/** The nearest `lang` around an element, through shadow roots. */
export function pageLocale(element: Element): string | null {
  for (let at: Element | null = element; at; ) {
    const found: Element | null = at.closest('[lang]');
    if (found) return canonicalLocale(found.getAttribute('lang'));
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return null;
}

/** Gives its host `messages` in the host's `locale`, and renders it again when they arrive. */
export class Localize implements ReactiveController {
  locale = 'en';
  #language = english;
  readonly #host: ReactiveControllerHost & Element;
  readonly #wanted: () => string | null | undefined;

  /** @param wanted the locale that the host asks for; without one, the page's is used */
  constructor(host: ReactiveControllerHost & Element, wanted: () => string | null | undefined) {
    this.#host = host;
    this.#wanted = wanted;
    host.addController(this);
  }

  get messages(): Messages {
    return this.#language.messages;
  }

  get more(): MoreMessages | null {
    return this.#language.more;
  }

  hostUpdate(): void {
    this.locale = canonicalLocale(this.#wanted()) ?? pageLocale(this.#host) ?? 'en';
    const language = languageOf(this.locale);
    const known = loaded.get(language);
    if (known) this.#language = known;
    else void this.#load(language);
  }

  async #load(language: string): Promise<void> {
    const fetched = await languages[language]?.().catch(() => null);
    loaded.set(language, fetched ?? english);
    this.#host.requestUpdate();
  }
}
