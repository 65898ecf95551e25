/** Which languages offers are written in, and which of them a wish for a locale gets. */
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { he } from './he.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { nl } from './nl.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';
import { sv } from './sv.ts';
import type { OfferWords } from './words.ts';

export const OFFER_LOCALES = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'nl',
  'pt',
  'pl',
  'sv',
  'ja',
  'ar',
  'he',
] as const;
export type OfferLocale = (typeof OFFER_LOCALES)[number];

const WORDS: Readonly<Record<OfferLocale, OfferWords>> = {
  en,
  de,
  fr,
  es,
  it,
  nl,
  pt,
  pl,
  sv,
  ja,
  ar,
  he,
};

/** What Hebrew was called before 1989, and still is by some browsers. */
const OLD_NAMES: Readonly<Record<string, string>> = { iw: 'he' };

export function wordsOf(locale: OfferLocale): OfferWords {
  return WORDS[locale];
}

/**
 * The first wish that there are words for, by its language; English when there are none.
 * @param wishes BCP 47 tags, best first; null and `auto` wish for nothing
 */
export function offerLocale(...wishes: readonly (string | null | undefined)[]): OfferLocale {
  for (const wish of wishes) {
    const language = (wish ?? '').toLowerCase().split(/[-_]/)[0] ?? '';
    const named = OLD_NAMES[language] ?? language;
    const found = OFFER_LOCALES.find((locale) => locale === named);
    if (found) return found;
  }
  return 'en';
}
