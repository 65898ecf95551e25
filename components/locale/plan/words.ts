/**
 * Finds the words for what comes round in the language that their host speaks. They are a table of
 * their own: who pays once never loads them.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Fetchers, type Language, languageOf } from '../language.ts';
import { type PlanMessages, planEn } from './en.ts';

const languages: Fetchers<{ readonly plan: PlanMessages }> = {
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

const loaded = new Map<Language, PlanMessages>([['en', planEn]]);

async function load(language: Language): Promise<void> {
  const fetched = await languages[language]?.().catch(() => null);
  loaded.set(language, fetched?.plan ?? planEn);
}

/** Gives its host `messages`, and renders it again when they arrive. */
export class PlanWords implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #locale: () => string;

  constructor(host: ReactiveControllerHost, locale: () => string) {
    this.#host = host;
    this.#locale = locale;
    host.addController(this);
  }

  get #language(): Language {
    return languageOf(this.#locale());
  }

  /** Whether the words are there; English stands in for them nowhere. */
  get ready(): boolean {
    return loaded.has(this.#language);
  }

  get messages(): PlanMessages {
    return loaded.get(this.#language) ?? planEn;
  }

  hostUpdate(): void {
    if (!this.ready) void load(this.#language).then(() => this.#host.requestUpdate());
  }
}
