/** What the elements offer is documented, and what is documented is there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as elements from '../../components/index.ts';
import { CSS_PROPERTIES } from '../../components/manifest/css-properties.ts';
import { cssData, htmlData } from '../../components/manifest/editor-data.ts';
import { declarationsOf, manifestOf } from '../../components/manifest/manifest.ts';
import {
  cssPropertiesIn,
  eventNames,
  eventsIn,
  filesOf,
  findClass,
  partsIn,
  readComment,
  readSources,
} from '../../components/manifest/source.ts';

const sources = readSources();
const manifest = manifestOf(elements, sources);
const declarations = declarationsOf(manifest);
const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name).sort();

test('every tag that is exported is in the manifest, with a summary', () => {
  const exported = Object.keys(elements).filter((name) => /^Keepsake(?!.*Event$)/.test(name));
  assert.deepEqual(names(declarations), exported.sort());
  for (const { tagName, summary } of declarations) {
    assert.match(tagName, /^keepsake-/);
    assert.notEqual(summary, '', tagName);
  }
});

for (const declaration of declarations) {
  const { name, tagName, attributes, members, events, cssParts } = declaration;
  const own = findClass(sources, name);
  assert.ok(own, name);
  const files = filesOf(sources, own);

  test(`<${tagName}>: every attribute, property and method says what it is`, () => {
    for (const each of [...attributes, ...members])
      assert.notEqual(each.description, '', `${tagName}: ${each.name}`);
  });

  test(`<${tagName}>: its parts are those that it draws`, () => {
    assert.deepEqual(names(cssParts), [...partsIn(sources, files)].sort());
    for (const part of cssParts) assert.notEqual(part.description, '', part.name);
  });

  test(`<${tagName}>: its events are those that it makes`, () => {
    // What an outer tag's own parts ask of each other does not leave it.
    const isOutward = events.some((event) => event.name.startsWith('keepsake-'));
    const made = [...eventsIn(sources, files)].filter(
      (event) => !isOutward || event.startsWith('keepsake-'),
    );
    assert.deepEqual(names(events), made.sort());
    const classes = eventNames(sources);
    for (const event of events) {
      assert.notEqual(event.description, '', event.name);
      assert.equal(classes.get(event.type.text), event.name, `the class of ${event.name}`);
    }
  });
}

test('every custom property that a style reads is documented, and no other', () => {
  assert.deepEqual(Object.keys(CSS_PROPERTIES).sort(), [...cssPropertiesIn(sources)].sort());
});

test('editors get the same names', () => {
  const tags = Object(htmlData(manifest)).tags;
  assert.deepEqual(names(tags), declarations.map(({ tagName }) => tagName).sort());
  assert.deepEqual(names(Object(cssData(manifest)).properties), Object.keys(CSS_PROPERTIES).sort());
});

test('what is not documented is found', () => {
  const bare = `/**\n * @tag keepsake-x\n * @csspart a - A.\n */\nexport class KeepsakeX extends LitElement {}`;
  const planted = new Map([
    ['x/x.ts', `${bare} html\`<p part="a b"></p>\``],
    ['x/y.ts', 'this.dispatchEvent(new PayRequest())'],
    ['events.ts', sources.get('events.ts') ?? ''],
  ]);
  const found = findClass(planted, 'KeepsakeX');
  assert.ok(found);
  const files = filesOf(planted, found);
  assert.deepEqual([...partsIn(planted, files)], ['a', 'b']);
  assert.deepEqual([...eventsIn(planted, files)], ['pay-request']);
  assert.deepEqual(names(readComment(bare).tags.csspart ?? []), ['a']);
});
