/** The conditions under which a state is looked at, and axe under each of them. */
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import 'axe-core';
import { FORCES_COLORS } from '../support/engine.ts';
import { everything, until } from '../support/page.ts';

declare global {
  interface Window {
    readonly axe: typeof import('axe-core');
  }
}

/** What depends on colors and places alone; the rest cannot differ between two looks of a state. */
const BY_SIGHT = ['color-contrast', 'link-in-text-block', 'target-size'];

/** @param rules `all`, or only those that a change of looks can touch */
export async function axeFaults(element: Element, rules: 'all' | 'sight'): Promise<string[]> {
  const { violations } = await window.axe.run(element, {
    // A frame of another origin is not ours to look into.
    iframes: false,
    preload: false,
    resultTypes: ['violations'],
    ...(rules === 'sight' && { runOnly: { type: 'rule', values: BY_SIGHT } }),
    rules: { 'target-size': { enabled: true } },
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `axe ${id}: ${html} ${failureSummary}`),
  );
}

export interface Look {
  readonly scheme: 'light' | 'dark';
  readonly dir: 'ltr' | 'rtl';
}

export const LOOKS: readonly [Look, ...Look[]] = [
  { scheme: 'light', dir: 'ltr' },
  { scheme: 'dark', dir: 'ltr' },
  { scheme: 'light', dir: 'rtl' },
  { scheme: 'dark', dir: 'rtl' },
];

const THEMES = ['', ' paper', ' pop'] as const;

/**
 * Dresses page and element. Where a page runs from right to left, so do our words: in Arabic.
 * @param turn chooses one of the shipped themes
 */
export async function dress(element: HTMLElement, { scheme, dir }: Look, turn: number) {
  const locale = dir === 'rtl' ? 'ar' : 'en';
  const page = document.documentElement;
  page.style.colorScheme = scheme;
  page.dataset.scheme = scheme;
  page.dir = dir;
  document.body.style.background = scheme === 'dark' ? '#0e0f13' : '#fff';
  element.setAttribute('theme', `${scheme}${THEMES[turn % THEMES.length]}`);
  element.setAttribute('locale', locale);
  // The outer tags say which language they speak.
  const root = element.shadowRoot?.querySelector<HTMLElement>('.root');
  if (root) await until(() => root.lang === locale, `words in ${locale}`);
}

export function undress(): void {
  document.documentElement.style.removeProperty('color-scheme');
  document.documentElement.style.removeProperty('font-size');
  document.documentElement.removeAttribute('dir');
  document.documentElement.removeAttribute('data-scheme');
  document.body.style.removeProperty('background');
}

/** The spacing that readers may set, WCAG 1.4.12. */
const spacing = new CSSStyleSheet();
spacing.replaceSync(`
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
`);

/** Sets the text of the whole page wider; what it returns sets it back. */
export function spread(): () => void {
  const roots = everything(document).flatMap(({ shadowRoot }) => shadowRoot ?? []);
  for (const root of roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets, spacing];
  return () => {
    for (const root of roots) {
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== spacing);
    }
  };
}

/** Width in CSS pixels, letters as a multiple of their size. */
export async function view(width: number, letters = 1): Promise<void> {
  // In this order, because Firefox asks `@container (… rem)` again when a width changes, not a letter.
  document.documentElement.style.fontSize = `${letters * 100}%`;
  await setViewport({ width, height: 900 });
}

/** Colors that the system forces, where one can, and no motion; or neither. */
export async function force(forced: boolean): Promise<void> {
  const media = {
    forcedColors: forced && FORCES_COLORS ? 'active' : 'none',
    reducedMotion: forced ? 'reduce' : 'no-preference',
  } as const;
  await emulateMedia(media);
}
