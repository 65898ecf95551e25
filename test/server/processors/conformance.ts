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
  News,
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
  /** Another account of the same vault, where the processor has one: what this one gave means nothing to it. */
  readonly mate?: Processor;
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
  /** Headers and body of a webhook that the server sends about this attempt; null where it sends none. */
  webhook(attempt: string): Promise<{ headers: Headers; body: string } | null>;
  /** What a forger would make of a webhook that they saw; by default one more space. */
  forge?(body: string): readonly string[];
  /** The last digits of the card behind `pm_card_visa`; `4242` where they are not told. */
  readonly last4?: string;
}

const hint = (s: Surroundings, more: Partial<LookupHint> = {}): LookupHint => ({
  operation: 'charge',
  createdMs: s.now(),
  charge: null,
  ...more,
});

/** What the server behind tells unasked of an attempt, read as the adapter reads it. */
async function heard(s: Surroundings, attempt: string): Promise<News | null> {
  const sent = await s.webhook(attempt);
  return sent && s.processor.readWebhook(sent.headers, sent.body);
}

/**
 * What became of an attempt: looked up, or heard where the processor cannot be asked. Nothing heard
 * there is no proof of anything.
 */
async function truth(s: Surroundings, attempt: string, more: Partial<LookupHint> = {}) {
  const found = await s.processor.lookup(attempt, hint(s, more));
  if (s.processor.capabilities.lookupByReference) return found;
  assert.equal(found.kind, 'unknown', 'who cannot be asked does not answer');
  return (await heard(s, attempt))?.outcome ?? found;
}

/** The outcome of a call; what is taken on and told later counts as told. */
async function concluded(
  s: Surroundings,
  call: Call,
  outcome: Outcome,
  operation: LookupHint['operation'],
): Promise<Outcome | { readonly kind: 'absent' }> {
  const later = outcome.kind === 'unknown' && !s.processor.capabilities.lookupByReference;
  return later ? truth(s, call.attempt, { operation }) : outcome;
}

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

function referenceOf(outcome: Outcome | { readonly kind: 'absent' }): string {
  assert.ok('reference' in outcome && outcome.reference !== null, JSON.stringify(outcome));
  return outcome.reference;
}

