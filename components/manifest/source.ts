/**
 * Reads what is written about the elements: the comments of classes and members, the parts in their
 * templates, the events that they make. It works on text alone and loads none of it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Source files by path, relative to `components/`. */
export function readSources(): ReadonlyMap<string, string> {
  const paths = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.ts'));
  return new Map(paths.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}

export interface Tagged {
  readonly type: string | null;
  readonly name: string;
  readonly text: string;
}

export interface Comment {
  readonly text: string;
  readonly tags: Readonly<Record<string, readonly Tagged[]>>;
}

/** A JSDoc comment's own text, and its tags. */
export function readComment(comment: string): Comment {
  const lines = comment.split('\n').map((line) =>
    line
      .replace(/^\s*\/?\*+\/?/, '')
      .replace(/\*\/\s*$/, '')
      .trim(),
  );
  const [text = '', ...rest] = lines
    .join(' ')
    .trim()
    .split(/\s(?=@\w)|^(?=@\w)/);
  const tags: Record<string, Tagged[]> = {};
  for (const each of [text, ...rest].filter((part) => part.startsWith('@'))) {
    const [, tag = '', type = null, said = ''] =
      /^@(\w+)\s*(?:\{([^}]*)\})?\s*(.*)$/s.exec(each) ?? [];
    const [, name = '', words = ''] = /^(\S*)\s*(?:-\s)?\s*(.*)$/s.exec(said) ?? [];
    const whole = tag === 'summary' ? said : words;
    tags[tag] = [...(tags[tag] ?? []), { type, name, text: whole.trim() }];
  }
  return { text: text.startsWith('@') ? '' : text.trim(), tags };
}

const COMMENT = String.raw`(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\s*`;

/** The comment that stands right before what a pattern finds. */
export function commentBefore(source: string, pattern: string): Comment | null {
  const found = new RegExp(`${COMMENT}(?:${pattern})`).exec(source);
  return found?.[1] === undefined ? null : readComment(found[1]);
}

export interface Class {
  readonly name: string;
  readonly path: string;
  readonly source: string;
  readonly base: string;
}

/** Where a class is written. */
export function findClass(sources: ReadonlyMap<string, string>, name: string): Class | null {
  for (const [path, source] of sources) {
    const found = new RegExp(`export (?:abstract )?class ${name} extends (\\w+)`).exec(source);
    if (found) return { name, path, source, base: found[1] ?? '' };
  }
  return null;
}

/** A class and those of ours that it is made from, nearest first. */
export function lineage(sources: ReadonlyMap<string, string>, name: string): readonly Class[] {
  const found = findClass(sources, name);
  return found ? [found, ...lineage(sources, found.base)] : [];
}

/**
 * The files whose templates an element draws: its own, and those beside it that hold no element. An
 * element with a folder of its own name owns what lies there.
 */
export function filesOf(sources: ReadonlyMap<string, string>, of: Class): readonly string[] {
  const folder = dirname(of.path);
  const isOwner = of.path === `${folder}/${folder}.ts`;
  const beside = [...sources.keys()].filter((path) => {
    const holdsElement = /export class Keepsake\w+ extends (LitElement|OutwardElement)/.test(
      sources.get(path) ?? '',
    );
    return isOwner && dirname(path) === folder && !holdsElement;
  });
  return [of.path, ...beside].filter((path) => !path.endsWith('.styles.ts'));
}

/** Names of the parts that some files draw. */
export function partsIn(
  sources: ReadonlyMap<string, string>,
  paths: readonly string[],
): Set<string> {
  const found = new Set<string>();
  for (const path of paths)
    for (const [, names = ''] of (sources.get(path) ?? '').matchAll(/\bpart="([^"$]+)"/g))
      for (const name of names.split(/\s+/)) found.add(name);
  return found;
}

/** Event types by the names of their classes. */
export function eventNames(sources: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const events = `${sources.get('events.ts')}${sources.get('later-events.ts')}`;
  const classes = events.matchAll(
    /export class (\w+) extends [^{]+\{[\s\S]*?super\(\s*'([\w-]+)'/g,
  );
  return new Map([...classes].map(([, name = '', type = '']) => [name, type]));
}

/** Types of the events that some files make. */
export function eventsIn(
  sources: ReadonlyMap<string, string>,
  paths: readonly string[],
): Set<string> {
  const names = eventNames(sources);
  const found = new Set<string>();
  for (const path of paths)
    for (const [, name = ''] of (sources.get(path) ?? '').matchAll(/\bnew (\w+)\(/g)) {
      const type = names.get(name);
      if (type !== undefined) found.add(type);
    }
  return found;
}

/** Every public custom property that any style reads. */
export function cssPropertiesIn(sources: ReadonlyMap<string, string>): Set<string> {
  const found = new Set<string>();
  for (const [path, source] of sources)
    if (!path.startsWith('manifest/'))
      for (const [name] of source.matchAll(/--keepsake-[a-z-]+[a-z]/g)) found.add(name);
  return found;
}

export const fromRoot = (path: string): string => relative(ROOT, join(ROOT, path));
