/** What becomes of a card's account behind everybody's back: its face, readiness, agreements and records follow. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { startWorld, type World } from '../support/world.ts';
import {
  agree,
  attach,
  attemptsOf,
  authorize,
  chargeLater,
  consentsOn,
  fault,
  mandate,
  newCustomer,
  readiness,
  refusedLater,
} from './permission/agreements.ts';
import { eventually, form, look, openSession, raw, refusal } from './shop.ts';

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.close());

const listOf = <S extends z.ZodType>(item: S) => z.object({ data: z.array(item) });
const state = z.object({
  open: z.boolean(),
  last4: z.string(),
  exp_month: z.number(),
  exp_year: z.number(),
  fingerprint: z.string(),
});
const updateShape = z.strictObject({
  id: z.string().startsWith('cupd_'),
  object: z.literal('card_update'),
  payment_method: z.string(),
  processor: z.string().nullable(),
  kind: z.enum(['expiry', 'number', 'closed', 'reopened']),
  source: z.enum(['webhook', 'response', 'edit']),
  told_by: z.string(),
  before: state,
  after: state,
  created: z.number(),
});

const updatesOf = async (card: string) => {
  const { body } = await raw(world, 'GET', `/v1/payment_methods/${card}/updates`);
  return listOf(updateShape).parse(body).data;
};

const historyOf = async (intent: string) => {
  const { body } = await raw(world, 'GET', `/v1/payment_intents/${intent}/attempts`);
  const decision = z.object({
    action: z.string(),
    reason: z.string(),
    until: z.number().nullable(),
  });
  const row = z.looseObject({ status: z.string(), decision: decision.nullable() });
  return listOf(row).parse(body).data;
};

/** A tool's word to the bank. */
const update = async (body: Record<string, unknown>, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${world.bank.url}/card_updates`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

/** The bank's own id of the card that an intent was paid with. */
async function credentialOf(intent: string): Promise<string> {
  const [attempt] = await attemptsOf(world, intent);
  const [charge] = await world.charges(attempt?.id);
  return String(charge?.payment_method);
}

/** A buyer's card with permission to show it and to charge it later, charged once. */
async function kept() {
  const customer = await newCustomer(world);
  const { card, mandate: id } = await agree(world, customer, { save: true });
  const { id: intent } = await chargeLater(world, customer, card, 500);
  return { customer, card, mandate: id, credential: await credentialOf(intent) };
}

const updated = (card: string, count = 1) =>
  eventually(
    () => updatesOf(card),
    (found) => found.length >= count,
  );

const eventsOn = async (card: string) => {
  const { data } = await world.stripe.events.list({ limit: 100 });
  return data.filter(
    ({ type, data: { object } }) =>
      String(type) === 'payment_method.automatically_updated' &&
      (object as { id: string }).id === card,
  );
};

describe('a new expiry', () => {
  it('is shown, told and recorded; the agreement goes on, and saying it twice changes nothing', async () => {
    const one = await kept();
    const wish = { credential: one.credential, kind: 'expiry', exp_month: 8, exp_year: 2035 };
    assert.deepEqual((await update(wish)).body, { updated: 1 });
    const [row] = await updated(one.card);
    const { card } = await world.stripe.paymentMethods.retrieve(one.card);
    assert.deepEqual([card?.exp_month, card?.exp_year, card?.last4], [8, 2035, '4242']);
    assert.deepEqual(
      [row?.kind, row?.source, row?.processor, row?.before.exp_year, row?.after.exp_year],
      ['expiry', 'webhook', 'sandbox', 2031, 2035],
    );
    const [event] = await eventsOn(one.card);
    const previous = event?.data.previous_attributes as { card: { exp_year: number } };
    assert.equal(previous.card.exp_year, 2031);
    assert.equal((await chargeLater(world, one.customer, one.card, 500)).status, 'succeeded');

    await update(wish);
    await fault(world, { kind: 'webhook_duplicate', next: 1 });
    await update(wish);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal((await updatesOf(one.card)).length, 1);
    assert.equal((await eventsOn(one.card)).length, 1);
  });

  it('that came and went: messages in any order leave the last one standing', async () => {
    const one = await kept();
    await fault(world, { kind: 'webhook_late', next: 1, ms: 120 });
    await update({ credential: one.credential, kind: 'expiry', exp_month: 1, exp_year: 2033 });
    await update({ credential: one.credential, kind: 'expiry', exp_month: 2, exp_year: 2036 });
    await updated(one.card);
    await new Promise((resolve) => setTimeout(resolve, 250));
    const { card } = await world.stripe.paymentMethods.retrieve(one.card);
    assert.deepEqual([card?.exp_month, card?.exp_year], [2, 2036]);
    assert.equal((await updatesOf(one.card)).length, 1);
  });

  it('that a merchant corrected by hand stays, until the processor says something new', async () => {
    const one = await kept();
    const wish = { credential: one.credential, kind: 'expiry', exp_month: 5, exp_year: 2034 };
    const expiry = async () => {
      const { card } = await world.stripe.paymentMethods.retrieve(one.card);
      return `${card?.exp_month}/${card?.exp_year}`;
    };
    await update(wish);
    await updated(one.card);
    await world.stripe.paymentMethods.update(one.card, { card: { exp_month: 9, exp_year: 2039 } });
    // The answer to a charge says what it said before.
    await chargeLater(world, one.customer, one.card, 500);
    await update(wish);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(await expiry(), '9/2039');
    await update({ ...wish, exp_month: 6 });
    await updated(one.card, 3);
    assert.equal(await expiry(), '6/2034');
    assert.deepEqual(
      (await updatesOf(one.card)).map(({ source, processor }) => [source, processor]),
      [
        ['webhook', 'sandbox'],
        ['edit', null],
        ['webhook', 'sandbox'],
      ],
    );
  });

  it('in the past: the card has expired', async () => {
    const one = await kept();
    await update({ credential: one.credential, kind: 'expiry', exp_month: 1, exp_year: 2024 });
    await updated(one.card);
    const { reasons } = await readiness(world, one.card);
    assert.deepEqual(
      reasons.map(({ code }) => code),
      ['card_expired'],
    );
  });

  it('of all cards that end so, whoever keeps them', async () => {
    const [ada, noor] = [await newCustomer(world), await newCustomer(world)];
    const cards = [
      await attach(world, ada, 'pm_card_discover'),
      await attach(world, noor, 'pm_card_discover'),
    ];
    assert.equal((await update({ last4: '1117', kind: 'expiry', exp_year: 2040 })).body.updated, 2);
    for (const card of cards) assert.equal((await updated(card))[0]?.after.exp_year, 2040);
  });
});

describe('a new number of the same account', () => {
  it('takes permission to show and to charge with it, in records of their own', async () => {
    const one = await kept();
    const query = `payment_method=${one.card}`;
    const before = await consentsOn(world, query);
    const { card: old } = await world.stripe.paymentMethods.retrieve(one.card);
    await update({ credential: one.credential, kind: 'number', number: '4000056655665556' });
    const [row] = await updated(one.card);
    assert.deepEqual([row?.kind, row?.before.last4, row?.after.last4], ['number', '4242', '5556']);
    const { card } = await world.stripe.paymentMethods.retrieve(one.card);
    assert.deepEqual([card?.last4, card?.funding], ['5556', 'debit']);
    assert.notEqual(card?.fingerprint, old?.fingerprint);
    assert.equal((await mandate(world, one.mandate)).status, 'active');
    assert.equal((await chargeLater(world, one.customer, one.card, 500)).status, 'succeeded');

    const records = await consentsOn(world, query);
    const added = records.filter(({ id }) => !before.some((each) => each.id === id));
    assert.deepEqual(added.map(({ act, scope, actor }) => `${scope} ${act} by ${actor}`).sort(), [
      'mandate carry_over by issuer',
      'redisplay carry_over by issuer',
    ]);
    for (const each of before)
      assert.deepEqual(
        records.find(({ id }) => id === each.id),
        each,
      );
    const { body } = await raw(world, 'GET', '/v1/consents/verify');
    assert.equal(body.ok, true);
    const session = await openSession(world, { customer: one.customer });
    const [shown] = (await look(world, session.secret)).payment_methods;
    assert.deepEqual([shown?.last4, shown?.usable], ['5556', true]);
  });

  it('that the buyer had saved by themselves: both are one card, and one agreement', async () => {
    const one = await kept();
    const other = await attach(world, one.customer, 'pm_card_visa_debit');
    await world.stripe.customers.update(one.customer, {
      invoice_settings: { default_payment_method: one.card },
    });
    await update({ credential: one.credential, kind: 'number', number: '4000056655665556' });
    await updated(other);
    const { data } = await world.stripe.paymentMethods.list({ customer: one.customer });
    assert.deepEqual(
      data.map(({ id }) => id),
      [other],
    );
    assert.equal((await world.stripe.paymentMethods.retrieve(one.card)).id, other);
    const customer = await world.stripe.customers.retrieve(one.customer);
    assert.ok(!customer.deleted);
    assert.equal(customer.invoice_settings.default_payment_method, other);
    assert.equal((await chargeLater(world, one.customer, other, 500)).status, 'succeeded');
    assert.equal((await mandate(world, one.mandate)).payment_method, other);
    const session = await openSession(world, { customer: one.customer });
    const [shown] = (await look(world, session.secret)).payment_methods;
    assert.equal(shown?.id, other, 'what was allowed for the one is allowed for both');
  });

  it('of which an answer tells, and that the buyer had saved: the payment is with the one that stays', async () => {
    const one = await kept();
    const other = await attach(world, one.customer, 'pm_card_visa_debit');
    const number = '4000056655665556';
    await update({ credential: one.credential, kind: 'number', number, announce: false });
    const later = await chargeLater(world, one.customer, one.card, 500);
    const intent = await world.stripe.paymentIntents.retrieve(later.id);
    assert.deepEqual([intent.status, intent.payment_method], ['succeeded', other]);
    const { data } = await world.stripe.paymentMethods.list({ customer: one.customer });
    assert.deepEqual(
      data.map(({ id }) => id),
      [other],
    );
  });

  it('opens a card that its issuer had blocked: that was said of the old number', async () => {
    const one = await kept();
    await fault(world, { kind: 'decline', next: 1, code: 'lost_card' });
    await refusedLater(world, one.customer, one.card, 500);
    assert.equal((await readiness(world, one.card)).reasons[0]?.code, 'card_blocked');
    await update({ credential: one.credential, kind: 'number' });
    await updated(one.card);
    assert.deepEqual((await readiness(world, one.card)).reasons, []);
    assert.equal((await chargeLater(world, one.customer, one.card, 500)).status, 'succeeded');
  });

  it('does not bring back what was withdrawn', async () => {
    const one = await kept();
    const records = await consentsOn(world, `payment_method=${one.card}`);
    const grant = records.find(({ scope, act }) => scope === 'redisplay' && act === 'grant');
    await form(world, `/v1/consents/${grant?.id}/withdraw`, '');
    await update({ credential: one.credential, kind: 'number', number: '4000056655665556' });
    await updated(one.card);
    const session = await openSession(world, { customer: one.customer });
    assert.deepEqual((await look(world, session.secret)).payment_methods, []);
    const after = await consentsOn(world, `payment_method=${one.card}`);
    assert.ok(!after.some(({ scope, act }) => scope === 'redisplay' && act === 'carry_over'));
    assert.equal((await chargeLater(world, one.customer, one.card, 500)).status, 'succeeded');
  });
});

describe('an account that is closed', () => {
  it('blocks its card and ends its agreements; nothing more reaches the bank', async () => {
    const one = await kept();
    const charges = (await world.charges()).length;
    await update({ credential: one.credential, kind: 'closed' });
    await updated(one.card);
    const { reasons } = await readiness(world, one.card);
    assert.deepEqual(
      reasons.map(({ code }) => code),
      ['mandate_revoked', 'card_blocked'],
    );
    const refused = await refusedLater(world, one.customer, one.card, 500);
    assert.equal(refused.code, 'payment_method_not_ready');
    assert.ok(refused.recoveryUrl, 'the buyer can bring another card');
    assert.equal((await world.charges()).length, charges);
    const ended = await mandate(world, one.mandate);
    assert.deepEqual([ended.status, ended.revoked_by], ['inactive', 'issuer']);
    const method = await world.stripe.paymentMethods.retrieve(one.card);
    assert.ok(Number((method as { closed_at?: number }).closed_at) > 0);

    const session = await openSession(world, { customer: one.customer });
    const seen = await look(world, session.secret);
    assert.deepEqual(
      seen.payment_methods.map(({ usable, reasons: why }) => [usable, why[0]?.code]),
      [[false, 'card_blocked']],
    );
    assert.equal(seen.prefill, null);
  });

  it('is open again for who types its card anew, under a new agreement', async () => {
    const one = await kept();
    await update({ credential: one.credential, kind: 'closed' });
    await updated(one.card);
    const again = await agree(world, one.customer, { save: true });
    assert.equal(again.card, one.card);
    assert.deepEqual((await readiness(world, one.card)).reasons, []);
    assert.equal((await mandate(world, one.mandate)).status, 'inactive');
    assert.equal((await chargeLater(world, one.customer, one.card, 500)).status, 'succeeded');
    const method = await world.stripe.paymentMethods.retrieve(one.card);
    assert.equal((method as { closed_at?: number | null }).closed_at, null);
  });

  it('hands nothing on to a number that comes after it', async () => {
    const one = await kept();
    await update({ credential: one.credential, kind: 'closed' });
    await updated(one.card);
    await update({ credential: one.credential, kind: 'number', number: '4000056655665556' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal((await updatesOf(one.card)).length, 1);
    assert.equal((await mandate(world, one.mandate)).status, 'inactive');
    const { card } = await world.stripe.paymentMethods.retrieve(one.card);
    assert.equal(card?.last4, '4242');
  });
});

describe('news in an answer', () => {
  it('is heeded without a message, in the transaction of the answer', async () => {
    const one = await kept();
    const wish = { credential: one.credential, kind: 'expiry', exp_month: 3, exp_year: 2037 };
    await update({ ...wish, announce: false });
    assert.deepEqual(await updatesOf(one.card), []);
    const { id } = await chargeLater(world, one.customer, one.card, 500);
    const [row] = await updatesOf(one.card);
    const [attempt] = await attemptsOf(world, id);
    assert.deepEqual(
      [row?.source, row?.told_by, row?.after.exp_year],
      ['response', attempt?.id, 2037],
    );
    await chargeLater(world, one.customer, one.card, 500);
    assert.equal((await updatesOf(one.card)).length, 1);
  });
  it('comes with a decline too: an account that was closed in silence', async () => {
    const one = await kept();
    await update({ credential: one.credential, kind: 'closed', announce: false });
    const refused = await refusedLater(world, one.customer, one.card, 500);
    assert.deepEqual([refused.status, refused.declineCode], [402, 'invalid_account']);
    assert.equal((await updatesOf(one.card))[0]?.kind, 'closed');
    assert.equal((await mandate(world, one.mandate)).status, 'inactive');
    const again = { payment_method: one.card, off_session: true };
    await refusal(world.stripe.paymentIntents.confirm(refused.intent.id, again));
    const skipped = (await historyOf(refused.intent.id)).at(-1);
    assert.equal(skipped?.decision?.reason, 'card_blocked (account_closed, edition 1)');
  });
});

describe('a decline that hints at new data', () => {
  it('has the processor asked, though it sent no message', async () => {
    const one = await kept();
    await update({ credential: one.credential, kind: 'expiry', exp_year: 2038, announce: false });
    await fault(world, { kind: 'decline', next: 1, code: 'new_account_information_available' });
    await refusedLater(world, one.customer, one.card, 500);
    assert.equal((await updated(one.card))[0]?.after.exp_year, 2038);
  });
});

describe('another try of the same debt', () => {
  it('that is barred is not sent, and written down once with the rule that bars it', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer);
    await authorize(world, card);
    await fault(world, { kind: 'decline', next: 1, code: 'lost_card' });
    const { intent } = await refusedLater(world, customer, card, 500);
    for (let time = 0; time < 2; time += 1) {
      const error = await refusal(
        world.stripe.paymentIntents.confirm(intent.id, { payment_method: card, off_session: true }),
      );
      assert.equal(error.code, 'payment_method_not_ready');
    }
    const rows = await historyOf(intent.id);
    assert.deepEqual(
      rows.map(({ status }) => status),
      ['declined', 'skipped'],
    );
    assert.deepEqual(rows[1]?.decision, {
      action: 'skip',
      reason: 'card_blocked (Visa Core Rules, table 7-2, edition 2026-04-18)',
      until: null,
    });
    const { data } = await world.stripe.charges.list({ payment_intent: intent.id });
    assert.equal(data.length, 1, 'what was not sent is no charge');
  });
  it('ends: four times again for a lack of funds, and then the buyer is needed', async () => {
    const customer = await newCustomer(world);
    const card = await attach(world, customer, 'pm_card_mastercard');
    await authorize(world, card);
    await fault(world, { kind: 'decline', next: 5, code: 'insufficient_funds' });
    const { intent } = await refusedLater(world, customer, card, 500);
    const again = () =>
      refusal(
        world.stripe.paymentIntents.confirm(intent.id, { payment_method: card, off_session: true }),
      );
    for (let time = 0; time < 4; time += 1) assert.equal((await again()).statusCode, 402);
    const error = await again();
    assert.equal(error.code, 'payment_method_not_ready');
    const told = z.looseObject({
      readiness: z.object({
        reasons: z.array(z.looseObject({ code: z.string(), fix: z.string() })),
      }),
      recovery_url: z.string(),
    });
    const { reasons } = told.parse(error.raw).readiness;
    assert.deepEqual(
      reasons.map(({ code, fix, until }) => [code, fix, until]),
      [['retry_budget_exhausted', 'buyer', undefined]],
    );
    const last = (await historyOf(intent.id)).at(-1);
    assert.match(String(last?.decision?.reason), /^retry_budget_exhausted \(debt_funds, edition/);
    // Another debt is another debt.
    assert.equal((await chargeLater(world, customer, card, 500)).status, 'succeeded');
  });
});

describe('the bank’s own door for it', () => {
  it('is for tools on this machine', async () => {
    const wish = { last4: '4242', kind: 'closed' };
    for (const headers of [{ origin: 'https://shop.example' }, { 'x-forwarded-for': '10.0.0.1' }])
      assert.equal((await update(wish, headers as Record<string, string>)).status, 403);
  });
  it('refuses what makes no sense', async () => {
    for (const [wish, status] of [
      [{ kind: 'closed' }, 400],
      [{ kind: 'closed', last4: '4242', credential: 'bcard_1' }, 400],
      [{ kind: 'lost', last4: '4242' }, 400],
      [{ kind: 'expiry', last4: '4242', exp_month: 13 }, 400],
      [{ kind: 'closed', last4: '9999' }, 404],
      [{ kind: 'closed', credential: 'bcard_nobody' }, 404],
      [{ kind: 'number', last4: '4242', number: '4111111111111111' }, 402],
    ] as const)
      assert.equal((await update(wish)).status, status, JSON.stringify(wish));
  });
});

describe('with two processors', () => {
  let both: World;
  before(async () => {
    both = await startWorld({ config: { processors: 'sandbox,sandbox:south' } });
  });
  after(() => both.close());

  /** A card that both can charge. */
  async function shared() {
    const customer = await newCustomer(both);
    const { card } = await agree(both, customer, { save: true });
    for (let turn = 0; turn < 2; turn += 1) await both.keepsake.worker.turn();
    const { id } = await chargeLater(both, customer, card, 500);
    return { customer, card, intent: id };
  }

  it('a new number is known to both, told once, and charged by the one that is left', async () => {
    const { customer, card, intent } = await shared();
    const [attempt] = await attemptsOf(both, intent);
    const [charge] = await both.charges(attempt?.id);
    await fetch(`${both.bank.url}/card_updates`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ credential: charge?.payment_method, kind: 'number' }),
    });
    const now = await eventually(
      () => both.stripe.paymentMethods.retrieve(card),
      (method) => method.card?.last4 !== '4242',
    );
    await fault(both, { kind: 'down', next: 1, processor: 'sandbox' });
    const later = await chargeLater(both, customer, card, 500);
    assert.equal(later.status, 'succeeded');
    const { body } = await raw(both, 'GET', `/v1/payment_methods/${card}/updates`);
    const updates = listOf(updateShape).parse(body).data;
    assert.deepEqual(
      updates.map(({ kind, after: { last4 } }) => [kind, last4]),
      [['number', now.card?.last4]],
    );
  });

  it('declines at either are counted together', async () => {
    const { customer, card } = await shared();
    const processors = new Set<unknown>();
    const decline = async (processor: string) => {
      await fault(both, { kind: 'decline', next: 1, code: 'insufficient_funds', processor });
      const { status, intent } = await refusedLater(both, customer, card, 500);
      assert.equal(status, 402);
      for (const row of await attemptsOf(both, intent.id)) {
        if (row.status === 'declined') processors.add(row.processor);
      }
    };
    for (let time = 0; time < 5; time += 1) await decline('sandbox');
    await fault(both, { kind: 'down', next: 1000, processor: 'sandbox' });
    for (let time = 0; time < 5; time += 1) await decline('sandbox:south');
    assert.deepEqual([...processors], ['sandbox', 'sandbox:south']);
    const { reasons } = await readiness(both, card);
    assert.deepEqual(
      reasons.map(({ code, fix }) => [code, fix]),
      [['retry_budget_exhausted', 'wait']],
    );
  });
});
