/** Invoices on the merchant API, by the official SDK: drafts, payment, the ends that are no payment. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startWorld, type World } from '../../support/world.ts';
import { eventsAbout, form, refusal, saveCard } from '../shop.ts';
import { authorize, type Subscriber, subscriber } from './subscribers.ts';

describe('invoices', () => {
  let world: World;
  let ada: Subscriber;
  before(async () => {
    world = await startWorld();
    ada = await subscriber(world);
    await authorize(world, ada.card, { category: 'unscheduled', interval: undefined });
  });
  after(() => world.close());

  /** A draft over 15.00 in two lines. */
  async function draft(customer = ada.customer): Promise<string> {
    const { id } = await world.stripe.invoices.create({ customer, currency: 'usd' });
    await world.stripe.invoices.addLines(id, {
      lines: [
        { amount: 1000, description: 'Broken window', quantity: 1 },
        { amount: 500, description: 'Sweeping' },
      ],
    });
    return id;
  }

  it('are drafted, filled, finalized and paid, with a number each', async () => {
    const id = await draft();
    const open = await world.stripe.invoices.finalizeInvoice(id);
    assert.deepEqual(
      [open.status, open.total, open.billing_reason, open.parent],
      ['open', 1500, 'manual', null],
    );
    assert.match(String(open.number), /^[0-9A-Z]{8}-0001$/);
    const paid = await world.stripe.invoices.pay(id);
    assert.deepEqual(
      [paid.status, paid.amount_paid, paid.amount_remaining, paid.attempt_count],
      ['paid', 1500, 0, 1],
    );
    const [payment] = paid.payments?.data ?? [];
    assert.deepEqual([payment?.status, payment?.amount_paid], ['paid', 1500]);
    const again = await refusal(world.stripe.invoices.pay(id));
    assert.equal(again.code, 'invoice_already_paid');
    assert.deepEqual(
      (await eventsAbout(world, id)).filter((type) => type.startsWith('invoice.')),
      [
        'invoice.created',
        'invoice.updated',
        'invoice.finalized',
        'invoice.paid',
        'invoice.payment_succeeded',
      ],
    );
    const lines = await world.stripe.invoices.listLineItems(id, { limit: 1 });
    assert.deepEqual([lines.data[0]?.amount, lines.has_more], [1000, true]);
    const second = await world.stripe.invoices.finalizeInvoice(await draft());
    assert.match(String(second.number), /-0002$/);
  });

  it('that are declined stay open, and say so to whoever asked', async () => {
    const poor = await subscriber(world, 'pm_card_chargeCustomerFail', { mandate: false });
    await authorize(world, poor.card, { category: 'unscheduled', interval: undefined });
    const id = await draft(poor.customer);
    const error = await refusal(world.stripe.invoices.pay(id));
    assert.deepEqual([error.statusCode, error.code], [402, 'card_declined']);
    const open = await world.stripe.invoices.retrieve(id);
    assert.deepEqual([open.status, open.attempt_count], ['open', 1]);
    assert.ok((await eventsAbout(world, id)).includes('invoice.payment_failed'));
    const elsewhere = await world.stripe.invoices.pay(id, { paid_out_of_band: true });
    assert.equal(elsewhere.status, 'paid');
    const intent = String(elsewhere.payments?.data[0]?.payment.payment_intent);
    assert.equal((await world.stripe.paymentIntents.retrieve(intent)).status, 'canceled');
  });

  it('that ten requests pay at once are charged once', async () => {
    const id = await draft();
    await world.stripe.invoices.finalizeInvoice(id);
    const answers = await Promise.allSettled(
      Array.from({ length: 10 }, () => world.stripe.invoices.pay(id)),
    );
    for (const each of answers)
      if (each.status === 'rejected')
        assert.ok([400, 409].includes(each.reason.statusCode), each.reason.message);
    const paid = await world.stripe.invoices.retrieve(id);
    assert.deepEqual([paid.status, paid.attempt_count], ['paid', 1]);
    const intent = paid.payments?.data[0]?.payment.payment_intent;
    const { data } = await world.stripe.charges.list({ payment_intent: String(intent) });
    assert.equal(data.length, 1);
  });

  it('that nobody may charge are refused before anything is tried', async () => {
    const shy = await subscriber(world, 'pm_card_visa', { mandate: false });
    const id = await draft(shy.customer);
    const error = await refusal(world.stripe.invoices.pay(id));
    assert.deepEqual([error.statusCode, error.code], [400, 'payment_method_not_ready']);
    const { id: foreign } = await world.stripe.customers.create({});
    const theirs = await saveCard(world, foreign);
    const wrong = await refusal(world.stripe.invoices.pay(id, { payment_method: theirs }));
    assert.equal(wrong.statusCode, 400);
    assert.equal((await world.stripe.invoices.retrieve(id)).attempt_count, 0);
  });

  it('are voided, given up, deleted: each where it may be', async () => {
    const [drafted, open] = [await draft(), await draft()];
    await world.stripe.invoices.finalizeInvoice(open);
    assert.equal((await refusal(world.stripe.invoices.del(open))).statusCode, 400);
    assert.equal((await refusal(world.stripe.invoices.voidInvoice(drafted))).statusCode, 400);
    assert.deepEqual(await world.stripe.invoices.del(drafted), {
      id: drafted,
      object: 'invoice',
      deleted: true,
    });
    const lost = await world.stripe.invoices.markUncollectible(open);
    assert.equal(lost.status, 'uncollectible');
    const gone = await world.stripe.invoices.voidInvoice(open);
    assert.deepEqual([gone.status, gone.status_transitions.voided_at !== null], ['void', true]);
    const late = await refusal(world.stripe.invoices.pay(open));
    assert.equal(late.code, 'invoice_unexpected_state');
    const intent = String(gone.payments?.data[0]?.payment.payment_intent);
    const { status, cancellation_reason: why } = await world.stripe.paymentIntents.retrieve(intent);
    assert.deepEqual([status, why], ['canceled', 'void_invoice']);
  });

  it('keep why they were made and who asked', async () => {
    const body = `customer=${ada.customer}&reason=Window&actor=desk-7&auto_advance=false`;
    const { body: made } = await form(world, '/v1/invoices', body);
    assert.deepEqual([made.reason, made.actor, made.status], ['Window', 'desk-7', 'draft']);
    const listed = await world.stripe.invoices.list({ customer: ada.customer, status: 'draft' });
    assert.ok(listed.data.some(({ id }) => id === made.id));
    const free = await world.stripe.invoices.finalizeInvoice(String(made.id));
    assert.deepEqual([free.status, free.total], ['paid', 0]);
  });
});
