/** Where a key is asked for. The page never shows one. */
import { html } from 'hono/html';
import { type Html, note } from './layout.ts';

export interface SignInView {
  /** What was wrong with the last try; null before one. */
  readonly problem: string | null;
  /** Whether this is a demo, whose key everybody may use. */
  readonly demo: boolean;
}

export function signInPage({ problem, demo }: SignInView): Html {
  return html`<section class="narrow">
<h1>Sign in</h1>
<p>With a key of the merchant API. What the key may do is what you can do here; a restricted key shows less.</p>
${problem === null ? '' : note('bad', 'Not signed in', html`<p>${problem}</p>`)}
<form method="post" action="/operator/sign-in" class="stack">
<label class="field"><span>API key</span>
<input type="password" name="key" autocomplete="off" spellcheck="false" required maxlength="200"></label>
<button class="button">Sign in</button>
</form>
${
  demo
    ? html`<form method="post" action="/operator/sign-in" class="stack demo"><input type="hidden" name="demo" value="yes">
<p>This is a demo: no money moves, and its key is known to everybody.</p>
<button class="button second">Use the demo’s key</button></form>`
    : ''
}
<p class="quiet small">The session ends after 30 minutes without use, after 8 hours, and at once when the key is revoked.</p>
</section>`;
}
