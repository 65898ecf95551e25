/**
 * The rules that one file can break by itself: its name, its size, its first lines, its words.
 * Each is a function from a path and its text to findings; none knows another file.
 */
import { isWithinAny, PLANNED, PURE, SPEAKERS } from './floor-plan.ts';
import { type MarkKind, readSource } from './source.ts';

export type FileRule =
  | 'any'
  | 'console'
  | 'header'
  | 'import-extension'
  | 'kebab-case'
  | 'lock-address'
  | 'non-null'
  | 'private-word'
  | 'pure'
  | 'size'
  | 'syntax'
  | 'todo'
  | 'top-level'
  | 'vague-name';

export interface Finding {
  readonly line: number;
  readonly message: string;
}

type Check = (path: string, text: string) => Finding[];

const LINES = { source: 400, test: 600 };

const isCode = (path: string) => /\.(tsx?|mjs|js)$/.test(path);
const isSized = (path: string) => /\.(tsx?|mjs|js|css|html)$/.test(path);
const isHouse = (path: string) => isWithinAny(path, [...PLANNED, 'test/']);

const TOP_FOLDERS = new Set(['components', 'server', 'demo', 'test', 'docs']);
const TOP_FILES =
  /^(\..+|package(-lock)?\.json|tsconfig(\.\w+)?\.json|biome\.json|custom-elements\.json|[\w-]+\.config\.(ts|mjs|js)|(README|CHANGELOG|CONTRIBUTING|SECURITY)\.md|LICENSE|Containerfile)$/;

const KEBAB = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const VAGUE = /^(.*-)?(utils?|helpers?|managers?|services?|common|misc)$/;

/** Written in two halves, so that this file does not hold the words that it looks for. */
const word = (...halves: string[]) => new RegExp(halves.join(''));
const UNFINISHED = word('\\b(TO', 'DO|FIX', 'ME|X', 'XX)\\b');
const PRIVATE = [
  word('/wo', 'rk/'),
  word('/ro', 'ot/'),
  word('/ho', 'me/\\w'),
  word('registry\\.npm', 'js'),
  word('\\bDES', 'IGN\\.md'),
  word('\\bresea', 'rch/'),
  word('\\b[Ii]ss', 'ues? #?\\d+\\b'),
];

function stem(name: string): string {
  return name.replace(/\..*$/, '');
}

/** One finding for each line that matches. */
function lines(text: string, pattern: RegExp, message: (found: string) => string): Finding[] {
  return text.split('\n').flatMap((each, at) => {
    const found = pattern.exec(each);
    return found ? [{ line: at + 1, message: message(found[0]) }] : [];
  });
}

function marks(path: string, text: string, kind: MarkKind, why: string): Finding[] {
  if (!isCode(path)) return [];
  return readSource(path, text)
    .marks.filter((mark) => mark.kind === kind)
    .map((mark) => ({ line: mark.line, message: `${mark.what}: ${why}` }));
}

const whole = (message: string): Finding[] => [{ line: 1, message }];

export const FILE_RULES: Readonly<Record<FileRule, Check>> = {
  any: (path, text) => marks(path, text, 'any', 'say what it is, or unknown'),
  'non-null': (path, text) => marks(path, text, 'non-null', 'prove that it is there'),
  console: (path, text) =>
    isHouse(path) && !isWithinAny(path, SPEAKERS)
      ? marks(path, text, 'console', 'only commands speak to the terminal')
      : [],
  pure: (path, text) =>
    isWithinAny(path, PURE) ? marks(path, text, 'impure', 'a decision gets values only') : [],
  syntax(path, text) {
    const broken = isCode(path) ? readSource(path, text).broken : null;
    return broken === null ? [] : whole(broken);
  },
  'import-extension': (path, text) =>
    isCode(path)
      ? readSource(path, text)
          .imports.filter(({ specifier }) => /^\.{1,2}\//.test(specifier))
          .filter(({ specifier }) => !/\.\w+(\?\w+)?$/.test(specifier))
          .map(({ specifier, line }) => ({ line, message: `${specifier} lacks its extension` }))
      : [],
  header(path, text) {
    if (!isHouse(path) || !/\.(tsx?|mjs|js|css)$/.test(path)) return [];
    const opens = path.endsWith('.css') ? /^\/\*/ : /^(#!|\/\*\*)/;
    return opens.test(text) ? [] : whole('begins without saying why the file exists');
  },
  size(path, text) {
    if (!isHouse(path) || !isSized(path)) return [];
    const limit = path.startsWith('test/') ? LINES.test : LINES.source;
    const count = text.replace(/\n$/, '').split('\n').length;
    return count <= limit ? [] : whole(`${count} lines, at most ${limit}`);
  },
  todo: (path, text) =>
    isHouse(path) ? lines(text, UNFINISHED, (found) => `${found}: finish it or leave it out`) : [],
  'kebab-case'(path) {
    if (!isHouse(path)) return [];
    const wrong = path.split('/').find((part) => !KEBAB.test(part));
    return wrong === undefined ? [] : whole(`${wrong} is not in kebab-case`);
  },
  'vague-name'(path) {
    if (!isHouse(path)) return [];
    const names = path.split('/').map(stem);
    const vague = names.find((name) => VAGUE.test(name));
    if (vague !== undefined) return whole(`${vague} says nothing: name the noun or the decision`);
    return names.at(-1) === 'types' ? whole('types live beside what they describe') : [];
  },
  'top-level'(path) {
    const [first = '', ...rest] = path.split('/');
    const known =
      rest.length > 0 ? TOP_FOLDERS.has(first) || first.startsWith('.') : TOP_FILES.test(first);
    return known ? [] : whole(`${first} has no place at the top level`);
  },
  'lock-address': (path, text) =>
    path === 'package-lock.json'
      ? lines(
          text,
          /"resolved"\s*:/,
          () => 'a download address: set omit-lockfile-registry-resolved',
        )
      : [],
  'private-word': (_path, text) =>
    PRIVATE.flatMap((pattern) =>
      lines(text, pattern, (found) => `${found}: nothing that only its authors can reach`),
    ),
};
