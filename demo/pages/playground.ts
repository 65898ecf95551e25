/**
 * The playground: one tag in one state, and a control for each attribute, custom property and part
 * that the manifest names. What the controls do is in `public/playground.js`.
 */
import { html } from 'hono/html';
import type { Declaration } from '../manifest.ts';
import type { State } from '../states.ts';
import type { Html } from './layout.ts';
import { prose } from './reference.ts';

export interface Playground {
  readonly declaration: Declaration;
  readonly state: State;
  readonly states: Readonly<Record<string, string>>;
  readonly secret: string;
  /** Origin of the scripts, or nothing where it is the shop's own. */
  readonly elements: string;
}

const SCRIPTS: Readonly<Record<string, string>> = {
  'keepsake-checkout': 'keepsake-checkout.js',
  'keepsake-wallet': 'keepsake-wallet.js',
};

/** What may be tried for an attribute that takes a few words. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  theme: ['light', 'dark', 'paper', 'pop'],
  locale: ['en', 'de', 'fr', 'es', 'ar', 'ja'],
};

function attributeControl(name: string, description: string): Html {
  const words = WORDS[name] ?? [];
  return html`<p><label for="a-${name}"><code>${name}</code></label>
<input id="a-${name}" data-attribute="${name}" aria-describedby="d-${name}" list="w-${name}" autocomplete="off">
<small id="d-${name}">${prose(description)}</small>
<datalist id="w-${name}">${words.map((word) => html`<option value="${word}"></option>`)}</datalist></p>`;
}

function propertyControl(name: string, description: string): Html {
  return html`<p><label for="p-${name}"><code>${name}</code></label>
<input id="p-${name}" data-property="${name}" aria-describedby="e-${name}" autocomplete="off" spellcheck="false">
<small id="e-${name}">${prose(description)}</small></p>`;
}

function partControl(name: string, description: string): Html {
  return html`<p><label><input type="checkbox" data-part="${name}"> <code>::part(${name})</code></label>
<small>${prose(description)}</small></p>`;
}

export function playground({ declaration, state, states, secret, elements }: Playground): Html {
  const { tagName, attributes, cssProperties, cssParts, events, members } = declaration;
  const tried = attributes.filter(({ name }) => name !== 'client-secret' && name !== 'api');
  const methods = members.filter(({ kind }) => kind === 'method');
  const tag =
    tagName === 'keepsake-wallet'
      ? html`<keepsake-wallet client-secret="${secret}"></keepsake-wallet>`
      : html`<keepsake-checkout client-secret="${secret}"></keepsake-checkout>`;
  return html`<link rel="stylesheet" href="/shop/reference.css">
<script type="module" src="${elements}/${SCRIPTS[tagName] ?? ''}"></script>
<script type="module" src="/shop/playground.js"></script>
<article class="manual">
<h1>Playground</h1>
<p><a href="/reference">All that the elements have</a>, as tables.</p>
<form class="states" method="get" action="/reference/playground">
<label for="state">State</label>
<select id="state" name="state">${Object.keys(states).map(
    (each) => html`<option ${each === state ? html`selected` : ''}>${each}</option>`,
  )}</select>
<button class="button">Show</button>
</form>
<div class="bench">
<div class="stage" data-events="${events.map(({ name }) => name).join(' ')}">${tag}</div>
<div class="controls">
<details open><summary>Attributes</summary>${tried.map(({ name, description }) =>
    attributeControl(name, description),
  )}</details>
<details><summary>Custom properties</summary>${cssProperties.map(({ name, description }) =>
    propertyControl(name, description),
  )}</details>
<details><summary>Parts</summary><p><small>A ticked part is outlined where it is drawn.</small></p>${cssParts.map(
    ({ name, description }) => partControl(name, description),
  )}</details>
<details><summary>Methods</summary>${methods.map(
    ({ name, description }) =>
      html`<p><button type="button" class="plain" data-method="${name}">${name}()</button> <small>${prose(description)}</small></p>`,
  )}</details>
</div>
</div>
<h2>What it says</h2>
<ol class="log" role="log" aria-label="Events"></ol>
</article>`;
}
