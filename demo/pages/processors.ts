/** The accounts that payments go through, each with a switch; what became of a payment stands elsewhere. */
import { html } from 'hono/html';
import type { Html } from './layout.ts';

interface AccountState {
  readonly name: string;
  readonly on: boolean;
}

const PLACES = ['asked first', 'asked second', 'asked third'];

export function processorsPage(accounts: readonly AccountState[]): Html {
  return html`<section class="ledger">
<h1>Processors</h1>
<p class="quiet">Payments go through these accounts, in this order. Switch the first one off and pay with a
saved card: the same press goes on at the second. <a href="/operator">The payment's own page</a> tells why.</p>
<div class="scroll" role="region" aria-label="Processors" tabindex="0"><table>
<thead><tr><th scope="col">Account</th><th scope="col">Order</th><th scope="col">State</th><th scope="col"><span class="quiet">Switch</span></th></tr></thead>
<tbody>${accounts.map(accountRow)}</tbody></table></div>
<p><a class="button" href="/checkout?buyer=ada">Pay as Ada</a></p>
<p class="quiet small">An account that is switched off answers that it is down and does nothing. After five such
answers within a minute it is left alone for half a minute, then tried again with one payment.</p>
</section>`;
}

function accountRow({ name, on }: AccountState, index: number): Html {
  return html`<tr><td><code>${name}</code></td><td>${PLACES[index] ?? 'asked later'}</td>
<td><span class="status ${on ? 'succeeded' : 'bad'}">${on ? 'on' : 'switched off'}</span></td>
<td><form method="post"><input type="hidden" name="account" value="${name}">
<button class="button" name="state" value="${on ? 'off' : 'on'}">Switch ${on ? 'off' : 'on'} ${name}</button></form></td></tr>`;
}
