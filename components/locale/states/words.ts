/**
 * Finds the words for rare states in the language that their host speaks. They are a table of their
 * own, so that nobody loads them before such a state; a language without them speaks English here.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Fetchers, type Language, languageOf } from '../language.ts';
import { type StateMessages, statesEn } from './en.ts';

const languages: Fetchers<{ readonly states: StateMessages }> = {
  ar: () => import('./ar.ts'),
  bg: () => import('./bg.ts'),
  cs: () => import('./cs.ts'),
  da: () => import('./da.ts'),
  de: () => import('./de.ts'),
  el: () => import('./el.ts'),
  es: () => import('./es.ts'),
  fi: () => import('./fi.ts'),
  fr: () => import('./fr.ts'),
  he: () => import('./he.ts'),
  hi: () => import('./hi.ts'),
  hr: () => import('./hr.ts'),
  hu: () => import('./hu.ts'),
  id: () => import('./id.ts'),
  it: () => import('./it.ts'),
  ja: () => import('./ja.ts'),
  ko: () => import('./ko.ts'),
  nb: () => import('./nb.ts'),
  nl: () => import('./nl.ts'),
  pl: () => import('./pl.ts'),
  pt: () => import('./pt.ts'),
  ro: () => import('./ro.ts'),
  ru: () => import('./ru.ts'),
  sk: () => import('./sk.ts'),
  sv: () => import('./sv.ts'),
  th: () => import('./th.ts'),
  tr: () => import('./tr.ts'),
  uk: () => import('./uk.ts'),
  vi: () => import('./vi.ts'),
  'zh-Hant': () => import('./zh-hant.ts'),
  zh: () => import('./zh.ts'),
};

const loaded = new Map<Language, StateMessages>([['en', statesEn]]);

/**
 * The words that are here for a locale; English before others have come.
 * @param arrived called once they have, where they are not here yet
 */
export function stateWords(locale: string, arrived?: () => void): StateMessages {
  const words = loaded.get(languageOf(locale));
  if (!words && arrived) void loadStateWords(locale).then(arrived);
  return words ?? statesEn;
}

/** @returns when {@link stateWords} gives the right ones */
export async function loadStateWords(locale: string): Promise<void> {
  const language = languageOf(locale);
  if (loaded.has(language)) return;
  const fetched = await languages[language]?.().catch(() => null);
  loaded.set(language, fetched?.states ?? statesEn);
}

/** Gives its host `messages`, and renders it again when they arrive. */
export class StateWords implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #locale: () => string;

  constructor(host: ReactiveControllerHost, locale: () => string) {
    this.#host = host;
    this.#locale = locale;
    host.addController(this);
  }

  get messages(): StateMessages {
    return stateWords(this.#locale());
  }

  hostUpdate(): void {
    const locale = this.#locale();
    if (!loaded.has(languageOf(locale)))
      void loadStateWords(locale).then(() => this.#host.requestUpdate());
  }
}
