/** The demo's coffee: how far a press moves the time and which letters events ask for. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { later, type Step } from '../../demo/coffee/clock.ts';
import { letterOf } from '../../demo/coffee/letters.ts';
import { inOrder, newsOf } from '../../demo/coffee/news.ts';
import { happeningOf } from '../../demo/coffee/story.ts';

const at = (day: string) => Date.parse(`${day}T09:30:00Z`) / 1000;
const event = (type: string, object: object, before?: object) =>
  newsOf({
    id: `evt_${type}`,
    type,
    created: at('2027-03-03'),
    data: { object, ...(before && { previous_attributes: before }) },
  });

describe('a press on the clock', () => {
  const rows: readonly (readonly [from: string, step: Step, to: string])[] = [
    ['2026-12-31', 'day', '2027-01-01'],
    ['2027-03-03', 'week', '2027-03-10'],
    ['2027-01-31', 'month', '2027-02-28'],
    ['2028-01-31', 'month', '2028-02-29'],
    ['2026-12-15', 'month', '2027-01-15'],
    ['2028-02-29', 'year', '2029-02-28'],
  ];
  for (const [from, step, to] of rows) {
    it(`${from} and a ${step} is ${to}`, () => assert.equal(later(at(from), step), at(to)));
  }
});

const NOTICE = {
  amount: 1400,
  currency: 'usd',
  about: at('2027-04-03'),
  payment_method: { brand: 'visa', last4: '4242' },
};
const INVOICE = { amount_due: 1400, currency: 'usd', hosted_invoice_url: 'https://pay.example/i' };
const DEBT = {
  payment_intent: { amount: 1400, currency: 'usd' },
  recovery_url: 'https://pay.example/r',
};

describe('a letter', () => {
  type Row = readonly [
    why: string,
    type: string,
    object: object,
    subject: string | null,
    link?: string,
  ];
  const rows: readonly Row[] = [
    ['a receipt', 'keepsake.notice.receipt', NOTICE, 'Receipt: $14.00'],
    ['a renewal', 'keepsake.notice.upcoming', NOTICE, '$14.00 on 3 April 2027'],
    [
      'a first failure that is tried again',
      'invoice.payment_failed',
      { ...INVOICE, attempt_count: 1, next_payment_attempt: at('2027-03-06') },
      '$14.00 could not be charged',
      'https://pay.example/i',
    ],
    [
      'a later failure',
      'invoice.payment_failed',
      { ...INVOICE, attempt_count: 2, next_payment_attempt: at('2027-03-06') },
      null,
    ],
    [
      'a failure that is not tried again',
      'invoice.payment_failed',
      { ...INVOICE, attempt_count: 1, next_payment_attempt: null },
      null,
    ],
    [
      'the way back, by the page that stays',
      'keepsake.recovery_required',
      { ...DEBT, hosted_invoice_url: 'https://pay.example/i' },
      'Your coffee is waiting for $14.00',
      'https://pay.example/i',
    ],
    [
      'the way back of a debt without an invoice',
      'keepsake.recovery_required',
      DEBT,
      'Your coffee is waiting for $14.00',
      'https://pay.example/r',
    ],
    [
      'the way to the bank',
      'keepsake.recovery_required',
      { ...DEBT, confirm_url: 'https://pay.example/c' },
      'Your bank asks you to confirm',
      'https://pay.example/c',
    ],
    ['an order of something else', 'checkout.session.completed', { mode: 'payment' }, null],
    ['an event that nobody asked for', 'charge.succeeded', {}, null],
  ];
  for (const [why, type, object, subject, link] of rows) {
    it(`from ${why}`, () => {
      const letter = letterOf(event(type, object));
      assert.equal(letter?.subject ?? null, subject);
      assert.equal(letter?.links[0]?.href, link);
    });
  }

  it('about the end is written when the end is set, not with every change', () => {
    const update = (about: object, before: object) =>
      letterOf(event('customer.subscription.updated', about, before))?.subject ?? null;
    const ends = { cancel_at_period_end: true };
    assert.match(update(ends, { cancel_at_period_end: false }) ?? '', /^Your coffee ends/);
    assert.equal(update(ends, { status: 'past_due' }), null);
  });
});

it('the story of one second is told in the order in which it happened', () => {
  const failed = event('invoice.payment_failed', { ...INVOICE, attempt_count: 1 });
  const decided = event('keepsake.dunning.decided', {
    action: 'retry',
    until: at('2027-03-06'),
    reason: 'insufficient_funds',
  });
  assert.deepEqual(
    inOrder([decided, failed]).map((news) => happeningOf(news)?.says),
    ['$14.00 declined, try 1', 'Keepsake tries again on 6 March 2027: insufficient funds'],
  );
});
