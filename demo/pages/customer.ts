/**
 * One customer as the merchant sees them: what may be charged now, a way to charge it, and the
 * whole story of permissions and charges.
 */
import { html } from 'hono/html';
import type Stripe from 'stripe';
import type { Evidence, Verification } from '../evidence.ts';
import type { Outcome } from '../later-charge.ts';
import { listed } from '../spoken.ts';
import { timelineOf } from '../timeline.ts';
import { chargeLaterPanel } from './charge-later.ts';
import type { Html } from './layout.ts';
import { timelineList } from './timeline.ts';

export interface CustomerView {
  readonly customer: Stripe.Customer | Stripe.DeletedCustomer;
  readonly evidence: Evidence;
  /** What came of the charge that this page answers; null where there was none. */
  readonly outcome: Outcome | null;
  /** A fresh UUID: the same form sent twice is the same charge. */
  readonly press: string;
}

export function customerPage({ customer, evidence, outcome, press }: CustomerView): Html {
  const kept = customer.deleted ? null : customer;
  const name = kept?.name?.split(' ')[0] ?? 'the buyer';
  return html`<div class="customer">
<header class="customer-head">
<p class="crumb"><a href="/merchant">Merchant</a></p>
<h1>${kept?.name ?? kept?.email ?? 'Deleted customer'}</h1>
<p class="quiet">${kept === null ? 'The customer was erased; the evidence that has to be kept is still here.' : kept.email} <code>${customer.id}</code></p>
</header>
<div class="side">
${kept === null ? '' : chargeLaterPanel({ name, evidence, outcome, press })}
</div>
<section class="story" aria-labelledby="story-title">
<h2 id="story-title">Who agreed to what, and what followed</h2>
${ledgerState(evidence.ledger)}
${timelineList(timelineOf(evidence), name, evidence)}
${evidence.cut ? html`<p class="quiet small">There is more on record than fits here; the API has all of it.</p>` : ''}
</section>
</div>`;
}

function ledgerState({ ok, checked, broken, missing = 0 }: Verification): Html {
  if (ok) {
    return html`<p class="ledger-state"><span class="status succeeded">ledger intact</span>
<span class="quiet small">All ${checked} records of the consent ledger were checked just now; none was altered, removed or reordered.</span></p>`;
  }
  const found = [
    ...(broken.length > 0 ? [`${listed(broken)} cannot be trusted`] : []),
    ...(missing > 0 ? [`${missing} ${missing === 1 ? 'record is' : 'records are'} missing`] : []),
  ];
  return html`<p class="ledger-state" role="alert"><span class="status bad">ledger broken</span>
<span class="small">The consent ledger was changed after it was written: ${listed(found)}.</span></p>`;
}
