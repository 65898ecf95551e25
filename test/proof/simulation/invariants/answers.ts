/** Answers: none is a fault of the server's own, and under one key everybody gets the same. */
import type { Ask, Reply } from '../machine.ts';
import type { Books } from './books.ts';
import { shownByConsent } from './privacy.ts';
import { must, type Rule } from './rule.ts';

const DAY_MS = 86_400_000;

/** Whatever happens to it, the server has an answer of its own choosing. */
function noFault(asked: Ask, reply: Reply): void {
  must(
    reply.status < 500,
    'no-server-error',
    () => `${asked.method} ${asked.path} was answered with ${reply.status}: ${reply.text}`,
  );
}

/** What was answered for good under a key is answered again to the letter; another body is refused. */
function sameUnderKey(books: Books, asked: Ask, reply: Reply): void {
  const key = asked.headers?.['idempotency-key'];
  if (key === undefined || (reply.status !== 200 && reply.status !== 402)) return;
  const { answers } = books.journal;
  const name = `${key} ${asked.path} ${asked.body}`;
  const now = books.kernel.now();
  const other = [...answers.entries()].find(
    ([known, { atMs }]) => known.startsWith(`${key} `) && known !== name && now < atMs + DAY_MS / 2,
  );
  must(!other, 'key-names-one-request', () => `${key} was answered for two requests`);
  const before = answers.get(name);
  if (before && now < before.atMs + DAY_MS / 2) {
    // Erasure takes a person out of an answer that is kept; nothing else may differ.
    must(
      before.text === reply.text || reply.text.length < before.text.length,
      'same-under-key',
      () => `${key}: ${before.text} then ${reply.text}`,
    );
    return;
  }
  answers.set(name, { text: reply.text, atMs: now });
}

/** Cards in a checkout's answer are shown by permission. */
function shownRightly(books: Books, asked: Ask, reply: Reply): void {
  if (
    reply.status !== 200 ||
    !asked.path.startsWith('/elements/checkout') ||
    asked.method !== 'GET'
  )
    return;
  const shown = reply.body.payment_methods as { id: string }[] | undefined;
  const { id: session } = reply.body.session as { id: string };
  for (const { id } of shown ?? []) shownByConsent(books, session, id);
}

/** What is made under one key is made once, however often the request comes and whoever dies over it. */
export const madeOnceUnderKey: Rule = (books) => {
  const double = books.row<{ key: string; type: string; n: number }>(
    `select e.idempotency_key as key, e.type, count(distinct e.object) as n from events e
      where e.idempotency_key is not null
        and (e.type = 'customer.created' or (e.type in ('payment_intent.created', 'setup_intent.created')
          and exists (select 1 from attempts a where a.intent = e.object)))
      group by e.idempotency_key, e.type
      having n > 1 and max(e.created_ms) - min(e.created_ms) < ${DAY_MS}`,
  );
  must(!double, 'made-once-under-key', () => `${double?.key}: ${double?.n} × ${double?.type}`);
};

/** Asked of every answer, at the moment that it is made. */
export function onReply(books: Books, asked: Ask, reply: Reply): void {
  noFault(asked, reply);
  sameUnderKey(books, asked, reply);
  shownRightly(books, asked, reply);
}
