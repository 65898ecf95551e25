/**
 * Finds the wallet's words in the language that its host speaks. They are a table of their own, so
 * that a checkout never loads them; English comes with the wallet, others when they are wanted.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Fetchers, Language } from '../language.ts';
import type { Localize } from '../localize.ts';
import { type WalletMessages, walletEn } from './en.ts';

const languages: Fetchers<{ readonly wallet: WalletMessages }> = {
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

const loaded = new Map<Language, WalletMessages>([['en', walletEn]]);

export class WalletWords implements ReactiveController {
  messages = walletEn;
  /** Whether the words are there; until then nothing need be shown in another language. */
  ready = false;
  readonly #host: ReactiveControllerHost;
  readonly #localize: Localize;

  /** @param localize of the same host, and added to it before */
  constructor(host: ReactiveControllerHost, localize: Localize) {
    this.#host = host;
    this.#localize = localize;
    host.addController(this);
  }

  hostUpdate(): void {
    const { language } = this.#localize;
    const known = loaded.get(language);
    this.ready = known !== undefined;
    if (known) this.messages = known;
    else void this.#load(language);
  }

  async #load(language: Language): Promise<void> {
    const fetched = await languages[language]?.().catch(() => null);
    loaded.set(language, fetched?.wallet ?? walletEn);
    this.#host.requestUpdate();
  }
}
