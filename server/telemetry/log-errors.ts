/**
 * What a log tells of an error: whole where the error is one of ours and its words were written to be
 * read; of any other its kind, its code, where it was thrown, and its words without what they quote.
 */
import { scrub, scrubForeign } from './scrub.ts';

/** Classes of ours, by name: their messages repeat no secret. */
const OURS: ReadonlySet<string> = new Set(['Problem', 'NotReady', 'ConfigError', 'Unavailable']);
const FRAMES = 8;
const MESSAGE_CHARS = 300;

interface ErrorFields {
  readonly error: string;
  readonly code?: string;
  readonly stack?: string;
}

/** Lines such as `at settle (server/domain/settle.ts:80:3)`; the folders of this machine are left out. */
function framesOf(error: Error): string {
  const root = new URL('../../', import.meta.url).pathname;
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, FRAMES)
    .map((line) => line.trim().replaceAll('file://', '').replaceAll(root, ''))
    .join('\n');
}

export function errorFields(reason: unknown): ErrorFields {
  if (!(reason instanceof Error))
    return { error: scrubForeign(String(reason).slice(0, MESSAGE_CHARS)) };
  const { name, message } = reason;
  const code = (reason as { readonly code?: unknown }).code;
  const coded = typeof code === 'string' ? { code } : {};
  if (OURS.has(name))
    return { error: `${name}: ${scrub(message)}`.slice(0, MESSAGE_CHARS), ...coded };
  return {
    error: `${name}: ${scrubForeign(message)}`.slice(0, MESSAGE_CHARS),
    ...coded,
    stack: framesOf(reason),
  };
}
