/**
 * Holds the world against its rules: after each commit those that its changes can touch, all of them
 * every now and then, and at the end those that hold only at rest.
 */

import { madeOnceUnderKey, onReply } from './invariants/answers.ts';
import {
  closedOnProof,
  followsItsCharge,
  knownEdges,
  lateIsMarked,
  noComplaints,
  oneLiveAtProcessors,
  oneStanding,
  plannedBefore,
  sameIdentity,
} from './invariants/attempts.ts';
import {
  type AttemptRow,
  type Books,
  type Change,
  openBooks,
  type Sources,
} from './invariants/books.ts';
import {
  allArrived,
  deliveryEndsOnce,
  endsAreTold,
  everyEventGoesOut,
  failuresAreTold,
  newsOnce,
  nothingMadeUp,
  refundsAreTold,
  unknownIsTold,
} from './invariants/events.ts';
import {
  booksAgree,
  capturesWithinHold,
  intentsAgree,
  paidByCharge,
  refundsWithinCapture,
} from './invariants/money.ts';
import {
  capsHold,
  coveredWhenPlanned,
  leftAlone,
  revokedForGood,
  usesFollowAttempts,
} from './invariants/permission.ts';
import {
  credentialsGo,
  forgottenEverywhere,
  nothingPrivate,
  oneAccount,
} from './invariants/privacy.ts';
import { atRest, somebodyLooks } from './invariants/rest.ts';
import {
  compatible,
  credentialsStay,
  fallsBackOnProof,
  skippedIsUnasked,
} from './invariants/routing.ts';
import type { ChangeRule, Rule } from './invariants/rule.ts';
import type { Ask, Reply } from './machine.ts';
import type { Acquirer, Request } from './processors/acquirer.ts';
import type { Person } from './town.ts';

const CHANGE_RULES: readonly ChangeRule[] = [
  knownEdges,
  sameIdentity,
  lateIsMarked,
  closedOnProof,
  fallsBackOnProof,
  refundsWithinCapture,
  coveredWhenPlanned,
  capsHold,
  revokedForGood,
  leftAlone,
  endsAreTold,
  unknownIsTold,
  failuresAreTold,
  deliveryEndsOnce,
];

const RULES: readonly Rule[] = [
  oneStanding,
  oneLiveAtProcessors,
  noComplaints,
  followsItsCharge,
  skippedIsUnasked,
  credentialsStay,
  capturesWithinHold,
  paidByCharge,
  usesFollowAttempts,
  refundsAreTold,
  everyEventGoesOut,
  nothingMadeUp,
  newsOnce,
  oneAccount,
  credentialsGo,
  somebodyLooks,
  madeOnceUnderKey,
];

const RULES_AT_REST: readonly Rule[] = [
  atRest,
  booksAgree,
  intentsAgree,
  allArrived,
  forgottenEverywhere,
];

/** Commits between two times that everything is asked. */
const EVERYTHING_EVERY = 60;

export interface Oracle {
  readonly books: Books;
  /** After a commit: the rules that its changes can touch. */
  afterCommit(): void;
  onReply(asked: Ask, reply: Reply): void;
  onArrival(at: Acquirer, request: Request): void;
  /** Every rule that holds at any time. */
  everything(): void;
  /** Every rule, at rest. */
  rest(people: readonly Person[]): void;
  /** Attempts whose outcome is open. */
  openAttempts(): readonly {
    readonly id: string;
    readonly processor: string;
    readonly operation: string;
    readonly notAfterMs: number;
  }[];
  close(): void;
}

export function openOracle(sources: Sources): Oracle {
  const books = openBooks(sources);
  let seen = 0;
  let commits = 0;
  const oracle: Oracle = {
    books,
    afterCommit() {
      const changes = books.rows<Change>('select * from watched where n > ? order by n', seen);
      seen = changes.at(-1)?.n ?? seen;
      for (const change of changes) for (const rule of CHANGE_RULES) rule(books, change);
      commits += 1;
      if (commits % EVERYTHING_EVERY === 0) oracle.everything();
    },
    onReply: (asked, reply) => onReply(books, asked, reply),
    onArrival(at, request) {
      plannedBefore(books, at, request);
      compatible(books, at, request);
    },
    everything() {
      for (const rule of RULES) rule(books);
    },
    rest(people) {
      oracle.everything();
      for (const rule of RULES_AT_REST) rule(books);
      nothingPrivate(books, people);
    },
    openAttempts: () =>
      books
        .rows<AttemptRow>(
          "select * from attempts where status in ('started', 'unknown') order by seq",
        )
        .map(({ id, processor, operation, not_after_ms: notAfterMs }) => ({
          id,
          processor,
          operation,
          notAfterMs,
        })),
    close: () => books.close(),
  };
  return oracle;
}
