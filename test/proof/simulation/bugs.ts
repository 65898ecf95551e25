/**
 * Bugs that a server of this kind is known to have, each as the few words that would bring it in. The
 * oracle is worth what it finds of them. What an edit changes must stand in its file exactly once, so
 * that no refactoring can take a bug out of this list in silence.
 */

export interface Edit {
  /** From the root of the repository. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export interface Bug {
  readonly name: string;
  /** What goes wrong with it. */
  readonly says: string;
  /** A life that is known to meet it: the search begins there instead of at 1, to save time. */
  readonly from?: number;
  readonly edits: readonly Edit[];
}

const edit = (file: string, find: string, replace: string): Edit => ({
  file: `server/${file}`,
  find,
  replace,
});

export const BUGS: readonly Bug[] = [
  {
    name: 'settle-blindly',
    says: 'an outcome is applied whatever state the attempt is in',
    edits: [
      edit(
        'domain/settle.ts',
        'const settlement = settlementOf(before, told);',
        "const settlement = settlementOf({ ...before, status: 'unknown' }, told);",
      ),
    ],
  },
  {
    name: 'guess-failed',
    says: 'a call without an answer counts as one that was not carried out',
    edits: [
      edit(
        'domain/charge.ts',
        'const outcome = await call();',
        `const told = await call();
    const outcome: Outcome =
      told.kind === 'unknown' ? { kind: 'not_executed', reason: told.reason } : told;`,
      ),
    ],
  },
  {
    name: 'key-per-call',
    says: 'every call goes out under a key of its own',
    edits: [
      edit(
        'domain/follow-ups.ts',
        'const call = { attempt: attempt.id,',
        "const call = { attempt: ctx.newId('att'),",
      ),
    ],
  },
  {
    name: 'reserve-outside',
    says: "a mandate's use is reserved in a transaction of its own, after the plan",
    edits: [
      edit('domain/charge.ts', 'await reserveUse(tx, {', 'const use = {'),
      edit(
        'domain/charge.ts',
        `      state: 'reserved',
      createdMs: plan.periodMs ?? now,
    });`,
        `      state: 'reserved' as const,
      createdMs: plan.periodMs ?? now,
    };
    ctx.timer(0, () => void ctx.store.transact((later) => reserveUse(later, use)));`,
      ),
    ],
  },
  {
    name: 'no-standing-charge',
    says: 'neither the plan nor a unique index bars a second charge of an intent',
    edits: [
      edit(
        'domain/charge.ts',
        'const standing = before.find(isStanding);',
        'const standing = before.find(() => false);',
      ),
      edit(
        'storage/migrations/0001-indexes.ts',
        'create unique index attempts_standing',
        'create index attempts_standing',
      ),
      edit(
        'model/intent.ts',
        'if (!among(CONFIRMABLE, intent.status)) {',
        "if (intent.status === 'canceled') {",
      ),
    ],
  },
  {
    name: 'refunds-without-pending',
    says: 'refunds on their way do not count against what is left',
    edits: [
      edit(
        'model/refund.ts',
        "sum(refunds, ({ status }) => status === 'succeeded' || status === 'pending')",
        "sum(refunds, ({ status }) => status === 'succeeded')",
      ),
    ],
  },
  {
    name: 'capture-too-much',
    says: 'a capture is not held against what was authorized',
    edits: [
      edit(
        'model/intent.ts',
        'if (amountMinor > intent.amountCapturableMinor) {',
        'if (amountMinor < 0) {',
      ),
    ],
  },
  {
    name: 'failure-stands',
    says: 'a success that comes to light after a failure is dropped',
    from: 35,
    edits: [
      edit(
        'model/settlement.ts',
        "return isAchieved(operation, change.status) ? { action: 'late', outcome, change } : KEEP;",
        'return KEEP;',
      ),
    ],
  },
  {
    name: 'late-money-stays',
    says: 'a late success is recorded, and its money kept',
    from: 132,
    edits: [
      edit(
        'domain/settle.ts',
        "else if (settlement.action === 'late') await followLateCharge(ctx, tx, attempt);",
        "else if (settlement.action === 'late') return attempt;",
      ),
    ],
  },
  {
    name: 'event-afterwards',
    says: 'an event is written after its change, in a transaction of its own',
    edits: [
      edit(
        'domain/follow-up-consequences.ts',
        'await emit(ctx, tx, { type, object: await paymentIntentSnapshot(ctx, tx, intent) });',
        `const object = await paymentIntentSnapshot(ctx, tx, intent);
  ctx.timer(0, () => void ctx.store.transact((later) => emit(ctx, later, { type, object })));`,
      ),
    ],
  },
  {
    name: 'no-fence',
    says: 'whoever comes back after its lease records over whoever came after',
    from: 109,
    edits: [
      edit(
        'storage/due.ts',
        ".where('id', '=', '').where('fence', '=', 0),",
        ".where('id', '=', '').where('fence', '>=', 0),",
      ),
    ],
  },
  {
    name: 'cap-counts-done',
    says: "only charges that succeeded count against a mandate's caps",
    edits: [
      edit(
        'model/mandate.ts',
        "const counts = (use: Counted) => use.state !== 'released';",
        "const counts = (use: Counted) => use.state === 'consumed';",
      ),
    ],
  },
  {
    name: 'unknown-frees-use',
    says: 'an unknown outcome gives the use of a mandate back',
    edits: [
      edit(
        'model/mandate.ts',
        `    case 'unknown':
      return 'reserved';`,
        `      return 'reserved';
    case 'unknown':
      return 'released';`,
      ),
    ],
  },
  {
    name: 'revoked-still-covers',
    from: 21,
    says: 'a revoked mandate still covers a later charge',
    edits: [
      edit('model/mandate.ts', "if (mandate.revokedMs !== null) return no('mandate_revoked');", ''),
    ],
  },
  {
    name: 'absence-is-proof',
    says: 'one look-up that finds nothing closes an attempt at once',
    edits: [
      edit(
        'model/reconcile.ts',
        'const provable = attempt.notAfterMs + facts.lookupSettleMs;',
        'const provable = 0;',
      ),
      edit(
        'model/reconcile.ts',
        'if (countingAbsences(facts) >= RECONCILE_ABSENCES) {',
        'if (countingAbsences(facts) >= 0) {',
      ),
    ],
  },
  {
    name: 'books-lag-forgotten',
    from: 7,
    says: "a processor's books are believed before they are complete",
    edits: [
      edit(
        'domain/reconcile.ts',
        'lookupSettleMs: capabilities.lookupSettleMs,',
        'lookupSettleMs: 0,',
      ),
    ],
  },
  {
    name: 'delivered-before-sent',
    says: 'a delivery is marked done before it is sent',
    edits: [
      edit(
        'domain/webhooks-out.ts',
        `const { status, nextAttemptMs, gone } = afterTry(answer, tries.length, nowMs, chance(ctx));`,
        `const { status, nextAttemptMs, gone } = afterTry(
    { kind: 'answered', status: 200, retryAfterMs: null },
    tries.length,
    nowMs,
    chance(ctx),
  );`,
      ),
    ],
  },
  {
    name: 'key-for-anything',
    says: 'another request under a known key gets the first answer',
    edits: [
      edit(
        'storage/idempotency-keys.ts',
        "if (known.hash !== hash) return { state: 'mismatch' };",
        '',
      ),
    ],
  },
  {
    name: 'resume-forgets',
    says: 'whoever resumes a dead request begins from the start',
    from: 50,
    edits: [
      edit(
        'domain/recovery-points.ts',
        'return point?.startsWith(',
        'return point === null && point?.startsWith(',
      ),
    ],
  },
  {
    name: 'answer-not-kept',
    says: 'an answer under a key is not stored',
    edits: [
      edit(
        'domain/idempotency-keys.ts',
        'if (!answer.keep) await ctx.store.transact((tx) => releaseKey(tx, held));',
        'if (answer.keep || !answer.keep) await ctx.store.transact((tx) => releaseKey(tx, held));',
      ),
    ],
  },
  {
    name: 'expires-under-payment',
    from: 12,
    says: 'a session expires while the outcome of its payment is open',
    edits: [
      edit('domain/expiry.ts', 'if (standing && isOpen(standing.status)) return;', ''),
      edit(
        'domain/checkout-sessions.ts',
        'const ruling = canExpire(session, standing !== null && isOpen(standing.status));',
        'const ruling = canExpire(session, false);',
      ),
    ],
  },
  {
    name: 'no-one-looks',
    says: 'an attempt whose outcome is unknown is never asked about',
    edits: [
      edit(
        'domain/settle.ts',
        'if (isOpen(status)) return ctx.wall() + RECONCILE_FIRST_MS;',
        "if (isOpen(status)) return status === 'unknown' ? null : ctx.wall() + RECONCILE_FIRST_MS;",
      ),
    ],
  },
  {
    name: 'falls-back-when-unknown',
    says: 'another processor is asked while the outcome at the first is unknown',
    edits: [
      edit(
        'model/fallback.ts',
        "return status === 'not_executed' &&",
        `if (status === 'unknown') return { kind: 'not_executed', reason: 'down' };
  return status === 'not_executed' &&`,
      ),
      edit(
        'domain/charge.ts',
        'const standing = before.find(isStanding);',
        "const standing = before.find((each) => isStanding(each) && each.status !== 'unknown');",
      ),
      edit(
        'storage/migrations/0001-indexes.ts',
        "'requires_action', 'unknown', 'authorized'",
        "'requires_action', 'authorized'",
      ),
    ],
  },
  {
    name: 'falls-back-when-asked',
    says: 'another processor is asked while the first waits for its buyer',
    edits: [
      edit(
        'model/fallback.ts',
        "return status === 'not_executed' &&",
        `if (status === 'requires_action') return { kind: 'not_executed', reason: 'down' };
  return status === 'not_executed' &&`,
      ),
      edit(
        'domain/charge.ts',
        'const standing = before.find(isStanding);',
        "const standing = before.find((each) => isStanding(each) && each.status === 'started');",
      ),
      edit(
        'storage/migrations/0001-indexes.ts',
        'create unique index attempts_standing',
        'create index attempts_standing',
      ),
    ],
  },
  {
    name: 'sends-anything',
    says: 'a processor is sent whatever another one gave for the card',
    edits: [
      edit(
        'model/routing.ts',
        'const its = facts.credentials.filter((each) => each.processor === name);',
        'const its = facts.credentials;',
      ),
    ],
  },
  {
    name: 'goes-on-later',
    says: 'the next try is planned in a transaction of its own, after the one that ends the first',
    edits: [
      edit(
        'domain/charge.ts',
        'const next = plan && (await begin(its, tx, plan));',
        `if (plan) its.timer(0, () => void its.store.transact((later) => begin(its, later, plan)));
      const next = null as Planned | null;`,
      ),
    ],
  },
];
