/**
 * The custom-elements manifest, read off the classes as they run and the comments as they stand: what
 * an attribute is called comes from Lit, what it means from its author. Nothing is listed by hand
 * but what the custom properties are for.
 */
import type { PropertyDeclaration } from 'lit';
import { CSS_PROPERTIES } from './css-properties.ts';
import { type Class, commentBefore, fromRoot, lineage, type Tagged } from './source.ts';

export interface Described {
  readonly name: string;
  readonly description: string;
}
export interface Attribute extends Described {
  /** The property that mirrors it. */
  readonly fieldName: string;
  readonly type: { readonly text: string };
}
export interface Member extends Described {
  readonly kind: 'field' | 'method';
  readonly type?: { readonly text: string };
  readonly attribute?: string;
}
export interface Fired extends Described {
  readonly type: { readonly text: string };
}

export interface Declaration {
  readonly kind: 'class';
  readonly customElement: true;
  readonly name: string;
  readonly tagName: string;
  readonly summary: string;
  readonly attributes: readonly Attribute[];
  readonly members: readonly Member[];
  readonly events: readonly Fired[];
  readonly slots: readonly Described[];
  readonly cssParts: readonly Described[];
  readonly cssProperties: readonly Described[];
}

interface Module {
  readonly kind: 'javascript-module';
  readonly path: string;
  readonly declarations: readonly Declaration[];
  readonly exports: readonly object[];
}

export interface Manifest {
  readonly schemaVersion: '2.1.0';
  readonly modules: readonly Module[];
}

/** A class of Lit, as far as it tells what it observes. */
interface ElementClass {
  readonly name: string;
  readonly elementProperties: Map<PropertyKey, PropertyDeclaration>;
  readonly observedAttributes: readonly string[];
}

const described = (tags: readonly Tagged[] | undefined): Described[] =>
  (tags ?? []).map(({ name, text }) => ({ name, description: text }));

function isElement(value: unknown): value is ElementClass {
  return typeof value === 'function' && 'elementProperties' in value;
}

/** What is written about a property, in the class or in what it is made from. */
function propertyIn(classes: readonly Class[], name: string): { type: string; text: string } {
  for (const { source } of classes) {
    const [, type] = new RegExp(`\\bdeclare ${name}: ([^;]+);`).exec(source) ?? [];
    if (type === undefined) continue;
    return { type, text: commentBefore(source, `declare ${name}:`)?.text ?? '' };
  }
  return { type: 'unknown', text: '' };
}

function fieldsOf(element: ElementClass, classes: readonly Class[]): Member[] {
  // Asking for them makes Lit collect them.
  if (element.observedAttributes.length < 0) return [];
  return [...element.elementProperties].flatMap(([key, declaration]): Member[] => {
    if (declaration.state || typeof key !== 'string') return [];
    const { type, text } = propertyIn(classes, key);
    const { attribute } = declaration;
    const name = typeof attribute === 'string' ? attribute : key.toLowerCase();
    const mirrored = attribute === false ? {} : { attribute: name };
    return [{ kind: 'field', name: key, type: { text: type }, description: text, ...mirrored }];
  });
}

/** Public methods that have a comment; the platform's own callbacks have none. */
function methodsOf(classes: readonly Class[]): Member[] {
  return classes.flatMap(({ source }) => {
    const pattern = /\n {2}(?:async |override )*(\w+)\((?:[^)]*)\)(?:: [^\n]+)? \{/g;
    return [...source.matchAll(pattern)].flatMap(([line, name = '']): Member[] => {
      const comment = commentBefore(source, line.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      const isOurs = !/^(constructor|render|\w+Callback|focus)$/.test(name);
      return comment && isOurs ? [{ kind: 'method', name, description: comment.text }] : [];
    });
  });
}

function declarationOf(element: ElementClass, classes: readonly Class[]): Declaration | null {
  const [own] = classes;
  const comment = own && commentBefore(own.source, `export class ${own.name} `);
  const tagName = comment?.tags.tag?.[0]?.name;
  if (!comment || tagName === undefined) return null;
  const fields = fieldsOf(element, classes);
  const isOutward = classes.some(({ name }) => name === 'OutwardElement');
  return {
    kind: 'class',
    customElement: true,
    name: element.name,
    tagName,
    summary: comment.tags.summary?.[0]?.text ?? '',
    attributes: fields.flatMap(({ name, description, type, attribute }) =>
      attribute === undefined
        ? []
        : [{ name: attribute, fieldName: name, description, type: type ?? { text: 'string' } }],
    ),
    members: [...fields, ...methodsOf(classes)],
    events: (comment.tags.fires ?? []).map(({ name, text, type }) => ({
      name,
      description: text,
      type: { text: type ?? 'Event' },
    })),
    slots: described(comment.tags.slot),
    cssParts: described(comment.tags.csspart),
    cssProperties: isOutward
      ? Object.entries(CSS_PROPERTIES).map(([name, description]) => ({ name, description }))
      : [],
  };
}

/** @param classes what `components/index.ts` exports */
export function manifestOf(
  classes: Readonly<Record<string, unknown>>,
  sources: ReadonlyMap<string, string>,
): Manifest {
  const modules = Object.values(classes)
    .filter(isElement)
    .flatMap((element): Module[] => {
      const line = lineage(sources, element.name);
      const declaration = declarationOf(element, line);
      const path = `components/${fromRoot(line[0]?.path ?? '')}`;
      if (!declaration) return [];
      const reference = { name: element.name, module: path };
      const exports = [
        { kind: 'js', name: element.name, declaration: reference },
        { kind: 'custom-element-definition', name: declaration.tagName, declaration: reference },
      ];
      return [{ kind: 'javascript-module', path, declarations: [declaration], exports }];
    })
    .sort((one, other) => one.path.localeCompare(other.path, 'en'));
  return { schemaVersion: '2.1.0', modules };
}

export const declarationsOf = ({ modules }: Manifest): readonly Declaration[] =>
  modules.flatMap(({ declarations }) => declarations);
