/**
 * Makes of a valid body one that nobody would send, and writes it as a form or as JSON the way only
 * an attacker or a broken client would. It knows no endpoint.
 */
import type { Chance } from './chance.ts';
import { hostileKey, hostileText, hostileValue, mutated, wellFormed } from './hostile.ts';

type Tree = Record<string, unknown> | unknown[];
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Sets an own property, whatever it is called. */
function put(tree: Tree, key: string, value: unknown): void {
  const property = { value, enumerable: true, writable: true, configurable: true };
  // A list keeps a length that can be written down.
  if (!Array.isArray(tree)) Object.defineProperty(tree, key, property);
  else if (key !== 'length') tree[/^\d+$/.test(key) ? Number(key) % 5 : 0] = value;
}

function trees(root: Tree): Tree[] {
  return [root, ...Object.values(root).filter(isTree).flatMap(trees)];
}

/** Deeper than anything may be. */
function pit(chance: Chance): unknown {
  let value: unknown = 'x';
  const isList = chance.once(2);
  for (let depth = 5 + chance.int(60); depth > 0; depth -= 1)
    value = isList ? [value] : { [hostileKey(chance)]: value };
  return value;
}

/** A copy with a few things wrong, often one alone. */
export function spoil(chance: Chance, body: Readonly<Record<string, unknown>>) {
  const root = structuredClone(body) as Record<string, unknown>;
  for (let times = 1 + chance.int(2) * chance.int(3); times > 0; times -= 1) {
    const tree = chance.pick(trees(root));
    const keys = Object.keys(tree);
    const key = keys.length === 0 ? 'metadata' : chance.pick(keys);
    switch (chance.int(9)) {
      case 0:
        delete tree[key as never];
        break;
      case 1:
        put(tree, hostileKey(chance), hostileValue(chance));
        break;
      case 2:
        put(tree, key, pit(chance));
        break;
      case 3:
        put(tree, key, [tree[key as never], tree[key as never]]);
        break;
      case 4:
        put(tree, mutated(chance, key), tree[key as never]);
        break;
      case 5:
        put(tree, key, mutated(chance, JSON.stringify(tree[key as never]) ?? ''));
        break;
      case 6:
        put(tree, key, hostileValue(chance));
        break;
      default:
        put(tree, key, hostileText(chance));
    }
  }
  return root;
}

/** Percent-encodes as much as must be, as little as may be, or badly. */
function percented(chance: Chance, text: string): string {
  switch (chance.int(12)) {
    case 0:
      return text.replaceAll(/[&=]/g, '');
    case 1:
      return `${encodeURIComponent(wellFormed(text))}%`;
    case 2:
      return [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join('');
    case 3:
      return Buffer.from(text, 'utf8').toString('latin1').replaceAll(/[&=%]/g, '%FF');
    default:
      return encodeURIComponent(wellFormed(text)).replaceAll('%20', '+');
  }
}

function pairs(chance: Chance, name: string, value: unknown): string[] {
  if (!isTree(value)) {
    const text = value === null || value === undefined ? '' : String(value);
    return [`${name}=${percented(chance, text)}`];
  }
  const isList = Array.isArray(value);
  const style = chance.int(8);
  return Object.entries(value).flatMap(([key, each]) => {
    const inside = isList && style === 0 ? '' : percented(chance, key);
    const wrapped = style === 1 ? `%5B${inside}%5D` : style === 2 ? `.${inside}` : `[${inside}]`;
    return pairs(chance, `${name}${wrapped}`, each);
  });
}

/** A body as a form; bytes, one character each. */
export function asForm(chance: Chance, body: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(body).flatMap(([key, value]) =>
    pairs(chance, percented(chance, key), value),
  );
  if (chance.once(12) && parts.length > 0) parts.push(chance.pick(parts));
  if (chance.once(20)) parts.push(`${'a['.repeat(chance.int(400))}=1`);
  if (chance.once(20)) parts.push(`a${'[b]'.repeat(chance.int(400))}=1`);
  if (chance.once(30)) parts.push(`list[${chance.pick(['999999999', '-1', '1e9', '0x1'])}]=1`);
  if (chance.once(200)) parts.push(...chance.many(chance.int(1500), () => `k${chance.int(9e6)}=1`));
  if (chance.once(500)) parts.push(bulk(chance));
  const form = parts.join(chance.once(30) ? ';' : '&');
  return chance.once(15) ? mutated(chance, form) : form;
}

/** Up to a megabyte of something that is slow to look at. */
function bulk(chance: Chance): string {
  const piece = chance.pick([
    'a',
    '4 ',
    '42-',
    '4242 ',
    '4242424242424241 ',
    '411111111111111',
    '%20',
    '1'.padEnd(4000, ' '),
    '[',
    '][',
    '%EF%B7%BA',
    '\0',
    '&',
    'a[]=&',
    '%F0%9D%9F%98',
    '550e8400-',
    '4242.4242.',
  ]);
  const size = chance.pick([20_000, 100_000, 200_000, 260_000, 1_048_576]);
  return `bulk=${piece.repeat(Math.ceil(size / piece.length)).slice(0, size)}`;
}

/** A body as JSON; bytes, one character each. */
export function asJson(chance: Chance, body: Readonly<Record<string, unknown>>): string {
  let json = JSON.stringify(body);
  const insert = (text: string) => {
    json = `{${text}${json === '{}' ? '' : ','}${json.slice(1)}`;
  };
  switch (chance.int(24)) {
    case 0:
      insert('"__proto__":{"polluted":true}');
      break;
    case 1:
      insert('"__proto__":1,"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}}');
      break;
    case 2:
      insert(`"amount":${chance.pick(['9007199254740993', '1e400', '-0', '1E2', '0.1', '01'])}`);
      break;
    case 3:
      json = chance.pick(['\ufeff', '\u2028', '\0', ' ', '//', '{}']) + json;
      break;
    case 4:
      json += chance.pick(['}', ',', ' {}', '\0', 'null', '<!-- -->', '\ufeff']);
      break;
    case 5: {
      const depth = chance.once(20) ? 120_000 : chance.pick([10, 40, 1000, 5_000]);
      insert(
        `"deep":${chance.once(2) ? '['.repeat(depth) + ']'.repeat(depth) : '{"a":'.repeat(depth)}`,
      );
      break;
    }
    case 6:
      insert('"name":"\\ud800","name":"\\u0000"');
      break;
    case 7:
      json = chance.pick(['[]', 'null', '1', '"x"', '', '{', '[{}]', 'true', JSON.stringify(json)]);
      break;
    case 8:
      json = mutated(chance, json);
      break;
    case 9:
      if (chance.once(20)) insert(`"bulk":${JSON.stringify(decodeLoosely(bulk(chance)))}`);
      break;
    default:
  }
  const bytes = Buffer.from(json, 'utf8').toString('latin1');
  return chance.once(60) ? mutated(chance, bytes).replaceAll(/[^\0-\xff]/g, '\xff') : bytes;
}

function decodeLoosely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
