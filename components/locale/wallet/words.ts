/**
 * Finds the wallet's words in the language that its host speaks. They are a table of their own, so
 * that a checkout never loads them; English comes with the wallet, others when they are wanted.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Localize } from '../localize.ts';
import { type WalletMessages, walletEn } from './en.ts';

const languages: Readonly<Record<string, () => Promise<{ readonly wallet: WalletMessages }>>> = {
  ar: () => import('./ar.ts'),
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
};

const loaded = new Map<string, WalletMessages>([['en', walletEn]]);

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
    const language = this.#localize.locale.split('-', 1)[0] ?? 'en';
    const known = loaded.get(language);
    this.ready = known !== undefined;
    if (known) this.messages = known;
    else void this.#load(language);
  }

  async #load(language: string): Promise<void> {
    const fetched = await languages[language]?.().catch(() => null);
    loaded.set(language, fetched?.wallet ?? walletEn);
    this.#host.requestUpdate();
  }
}
