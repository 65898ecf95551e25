/**
 * The whole house against its rules: a pure function from paths and texts to violations. It reads
 * no disk, so that a test can plant what must be found.
 */
import { posix } from 'node:path';
import { findCycles, type Graph } from './cycles.ts';
import { isWithinAny, PLANNED, refusal, roomOf } from './floor-plan.ts';
import { FILE_RULES, type FileRule } from './house-rules.ts';
import { readSource } from './source.ts';

export type Rule = FileRule | 'room' | 'unknown-room' | 'cycle-run-time' | 'cycle-written';

/** Every path of the repository with its text. */
export type House = ReadonlyMap<string, string>;

export interface Violation {
  readonly rule: Rule;
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

interface Edge {
  readonly from: string;
  readonly target: { readonly kind: 'file' | 'package'; readonly name: string };
  readonly typeOnly: boolean;
  readonly line: number;
}

const isCode = (path: string) => /\.(tsx?|mjs|js)$/.test(path);

/** What a file's text says by itself is found once; a hundred plants ask for all files again. */
function once<T>(find: (path: string, text: string) => T): (path: string, text: string) => T {
  const known = new Map<string, { readonly text: string; readonly found: T }>();
  return (path, text) => {
    const before = known.get(path);
    if (before?.text === text) return before.found;
    const found = find(path, text);
    known.set(path, { text, found });
    return found;
  };
}

const edgesOfFile = once((from, text): Edge[] => {
  if (!isCode(from)) return [];
  return readSource(from, text).imports.map(({ specifier, typeOnly, line }) => {
    const bare = specifier.replace(/\?.*$/, '');
    const target = bare.startsWith('.')
      ? { kind: 'file' as const, name: posix.join(posix.dirname(from), bare) }
      : { kind: 'package' as const, name: bare };
    return { from, target, typeOnly, line };
  });
});

const violationsOfFile = once((path, text): Violation[] =>
  Object.entries(FILE_RULES).flatMap(([rule, check]) =>
    check(path, text).map((finding) => ({ rule: rule as FileRule, path, ...finding })),
  ),
);

function graphOf(house: House, edges: readonly Edge[]): Graph {
  const graph = new Map<string, string[]>([...house.keys()].map((path) => [path, []]));
  for (const { from, target } of edges) {
    if (target.kind === 'file' && house.has(target.name)) graph.get(from)?.push(target.name);
  }
  return graph;
}

function cycles(house: House, edges: readonly Edge[], rule: Rule): Violation[] {
  return findCycles(graphOf(house, edges)).map((members) => ({
    rule,
    path: members[0] ?? '',
    line: 1,
    message: `import each other: ${members.join(', ')}`,
  }));
}

function roomViolations(house: House, edges: readonly Edge[]): Violation[] {
  const found: Violation[] = [];
  for (const path of house.keys()) {
    if (isCode(path) && isWithinAny(path, PLANNED) && !roomOf(path)) {
      const message = 'is in no room: give it a row in the floor plan';
      found.push({ rule: 'unknown-room', path, line: 1, message });
    }
  }
  for (const { from, target, typeOnly, line } of edges) {
    const message = roomOf(from) ? refusal(from, target, typeOnly) : null;
    if (message !== null) found.push({ rule: 'room', path: from, line, message });
  }
  return found;
}

/** Everything in the house that breaks a rule. */
export function checkHouse(house: House): Violation[] {
  const files = [...house];
  const edges = files.flatMap(([path, text]) => edgesOfFile(path, text));
  const runTime = cycles(
    house,
    edges.filter((edge) => !edge.typeOnly),
    'cycle-run-time',
  );
  return [
    ...files.flatMap(([path, text]) => violationsOfFile(path, text)),
    ...roomViolations(house, edges),
    ...runTime,
    ...cycles(house, edges, 'cycle-written'),
  ];
}

/** `path:line rule: message`, as an editor can follow it. */
export function describeViolation({ rule, path, line, message }: Violation): string {
  return `${path}:${line} ${rule}: ${message}`;
}