/** What the look-up says once the server behind has heard of the holder's answer. */
async function answered(s: Surroundings, attempt: string) {
  const deadline = performance.now() + 5000;
  for (;;) {
    const found = await truth(s, attempt);
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
    assert.deepEqual([brand, last4, networks], ['visa', at().last4 ?? '4242', ['visa']]);
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
    const found = await truth(at(), call.attempt);
    assert.deepEqual(
      [found.kind, 'reference' in found && found.reference],
      ['succeeded', referenceOf(outcome)],
    );
    // Who cannot be asked must not say `absent` either: that would be proof.
    const askable = at().processor.capabilities.lookupByReference;
    const never = await at().processor.lookup(at().newAttempt(), hint(at()));
    assert.equal(never.kind, askable ? 'absent' : 'unknown');
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
      const found = await truth(at(), call.attempt);
      const askable = at().processor.capabilities.lookupByReference;
      assert.equal(found.kind, executed === 1 ? 'succeeded' : askable ? 'absent' : 'unknown');
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
      assert.equal((await truth(at(), call.attempt)).kind, 'declined');
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

  it('the capability record says nothing that is not there', async () => {
    const { capabilities, provision } = at().processor;
    assert.ok(capabilities.credentialKinds.includes('processor_token'));
    assert.ok(capabilities.merchantInitiated.includes('unscheduled'));
    assert.equal(capabilities.vault === null, provision === undefined);
    const call = await charge(at());
    await at().processor.charge(call);
    const sent = await at().webhook(call.attempt);
    assert.equal(capabilities.webhooks === 'none', sent === null);
  });

  it('a card that is kept can be taken to another account of the vault, and no other way', async () => {
    const { processor, nowhere, mate } = at();
    if (!mate || !processor.provision || !nowhere.provision) {
      assert.equal(processor.capabilities.vault, null, 'who shares a vault says how');
      return;
    }
    assert.equal(mate.capabilities.vault, processor.capabilities.vault);
    const credential = await card(at());
    assert.deepEqual(await processor.provision(credential), { ok: false, code: 'refused' });
    await processor.charge(await charge(at(), { credential, keep: 'off_session' }));
    const given = await processor.provision(credential);
    assert.ok(given.ok, JSON.stringify(given));
    assert.deepEqual(await processor.provision(credential), given);
    assert.equal(given.reusability, 'off_session');
    for (const each of [processor, mate]) {
      assert.ok(each.capabilities.credentialKinds.includes(given.kind));
      const later = await charge(at(), {
        credential: given.credential,
        initiator: 'merchant',
        returnUrl: null,
      });
      assert.equal((await each.charge(later)).kind, 'succeeded');
    }
    const foreign = await charge(at(), { credential });
    assert.deepEqual(await mate.charge(foreign), {
      kind: 'not_executed',
      reason: 'payment_method_incompatible',
    });
    assert.equal(await at().executed(foreign.attempt), 0);
    const gone = { ok: false, code: 'unavailable' };
    assert.deepEqual(await nowhere.provision(credential), gone);
    assert.equal(await mate.deleteCredential(given.credential), true);
    const after = await charge(at(), { credential: given.credential, initiator: 'merchant' });
    assert.equal((await processor.charge(after)).kind, 'not_executed');
  });

  it('kept by a setup, charged later by the merchant', async () => {
    const credential = await card(at());
    const call = await setup(at(), credential);
    assert.equal((await at().processor.setup(call)).kind, 'succeeded');
    const found = await truth(at(), call.attempt, { operation: 'setup' });
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
    const on = { charge: referenceOf(outcome), currency: 'usd' };
    const capture = { ...timed(at()), ...on, amountMinor: 1000 };
    const taken = await at().processor.capture(capture);
    assert.equal((await concluded(at(), capture, taken, 'capture')).kind, 'succeeded');
    const told = await truth(at(), capture.attempt, { operation: 'capture', charge: on.charge });
    assert.equal(told.kind, 'succeeded');
    const refund = { ...timed(at()), ...on, amountMinor: 400 };
    const given = await at().processor.refund(refund);
    const refunded = await concluded(at(), refund, given, 'refund');
    assert.equal(refunded.kind, 'succeeded');
    const again = await at().processor.refund(refund);
    assert.equal(
      referenceOf(await concluded(at(), refund, again, 'refund')),
      referenceOf(refunded),
    );
    const found = await truth(at(), refund.attempt, { operation: 'refund', charge: on.charge });
    assert.equal(found.kind, 'succeeded');
    const above = { ...timed(at()), ...on, amountMinor: 601 };
    const tooMuch = await concluded(at(), above, await at().processor.refund(above), 'refund');
    const askable = at().processor.capabilities.lookupByReference;
    assert.equal(tooMuch.kind, askable ? 'not_executed' : 'declined');
  });

  it('an authorization is let go', async () => {
    const call = await charge(at(), { capture: 'manual' });
    const on = { charge: referenceOf(await at().processor.charge(call)) };
    const void_ = { ...timed(at()), ...on };
    const gone = await concluded(at(), void_, await at().processor.void(void_), 'void');
    assert.equal(gone.kind, 'voided');
    const found = await truth(at(), void_.attempt, { operation: 'void', ...on });
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
    const sent = await at().webhook(call.attempt);
    assert.ok(sent);
    const { headers, body } = sent;
    const news = at().processor.readWebhook(headers, body);
    assert.equal(news?.attempt, call.attempt);
    assert.ok(news.event.length > 0);
    const forgeries = at().forge?.(body) ?? [`${body} `];
    for (const forged of forgeries)
      assert.equal(at().processor.readWebhook(headers, forged), null, forged);
    if (!at().forge) assert.equal(at().processor.readWebhook(new Headers(), body), null);
  });
}
