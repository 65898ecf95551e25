/**
 * One case: texts by name, so that any of them can be shortened while it still fails, printed, and
 * sent again. A request is one kind of case; its body is bytes, a character each.
 */
import type { Belongings } from './belongings.ts';
import type { Chance } from './chance.ts';
import type { Ask, Installation } from './installation.ts';

export type Case = Readonly<Record<string, string>>;

/** What one kind of attack is made of and held against. */
export interface Area {
  readonly name: string;
  /** Of 1,000 cases. */
  readonly share: number;
  make(chance: Chance, have: Belongings): Case;
  /** @returns which property does not hold, or null */
  judge(target: Installation, given: Case, have: Belongings): Promise<string | null>;
}

/** Bytes, one character each, whatever the text holds. */
export const asBytes = (text: string): string =>
  /^[\0-\xff]*$/.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');

/** As a header may be sent; what cannot be in one is left out. */
export const asHeader = (text: string): string =>
  Array.from(asBytes(text))
    .filter((character) => character >= ' ' && character !== '\x7f')
    .join('')
    .trim();

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export function requestCase({ method, path, headers = {}, body }: Request): Case {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${asHeader(value)}`);
  return {
    method,
    path,
    headers: lines.join('\n'),
    ...(body === undefined ? {} : { body: asBytes(body) }),
  };
}

export function toAsk(given: Case): Ask {
  const headers: Record<string, string> = {};
  for (const line of (given.headers ?? '').split('\n')) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).trim();
    if (at > 0 && /^[\w-]+$/.test(name)) headers[name] = asHeader(line.slice(at + 1));
  }
  const method = given.method ?? 'GET';
  const bodyless = method === 'GET' || method === 'HEAD' || given.body === undefined;
  const path = given.path?.startsWith('/') ? given.path : `/${given.path ?? ''}`;
  return { method, path, headers, body: bodyless ? null : Buffer.from(given.body ?? '', 'latin1') };
}
