/**
 * Adyen's published description of its API as a judge of requests. Adyen's SDK is generated from that
 * description (Checkout v72): its classes say which fields there are, of which types and with which
 * values; its declarations which of them are required. Nothing here is our own opinion of Adyen.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const MODELS = '@adyen/api-library/lib/src/typings/checkout/models.js';

interface Attribute {
  readonly baseName: string;
  readonly type: string;
}
interface Model {
  readonly attributeTypeMap?: readonly Attribute[];
  readonly discriminator?: string;
  readonly mapping?: Readonly<Record<string, string>>;
}
const models = require(MODELS) as Readonly<Record<string, Model>>;
const folder = dirname(require.resolve(MODELS));

/** Types of several shapes are described by a class of their own. */
const classOf = (type: string): Model | undefined => models[`${type}Class`] ?? models[type];

const required = new Map<string, readonly string[]>();

/** Fields that the declaration of a class has without a question mark. */
function requiredOf(type: string): readonly string[] {
  const known = required.get(type);
  if (known) return known;
  const file = join(folder, `${type.charAt(0).toLowerCase()}${type.slice(1)}.d.ts`);
  const text = readFileSync(file, 'utf8');
  const names = [...text.matchAll(/^ {4}"([^"]+)":/gm)].map(([, name = '']) => name);
  required.set(type, names);
  return names;
}

function valuesOf(type: string): readonly unknown[] | null {
  const [owner = '', name = ''] = type.split('.');
  const holder = models[owner] as unknown as Readonly<Record<string, object>> | undefined;
  const values = holder?.[name];
  return values ? Object.values(values) : null;
}

function checkObject(value: object, type: string, path: string): string | null {
  let model = classOf(type);
  let name = type;
  if (model?.discriminator) {
    const kind = (value as Record<string, unknown>)[model.discriminator];
    name = model.mapping?.[String(kind)] ?? '';
    model = models[name];
    if (!model) return `${path}.type has no known value`;
  }
  if (!model?.attributeTypeMap) return `${path}: nothing describes ${type}`;
  const known = new Map(model.attributeTypeMap.map((each) => [each.baseName, each.type]));
  for (const [field, inner] of Object.entries(value)) {
    const fieldType = known.get(field);
    if (fieldType === undefined) return `Unrecognized field "${path}.${field}"`;
    const problem = check(inner, fieldType, `${path}.${field}`);
    if (problem) return problem;
  }
  const missing = requiredOf(name).find(
    (field) => (value as Record<string, unknown>)[field] === undefined,
  );
  return missing ? `Required field "${path}.${missing}" is not provided.` : null;
}

/**
 * What is wrong with a value, by the description of its type; null where nothing is.
 * @param type as the SDK spells it: `Amount | null`, `Array<Split>`, `{ [key: string]: string; }`
 */
export function check(value: unknown, type: string, path: string): string | null {
  if (type.endsWith(' | null'))
    return value === null ? null : check(value, type.slice(0, -7), path);
  if (type === 'any') return null;
  if (type === 'Date') return typeof value === 'string' ? null : `${path} must be a date`;
  if (['string', 'number', 'boolean'].includes(type)) {
    const given: string = typeof value;
    return given === type ? null : `${path} must be a ${type}`;
  }
  const list = /^(?:Array|Set)<(.+)>$/.exec(type)?.[1];
  if (list !== undefined) {
    if (!Array.isArray(value)) return `${path} must be an array`;
    return value.map((each, at) => check(each, list, `${path}[${at}]`)).find(Boolean) ?? null;
  }
  const values = valuesOf(type);
  if (values) return values.includes(value) ? null : `${path} must be one of ${values.join(', ')}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return `${path} must be an object`;
  const inner = /^\{ \[key: string\]: (.+); \}$/.exec(type)?.[1];
  if (inner === undefined) return checkObject(value, type, path);
  for (const [key, each] of Object.entries(value)) {
    const problem = check(each, inner, `${path}.${key}`);
    if (problem) return problem;
  }
  return null;
}
