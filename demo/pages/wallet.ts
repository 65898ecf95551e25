/** The buyer's account page, which is the wallet's tag and nothing beside it. */
import { html } from 'hono/html';
import type { Html } from './layout.ts';

/**
 * @param name the buyer's first name
 * @param elements origin of the script, or nothing where it is the shop's own
 */
export function walletPage(name: string, secret: string, elements: string): Html {
  return html`<section class="account">
<h1>${name}’s wallet</h1>
<script type="module" src="${elements}/keepsake-wallet.js"></script>
<keepsake-wallet client-secret="${secret}"></keepsake-wallet>
</section>`;
}

export function walletNeedsBuyer(): Html {
  return html`<section class="narrow"><h1>Wallet</h1>
<p>A guest has no account, and nothing is kept for one. Choose who you are to see one.</p>
<p class="actions"><a class="button" href="/wallet?buyer=ada">I am Ada</a> <a class="plain" href="/wallet?buyer=noor">I am Noor</a></p></section>`;
}
