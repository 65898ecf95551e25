/** One payment: where it stands and why, what can be done about it, and everything that was tried. */
import { html } from 'hono/html';
import { attemptEntry, refusalEntry, why } from '../entries/attempt.ts';
import { copyable, refundEntry } from '../entries/other.ts';
import type { Attempt, PaymentIntent, Readiness, Refund, Refusal, Session } from '../objects.ts';
import { methodName } from '../words/method-name.ts';
import { money } from '../words/spoken.ts';
import { whatNext, whyDeclined } from '../words/why.ts';
import { code, type Html, note, type Part, pill, time } from './layout.ts';
import { paymentState } from './payment-state.ts';

export interface PaymentView {
  readonly payment: PaymentIntent;
  /** First try first, skipped ones included. */
  readonly attempts: readonly Attempt[];
  readonly refusals: readonly Refusal[];
  readonly refunds: readonly Refund[];
  /** Whether its card could be charged now for as much with nobody there; null where there is none. */
  readonly readiness: Readiness | null;
  /** The open visit in which the buyer can pay it. */
  readonly recovery: Session | null;
  /** The event that told of that link; null where none is found. */
  readonly told: string | null;
  /** What was just done here. */
  readonly done: string | null;
}

export function cardOf({ payment_method: own, last_payment_error: failed }: PaymentIntent) {
  const method = own ?? failed?.payment_method ?? null;
  return method !== null && typeof method === 'object' ? method : null;
}

export function customerOf({ customer }: PaymentIntent): string | null {
  return typeof customer === 'string' ? customer : (customer?.id ?? null);
}

const DONE: Readonly<Record<string, string>> = {
  charged: 'The charge was sent. Where it stands now is below.',
  refunded: 'The refund was sent.',
  retried: 'It was tried once more. Where it stands now is below.',
  resolved: 'The attempt was settled, and the evidence is kept with it.',
  resent: 'The event is on its way again.',
};

/** Owed still, and nothing is under way. */
export const isUnpaid = ({ status }: PaymentIntent) =>
  status === 'requires_payment_method' || status === 'requires_confirmation';

/** What is left to be given back, in minor units. */
export function refundable(
  { amount_received: received }: PaymentIntent,
  refunds: readonly Refund[],
) {
  const counted = refunds.filter(({ status }) => status === 'succeeded' || status === 'pending');
  return received - counted.reduce((sum, { amount }) => sum + amount, 0);
}

export function paymentPage(view: PaymentView): Html {
  const { payment, attempts, refunds, refusals, done } = view;
  const whose = customerOf(payment);
  const card = cardOf(payment);
  const told = done !== null && Object.hasOwn(DONE, done) ? DONE[done] : undefined;
  return html`<header class="title">
<p class="crumb"><a href="/operator">Find a customer</a>${whose === null ? '' : html` · <a href="/operator/customers/${whose}">The customer</a>`}</p>
<h1>${money(payment.amount, payment.currency)} ${paymentState(payment, refusals.length > 0)}</h1>
<p class="quiet">${[payment.description, card && methodName(card)].filter(Boolean).map((part) => `${part} · `)}${time(payment.created)} ${code(payment.id)}</p>
</header>
${told === undefined ? '' : note('calm', 'Done', html`<p>${told}</p>`)}
<div class="columns"><div class="side">
${whySection(view)}
${recovery(view)}
${refundForm(view)}
${account(payment)}
</div>
<section class="story" aria-labelledby="story"><h2 id="story">What was tried</h2>
<p class="quiet small">First things first; times are in UTC.</p>
${attempts.length + refusals.length === 0 ? html`<p>Nothing was tried yet.</p>` : html`<ol class="timeline">${inOrder(view)}</ol>`}
${refunds.length === 0 ? '' : html`<h2>Given back</h2><ol class="timeline">${refunds.map((refund) => refundEntry(refund, false))}</ol>`}
</section></div>`;
}

