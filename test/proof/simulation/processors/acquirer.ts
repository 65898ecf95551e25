/**
 * One processor's own books: what it did, when, and from when on it tells of it. It keeps the promises
 * of its profile and knows nothing of the server that asks. Its books are the truth that the oracle
 * holds the server's against.
 */
import type { Outcome } from '../../../../server/model/attempt.ts';
import type { Reusability } from '../../../../server/model/credential.ts';
import type { CardFacts } from '../../../../server/model/payment-method.ts';
import type { ExchangeResult, ProvisionResult } from '../../../../server/processors/processor.ts';
import type { Chance } from '../chance.ts';
import {
  credentialAt,
  factsOf,
  isToken,
  judge,
  keptAs,
  networkTokenOf,
  type Question,
  temperOf,
  type Verdict,
  worksAt,
} from './cards.ts';
import type { Profile } from './profiles.ts';

export type Kind = 'charge' | 'setup' | 'capture' | 'void' | 'refund';

/** A call that may move money, as it arrives. */
export interface Request {
  readonly kind: Kind;
  readonly attempt: string;
  readonly notAfterMs: number;
  /** Everything that says what is to be done, as text; a repetition must be the same. */
  readonly bytes: string;
  readonly amountMinor: number;
  readonly currency: string | null;
  /** The card, of a charge or setup. */
  readonly credential: string | null;
  /** The processor's own id of a charge, of what follows one. */
  readonly charge: string | null;
  readonly capture: 'automatic' | 'manual';
  readonly initiator: 'customer' | 'merchant';
  readonly keep: Exclude<Reusability, 'single_use'> | null;
  readonly requireChallenge: boolean;
}

export interface Operation {
  readonly id: string;
  readonly request: Request;
  readonly atMs: number;
  status: 'succeeded' | 'authorized' | 'requires_action' | 'declined' | 'voided';
  refusal: { readonly code: string; readonly networkCode: string | null } | null;
  /** Minor units. */
  capturedMinor: number;
  refundedMinor: number;
  /** What it answered first. */
  readonly first: Outcome;
  /** What a look-up tells, from when on (epoch ms); the newest last. */
  readonly told: { readonly fromMs: number; readonly outcome: Outcome }[];
}

/** What comes back, before the network has its way with it. */
export type Answer =
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  /** The documented refusal: nothing was done. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface Acquirer {
  readonly profile: Profile;
  /** Everything that was done, oldest first. */
  readonly operations: readonly Operation[];
  /** What it saw that no honest client does. */
  readonly complaints: string[];
  exchange(token: string, session: string | null): ExchangeResult;
  /** A network token of a card that was kept here. */
  provision(credential: string): ProvisionResult;
  /** Until when it answers everything with its documented refusal, epoch ms. */
  downUntilMs: number;
  take(request: Request): Answer;
  lookup(attempt: string): Outcome | { readonly kind: 'absent' };
  /** Charges and setups that wait for their buyer. */
  challenges(): readonly Operation[];
  endChallenge(operation: Operation, approved: boolean): void;
  /** Lets go of what was held and never captured. */
  expire(operation: Operation): void;
  forget(credential: string): void;
  readonly forgotten: ReadonlySet<string>;
  /** Calls to forget something; the same token may stand in two of the server's rows. */
  forgettings: number;
}

/** Who issued the cards: what stands on one, and whether it may be charged. */
export interface Issuer {
  facts(token: string): CardFacts;
  judge(credential: string, asked: Question): Verdict;
}

/** Issuers who go by a card's temper alone. */
const BY_TEMPER: Issuer = {
  facts: factsOf,
  judge: (credential, asked) => judge(temperOf(credential), asked),
};

