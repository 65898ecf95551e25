/**
 * What a processor must keep to be called supported, told once and run against every adapter with a
 * real server behind it. An adapter's own test arranges that server as {@link Surroundings} and adds
 * nothing to the rules.
 */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Outcome } from '../../../server/model/attempt.ts';
import type {
  Call,
  ChargeCall,
  LookupHint,
  Processor,
  SetupCall,
} from '../../../server/processors/processor.ts';

/** Faults that a server behind an adapter can be made to show at the next call. */
export type Trouble = 'down' | 'before_effect' | 'after_effect' | 'garbage';

/** The server at the other end, as a tool on this machine sees it. */
export interface Surroundings {
  readonly processor: Processor;
  /** An adapter whose server does not exist. */
  readonly nowhere: Processor;
  /** Epoch milliseconds, the server's clock. */
  now(): number;
  newAttempt(): string;
  /** Makes the next call that can move money go wrong. */
  arm(trouble: Trouble): Promise<void>;
  disarm(): Promise<void>;
  /** How many charges of this attempt the server's own ledger holds, of whatever state. */
  executed(attempt: string): Promise<number>;
  /** Answers the challenge at this address as its holder would. */
  challenge(url: string, approve: boolean): Promise<void>;
  /** Headers and body of a webhook that the server sends about this attempt. */
  webhook(attempt: string): Promise<{ headers: Headers; body: string }>;
}

const hint = (s: Surroundings, more: Partial<LookupHint> = {}): LookupHint => ({
  operation: 'charge',
  createdMs: s.now(),
  charge: null,
  ...more,
});

async function card(s: Surroundings, id = 'pm_card_visa'): Promise<string> {
  const exchanged = await s.processor.exchange(id, null);
  assert.ok(exchanged.ok, JSON.stringify(exchanged));
  return exchanged.value.credential;
}

const timed = (s: Surroundings): Call => ({
  attempt: s.newAttempt(),
  notAfterMs: s.now() + 60_000,
});

async function charge(s: Surroundings, more: Partial<ChargeCall> = {}): Promise<ChargeCall> {
  return {
    ...timed(s),
    credential: more.credential ?? (await card(s)),
    amountMinor: 1099,
    currency: 'usd',
    capture: 'automatic',
    initiator: 'customer',
    keep: null,
    cvcToken: null,
    returnUrl: 'https://api.example/return',
    frameOrigins: [],
    requireChallenge: false,
    networkTransactionId: null,
    description: null,
    ...more,
  };
}

const setup = async (s: Surroundings, credential: string): Promise<SetupCall> => ({
  ...timed(s),
  credential,
  initiator: 'customer',
  keep: 'off_session',
  currency: null,
  returnUrl: 'https://api.example/return',
  frameOrigins: [],
});

function referenceOf(outcome: Outcome): string {
  assert.ok('reference' in outcome && outcome.reference !== null, JSON.stringify(outcome));
  return outcome.reference;
}

