/** What objects say, beyond having the right shape: charges from attempts, secrets, errors, evidence. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attempt } from '../../../server/model/attempt.ts';
import type { CheckoutSession } from '../../../server/model/checkout-session.ts';
import type { PaymentIntent } from '../../../server/model/intent.ts';
import { createEncoders } from '../../../server/wire/encoders.ts';
import {
  attempt,
  checkoutSession,
  consent,
  customer,
  declinedError,
  mandate,
  NOW_MS,
  NOW_S,
  paymentIntent,
  paymentMethod,
  setupIntent,
} from './entities.ts';

const encode = createEncoders({
  apiVersion: '2026-10-28.endive',
  secretOf: (id) => `${id}_secret_x`,
  sessionUrl: ({ id }) => `https://pay.example/c/${id}#secret`,
});

const decline = { code: 'insufficient_funds', networkCode: '51', kind: 'retry_later' };
const held = { latestAttempt: 'att_1' };

type ChargeCase = readonly [
  name: string,
  attempt: Partial<Attempt>,
  intent: Partial<PaymentIntent>,
  refundedMinor: number,
  expected: Readonly<Record<string, unknown>>,
];

const taken = { status: 'succeeded', paid: true, captured: true, failure_code: null };
const CHARGES: readonly ChargeCase[] = [
  ['under way', { status: 'started' }, held, 0, { status: 'pending', paid: false, outcome: null }],
  ['unknown', { status: 'unknown' }, held, 0, { status: 'pending', paid: false, outcome: null }],
  [
    'taken',
    {},
    { ...held, amountReceivedMinor: 1099 },
    0,
    { ...taken, amount_captured: 1099, amount_refunded: 0, refunded: false },
  ],
  [
    'given back in part',
    {},
    { ...held, amountReceivedMinor: 1099 },
    99,
    { ...taken, amount_captured: 1099, amount_refunded: 99, refunded: false },
  ],
  [
    'given back',
    {},
    { ...held, amountReceivedMinor: 1099 },
    1099,
    { ...taken, amount_refunded: 1099, refunded: true },
  ],
  [
    'held',
    { status: 'authorized' },
    { ...held, amountCapturableMinor: 1099 },
    0,
    { status: 'succeeded', paid: true, captured: false, amount_captured: 0, amount_refunded: 0 },
  ],
  [
    'captured in part',
    { status: 'authorized' },
    { ...held, amountReceivedMinor: 500 },
    0,
    { ...taken, amount_captured: 500, amount_refunded: 599, refunded: false },
  ],
  [
    'released',
    { status: 'voided' },
    held,
    0,
    { status: 'succeeded', captured: false, amount_refunded: 1099, refunded: true },
  ],
  [
    'declined',
    { status: 'declined', decline },
    held,
    0,
    {
      status: 'failed',
      paid: false,
      captured: false,
      failure_code: 'card_declined',
      failure_message: 'Your card has insufficient funds.',
    },
  ],
  [
    'not executed',
    { status: 'not_executed' },
    held,
    0,
    { status: 'failed', paid: false, failure_code: 'processing_error' },
  ],
  [
    'late, beside the attempt that decides',
    { late: true },
    { latestAttempt: 'att_2', amountReceivedMinor: 700 },
    0,
    { ...taken, amount_captured: 1099 },
  ],
];
for (const [name, tried, intent, refundedMinor, expected] of CHARGES) {
  test(`a charge that is ${name}`, () => {
    const charge = encode.charge({
      attempt: attempt(tried),
      intent: paymentIntent(intent),
      method: paymentMethod(),
      refundedMinor,
    });
    const told = Object.fromEntries(Object.keys(expected).map((key) => [key, charge[key]]));
    assert.deepEqual(told, expected);
    assert.equal(charge.id, 'ch_1');
  });
}

test("a declined charge's outcome names the network's code and the reason", () => {
  const charge = encode.charge({
    attempt: attempt({ status: 'declined', decline }),
    intent: paymentIntent(held),
    method: null,
  });
  const { network_decline_code, network_status, reason, type } = charge.outcome as never;
  assert.deepEqual(
    { network_decline_code, network_status, reason, type },
    {
      network_decline_code: '51',
      network_status: 'declined_by_network',
      reason: 'insufficient_funds',
      type: 'issuer_declined',
    },
  );
});

test('an attempt tells its times in seconds, a skipped one its reason', () => {
  const skipped = attempt({
    status: 'skipped',
    processor: 'adyen',
    decision: { action: 'skip', reason: 'no_compatible_credential', untilMs: NOW_MS },
    resolvedMs: null,
  });
  assert.deepEqual(encode.attempt(skipped), {
    id: 'att_1',
    object: 'attempt',
    operation: 'charge',
    sequence: 1,
    processor: 'adyen',
    initiator: 'customer',
    authorization: 'on_session',
    mandate: null,
    amount: 1099,
    currency: 'usd',
    status: 'skipped',
    decline: null,
    decision: { action: 'skip', reason: 'no_compatible_credential', until: NOW_S },
    late: false,
    created: NOW_S,
    resolved_at: null,
    payment_intent: 'pi_1',
    setup_intent: null,
    payment_method: 'pm_1',
  });
  const declined = encode.attempt(attempt({ status: 'declined', decline, intent: 'seti_1' }));
  assert.deepEqual(declined.decline, {
    code: 'insufficient_funds',
    network_code: '51',
    kind: 'retry_later',
  });
  assert.deepEqual([declined.payment_intent, declined.setup_intent], [null, 'seti_1']);
  assert.equal(declined.resolved_at, NOW_S + 2);
});

test('the last error keeps the card that the intent let go of', () => {
  const intent = encode.paymentIntent(
    paymentIntent({ paymentMethod: null, latestAttempt: 'att_1', lastPaymentError: declinedError }),
    paymentMethod(),
  );
  assert.equal(intent.payment_method, null);
  assert.equal(intent.latest_charge, 'ch_1');
  const error = intent.last_payment_error as Record<string, unknown>;
  assert.equal((error.payment_method as { id: string }).id, 'pm_1');
  assert.deepEqual(
    [error.charge, error.code, error.decline_code, error.network_decline_code, error.type],
    ['ch_1', 'card_declined', 'insufficient_funds', '51', 'card_error'],
  );
  const setup = encode.setupIntent(setupIntent({ lastSetupError: declinedError }), paymentMethod());
  assert.equal('charge' in (setup.last_setup_error as object), false);
});

test('while the buyer is at the bank there is a next action and no charge yet', () => {
  const url = 'https://bank.example/challenge';
  const intent = encode.paymentIntent(
    paymentIntent({
      status: 'requires_action',
      latestAttempt: 'att_1',
      nextAction: { type: 'redirect_to_url', url, returnUrl: 'https://shop.example' },
    }),
    null,
  );
  assert.equal(intent.latest_charge, null);
  assert.deepEqual(intent.next_action, {
    type: 'redirect_to_url',
    redirect_to_url: { url, return_url: 'https://shop.example' },
  });
});

test('an unknown outcome says when it is asked about next', () => {
  const intent = encode.paymentIntent(
    paymentIntent({ status: 'processing', latestAttempt: 'att_1' }),
    null,
    attempt({ status: 'unknown', resolveAfterMs: NOW_MS + 5_000 }),
  );
  assert.deepEqual(intent.latest_attempt, {
    id: 'att_1',
    status: 'unknown',
    resolve_after: NOW_S + 5,
  });
  assert.deepEqual(intent.processing, { card: {}, type: 'card' });
});

type SessionCase = readonly [over: Partial<CheckoutSession>, secret: boolean, url: boolean];
const SESSIONS: readonly SessionCase[] = [
  [{ uiMode: 'elements' }, true, false],
  [{ uiMode: 'custom' }, true, false],
  [{ uiMode: 'form' }, true, false],
  [{ uiMode: 'embedded_page' }, true, false],
  [{ uiMode: 'embedded' }, true, false],
  [{ uiMode: 'hosted_page' }, false, true],
  [{ uiMode: 'hosted' }, false, true],
  [{ uiMode: 'elements', status: 'complete' }, false, false],
  [{ uiMode: 'elements', status: 'expired' }, false, false],
  [{ uiMode: 'hosted_page', status: 'complete' }, false, false],
  [{ uiMode: 'hosted_page', status: 'expired' }, false, false],
];
for (const [over, secret, url] of SESSIONS) {
  const { uiMode, status = 'open' } = over;
  test(`a session that is ${status} in ${uiMode}: secret ${secret}, address ${url}`, () => {
    const session = encode.checkoutSession(checkoutSession(over));
    assert.equal(session.client_secret, secret ? 'cs_test_1_secret_x' : null);
    assert.equal(session.url, url ? 'https://pay.example/c/cs_test_1#secret' : null);
    assert.equal(session.ui_mode, uiMode);
    const shown = /_secret_x|#secret/.test(JSON.stringify(session));
    assert.equal(shown, secret || url);
  });
}

test('line items are in a session only when asked for', () => {
  assert.equal('line_items' in encode.checkoutSession(checkoutSession()), false);
  const { line_items: items } = encode.checkoutSession(checkoutSession(), { lineItems: true });
  assert.deepEqual(items, encode.lineItems(checkoutSession()));
  const { data, ...envelope } = items as { data: Record<string, unknown>[] };
  assert.deepEqual(envelope, {
    object: 'list',
    has_more: false,
    url: '/v1/checkout/sessions/cs_test_1/line_items',
  });
  assert.deepEqual([data[0]?.description, data[0]?.amount_total], ['T-shirt', 1099]);
});

test("before anything is collected, a session's customer details are the given email", () => {
  const bare = { customerDetails: null, customer: null };
  const known = encode.checkoutSession(checkoutSession({ ...bare, customerEmail: 'a@b.c' }));
  assert.equal((known.customer_details as { email: string }).email, 'a@b.c');
  assert.equal(encode.checkoutSession(checkoutSession(bare)).customer_details, null);
});

test('a deleted customer says so and holds nothing', () => {
  assert.deepEqual(encode.customer(customer({ deletedMs: NOW_MS })), {
    id: 'cus_1',
    object: 'customer',
    deleted: true,
  });
});

test("a mandate carries its terms, their words, and no one's address", () => {
  const object = encode.mandate(
    mandate({ revokedMs: NOW_MS, revokedBy: 'buyer' }),
    'inactive',
    'revoked',
  );
  assert.deepEqual(object.terms, {
    category: 'recurring',
    currency: 'usd',
    interval: 'month',
    interval_count: 1,
    max_amount: 2000,
    max_amount_per_period: 4000,
    max_count: 12,
    text: 'I authorize …',
    valid_from: NOW_S,
    valid_until: null,
  });
  assert.deepEqual(
    [object.status, object.status_reason, object.revoked_at, object.revoked_by],
    ['inactive', 'revoked', NOW_S, 'buyer'],
  );
  assert.deepEqual(object.customer_acceptance, {
    accepted_at: NOW_S,
    online: { ip_address: null, user_agent: null },
    type: 'online',
  });
});

test('a consent carries the exact words, its place in the chain, and nothing personal', () => {
  const object = encode.consent(consent());
  const words = object.words as Record<string, unknown>;
  assert.deepEqual([words.text, words.sha256, words.locale], ['I authorize …', 'ab12', 'en']);
  assert.deepEqual([object.position, object.hash, object.previous_hash], [1, 'ef56', '']);
  assert.equal((object.terms as { max_amount: number }).max_amount, 2000);
  const withdrawal = encode.consent(
    consent({
      act: 'withdrawal',
      scope: 'redisplay',
      words: null,
      terms: null,
      refersTo: 'cons_0',
    }),
  );
  assert.deepEqual(
    [withdrawal.words, withdrawal.terms, withdrawal.refers_to],
    [null, null, 'cons_0'],
  );
});

test('readiness gives each reason with who can mend it, and until when where that is known', () => {
  const reason = { code: 'mandate_period_exceeded', message: 'Too much.', fix: 'wait' } as const;
  assert.deepEqual(
    encode.readiness({
      ready: false,
      reasons: [
        { ...reason, untilMs: NOW_MS },
        { code: 'card_expired', message: 'Expired.', fix: 'buyer', untilMs: null },
      ],
    }),
    {
      object: 'readiness',
      ready: false,
      reasons: [
        { ...reason, until: NOW_S },
        { code: 'card_expired', message: 'Expired.', fix: 'buyer' },
      ],
    },
  );
});
