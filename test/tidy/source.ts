/**
 * Reads one source file into the facts that the rules need: what it imports, and which marked
 * constructs stand in it. It uses the compiler that builds the package, so that a word in a comment
 * or a string is never taken for code; and it knows no rule.
 */
import { parseSync } from 'vite';

export interface Import {
  readonly specifier: string;
  /** Gone at run time: `import type`, `export type … from`, or `import('…')` within a type. */
  readonly typeOnly: boolean;
  /** `import('…')`: loaded when it is reached, not with the file. */
  readonly lazy: boolean;
  readonly line: number;
}

/** A construct that some rule forbids somewhere. */
export type MarkKind = 'any' | 'non-null' | 'console' | 'impure';

export interface Mark {
  readonly kind: MarkKind;
  /** As it is written, such as `Date.now`. */
  readonly what: string;
  readonly line: number;
}

export interface Source {
  readonly imports: readonly Import[];
  readonly marks: readonly Mark[];
  /** The first thing that the parser could not read, or null. */
  readonly broken: string | null;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

const GLOBALS_WITH_EFFECTS = new Set([
  'fetch',
  'process',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'crypto',
  'performance',
  'globalThis',
  'window',
  'document',
]);

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function named(value: unknown): string | null {
  return isNode(value) && typeof value.name === 'string' ? value.name : null;
}

/** The text of a string literal, or null. */
function literal(value: unknown): string | null {
  return isNode(value) && typeof value.value === 'string' ? value.value : null;
}

function importOf(node: Node): Omit<Import, 'line'> | null {
  const specifier = literal(node.source);
  if (specifier === null) return null;
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier, typeOnly: node.importKind === 'type', lazy: false };
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return { specifier, typeOnly: node.exportKind === 'type', lazy: false };
    case 'ImportExpression':
      return { specifier, typeOnly: false, lazy: true };
    case 'TSImportType':
      return { specifier, typeOnly: true, lazy: false };
    default:
      return null;
  }
}

function markOf(node: Node): { kind: MarkKind; what: string } | null {
  switch (node.type) {
    case 'TSAnyKeyword':
      return { kind: 'any', what: 'any' };
    case 'TSNonNullExpression':
      return { kind: 'non-null', what: '!' };
    case 'AwaitExpression':
      return { kind: 'impure', what: 'await' };
    case 'NewExpression': {
      const bare = Array.isArray(node.arguments) && node.arguments.length === 0;
      return named(node.callee) === 'Date' && bare ? { kind: 'impure', what: 'new Date()' } : null;
    }
    case 'CallExpression': {
      const callee = named(node.callee);
      if (callee === 'Date') return { kind: 'impure', what: 'Date()' };
      return callee !== null && GLOBALS_WITH_EFFECTS.has(callee)
        ? { kind: 'impure', what: `${callee}()` }
        : null;
    }
    case 'MemberExpression': {
      const object = named(node.object);
      const what = `${object}.${named(node.property)}`;
      if (object === 'console') return { kind: 'console', what };
      if (what === 'Date.now' || what === 'Math.random') return { kind: 'impure', what };
      return object !== null && GLOBALS_WITH_EFFECTS.has(object) ? { kind: 'impure', what } : null;
    }
    default:
      return node.async === true ? { kind: 'impure', what: 'async' } : null;
  }
}

/** Every node below `root`, itself included. */
function* walk(root: unknown): Generator<Node> {
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (Array.isArray(next)) waiting.push(...next);
    else if (isNode(next)) {
      yield next;
      waiting.push(...Object.values(next).filter((each) => typeof each === 'object'));
    }
  }
}

function parse(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text);
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const imports: Import[] = [];
  const marks: Mark[] = [];
  for (const node of walk(program)) {
    const found = importOf(node);
    if (found) imports.push({ ...found, line: lineAt(node.start) });
    const mark = markOf(node);
    if (mark) marks.push({ ...mark, line: lineAt(node.start) });
  }
  const byLine = (a: { line: number }, b: { line: number }) => a.line - b.line;
  return {
    imports: imports.sort(byLine),
    marks: marks.sort(byLine),
    broken: errors[0]?.message ?? null,
  };
}

const known = new Map<string, Source>();

/** The facts of a TypeScript or JavaScript file; read once for each text. */
export function readSource(path: string, text: string): Source {
  const key = `${path}\n${text}`;
  const before = known.get(key);
  if (before) return before;
  const source = parse(path, text);
  known.set(key, source);
  return source;
}
