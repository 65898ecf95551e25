/**
 * Holds an object against the shapes that the `stripe` package itself declares: every required key
 * is there, nothing is null that may not be, values are of their type, enumerations included.
 * Types of other files are taken as they come.
 */
import { readFileSync } from 'node:fs';

interface Field {
  readonly key: string;
  readonly optional: boolean;
  readonly type: string;
}

interface Shapes {
  readonly interfaces: ReadonlyMap<string, readonly Field[]>;
  readonly aliases: ReadonlyMap<string, string>;
}

const read = new Map<string, Shapes>();

/** @param resource path below `resources`, such as `Checkout/Sessions` */
function shapesOf(resource: string): Shapes {
  const known = read.get(resource);
  if (known) return known;
  const url = new URL(
    `../../../node_modules/stripe/esm/resources/${resource}.d.ts`,
    import.meta.url,
  );
  const made = parseShapes(readFileSync(url, 'utf8').replace(/\/\*\*?[\s\S]*?\*\//g, ''));
  read.set(resource, made);
  return made;
}

function parseShapes(source: string): Shapes {
  const interfaces = new Map<string, Field[]>();
  const aliases = new Map<string, string>();
  const open: { kind: string; name: string }[] = [];
  const qualified = (name: string) =>
    [...open.filter(({ kind }) => kind === 'namespace').map((each) => each.name), name].join('.');
  for (const line of source.split('\n').map((each) => each.trim())) {
    const header = /^(?:export )?(?:declare )?(interface|namespace|class) (\w+).*\{$/.exec(line);
    const alias = /^(?:export )?type (\w+) = (.*);$/.exec(line);
    const field = /^(\w+)(\?)?: (.*);$/.exec(line);
    const holder = open.at(-1);
    if (header?.[1] && header[2]) {
      if (header[1] === 'interface') interfaces.set(qualified(header[2]), []);
      open.push({ kind: header[1], name: qualified(header[2]) });
      if (header[1] === 'namespace') open.splice(-1, 1, { kind: 'namespace', name: header[2] });
    } else if (line.endsWith('{')) open.push({ kind: 'inline', name: '' });
    else if (/^\}[;>]*$/.test(line)) open.pop();
    else if (alias?.[1] && alias[2]) aliases.set(qualified(alias[1]), alias[2]);
    else if (field?.[1] && field[3] && holder?.kind === 'interface') {
      const fields = interfaces.get(holder.name) ?? [];
      fields.push({ key: field[1], optional: field[2] === '?', type: field[3] });
    }
  }
  return { interfaces, aliases };
}

/** A name as it is meant inside `scope`: its own namespace first, then the ones around it. */
function resolve<T>(names: ReadonlyMap<string, T>, name: string, scope: string): string | null {
  const parts = scope.split('.');
  for (let size = parts.length; size >= 0; size -= 1) {
    const candidate = [...parts.slice(0, size), name].join('.');
    if (names.has(candidate)) return candidate;
  }
  return null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function faultsOf(
  shapes: Shapes,
  type: string,
  value: unknown,
  scope: string,
  path: string,
): string[] {
  // Of `Array<A | B> | null` the bar between the two, and not the one inside.
  const parts = type.split(/ \| (?![^<]*>)/);
  if (value === null) return parts.includes('null') ? [] : [`${path} must not be null`];
  const found: string[] = [];
  for (const part of parts) {
    if (part === typeof value) return [];
    if (part === `'${String(value)}'` || (value === true && part === 'true')) return [];
    const element = /^Array<(.*)>$/.exec(part)?.[1];
    if (element && Array.isArray(value)) {
      return value.flatMap((each, index) =>
        faultsOf(shapes, element, each, scope, `${path}[${index}]`),
      );
    }
    const alias = resolve(shapes.aliases, part, scope);
    if (alias) {
      if (
        shapes.aliases
          .get(alias)
          ?.split(' | ')
          .includes(`'${String(value)}'`)
      )
        return [];
      continue;
    }
    const nested = resolve(shapes.interfaces, part, scope);
    if (nested && isRecord(value)) return interfaceFaults(shapes, nested, value, path);
    const foreign = !nested && /^[A-Z_]\w*(<.*>)?$/.test(part) && part !== 'Array';
    if (foreign && typeof value === 'object') return [];
    if (part === 'Decimal' && /^-?\d+(\.\d+)?$/.test(String(value))) return [];
  }
  found.push(`${path} is ${JSON.stringify(value)?.slice(0, 60)}, not ${type.slice(0, 80)}`);
  return found;
}

function interfaceFaults(
  shapes: Shapes,
  name: string,
  value: Record<string, unknown>,
  path: string,
): string[] {
  return (shapes.interfaces.get(name) ?? []).flatMap(({ key, optional, type }) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (value[key] === undefined) return optional ? [] : [`${at} is missing`];
    return faultsOf(shapes, type, value[key], name, at);
  });
}

/** What is wrong with `value` as the SDK's `name` of `resource`; empty when it conforms. */
export function faults(resource: string, name: string, value: unknown): readonly string[] {
  const shapes = shapesOf(resource);
  if (!shapes.interfaces.get(name)?.length) throw new Error(`${resource} declares no ${name}`);
  // As it arrives: through JSON, where undefined is nothing.
  const arrived: unknown = JSON.parse(JSON.stringify(value));
  return isRecord(arrived) ? interfaceFaults(shapes, name, arrived, '') : ['not an object'];
}
