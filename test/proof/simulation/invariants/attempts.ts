/** Attempts: planned before anything is sent, moved along known edges, closed on proof alone. */
import type { Acquirer, Operation, Request } from '../processors/acquirer.ts';
import type { AttemptRow, Books } from './books.ts';
import { type ChangeRule, must, type Rule } from './rule.ts';

/** Every edge that an attempt's state may take, written down a second time. */
const EDGES: Readonly<Record<string, readonly string[]>> = {
  started: [
    'requires_action',
    'authorized',
    'succeeded',
    'declined',
    'not_executed',
    'unknown',
    'voided',
  ],
  requires_action: ['authorized', 'succeeded', 'declined', 'not_executed', 'voided'],
  unknown: ['requires_action', 'authorized', 'succeeded', 'declined', 'not_executed', 'voided'],
  authorized: ['voided'],
  succeeded: ['voided'],
  declined: ['succeeded', 'authorized', 'voided'],
  not_executed: ['succeeded', 'authorized', 'voided'],
};
const FAILED = ['declined', 'not_executed'];
const LIVE = ['authorized', 'succeeded'];

/** States change along known edges only. */
export const knownEdges: ChangeRule = (_books, { kind, id, was, now }) => {
  if (kind !== 'attempt') return;
  if (was === null)
    must(
      now === 'started' || now === 'skipped',
      'attempt-begins-started',
      () => `${id} began as ${now}`,
    );
  else
    must((EDGES[was] ?? []).includes(now ?? ''), 'attempt-edges', () => `${id}: ${was} → ${now}`);
};

/** What an attempt is about never changes, and what came late stays late. */
export const sameIdentity: ChangeRule = (_books, { kind, id }) => {
  must(kind !== 'identity', 'attempt-identity', () => `${id} was made another`);
};

/** A success after a failure is a late one. */
export const lateIsMarked: ChangeRule = (books, { kind, id, was, now }) => {
  if (kind !== 'attempt' || !FAILED.includes(was ?? '') || FAILED.includes(now ?? '')) return;
  must(books.attempt(id)?.late === 1, 'late-is-marked', () => `${id}: ${was} → ${now}`);
};

/** Whether the processor's books bear out that this attempt came to nothing. */
function cameToNothing(attempt: AttemptRow, operation: Operation): boolean {
  if (operation.status === 'declined') return true;
  const refusedChallenge = attempt.refuse_action === 1 && operation.status === 'requires_action';
  // A setup that leaves a card good for one use prepared nothing.
  return refusedChallenge || attempt.operation === 'setup';
}

/** No timeout is ever a failure: who closes an attempt as failed has the processor's word, or proof. */
export const closedOnProof: ChangeRule = (books, { kind, id, now }) => {
  if (kind !== 'attempt' || !FAILED.includes(now ?? '')) return;
  const attempt = books.attempt(id);
  if (!attempt || books.byHand(id)) return;
  const done = books.done(attempt);
  if (now === 'declined')
    must(done.length > 0, 'closed-on-proof', () => `${id} is declined, and nobody declined it`);
  const live = done.find((operation) => !cameToNothing(attempt, operation));
  must(!live, 'closed-on-proof', () => `${id} is ${now}, and is ${live?.status} at the processor`);
  if (now === 'declined') return;
  const kinds = books.observations(id).map(({ outcome }) => JSON.parse(outcome).kind as string);
  must(
    kinds.includes('not_executed'),
    'closed-on-proof',
    () => `${id} is not_executed without a word of it: ${kinds.join(', ')}`,
  );
};

/** Nothing is called that was not planned durably before, and nothing that was given up is done after all. */
export function plannedBefore(books: Books, at: Acquirer, request: Request): void {
  const attempt = books.attempt(request.attempt);
  must(
    attempt !== undefined,
    'planned-before-called',
    () =>
      `${at.profile.name} was asked for ${request.kind} ${request.attempt}, which is on no record`,
  );
  must(
    attempt.operation === request.kind && attempt.processor === at.profile.name,
    'planned-before-called',
    () => `${request.attempt} was planned as ${attempt.operation} at ${attempt.processor}`,
  );
  must(
    attempt.operation === 'void' || attempt.amount_minor === request.amountMinor,
    'planned-before-called',
    () =>
      `${request.attempt} was planned over ${attempt.amount_minor}, asked ${request.amountMinor}`,
  );
  const over = FAILED.includes(attempt.status) && books.kernel.now() <= request.notAfterMs;
  must(
    !over || books.byHand(attempt.id) || books.done(attempt).length > 0,
    'given-up-is-over',
    () => `${request.attempt} is ${attempt.status}, and its call could still be carried out`,
  );
}

/** At most one open or successful charge (or setup) of an intent. */
export const oneStanding: Rule = (books) => {
  const double = books.row<{ intent: string; n: number }>(
    `select intent, count(*) as n from attempts
      where operation in ('charge', 'setup') and late = 0
        and status in ('started', 'requires_action', 'unknown', 'authorized', 'succeeded')
      group by intent having n > 1`,
  );
  must(!double, 'one-standing-charge', () => `${double?.intent} has ${double?.n}`);
};

/** The processors hold at most one live charge of an intent, and of an attempt. */
export const oneLiveAtProcessors: Rule = (books) => {
  const byIntent = new Map<string, string>();
  const byAttempt = new Set<string>();
  for (const { operations } of books.acquirers) {
    for (const { request, status, capturedMinor, refundedMinor } of operations) {
      if (request.kind !== 'charge' || !LIVE.includes(status)) continue;
      const { attempt: id } = request;
      must(!byAttempt.has(id), 'charged-once', () => `${id} was charged twice`);
      byAttempt.add(id);
      const attempt = books.attempt(id);
      if (!attempt || attempt.late === 1) continue;
      if (capturedMinor > 0 && capturedMinor === refundedMinor) continue;
      if (books.byHand(id)) continue;
      const other = byIntent.get(attempt.intent);
      must(
        other === undefined,
        'charged-once',
        () => `${attempt.intent} was charged by ${other} and ${id}`,
      );
      byIntent.set(attempt.intent, id);
    }
  }
};

/** A repetition is the same to the letter, and the processors saw nothing that no honest client does. */
export const noComplaints: Rule = (books) => {
  for (const { profile, complaints } of books.acquirers)
    must(complaints.length === 0, 'same-bytes', () => `${profile.name}: ${complaints[0]}`);
};

/** What is captured, voided or refunded is a charge of the same intent and processor, done once. */
export const followsItsCharge: Rule = (books) => {
  const stray = books.row<{ id: string }>(
    `select a.id from attempts a left join attempts c on c.id = a.charge
      where a.operation in ('capture', 'void', 'refund')
        and (c.id is null or c.intent <> a.intent or c.processor <> a.processor
          or c.operation <> 'charge')`,
  );
  must(!stray, 'follows-its-charge', () => `${stray?.id}`);
  const twice = books.row<{ charge: string; n: number }>(
    `select charge, count(*) as n from attempts
      where operation = 'capture' and status = 'succeeded' and late = 0
      group by charge having n > 1`,
  );
  must(!twice, 'captured-once', () => `${twice?.charge} was captured ${twice?.n} times`);
};