/** Within one second a refusal comes after what was sent, and before the skipped try that it led to. */
function inOrder({ attempts, refusals }: PaymentView): readonly Part[] {
  return [
    ...attempts.map((one) => ({
      at: one.created,
      rank: one.status === 'skipped' ? 2 : 0,
      entry: attemptEntry(one, false),
    })),
    ...refusals.map((one) => ({ at: one.created, rank: 1, entry: refusalEntry(one, false) })),
  ]
    .toSorted((a, b) => a.at - b.at || a.rank - b.rank)
    .map(({ entry }) => entry);
}

function whySection({ payment, attempts, readiness, refusals }: PaymentView): Part {
  const last = attempts.findLast(({ decline }) => decline !== null);
  if (!isUnpaid(payment)) return '';
  const failed = last?.decline ?? null;
  const refused = failed !== null || refusals.length > 0;
  return html`<section aria-labelledby="why"><h2 id="why">${refused ? 'Why was it refused?' : 'Can it be charged now?'}</h2>
${failed === null ? '' : why(whyDeclined(failed.code, failed.kind))}
${failed === null && refusals.at(-1) && readiness?.ready !== false ? html`<p>${refusals.at(-1)?.message} Nothing was sent to a processor.</p>` : ''}
${readiness === null ? '' : standing(readiness)}
${readiness?.ready && customerOf(payment) !== null ? html`<p><a class="button second" href="/operator/payments/${payment.id}/retry">Charge once more</a></p>` : ''}</section>`;
}

/** Whether a card can be charged now, and what stands against it. */
export function standing({ ready, reasons }: Readiness): Html {
  if (ready)
    return html`<p>${pill('ready', 'good')} Nothing stands against charging the card now.</p>`;
  return html`<p>${pill('not ready', 'bad')} The card cannot be charged now with nobody there:</p>
<ul class="rows">${reasons.map((reason) => {
    const { next, who } = whatNext(reason.code, reason.fix);
    return html`<li><p>${reason.message}${reason.until === undefined ? '' : html` Not before ${time(reason.until)}.`}</p>
<p class="small"><strong>What to do:</strong> ${next} <span class="quiet">(${who === 'time' ? 'time does it' : `${who} can do it`})</span> ${code(reason.code)}</p></li>`;
  })}</ul>`;
}

function recovery({ recovery: session, told }: PaymentView): Part {
  if (session === null || session.url === null) return '';
  return html`<section aria-labelledby="link"><h2 id="link">The link for the buyer</h2>
<p>It opens a page where this very amount can be paid, and the permission renewed. Opening it spends nothing. It works until ${time(session.expires_at)}.</p>
${copyable('Link', session.url)}
${told === null ? '' : html`<p><a href="/operator/events/${told}/resend">Send it again</a>, by the event from which you write to the buyer.</p>`}</section>`;
}

function refundForm({ payment, refunds }: PaymentView): Part {
  const left = refundable(payment, refunds);
  if (left <= 0) return '';
  return html`<section aria-labelledby="refund"><h2 id="refund">Refund</h2>
<form method="get" action="/operator/payments/${payment.id}/refund" class="stack">
<label class="field"><span>Amount, or nothing for all of it</span>
<input name="amount" inputmode="decimal" autocomplete="off" maxlength="12" placeholder="${money(left, payment.currency)}"></label>
<label class="field"><span>Reason</span><select name="reason">
<option value="requested_by_customer">The buyer asked for it</option><option value="duplicate">It was paid twice</option><option value="fraudulent">It was fraud</option></select></label>
<button class="button second">Look at it first</button></form></section>`;
}

function account({ latest_charge: charge }: PaymentIntent): Part {
  if (charge === null) return '';
  return html`<section aria-labelledby="dispute"><h2 id="dispute">For a dispute</h2>
<p>All that is known about the charge on one sheet: what was agreed, in which words, by whom, and each attempt.</p>
<p><a class="button second" href="/operator/charges/${charge}/evidence">Open the account of it</a></p></section>`;
}
