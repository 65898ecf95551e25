/**
 * Finds the words for one element. A table of functions and one file a language instead of a
 * localization library: those keep one language for the whole page, while two checkouts beside
 * each other may speak two. English is always there; others arrive when they are wanted.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { en, type Messages } from './en.ts';
import type { MoreMessages } from './en-more.ts';
import { canonicalLocale } from './format.ts';
import { type Fetchers, type Language, languageOf } from './language.ts';

interface Words {
  readonly messages: Messages;
  /** What comes later; null for English, see `more.ts`. */
  readonly more: MoreMessages | null;
}

const english: Words = { messages: en, more: null };

const languages: Fetchers<Words> = {
  ar: () => import('./locales/ar.ts'),
  bg: () => import('./locales/bg.ts'),
  cs: () => import('./locales/cs.ts'),
  da: () => import('./locales/da.ts'),
  de: () => import('./locales/de.ts'),
  el: () => import('./locales/el.ts'),
  es: () => import('./locales/es.ts'),
  fi: () => import('./locales/fi.ts'),
  fr: () => import('./locales/fr.ts'),
  he: () => import('./locales/he.ts'),
  hi: () => import('./locales/hi.ts'),
  hr: () => import('./locales/hr.ts'),
  hu: () => import('./locales/hu.ts'),
  id: () => import('./locales/id.ts'),
  it: () => import('./locales/it.ts'),
  ja: () => import('./locales/ja.ts'),
  ko: () => import('./locales/ko.ts'),
  nb: () => import('./locales/nb.ts'),
  nl: () => import('./locales/nl.ts'),
  pl: () => import('./locales/pl.ts'),
  pt: () => import('./locales/pt.ts'),
  ro: () => import('./locales/ro.ts'),
  ru: () => import('./locales/ru.ts'),
  sk: () => import('./locales/sk.ts'),
  sv: () => import('./locales/sv.ts'),
  th: () => import('./locales/th.ts'),
  tr: () => import('./locales/tr.ts'),
  uk: () => import('./locales/uk.ts'),
  vi: () => import('./locales/vi.ts'),
  'zh-Hant': () => import('./locales/zh-hant.ts'),
  zh: () => import('./locales/zh.ts'),
};

const loaded = new Map<Language, Words>([['en', english]]);
/** Who waits for a language that is being fetched; all of them change to it in one step. */
const coming = new Map<Language, Set<ReactiveControllerHost>>();

/** Whether a language is being fetched, so that English stands in for it on screen. */
export function isLanguageComing(): boolean {
  return coming.size > 0;
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
  /** The one that is spoken for the locale. */
  language: Language = 'en';
  #words = english;
  readonly #host: ReactiveControllerHost & Element;
  readonly #wanted: () => string | null | undefined;

  /** @param wanted the locale that the host asks for; without one, the page's is used */
  constructor(host: ReactiveControllerHost & Element, wanted: () => string | null | undefined) {
    this.#host = host;
    this.#wanted = wanted;
    host.addController(this);
  }

  get messages(): Messages {
    return this.#words.messages;
  }

  get more(): MoreMessages | null {
    return this.#words.more;
  }

  /** Whether the words are those of the locale, or of English where it is not spoken here. */
  get ready(): boolean {
    return loaded.has(this.language);
  }

  /** The language of the words at hand: English until others have arrived. */
  get spoken(): Language {
    return this.#words === english ? 'en' : this.language;
  }

  hostUpdate(): void {
    this.locale = canonicalLocale(this.#wanted()) ?? pageLocale(this.#host) ?? 'en';
    this.language = languageOf(this.locale);
    const known = loaded.get(this.language);
    if (known) this.#words = known;
    else void this.#load(this.language);
  }

  async #load(language: Language): Promise<void> {
    const others = coming.get(language);
    if (others) {
      others.add(this.#host);
      return;
    }
    const waiting = new Set<ReactiveControllerHost>([this.#host]);
    coming.set(language, waiting);
    const fetched = await languages[language]?.().catch(() => null);
    coming.delete(language);
    loaded.set(language, fetched ?? english);
    for (const host of waiting) host.requestUpdate();
  }
}
