/** One record of the consent ledger as a person reads it: who, what, where, in which words. */
import { html } from 'hono/html';
import type { Consent, Entry, Mandate } from '../objects.ts';
import { facts, type Html, type Part, pill, time } from '../pages/layout.ts';
import { cardName, plain, sentence } from '../words/spoken.ts';
import { termsInWords } from '../words/terms.ts';
import { entry } from './entry.ts';

type Permission = Extract<Entry, { kind: 'consent' | 'mandate' }>;

/** @param name the buyer's first name */
export function permissionEntry(told: Permission, name: string): Html {
  const record = told.kind === 'consent' ? told.consent : told.mandate;
  const { act, accepted_at: accepted, created, refers_to: earlier, standing } = record;
  const ends = act === 'withdrawal' || act === 'revocation';
  const agreed = accepted === created ? '' : html`, agreed on ${time(accepted)}`;
  const refers = earlier === null ? '' : html` · <a href="#${earlier}">what it refers to</a>`;
  return entry({
    id: record.id,
    look: 'agreed',
    hollow: ends,
    created,
    title: sentence(titleOf(record, name)),
    state: standing && !ends ? standingPill(standing) : '',
    about: html`${placeOf(record)}${agreed}${refers}`,
    body: html`${standing && !ends ? html`<p>${termsInWords(standing.terms)}</p>` : ''}${recordOf(record)}`,
    links: linksOf(record),
  });
}

function linksOf({ act, scope, id, mandate, standing }: Consent) {
  if (act === 'withdrawal' || act === 'revocation') return [];
  if (scope === 'mandate')
    return standing?.status === 'active'
      ? [[`/operator/mandates/${mandate}/revoke`, 'Revoke'] as const]
      : [];
  return act === 'grant' ? [[`/operator/consents/${id}/withdraw`, 'Withdraw'] as const] : [];
}

function titleOf(record: Consent, name: string): string {
  const { act, scope, actor, card, allow_redisplay: shown } = record;
  const which = cardName(card);
  const who = { buyer: name, merchant: 'You', issuer: 'The card’s bank', system: 'Keepsake' }[
    actor
  ];
  if (act === 'withdrawal') return `${who} withdrew the permission to keep and show ${which}`;
  if (act === 'revocation') return `${who} revoked the permission to charge ${which}`;
  const mandate = scope === 'mandate';
  if (act === 'carry_over')
    return `The permission to ${mandate ? 'charge' : 'keep'} went on with ${which}, the same account`;
  if (act === 'grant')
    return mandate
      ? `${name} authorized later charges to ${which}`
      : `${name} allowed ${which} to be kept and shown again`;
  if (mandate) return `You stated that ${name} authorized later charges to ${which}`;
  if (shown === 'always') return `You stated that ${name} allowed ${which} to be shown`;
  if (shown === 'limited') return `You keep ${which} by your own word, not to be shown`;
  return `You attached ${which} by your own word; nothing was said about showing it`;
}

function placeOf({ surface }: Consent): string {
  return {
    embedded: 'In your checkout',
    hosted: 'On the hosted payment page',
    wallet: 'In the wallet',
    api: 'Through the API, with your key',
  }[surface];
}

export function standingPill({ status, status_reason: reason }: Mandate): Html {
  return status === 'active' ? pill('active', 'good') : pill(plain(reason ?? status), 'calm');
}

/** Who agreed, as far as it is known; what was erased is said to be so. */
export function whoOf(person: Consent['person']): string | null {
  if (!person) return null;
  if (person.erased_at !== null) return 'erased at the buyer’s wish';
  return [person.name, person.email].filter(Boolean).join(', ') || 'not recorded';
}

function recordOf(record: Consent): Part {
  const { words, person } = record;
  const from = person?.erased_at === null ? person.ip_address : null;
  const rows: readonly (readonly [string, Part | null])[] = [
    ['Agreed by', whoOf(person)],
    ['From address', from],
    ['With browser', person?.erased_at === null ? person.user_agent : null],
    ['On the page of', record.origin],
    ['Checkout session', record.checkout_session],
    [
      'Language and version',
      words && `${words.locale}, ${words.template} ${words.template_version}`,
    ],
    ['SHA-256 of the words', words?.sha256 ?? null],
    ['Place in the ledger', `number ${record.position}`],
    ['Hash in the ledger', record.hash],
  ];
  const shown = words && html`<blockquote lang="${words.locale}">${words.text}</blockquote>`;
  return html`<details><summary>${words === null ? 'The record' : 'The exact words, and the record'}</summary>
${shown ?? ''}${facts(rows)}</details>`;
}
