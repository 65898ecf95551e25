/** What editors want to know: the manifest in the form of VS Code's custom data for HTML and CSS. */
import { declarationsOf, type Manifest } from './manifest.ts';

const VERSION = 1.1;

/** A choice of words, where a type is one. */
function wordsOf(type: string): { readonly values?: readonly { readonly name: string }[] } {
  const words = [...type.matchAll(/'([^']+)'/g)].map(([, name = '']) => ({ name }));
  return words.length === 0 ? {} : { values: words };
}

export function htmlData(manifest: Manifest): object {
  return {
    version: VERSION,
    tags: declarationsOf(manifest).map(({ tagName, summary, attributes }) => ({
      name: tagName,
      description: summary,
      attributes: attributes.map(({ name, description, type }) => ({
        name,
        description,
        ...(type.text === 'boolean' ? { valueSet: 'v' } : wordsOf(type.text)),
      })),
    })),
  };
}

export function cssData(manifest: Manifest): object {
  const properties = new Map(
    declarationsOf(manifest)
      .flatMap(({ cssProperties }) => cssProperties)
      .map((property) => [property.name, property]),
  );
  return { version: VERSION, properties: [...properties.values()] };
}
