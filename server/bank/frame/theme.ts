/** Style tokens from the page become custom properties, if they are what they claim to be. */
import type { Theme, ThemeToken } from '../protocol.ts';
import { THEME_TOKENS } from '../protocol.ts';

const LENGTH = /^\d{1,3}(\.\d{1,4})?(px|rem|em)?$/;
const COLOR =
  /^(#[0-9a-f]{3,8}|[a-z]{3,30}|(rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\([-0-9a-z.,%\s/+]{1,80}\))$/i;
const FONT = /^[\p{L}\p{N}\s,'"_-]{1,200}$/u;

/** Whether a value is of its token's kind; anything that could be more than a value is not. */
export function acceptable(token: ThemeToken, value: string): boolean {
  if (token.startsWith('color-')) return COLOR.test(value);
  return token === 'font-family' ? FONT.test(value) : LENGTH.test(value);
}

/** Sets the good values and removes the others; a bad one never breaks the rest. */
export function applyTheme(root: HTMLElement, theme: Theme): void {
  root.dataset.scheme = theme.colorScheme;
  for (const token of THEME_TOKENS) {
    const value = theme.tokens[token]?.trim();
    const name = `--frame-${token}`;
    if (value !== undefined && acceptable(token, value)) root.style.setProperty(name, value);
    else root.style.removeProperty(name);
  }
}
