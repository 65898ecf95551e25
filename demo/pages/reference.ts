/** The reference as a page: a section a tag, a table for each kind of thing it has. */
import { html } from 'hono/html';
import type { Declaration } from '../manifest.ts';
import type { Html } from './layout.ts';

interface Row {
  readonly name: string;
  readonly description: string;
  readonly type?: { readonly text: string } | undefined;
}

/** What stands between backticks in a comment is code. */
export function prose(text: string): Html {
  const parts = text.split('`');
  return html`${parts.map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

function table(title: string, rows: readonly Row[]): Html | string {
  if (rows.length === 0) return '';
  const hasTypes = rows.some(({ type }) => type !== undefined);
  return html`<h3>${title}</h3>
<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table class="reference">
<thead><tr><th scope="col">Name</th>${hasTypes ? html`<th scope="col">Type</th>` : ''}<th scope="col">What it is</th></tr></thead>
<tbody>${rows.map(
    ({ name, description, type }) =>
      html`<tr><th scope="row"><code>${name}</code></th>${
        hasTypes ? html`<td><code>${type?.text ?? ''}</code></td>` : ''
      }<td>${prose(description)}</td></tr>`,
  )}</tbody></table></div>`;
}

function section(declaration: Declaration): Html {
  const { tagName, summary, attributes, members, events, slots, cssParts } = declaration;
  const only = members.filter((each) => each.kind === 'field' && each.attribute === undefined);
  const methods = members
    .filter(({ kind }) => kind === 'method')
    .map(({ name, description }) => ({ name: `${name}()`, description }));
  return html`<section aria-labelledby="${tagName}">
<h2 id="${tagName}"><code>&lt;${tagName}&gt;</code></h2>
<p>${prose(summary)}</p>
${table('Attributes', attributes)}
${table('Properties without an attribute', only)}
${table('Methods', methods)}
${table('Events', events)}
${table('Slots', slots)}
${table('Parts', cssParts)}
</section>`;
}

/** The two tags that pages use come first. */
const OUTWARD = ['keepsake-checkout', 'keepsake-wallet'];

export function referencePage(declarations: readonly Declaration[]): Html {
  const rank = ({ tagName }: Declaration) => (OUTWARD.includes(tagName) ? 0 : 1);
  const sorted = declarations.toSorted((one, other) => rank(one) - rank(other));
  const properties = sorted[0]?.cssProperties ?? [];
  return html`<link rel="stylesheet" href="/shop/reference.css">
<article class="manual">
<h1>The elements</h1>
<p>Written from the elements’ own source. Try all of it in the <a href="/reference/playground">playground</a>.</p>
<ul class="contents">${sorted.map(
    ({ tagName }) => html`<li><a href="#${tagName}"><code>${tagName}</code></a></li>`,
  )}<li><a href="#properties">Custom properties</a></li></ul>
${sorted.map(section)}
<section aria-labelledby="properties"><h2 id="properties">Custom properties</h2>
<p>Set them on a tag or on anything around it.</p>
${table('Of every tag', properties)}</section>
</article>`;
}
