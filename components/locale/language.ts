/**
 * Which of the shipped languages a tag gets. Pure, and a list of names alone: where the words of a
 * language are is known to those that fetch them.
 */

/** Every language that the elements speak. */
// biome-ignore format: a list of names, by first letter
export const LANGUAGES = [
  'ar', 'bg', 'cs', 'da', 'de', 'el', 'en', 'es', 'fi', 'fr', 'he', 'hi', 'hr', 'hu', 'id', 'it',
  'ja', 'ko', 'nb', 'nl', 'pl', 'pt', 'ro', 'ru', 'sk', 'sv', 'th', 'tr', 'uk', 'vi', 'zh', 'zh-Hant',
] as const;
export type Language = (typeof LANGUAGES)[number];

/** How the words of each language are fetched; those of English are there. */
export type Fetchers<Words> = Readonly<Record<Exclude<Language, 'en'>, () => Promise<Words>>> & {
  readonly en?: undefined;
};

/** Names of before 1989, and the two written Norwegians of which one is here. */
const OTHER_NAMES = new Map([
  ['iw', 'he'],
  ['in', 'id'],
  ['no', 'nb'],
  ['nn', 'nb'],
]);

const shipped = (name: string) => LANGUAGES.find((language) => language.toLowerCase() === name);

/**
 * @param tag BCP 47, in any case
 * @example languageOf('de-AT') // de
 * @example languageOf('zh-HK') // zh-Hant
 */
export function languageOf(tag: string): Language {
  const name = tag.toLowerCase().replaceAll('_', '-');
  const [first = ''] = name.split('-', 1);
  return (
    shipped(name) ??
    (/^zh-(hant|tw|hk|mo)\b/.test(name) ? 'zh-Hant' : null) ??
    shipped(OTHER_NAMES.get(first) ?? first) ??
    'en'
  );
}
