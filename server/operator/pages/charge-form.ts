/** What is to be charged, before it is looked at once more. Nothing happens here. */
import { html } from 'hono/html';
import type { PaymentMethod } from '../objects.ts';
import { methodName } from '../words/method-name.ts';
import type { Html } from './layout.ts';

/** Those that are charged most; a charge in another one goes through the API. */
const CURRENCIES = ['usd', 'eur', 'gbp', 'cad', 'aud', 'chf', 'jpy', 'sek', 'nok', 'dkk', 'pln'];

export function chargeForm(customer: string, methods: readonly PaymentMethod[]): Html {
  if (methods.length === 0) return html`<p>No card is kept that could be charged.</p>`;
  return html`<form method="get" action="/operator/customers/${customer}/charge" class="stack">
<label class="field"><span>Card</span>
<select name="payment_method">${methods.map((method) => html`<option value="${method.id}">${methodName(method)}</option>`)}</select></label>
<div class="pair">
<label class="field"><span>Amount</span><input name="amount" inputmode="decimal" autocomplete="off" required maxlength="12"></label>
<label class="field"><span>Currency</span><select name="currency">${CURRENCIES.map((each) => html`<option value="${each}">${each.toUpperCase()}</option>`)}</select></label>
</div>
<label class="field"><span>What for</span><input name="description" maxlength="200" autocomplete="off"></label>
<button class="button">Look at it first</button>
</form>`;
}
