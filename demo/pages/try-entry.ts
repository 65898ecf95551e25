/** One try of a payment as an operator reads it: where, on whose word, what came of it, and what was decided. */
import { html } from 'hono/html';
import type { Try } from '../payment-history.ts';
import { money, plain, sentence } from '../spoken.ts';
import { type Html, time } from './layout.ts';

/** What a kind of decline means for the next step. */
const KINDS: Readonly<Record<string, string>> = {
  retry_later: 'may go through later',
  other_processor: 'another processor may do it now',
  never: 'never to be tried again',
  buyer: 'the buyer is needed',
  incompatible: 'the credential does not fit',
  reconcile: 'to be looked up first',
  merchant: 'for the merchant to mend',
};

/** What was done about a failure. */
const ACTIONS: Readonly<Record<string, string>> = {
  try: 'Sent there',
  fallback: 'Another processor was asked at once',
  skip: 'Not sent',
  stop: 'Nobody else was asked',
  retry_later: 'Can be tried later',
  never_again: 'Never to be tried again with this card',
  ask_buyer: 'Needs the buyer',
  ask_merchant: 'Needs the merchant',
  replace_credential: 'Needs another credential of the card',
  reconcile: 'Looked up before anything else is done',
};

const LOOKS: Readonly<Record<string, string>> = {
  succeeded: 'succeeded',
  authorized: 'succeeded',
  declined: 'bad',
  unknown: 'bad',
};

export function tryEntry(one: Try): Html {
  const { operation, processor, status, amount, currency, created, late, sequence } = one;
  const sum = amount === 0 ? '' : ` ${money(amount, currency)}`;
  return html`<li class="entry try ${status}" id="${one.id}">
<p class="entry-when">${time(created)} · try ${sequence}</p>
<h3>${sentence(plain(operation))}${sum} at ${processor} <span class="status ${LOOKS[status] ?? ''}">${plain(status)}</span>${
    late ? html` <span class="status bad">came to light late</span>` : ''
  }</h3>
<dl>${facts(one).map(([term, fact]) => html`<div><dt>${term}</dt><dd>${fact}</dd></div>`)}</dl>
<p class="ids"><code>${one.id}</code></p>
</li>`;
}

function facts(one: Try): readonly (readonly [string, Html])[] {
  const { decline, decision, resolved_at: resolved, status } = one;
  const open = resolved === null && status !== 'skipped';
  return [
    ...(decline === null ? [] : [['Declined', declineWords(decline)] as const]),
    ...(decision === null ? [] : [['Decided', decisionWords(decision)] as const]),
    ...(status === 'skipped' ? [] : [['On whose word', wordOf(one)] as const]),
    ...(open ? [['Known', html`not yet; the processor is being asked`] as const] : []),
    ...(resolved === null || status === 'skipped' ? [] : [['Known', time(resolved)] as const]),
  ];
}

function declineWords({ code, network_code: network, kind }: NonNullable<Try['decline']>): Html {
  return html`<code>${code}</code>${
    network === null ? '' : html`, the network says <code>${network}</code>`
  }: ${KINDS[kind] ?? plain(kind)}`;
}

function decisionWords({ action, reason, until }: NonNullable<Try['decision']>): Html {
  return html`${ACTIONS[action] ?? sentence(plain(action))}: <code>${reason}</code>${
    until === null ? '' : html`, until ${time(until)}`
  }`;
}

function wordOf({ authorization, mandate, initiator }: Try): Html {
  if (authorization === 'on_session') return html`the buyer was there`;
  if (mandate !== null) return html`an authorization, <code>${mandate}</code>`;
  return initiator === 'merchant' ? html`the shop’s, without an authorization` : html`nobody’s`;
}
