/**
 * The least that could do it: the same radio inputs in HTML by hand, with a few lines of style and
 * of script that keep the button's words. Nobody could embed it; it is one end of the scale.
 */
import { type Contestant, shopPage } from './contestant.ts';

export interface PlainCard {
  readonly id: string;
  readonly last4: string;
}

const STYLE = `<style>
fieldset { margin: 0; padding: 0; border: 1px solid #dce0e8; border-radius: .75rem; }
legend { float: left; padding: .75rem 1rem .5rem; font-size: .875rem; font-weight: 600; }
.list { clear: both; max-height: 22rem; overflow-y: auto; }
label { display: flex; align-items: center; gap: .75rem; min-height: 4rem; padding: .5rem 1rem;
  border-top: 1px solid #dce0e8; box-sizing: border-box; }
label:has(:checked) { background: #f5f7fb; }
input { width: 1.25rem; height: 1.25rem; margin: 0; }
i { display: grid; place-items: center; width: 2.25rem; height: 1.5rem; border-radius: .25rem;
  box-shadow: inset 0 0 0 1px #0002; font: italic 800 .6875rem/1 system-ui; color: #1a2a78; }
i::before { content: 'VISA' / ''; }
b { font-weight: 550; }
small { display: block; color: #596172; font-weight: 400; }
.total { display: flex; justify-content: space-between; font-weight: 650; }
button { width: 100%; min-height: 3.25rem; margin-top: 1.25rem; border: 0; border-radius: .625rem;
  background: #2447d6; color: #fff; font: inherit; font-weight: 650; }
</style>`;

const SCRIPT = `<script>
document.querySelector('form').addEventListener('change', (event) => {
  document.querySelector('button').textContent = 'Pay $10.99 with ' + event.target.dataset.name;
});
</script>`;

function row({ id, last4 }: PlainCard, at: number): string {
  const name = `Visa •••• ${last4}`;
  return `<label><input type="radio" name="card" value="${id}" data-name="${name}"${at === 0 ? ' checked' : ''}
 aria-label="Visa ending in ${last4}, expires 12/2034"><i aria-hidden="true"></i><b>${name}<small>Expires 12/2034</small></b></label>`;
}

export function plainPage(cards: readonly PlainCard[]): Contestant {
  const form = `<form>
<p class="total"><span>Total</span><span>$10.99</span></p>
<fieldset><legend>Payment method</legend><div class="list">
${cards.map(row).join('\n')}
</div></fieldset>
<button type="button">Pay $10.99 with Visa •••• ${cards[0]?.last4}</button>
</form>`;
  return {
    name: 'plain HTML',
    page: () => shopPage(STYLE, form + SCRIPT),
    answers: {},
    landmarks: {
      cards: 'document.querySelectorAll("label > input")',
      rows: 'document.querySelectorAll("label")',
      target: 'document.querySelectorAll("label")[n]',
      chosen: `document.querySelectorAll('input')[n].checked &&
        document.querySelector('button').textContent.endsWith(document.querySelectorAll('input')[n].dataset.name)`,
      payable: 'Boolean(document.querySelector("button"))',
    },
  };
}
