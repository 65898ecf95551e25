/** One record of the consent ledger as a person reads it: who, what, where, in which words. */
import { html } from 'hono/html';
import type { Consent, Mandate } from '../evidence.ts';
import { cardName, money, plain, sentence } from '../spoken.ts';
import { termsInWords } from '../terms.ts';
import type { Entry, Followed } from '../timeline.ts';
import { type Html, time } from './layout.ts';

/** @param broken whether the record is not what was once written */
export function consentEntry(
  { consent, mandate, followed }: Extract<Entry, { kind: 'consent' }>,
  name: string,
  broken: boolean,
): Html {
  const { accepted_at: accepted, created, refers_to: earlier } = consent;
  return html`<li class="entry ${consent.scope} ${consent.act} ${isAside(consent) ? 'entry-aside' : ''}" id="${consent.id}">
<p class="entry-when">${time(created)}</p>
<h3>${sentence(title(consent, name))} ${mandate === null ? '' : standing(mandate)}${
    broken ? html`<span class="status bad">altered</span>` : ''
  }</h3>
<p class="quiet small">${where(consent)}${
    accepted === created ? '' : html`, agreed on ${time(accepted)}`
  }${earlier === null ? '' : html` · <a href="#${earlier}">what it refers to</a>`}</p>
${mandate === null ? '' : html`<p id="${mandate.id}">${termsInWords(mandate.terms)}</p>${charges(followed)}`}
${record(consent)}
</li>`;
}

function title({ act, scope, actor, card, allow_redisplay: shown }: Consent, name: string): string {
  const which = cardName(card);
  const who = { buyer: name, merchant: 'The shop', issuer: "The card's bank", system: 'Keepsake' }[
    actor
  ];
  if (act === 'withdrawal') return `${who} withdrew the permission to keep and show ${which}`;
  if (act === 'revocation') return `${who} revoked the authorization to charge ${which}`;
  const mandate = scope === 'mandate';
  if (act === 'carry_over') {
    return `The ${mandate ? 'authorization' : 'permission'} went on with ${which}, the same account`;
  }
  if (act === 'grant') {
    return mandate
      ? `${name} authorized later charges to ${which}`
      : `${name} allowed ${which} to be kept and shown again`;
  }
  if (mandate) return `The shop states that ${name} authorized later charges to ${which}`;
  if (shown === 'always') return `The shop states that ${name} allowed ${which} to be shown`;
  if (shown === 'limited') return `The shop keeps ${which} by its own word, not to be shown`;
  return `The shop attached ${which} by its own word; nothing was said about showing it`;
}

/** A card came to be kept, and nobody said more: true, but seldom what is looked for. */
function isAside({ act, scope, allow_redisplay: shown }: Consent): boolean {
  return act === 'assertion' && scope === 'redisplay' && shown === 'unspecified';
}

function where({ surface }: Consent): string {
  return {
    embedded: "In the shop's own checkout",
    hosted: 'On the hosted payment page',
    wallet: 'In the wallet',
    api: "Through the API, with the shop's key",
  }[surface];
}

function standing({ status, status_reason: reason }: Mandate): Html {
  const look = status === 'active' ? 'succeeded' : '';
  return html`<span class="status ${look}">${status === 'active' ? 'active' : plain(reason ?? status)}</span>`;
}

function charges(followed: readonly Followed[]): Html {
  if (followed.length === 0) return html`<p class="small">No charge has followed.</p>`;
  return html`<p class="small">Charges that followed:</p>
<ul class="followed">${followed.map(
    ({ payment, attempt }) =>
      html`<li><a href="#${payment}">${money(attempt.amount, attempt.currency)}</a> ${plain(attempt.status)}, ${time(attempt.created)}</li>`,
  )}</ul>`;
}

function record({ words, person, ...rest }: Consent): Html {
  const who = [person?.name, person?.email, person?.ip_address].filter((part) => part);
  const facts: readonly (readonly [string, string | null])[] = [
    ['Record', `${rest.id}, number ${rest.position} in the ledger`],
    ['Hash', rest.hash],
    ['SHA-256 of the words', words?.sha256 ?? null],
    ['From', person?.erased_at ? 'erased' : who.join(', ') || null],
    ['Checkout session', rest.checkout_session],
  ];
  return html`<details><summary>${words === null ? 'The record' : 'The words, and the record'}</summary>
${words === null ? '' : html`<blockquote lang="${words.locale}">${words.text}</blockquote>`}
<dl>${facts.map(([term, fact]) =>
    fact === null ? '' : html`<div><dt>${term}</dt><dd>${fact}</dd></div>`,
  )}</dl></details>`;
}
