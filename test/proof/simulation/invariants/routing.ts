/**
 * More than one processor: what is sent works where it is sent, another is asked on a definitive
 * answer alone, nobody twice, and who was left out was never asked.
 */
import type { Acquirer, Request } from '../processors/acquirer.ts';
import { worksAt } from '../processors/cards.ts';
import type { AttemptRow, Books } from './books.ts';
import { type ChangeRule, must, type Rule } from './rule.ts';

/** After these, and no others, another processor may be asked at once; written down a second time. */
const LEADS_ON = [
  'not_sent',
  'down',
  'credential_unknown',
  'payment_method_incompatible',
  'processing_error',
  'issuer_not_available',
];

const actionOf = ({ decision }: AttemptRow) =>
  decision === null ? null : (JSON.parse(decision) as { action: string }).action;

/** A credential is sent only where it means something. */
export function compatible(_books: Books, at: Acquirer, { credential, attempt }: Request): void {
  must(
    credential === null || worksAt(credential, at.profile.name),
    'compatible-credential',
    () => `${attempt} brought ${credential} to ${at.profile.name}`,
  );
}

/** Another processor is asked after the right kind of answer, which nobody was ever in doubt about. */
export const fallsBackOnProof: ChangeRule = (books, { kind, id, now }) => {
  if (kind !== 'attempt' || (now !== 'declined' && now !== 'not_executed')) return;
  const attempt = books.attempt(id);
  if (!attempt || actionOf(attempt) !== 'fallback') return;
  const told = books
    .observations(id)
    .map(({ outcome }) => JSON.parse(outcome) as { kind: string; reason?: string; code?: string });
  must(
    !told.some((each) => each.kind === 'unknown'),
    'falls-back-on-proof',
    () => `${id} was unknown, and another processor was asked`,
  );
  const last = told.find((each) => each.kind === now);
  const why = last?.reason ?? last?.code ?? '';
  must(LEADS_ON.includes(why), 'falls-back-on-proof', () => `${id} fell back on ${why}`);
  const next = books.row<AttemptRow>(
    `select * from attempts where intent = ? and operation in ('charge', 'setup')
        and status <> 'skipped' and seq > (select seq from attempts where id = ?)
      order by seq limit 1`,
    attempt.intent,
    id,
  );
  must(next !== undefined, 'falls-back-at-once', () => `${id} fell back, and nobody was asked`);
  const same =
    next.processor !== attempt.processor &&
    next.payment_method === attempt.payment_method &&
    next.mandate === attempt.mandate;
  must(same, 'falls-back-at-once', () => `${id} went on as ${next.id} at ${next.processor}`);
};

/** Nobody was asked who is on record as left out. */
export const skippedIsUnasked: Rule = (books) => {
  const asked = new Set(
    books.acquirers.flatMap(({ operations }) => operations.map(({ request }) => request.attempt)),
  );
  for (const { id, credential } of books.rows<AttemptRow>(
    "select * from attempts where status = 'skipped'",
  )) {
    must(!asked.has(id) && credential === null, 'skipped-is-unasked', () => id);
  }
};

/** What a processor gave for a card stands under that processor. */
export const credentialsStay: Rule = (books) => {
  const stray = books.row<{ id: string }>(
    `select a.id from attempts a join credentials c on c.id = a.credential
      where c.processor <> a.processor`,
  );
  must(!stray, 'credentials-stay', () => `${stray?.id} used another processor's credential`);
};
