/** The frame of every page, and the small parts that all of them use. It knows no request and no record. */
import { html } from 'hono/html';
import { moment } from '../words/spoken.ts';

export type Html = ReturnType<typeof html>;
export type Part = Html | string;

const head = (title: string) => html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Keepsake operator</title>
<link rel="icon" href="/operator/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/operator/operator.css">`;

/** @param actor how the key is told by, `sk_test_..cdef`; null for nobody signed in */
export function layout(actor: string | null, title: string, body: Part): Html {
  return html`<!doctype html>
<html lang="en">
<head>${head(title)}<link rel="stylesheet" href="/operator/story.css"></head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="bar">
<a class="home" href="/operator"><strong>Keepsake</strong> <span>Operator</span></a>
${
  actor === null
    ? ''
    : html`<form method="post" action="/operator/sign-out" class="who"><span>Key <code>${actor}</code></span> <button class="plain">Sign out</button></form>`
}
</header>
<main id="main">${body}</main>
<footer class="foot">All times are in UTC.</footer>
</body>
</html>`;
}

/** A page that is meant for paper: no navigation, and nothing that can be pressed. */
export function sheet(title: string, above: Part, body: Part): Html {
  return html`<!doctype html>
<html lang="en">
<head>${head(title)}<link rel="stylesheet" href="/operator/sheet.css"></head>
<body class="sheet"><nav class="above" aria-label="This account">${above}</nav><main id="main">${body}</main></body>
</html>`;
}

/** @param seconds since 1970 */
export function time(seconds: number): Html {
  return html`<time datetime="${new Date(seconds * 1000).toISOString()}">${moment(seconds)}</time>`;
}

export type Look = 'good' | 'bad' | 'calm';

export function pill(text: string, look: Look): Html {
  return html`<span class="pill ${look}">${text}</span>`;
}

/** Names and what they are; a fact without a value is left out. */
export function facts(some: readonly (readonly [string, Part | null])[]): Html {
  return html`<dl class="facts">${some.map(([name, value]) =>
    value === null ? '' : html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}

export const code = (text: string) => html`<code>${text}</code>`;

/** @param look what it tells: done, failed, or neither */
export function note(look: Look, title: string, body: Part): Html {
  return html`<div class="note ${look}" role="${look === 'bad' ? 'alert' : 'status'}"><h2>${title}</h2>${body}</div>`;
}

/** A page that says one thing. */
export function message(title: string, text: string, back = '/operator'): Html {
  return html`<section class="narrow"><h1>${title}</h1><p>${text}</p><p><a class="button" href="${back}">Go back</a></p></section>`;
}
