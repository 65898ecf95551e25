/** The buyer's account page, which is the wallet's tag and nothing beside it. */
import { html } from 'hono/html';
import type { Html } from './layout.ts';

/** @param elements origin of the script, or nothing where it is the shop's own */
export function walletPage(secret: string, elements: string): Html {
  return html`<section class="account">
<h1>Your cards</h1>
<p>What we keep, what you allowed, and how to take it back.</p>
<script type="module" src="${elements}/keepsake-wallet.js"></script>
<keepsake-wallet client-secret="${secret}"></keepsake-wallet>
</section>`;
}

export function walletNeedsBuyer(): Html {
  return html`<section class="narrow"><h1>Your cards</h1>
<p>A guest has no account, and nothing is kept for one. Choose who you are to see a wallet.</p>
<p class="actions"><a class="button" href="/wallet?buyer=ada">I am Ada</a> <a class="plain" href="/wallet?buyer=noor">I am Noor</a></p></section>`;
}