/** @param changed tells of an operation whose state is new */
export function createAcquirer(options: {
  readonly profile: Profile;
  readonly chance: Chance;
  readonly now: () => number;
  readonly changed: (operation: Operation) => void;
  readonly issuer?: Issuer;
}): Acquirer {
  const { profile, chance, now, issuer = BY_TEMPER } = options;
  const operations: Operation[] = [];
  const byAttempt = new Map<string, Operation[]>();
  const complaints: string[] = [];
  const forgotten = new Set<string>();
  const exchanged = new Map<string, string | null>();
  let count = 0;

  const newId = (prefix: string) => {
    count += 1;
    return `${profile.name}_${prefix}_${count}`;
  };

  function outcomeOf(operation: Omit<Operation, 'first' | 'told'>): Outcome {
    const { id: reference, status, request, refusal } = operation;
    switch (status) {
      case 'succeeded':
      case 'authorized': {
        const kept =
          request.credential === null ? null : keptAs(temperOf(request.credential), request.keep);
        return { kind: status, reference, networkTransactionId: null, reusability: kept };
      }
      case 'voided':
        return { kind: 'voided', reference };
      case 'declined':
        return {
          kind: 'declined',
          reference,
          code: refusal?.code ?? 'generic_decline',
          networkCode: refusal?.networkCode ?? null,
          message: null,
        };
      case 'requires_action':
        return {
          kind: 'requires_action',
          reference,
          nextAction: {
            type: 'redirect_to_url',
            url: `https://${profile.name}.test/challenge/${reference}`,
            returnUrl: null,
          },
        };
    }
  }

  /** From now on (or a little later) look-ups tell the new state; news of it goes out. */
  function publish(operation: Operation): void {
    const lag = profile.lookupLagMs === 0 ? 0 : chance.below(profile.lookupLagMs + 1);
    const before = operation.told.at(-1)?.fromMs ?? 0;
    const fromMs = Math.max(before, now() + lag);
    operation.told.push({ fromMs, outcome: outcomeOf(operation) });
    options.changed(operation);
  }

  function write(
    request: Request,
    facts: Pick<Operation, 'status'> & Partial<Pick<Operation, 'refusal' | 'capturedMinor'>>,
  ): Operation {
    const base = {
      id: newId(request.kind),
      request,
      atMs: now(),
      refusal: null,
      capturedMinor: 0,
      refundedMinor: 0,
      ...facts,
    };
    const operation: Operation = { ...base, first: outcomeOf(base), told: [] };
    operations.push(operation);
    const same = byAttempt.get(request.attempt) ?? [];
    same.push(operation);
    byAttempt.set(request.attempt, same);
    publish(operation);
    return operation;
  }

  const refused = (reason: string): Answer => ({ kind: 'refused', reason });

  function takeCard(request: Request): Answer {
    const { kind, credential, initiator } = request;
    if (credential === null || forgotten.has(credential)) return refused('credential_unknown');
    if (!worksAt(credential, profile.name)) return refused('payment_method_incompatible');
    const purpose = kind === 'setup' ? 'setup' : 'charge';
    const verdict = issuer.judge(credential, { purpose, initiator, chance });
    if (verdict.kind === 'declined')
      return answered(write(request, { status: 'declined', refusal: verdict }));
    const asks = request.requireChallenge && initiator === 'customer';
    if (verdict.kind === 'challenge' || asks)
      return answered(write(request, { status: 'requires_action' }));
    return answered(write(request, achieved(request)));
  }

  function achieved(request: Request): Pick<Operation, 'status' | 'capturedMinor'> {
    const held = request.kind === 'charge' && request.capture === 'manual';
    const taken = request.kind === 'charge' && !held ? request.amountMinor : 0;
    return { status: held ? 'authorized' : 'succeeded', capturedMinor: taken };
  }

  const answered = ({ first }: Operation): Answer => ({ kind: 'outcome', outcome: first });

  function followCharge(request: Request): Answer {
    const charge = operations.find(({ id }) => id === request.charge);
    if (charge?.request.kind !== 'charge') return refused('charge_unknown');
    const { amountMinor, kind } = request;
    if (kind === 'capture') {
      if (charge.status !== 'authorized') return refused('not_capturable');
      if (amountMinor > charge.request.amountMinor) return refused('amount_too_large');
      charge.status = 'succeeded';
      charge.capturedMinor = amountMinor;
    } else if (kind === 'void') {
      if (charge.status !== 'authorized' && charge.status !== 'requires_action')
        return refused('not_voidable');
      charge.status = 'voided';
    } else {
      if (charge.status !== 'succeeded') return refused('not_refundable');
      if (charge.refundedMinor + amountMinor > charge.capturedMinor)
        return refused('amount_too_large');
      if (temperOf(charge.request.credential ?? '') === 'norefund')
        return answered(
          write(request, {
            status: 'declined',
            refusal: { code: 'expired_or_canceled_card', networkCode: '54' },
          }),
        );
      charge.refundedMinor += amountMinor;
    }
    const done = write(request, { status: kind === 'void' ? 'voided' : 'succeeded' });
    if (kind !== 'refund') publish(charge);
    return answered(done);
  }

  /** What is known under a key, where keys are known. */
  function known(request: Request): Operation | null {
    if (profile.capabilities.idempotency === 'none') return null;
    const operation = byAttempt.get(request.attempt)?.at(-1);
    const windowMs = profile.capabilities.idempotencyWindowS * 1000;
    return operation && now() < operation.atMs + windowMs ? operation : null;
  }

  return {
    profile,
    operations,
    complaints,
    forgotten,
    forgettings: 0,
    downUntilMs: 0,
    exchange(token, session) {
      if (!isToken(token)) return { ok: false, code: 'token_invalid', message: 'No such token.' };
      const before = exchanged.get(token);
      if (before !== undefined && before !== session)
        return { ok: false, code: 'token_used', message: 'This token was used.' };
      exchanged.set(token, session);
      return {
        ok: true,
        value: {
          credential: credentialAt(token, profile.name),
          kind: 'processor_token',
          reusability: 'single_use',
          card: issuer.facts(token),
          name: null,
          replayed: before !== undefined,
        },
      };
    },
    provision(credential) {
      const kept = operations.flatMap(({ status, request }) =>
        request.credential === credential && (status === 'succeeded' || status === 'authorized')
          ? (keptAs(temperOf(credential), request.keep) ?? [])
          : [],
      );
      const reusability = kept.find((each) => each === 'off_session') ?? kept.at(-1);
      if (forgotten.has(credential) || reusability === undefined || reusability === 'single_use')
        return { ok: false, code: 'refused' };
      const token = networkTokenOf(credential);
      return { ok: true, credential: token, kind: 'network_token', reusability };
    },
    take(request) {
      const before = known(request);
      if (before) {
        if (before.request.bytes !== request.bytes)
          complaints.push(`${request.attempt} came again with another body`);
        const current = profile.capabilities.idempotency === 'current_state';
        return { kind: 'outcome', outcome: current ? outcomeOf(before) : before.first };
      }
      if (now() > request.notAfterMs) return refused('too_late');
      return request.kind === 'charge' || request.kind === 'setup'
        ? takeCard(request)
        : followCharge(request);
    },
    lookup(attempt) {
      const visible = (byAttempt.get(attempt) ?? [])
        .flatMap(({ told }) => told)
        .filter(({ fromMs }) => fromMs <= now());
      return visible.at(-1)?.outcome ?? { kind: 'absent' };
    },
    challenges: () => operations.filter(({ status }) => status === 'requires_action'),
    endChallenge(operation, yes) {
      if (operation.status !== 'requires_action') return;
      if (yes) Object.assign(operation, achieved(operation.request));
      else {
        operation.status = 'declined';
        const what = operation.request.kind === 'setup' ? 'setup' : 'payment';
        operation.refusal = { code: `${what}_intent_authentication_failure`, networkCode: null };
      }
      publish(operation);
    },
    expire(operation) {
      if (operation.status !== 'authorized') return;
      operation.status = 'voided';
      publish(operation);
    },
    forget(credential) {
      this.forgettings += 1;
      forgotten.add(credential);
    },
  };
}