/** What the look-up says once the server behind has heard of the holder's answer. */
async function answered(s: Surroundings, attempt: string) {
  const deadline = performance.now() + 5000;
  for (;;) {
    const found = await s.processor.lookup(attempt, hint(s));
    if (found.kind !== 'requires_action' || performance.now() > deadline) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Registers the rules as tests of the suite around. */
export function conforms(at: () => Surroundings): void {
  it('display data of a card, never its number', async () => {
    const exchanged = await at().processor.exchange('pm_card_visa', null);
    assert.ok(exchanged.ok);
    const { brand, last4, fingerprint, networks } = exchanged.value.card;
    assert.deepEqual([brand, last4, networks], ['visa', '4242', ['visa']]);
    assert.ok(fingerprint.length > 0);
    assert.equal(exchanged.value.reusability, 'single_use');
    const again = await at().processor.exchange('pm_card_visa', null);
    assert.ok(again.ok && again.value.card.fingerprint === fingerprint);
    const none = await at().processor.exchange('pm_nothingOfTheKind', null);
    assert.deepEqual(none.ok ? null : none.code, 'token_invalid');
  });

  it('the same key moves money once and says the same', async () => {
    const call = await charge(at());
    const first = await at().processor.charge(call);
    const again = await at().processor.charge(call);
    assert.equal(first.kind, 'succeeded');
    assert.deepEqual([again.kind, referenceOf(again)], [first.kind, referenceOf(first)]);
    assert.equal(await at().executed(call.attempt), 1);
  });

  it('nothing is sent after its time', async () => {
    const call = await charge(at(), { notAfterMs: at().now() - 1 });
    assert.deepEqual(await at().processor.charge(call), {
      kind: 'not_executed',
      reason: 'too_late',
    });
    assert.equal(await at().executed(call.attempt), 0);
  });

  it('an attempt is found by our reference, one that never was is absent', async () => {
    const call = await charge(at());
    const outcome = await at().processor.charge(call);
    const found = await at().processor.lookup(call.attempt, hint(at()));
    assert.deepEqual(
      [found.kind, 'reference' in found && found.reference],
      ['succeeded', referenceOf(outcome)],
    );
    assert.deepEqual(await at().processor.lookup(at().newAttempt(), hint(at())), {
      kind: 'absent',
    });
  });

  it('a refused connection is proof that nothing was done', async () => {
    const call = await charge(at());
    const outcome = await at().nowhere.charge(call);
    assert.equal(outcome.kind, 'not_executed');
    assert.equal((await at().nowhere.lookup(call.attempt, hint(at()))).kind, 'unknown');
  });

  for (const trouble of ['before_effect', 'after_effect', 'garbage'] as const) {
    it(`${trouble}: unknown, and the look-up tells the truth afterwards`, async () => {
      const call = await charge(at());
      await at().arm(trouble);
      const outcome = await at().processor.charge(call);
      await at().disarm();
      assert.equal(outcome.kind, 'unknown', JSON.stringify(outcome));
      const executed = await at().executed(call.attempt);
      assert.equal(executed, trouble === 'before_effect' ? 0 : 1);
      const found = await at().processor.lookup(call.attempt, hint(at()));
      assert.equal(found.kind, executed === 1 ? 'succeeded' : 'absent');
    });
  }

  for (const [id, code] of [
    ['pm_card_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
    ['pm_card_chargeDeclinedLostCard', 'lost_card'],
    ['pm_card_chargeDeclined', 'generic_decline'],
  ] as const) {
    it(`a decline is data: ${code}`, async () => {
      const call = await charge(at(), { credential: await card(at(), id) });
      const outcome = await at().processor.charge(call);
      assert.deepEqual([outcome.kind, 'code' in outcome && outcome.code], ['declined', code]);
      assert.equal((await at().processor.lookup(call.attempt, hint(at()))).kind, 'declined');
    });
  }

  it('kept by a payment, charged later by the merchant', async () => {
    const credential = await card(at());
    const kept = await at().processor.charge(
      await charge(at(), { credential, keep: 'off_session' }),
    );
    assert.ok(
      kept.kind === 'succeeded' && kept.reusability === 'off_session',
      JSON.stringify(kept),
    );
    const later = await charge(at(), {
      credential,
      initiator: 'merchant',
      returnUrl: null,
      networkTransactionId: kept.networkTransactionId,
    });
    assert.equal((await at().processor.charge(later)).kind, 'succeeded');
  });

  it('kept by a setup, charged later by the merchant', async () => {
    const credential = await card(at());
    const call = await setup(at(), credential);
    assert.equal((await at().processor.setup(call)).kind, 'succeeded');
    const found = await at().processor.lookup(call.attempt, hint(at(), { operation: 'setup' }));
    assert.equal(found.kind, 'succeeded');
    const later = await charge(at(), { credential, initiator: 'merchant', returnUrl: null });
    assert.equal((await at().processor.charge(later)).kind, 'succeeded');
  });

  for (const approve of [true, false]) {
    it(`a challenge has an address; ${approve ? 'approved' : 'declined'}, the look-up says so`, async () => {
      const credential = await card(at(), 'pm_card_authenticationRequired');
      const call = await charge(at(), { credential });
      const outcome = await at().processor.charge(call);
      assert.ok(outcome.kind === 'requires_action', JSON.stringify(outcome));
      assert.match(outcome.nextAction.url, /^http/);
      await at().challenge(outcome.nextAction.url, approve);
      const found = await answered(at(), call.attempt);
      assert.equal(found.kind, approve ? 'succeeded' : 'declined');
    });
  }

  it('authorized, captured in part, refunded in parts and never above', async () => {
    const call = await charge(at(), { capture: 'manual' });
    const outcome = await at().processor.charge(call);
    assert.equal(outcome.kind, 'authorized');
    const on = { charge: referenceOf(outcome) };
    const capture = { ...timed(at()), ...on, amountMinor: 1000 };
    assert.equal((await at().processor.capture(capture)).kind, 'succeeded');
    const told = await at().processor.lookup(
      capture.attempt,
      hint(at(), { operation: 'capture', ...on }),
    );
    assert.equal(told.kind, 'succeeded');
    const refund = { ...timed(at()), ...on, amountMinor: 400 };
    const refunded = await at().processor.refund(refund);
    assert.equal(refunded.kind, 'succeeded');
    const again = await at().processor.refund(refund);
    assert.equal(referenceOf(again), referenceOf(refunded));
    const found = await at().processor.lookup(
      refund.attempt,
      hint(at(), { operation: 'refund', ...on }),
    );
    assert.equal(found.kind, 'succeeded');
    const tooMuch = await at().processor.refund({ ...timed(at()), ...on, amountMinor: 601 });
    assert.equal(tooMuch.kind, 'not_executed');
  });

  it('an authorization is let go', async () => {
    const call = await charge(at(), { capture: 'manual' });
    const on = { charge: referenceOf(await at().processor.charge(call)) };
    const void_ = { ...timed(at()), ...on };
    assert.equal((await at().processor.void(void_)).kind, 'voided');
    const found = await at().processor.lookup(
      void_.attempt,
      hint(at(), { operation: 'void', ...on }),
    );
    assert.equal(found.kind, 'voided');
  });

  it('a credential is forgotten, and forgetting it again is no error', async () => {
    const credential = await card(at());
    await at().processor.charge(await charge(at(), { credential, keep: 'off_session' }));
    assert.equal(await at().processor.deleteCredential(credential), true);
    assert.equal(await at().processor.deleteCredential(credential), true);
    const later = await charge(at(), { credential, initiator: 'merchant', returnUrl: null });
    const outcome = await at().processor.charge(later);
    assert.ok(
      outcome.kind === 'not_executed' || outcome.kind === 'declined',
      JSON.stringify(outcome),
    );
    assert.equal(await at().nowhere.deleteCredential(credential), false);
  });

  it('a webhook names our attempt; forged or stale, it is nobody’s', async () => {
    const call = await charge(at());
    await at().processor.charge(call);
    const { headers, body } = await at().webhook(call.attempt);
    const news = at().processor.readWebhook(headers, body);
    assert.equal(news?.attempt, call.attempt);
    assert.ok(news.event.length > 0);
    assert.equal(at().processor.readWebhook(headers, `${body} `), null);
    assert.equal(at().processor.readWebhook(new Headers(), body), null);
  });
}
