/**
 * What the page may say, checked word by word: a message with a missing, extra or mistyped part is
 * none. Pure; it answers nothing itself.
 */
import type { Field, Hello, Mode, Request, Theme, ThemeToken } from '../protocol.ts';
import { FIELDS, MODES, THEME_TOKENS } from '../protocol.ts';

type Fields = Readonly<Record<string, unknown>>;

function withKeys(value: unknown, keys: readonly string[]): Fields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const names = Object.keys(value);
  return names.length === keys.length && keys.every((key) => Object.hasOwn(value, key))
    ? (value as Fields)
    : null;
}

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length <= longest;
const isDir = (value: unknown): value is 'ltr' | 'rtl' => value === 'ltr' || value === 'rtl';
const isLocale = (value: unknown): value is string =>
  isText(value, 35) && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(value);
const isField = (value: unknown): value is Field => FIELDS.some((field) => field === value);
const isMode = (value: unknown): value is Mode => MODES.some((mode) => mode === value);
const isToken = (value: string): value is ThemeToken =>
  THEME_TOKENS.some((token) => token === value);

export function parseHello(data: unknown): Hello | null {
  const hello = withKeys(data, ['type', 'v', 'nonce']);
  if (hello?.type !== 'keepsake:hello') return null;
  const { v, nonce } = hello;
  return typeof v === 'number' && isText(nonce, 200) ? { type: 'keepsake:hello', v, nonce } : null;
}

function parseTheme(data: unknown): Theme | null {
  const theme = withKeys(data, ['colorScheme', 'tokens']);
  if (!theme) return null;
  const { colorScheme, tokens } = theme;
  if (colorScheme !== 'light' && colorScheme !== 'dark') return null;
  if (typeof tokens !== 'object' || tokens === null || Array.isArray(tokens)) return null;
  const entries = Object.entries(tokens);
  const fine = entries.every(([name, value]) => isToken(name) && isText(value, 200));
  return fine ? { colorScheme, tokens: Object.fromEntries(entries) } : null;
}

/** The number of a request, where it has one, so that a malformed request can be answered too. */
export function requestId(data: unknown): number | null {
  if (typeof data !== 'object' || data === null) return null;
  const { id } = data as Fields;
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : null;
}

/** @returns null for anything that is not exactly a request of the protocol */
export function parseRequest(data: unknown): Request | null {
  const id = requestId(data);
  if (id === null) return null;
  const { type } = data as Fields;
  switch (type) {
    case 'init': {
      const init = withKeys(data, ['id', 'type', 'locale', 'dir', 'theme', 'mode']);
      const theme = parseTheme(init?.theme);
      if (!init || !theme || !isLocale(init.locale) || !isDir(init.dir)) return null;
      const { locale, dir, mode } = init;
      return isMode(mode) ? { id, type, locale, dir, theme, mode } : null;
    }
    case 'theme': {
      const theme = parseTheme(withKeys(data, ['id', 'type', 'theme'])?.theme);
      return theme ? { id, type, theme } : null;
    }
    case 'locale': {
      const words = withKeys(data, ['id', 'type', 'locale', 'dir']);
      if (!words || !isLocale(words.locale) || !isDir(words.dir)) return null;
      return { id, type, locale: words.locale, dir: words.dir };
    }
    case 'focus': {
      const field = withKeys(data, ['id', 'type', 'field'])?.field;
      return isField(field) ? { id, type, field } : null;
    }
    case 'tokenize': {
      const plain = withKeys(data, ['id', 'type']);
      const network = withKeys(data, ['id', 'type', 'network'])?.network;
      if (isText(network, 40)) return { id, type, network };
      return plain ? { id, type } : null;
    }
    case 'renew': {
      const url = withKeys(data, ['id', 'type', 'url'])?.url;
      return isText(url, 4_000) ? { id, type, url } : null;
    }
    case 'validate':
    case 'clear':
      return withKeys(data, ['id', 'type']) ? { id, type } : null;
    default:
      return null;
  }
}
