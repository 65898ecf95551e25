/** Visits, refunds, decisions, notices and events as entries of a story. */
import { html } from 'hono/html';
import type { Decision, Delivery, Event, Notice, Refund, Session } from '../objects.ts';
import { code, facts, type Html, pill, time } from '../pages/layout.ts';
import { money, plain, sentence } from '../words/spoken.ts';
import { actionInWords } from '../words/why.ts';
import { entry } from './entry.ts';

const MODES = { payment: 'to pay', setup: 'to save a card', subscription: 'to subscribe' } as const;

export function sessionEntry(session: Session): Html {
  const { status, mode, amount_total: amount, payment_intent: payment, url } = session;
  const sum = amount === null || amount === 0 ? '' : `, ${money(amount, session.currency)}`;
  return entry({
    id: session.id,
    look: status === 'complete' ? 'good' : 'calm',
    hollow: status !== 'complete',
    created: session.created,
    title: `A checkout ${MODES[mode]}${sum}`,
    state: pill(status, status === 'complete' ? 'good' : 'calm'),
    about: status === 'open' ? html`Open until ${time(session.expires_at)}` : '',
    body: url === null ? '' : copyable('Its link, for the buyer', url),
    links: payment === null ? [] : [[`/operator/payments/${payment}`, 'The payment']],
  });
}

/** An address to be taken to somebody; opening it is theirs. */
export function copyable(name: string, url: string): Html {
  return html`<label class="field copy"><span>${name}</span><input readonly value="${url}"></label>`;
}

/** @param payment whether the entry leads on to its payment */
export function refundEntry(refund: Refund, payment: boolean): Html {
  const { status, reason, metadata, payment_intent: of } = refund;
  const by = metadata.operator;
  const words = [
    reason && plain(reason),
    by && `by ${by}`,
    refund.failure_reason && `failed: ${plain(refund.failure_reason)}`,
  ];
  return entry({
    id: refund.id,
    look: status === 'failed' ? 'bad' : 'calm',
    created: refund.created,
    title: `${money(refund.amount, refund.currency)} given back`,
    state: pill(status, status === 'failed' ? 'bad' : status === 'succeeded' ? 'good' : 'calm'),
    about: words.filter(Boolean).join(' · '),
    links: payment ? [[`/operator/payments/${of}`, 'The payment']] : [],
  });
}

export function decisionEntry(decision: Decision): Html {
  const { action, reason, tries, until, final_action: final, payment_intent: payment } = decision;
  return entry({
    id: decision.id,
    look: 'calm',
    created: decision.created,
    title: `Invoice: ${(actionInWords(action) ?? plain(action)).toLowerCase()}`,
    about: html`${code(decision.invoice)} after ${tries} failed ${tries === 1 ? 'try' : 'tries'}`,
    body: facts([
      ['Because', code(reason)],
      ['Until', until === null ? null : time(until)],
      ['In the end', final && plain(final)],
    ]),
    links: payment === null ? [] : [[`/operator/payments/${payment}`, 'The payment']],
  });
}

export function noticeEntry(notice: Notice): Html {
  return entry({
    id: notice.id,
    look: 'calm',
    created: notice.created,
    title: `Notice to the buyer: ${plain(notice.kind)}`,
    about: html`About ${time(notice.about)}; to be told by ${time(notice.due_by)}`,
    body: facts([
      ['Subscription', notice.subscription],
      ['Invoice', notice.invoice],
    ]),
  });
}

/** Whom an event's request names as the one who asked for it from these pages. */
export function operatorBehind({ request: { idempotency_key: key } }: Event): string | null {
  return /^operator (\S+) /.exec(key ?? '')?.[1] ?? null;
}

export function eventEntry(event: Event): Html {
  const by = operatorBehind(event);
  const sent = event.deliveries ?? [];
  const about = event.data.object.id;
  return entry({
    id: event.id,
    look: 'calm',
    created: event.created,
    title: event.type,
    about: html`${typeof about === 'string' ? code(about) : ''}${by === null ? '' : html` · from this page, by key ${code(by)}`}`,
    body:
      sent.length === 0
        ? html`<p class="quiet small">No endpoint wanted it.</p>`
        : html`<ul class="rows">${sent.map(delivery)}</ul>`,
    links: [[`/operator/events/${event.id}/resend`, 'Send again']],
  });
}

function delivery({ status, webhook_endpoint: to, tries, next_attempt: next }: Delivery): Html {
  const last = tries.at(-1);
  const answer =
    last && (last.status_code === null ? (last.error ?? 'no answer') : last.status_code);
  const look = status === 'delivered' ? 'good' : status === 'failed' ? 'bad' : 'calm';
  return html`<li>${pill(sentence(status), look)} to ${code(to)}, ${tries.length} ${tries.length === 1 ? 'try' : 'tries'}${
    answer === undefined ? '' : html`, last answer ${code(String(answer))}`
  }${next === null ? '' : html`, again at ${time(next)}`}</li>`;
}
