/** One try as an operator reads it: where, on whose word, what came of it, why, and what was decided. */
import { html } from 'hono/html';
import type { Attempt, Refusal } from '../objects.ts';
import { code, facts, type Html, type Look, type Part, pill, time } from '../pages/layout.ts';
import { cardName, money, plain, sentence } from '../words/spoken.ts';
import { actionInWords, nextFor, type Why, whyDeclined } from '../words/why.ts';
import { entry } from './entry.ts';

const LOOKS: Readonly<Record<string, Look>> = {
  succeeded: 'good',
  authorized: 'good',
  declined: 'bad',
  unknown: 'bad',
};

const OPERATIONS: Readonly<Record<Attempt['operation'], string>> = {
  charge: 'Charge',
  setup: 'Check of the card',
  capture: 'Taking what was held',
  void: 'Letting go what was held',
  refund: 'Refund',
};

/** @param payment whether the entry leads on to its payment */
export function attemptEntry(one: Attempt, payment: boolean): Html {
  const { operation, processor, status, amount, currency, created, late, card } = one;
  const look = LOOKS[status] ?? 'calm';
  const sum = amount === 0 ? '' : ` of ${money(amount, currency)}`;
  const states = html`${pill(plain(status), look)}${late ? html` ${pill('came to light late', 'bad')}` : ''}`;
  return entry({
    id: one.id,
    look,
    hollow: status === 'skipped' || status === 'unknown',
    created,
    title: `${OPERATIONS[operation]}${sum} at ${processor}`,
    state: states,
    about: [card ? cardName(card) : null, `try ${one.sequence}`].filter(Boolean).join(' · '),
    body: html`${one.decline === null ? '' : why(whyDeclined(one.decline.code, one.decline.kind))}${facts(factsOf(one))}`,
    links: linksOf(one, payment),
  });
}

function linksOf({ id, status, payment_intent: of }: Attempt, payment: boolean) {
  const settle = [`/operator/attempts/${id}/resolve`, 'Settle by hand'] as const;
  return [
    ...(payment && of !== null ? [[`/operator/payments/${of}`, 'The payment'] as const] : []),
    ...(status === 'unknown' ? [settle] : []),
  ];
}

/** Why something was refused, and what is to be done. */
export function why({ what, next, who }: Why): Html {
  const mends =
    who === 'you' ? 'you can do it' : who === 'time' ? 'time does it' : `${who} can do it`;
  return html`<div class="why"><p>${what}</p><p><strong>What to do:</strong> ${next} <span class="quiet">(${mends})</span></p></div>`;
}

function factsOf(one: Attempt): readonly (readonly [string, Part | null])[] {
  const { decline, decision, resolved_at: resolved, status, actor, reason } = one;
  const skipped = status === 'skipped';
  const known = resolved === null ? html`not yet; the processor is being asked` : time(resolved);
  return [
    ['Codes', decline && codesOf(decline)],
    ['Decided', decision && decided(decision)],
    ['On whose word', skipped || !takes(one) ? null : wordOf(one)],
    ['Asked for by', actor ?? null],
    ['Because', reason ?? null],
    ['Outcome known', skipped ? null : known],
  ];
}

function codesOf({ code: own, network_code: network }: NonNullable<Attempt['decline']>): Html {
  return html`${code(own)}${network === null ? '' : html`, the network’s ${code(network)}`}`;
}

function decided({ action, reason, until }: NonNullable<Attempt['decision']>): Html {
  const words = actionInWords(action) ?? sentence(plain(action));
  return html`${words}: ${code(reason)}${until === null ? '' : html`, until ${time(until)}`}`;
}

/** Whether somebody's permission is needed for it. */
const takes = ({ operation }: Attempt) => operation === 'charge' || operation === 'setup';

function wordOf({ authorization, mandate, initiator }: Attempt): Part {
  if (authorization === 'on_session') return 'the buyer was there';
  if (mandate !== null) return html`a permission, ${code(mandate)}`;
  return initiator === 'merchant' ? 'yours, without a permission' : 'nobody’s';
}

/** @param payment whether the entry leads on to its payment */
export function refusalEntry(refusal: Refusal, payment: boolean): Html {
  const { amount, currency, reasons, card, intent } = refusal;
  const what = amount === null ? 'A request' : `A charge of ${money(amount, currency)}`;
  const nexts = reasons.map(nextFor).filter((next) => next !== null);
  return entry({
    id: refusal.id,
    look: 'bad',
    created: refusal.created,
    title: `${what}${card ? ` to ${cardName(card)}` : ''}`,
    state: pill('refused', 'bad'),
    about: html`Nothing was sent to a processor. ${[refusal.code, ...reasons].map((each) => html`${code(each)} `)}`,
    body: html`<div class="why"><p>${refusal.message}</p>${nexts.map((next) => html`<p><strong>What to do:</strong> ${next}</p>`)}</div>`,
    links:
      payment && intent?.startsWith('pi_') ? [[`/operator/payments/${intent}`, 'The payment']] : [],
  });
}
