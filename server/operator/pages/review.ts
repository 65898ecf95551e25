/** One look before something is done: what it is, what follows, and one button. */
import { html } from 'hono/html';
import { copyable } from '../entries/other.ts';
import type { Reason } from '../objects.ts';
import { type Html, note, type Part } from './layout.ts';
import { standing } from './payment.ts';

export interface Review {
  readonly title: string;
  readonly body: Part;
  /** Further fields of the form. */
  readonly fields?: Part;
  /** On the button. */
  readonly act: string;
  /** Whether it takes something away, or moves money. */
  readonly grave?: boolean;
  readonly back: string;
}

/** @param press one for each form shown: the same form sent twice is the same act */
export function reviewPage(review: Review, action: string, press: string): Html {
  const { title, body, fields = '', act, grave = false, back } = review;
  return html`<section class="narrow"><h1>${title}</h1>${body}
<form method="post" action="${action}" class="stack">
<input type="hidden" name="press" value="${press}">${fields}
<div class="choice"><button class="button ${grave ? 'grave' : ''}">${act}</button> <a href="${back}">Not now</a></div>
</form></section>`;
}

export interface Failure {
  readonly title: string;
  readonly message: string;
  readonly reasons: readonly Reason[];
  readonly recoveryUrl: string | null;
  readonly back: string;
  /** The payment that it was about. */
  readonly payment: string | null;
}

export function failurePage(failure: Failure): Html {
  const { title, message, reasons, recoveryUrl, back, payment } = failure;
  return html`<section class="narrow">${note('bad', title, html`<p>${message}</p>`)}
${reasons.length === 0 ? '' : standing({ ready: false, reasons })}
${recoveryUrl === null ? '' : html`<p>Send the buyer this link: they can pay this very amount there, and renew the permission. Opening it spends nothing.</p>${copyable('Link for the buyer', recoveryUrl)}`}
<p class="choice">${payment === null ? '' : html`<a class="button second" href="/operator/payments/${payment}">The payment</a>`} <a href="${back}">Go back</a></p></section>`;
}
