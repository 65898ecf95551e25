/** Templates as HTML text: each kind of binding, and what must never come through. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html, nothing } from 'lit';
import { htmlOf } from '../../components/render/template-html.ts';

const plain = (value: unknown) => htmlOf(value, () => null);
const noop = () => {};

for (const [what, value, expected] of [
  ['text', html`<p>${'a'} ${1}</p>`, '<p>a 1</p>'],
  ['nothing at all', html`<p>${nothing}${null}${undefined}${''}</p>`, '<p></p>'],
  [
    'a list of templates',
    html`<ul>${['a', 'b'].map((each) => html`<li>${each}</li>`)}</ul>`,
    '<ul><li>a</li><li>b</li></ul>',
  ],
  ['markup in text', html`<p>${'<b>&"</b>'}</p>`, '<p>&lt;b&gt;&amp;&quot;&lt;/b&gt;</p>'],
  ['an attribute', html`<p lang=${'de'}></p>`, '<p lang="de"></p>'],
  [
    'an attribute that would end early',
    html`<p title=${'"><script>'}></p>`,
    '<p title="&quot;&gt;&lt;script&gt;"></p>',
  ],
  ['an attribute of parts', html`<p class="a ${'b'} ${'"'}"></p>`, '<p class="a b &quot;"></p>'],
  ['an attribute that is not there', html`<p dir=${nothing}></p>`, '<p></p>'],
  ['a switch', html`<p ?hidden=${true}></p><p ?hidden=${false}></p>`, '<p hidden></p><p></p>'],
  ['a listener', html`<p @click=${noop} id="x"></p>`, '<p id="x"></p>'],
  [
    'what an input holds',
    html`<input .value=${'"1"'} .checked=${true}><input .checked=${false}>`,
    '<input value="&quot;1&quot;" checked><input>',
  ],
  [
    'a tag of ours without insides',
    html`<x-leaf .cards=${[1]} class="a"></x-leaf>`,
    '<x-leaf class="a"></x-leaf>',
  ],
  [
    'quotes and brackets that are text',
    html`<p>"a > b"</p><p>${'c'}</p>`,
    '<p>"a > b"</p><p>c</p>',
  ],
] as const) {
  test(`${what} becomes what a browser would make of it`, () => {
    assert.equal(plain(value), expected);
  });
}

test('a tag with insides becomes a plain one with a shadow root, and gets its properties', () => {
  const seen: unknown[] = [];
  const written = htmlOf(
    html`<x-leaf .cards=${[1, 2]} part="leaf" ?hidden=${true}></x-leaf><x-other></x-other>`,
    ({ tag, properties }) => {
      seen.push([tag, properties]);
      return tag === 'x-leaf' ? '<b>in</b>' : null;
    },
  );
  assert.equal(
    written,
    '<div data-of="x-leaf" part="leaf" hidden><template shadowrootmode="open"><b>in</b></template></div><x-other></x-other>',
  );
  assert.deepEqual(seen, [
    ['x-leaf', { cards: [1, 2] }],
    ['x-other', {}],
  ]);
});

test('what only a browser can render is refused', () => {
  assert.throws(() => plain(html`<p>${noop}</p>`), /cannot render function/);
  assert.throws(() => plain(html`<p>${Symbol('x')}</p>`), /cannot render symbol/);
  assert.throws(() => plain(html`<p ${'x'}></p>`), /binding without a name/);
});
