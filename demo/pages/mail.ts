/** The subscriber's mailbox: letters in a list, one of them open, as mail programs show them. */
import { html } from 'hono/html';
import { date, moment, shortDate } from '../coffee/dates.ts';
import type { Letter } from '../coffee/letters.ts';
import type { Html } from './layout.ts';

interface Listed {
  /** Seconds since 1970; what came later is marked as new. */
  readonly since?: number | null;
  /** The one that is open. */
  readonly open?: string;
}

/** @param letters newest first */
export function letterList(letters: readonly Letter[], { since = null, open }: Listed = {}): Html {
  return html`<ul class="letters">${letters.map(
    ({ id, at, subject, body }) => html`<li class="${since !== null && at > since ? 'fresh' : ''}">
<a href="/coffee/mail/${id}" ${id === open ? html`aria-current="true"` : ''}>
<span class="letter-subject">${subject}</span>
<span class="letter-when">${shortDate(at)}</span>
<span class="letter-line">${body[0] ?? ''}</span>
</a></li>`,
  )}</ul>`;
}

export interface Mailbox {
  /** Newest first. */
  readonly letters: readonly Letter[];
  readonly open: Letter | null;
  readonly to: string;
  readonly shopUrl: string;
}

export function mailPage(mailbox: Mailbox): Html {
  const { letters, open } = mailbox;
  return html`<div class="mailbox ${open === null ? '' : 'reading'}">
<section class="mailbox-list" aria-labelledby="mailbox-title">
<p class="crumb"><a href="/coffee/yours">Your coffee</a></p>
<h1 id="mailbox-title">Mailbox</h1>
<p class="quiet small">What the shop would write, each from an event of the API. Nothing is sent.</p>
${letters.length === 0 ? html`<p>No letters yet.</p>` : letterList(letters, open === null ? {} : { open: open.id })}
</section>
${open === null ? html`<p class="mailbox-none quiet">Choose a letter to read it.</p>` : letter(open, mailbox)}
</div>`;
}

function letter(
  { at, subject, body, links, manageable, type }: Letter,
  { to, shopUrl }: Mailbox,
): Html {
  return html`<article class="letter" aria-labelledby="letter-title">
<p class="crumb letter-back"><a href="/coffee/mail">All letters</a></p>
<header>
<h2 id="letter-title">${subject}</h2>
<dl>
<div><dt>From</dt><dd>Keepsake Goods &lt;coffee@goods.example&gt;</dd></div>
<div><dt>To</dt><dd>${to}</dd></div>
<div><dt>Date</dt><dd><time datetime="${new Date(at * 1000).toISOString()}" title="${date(at)}">${moment(at)} UTC</time></dd></div>
</dl>
</header>
<div class="letter-body">
${body.map((paragraph) => html`<p>${paragraph}</p>`)}
${links.length === 0 ? '' : html`<p class="letter-links">${links.map(({ says, href }, at) => html`<a class="${at === 0 ? 'button' : 'plain'}" href="${href}">${says}</a> `)}</p>`}
<p>Keepsake Goods</p>
${manageable ? html`<p class="letter-foot">Change your card, or stop at any time: <a href="${shopUrl}/coffee/wallet">your wallet</a>.</p>` : ''}
</div>
<p class="letter-event">Written from <code>${type}</code></p>
</article>`;
}
