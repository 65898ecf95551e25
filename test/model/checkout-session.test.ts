/** The rules of a session: states, switches, saving, removing, mandates. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  canExpire,
  isHosted,
  isRemovable,
  keepingOf,
  mandateNeed,
  needsMandate,
  savesByBox,
  sessionAfter,
  statusAt,
  UI_MODES,
  uiFamily,
} from '../../server/model/checkout-session.ts';
import { NOW, session } from './samples.ts';

describe('ui modes of both families', () => {
  const families = {
    hosted_page: 'hosted_page',
    hosted: 'hosted_page',
    embedded_page: 'embedded_page',
    embedded: 'embedded_page',
    elements: 'elements',
    custom: 'elements',
    form: 'form',
  } as const;
  for (const uiMode of UI_MODES) {
    it(uiMode, () => {
      assert.equal(uiFamily(uiMode), families[uiMode]);
      assert.equal(isHosted({ uiMode }), families[uiMode] === 'hosted_page');
    });
  }
});

describe('the state as of now', () => {
  for (const [status, after, expected] of [
    ['open', -1, 'open'],
    ['open', 0, 'expired'],
    ['complete', 10, 'complete'],
    ['expired', -10, 'expired'],
  ] as const) {
    it(`${status}, ${after} ms past its end: ${expected}`, () => {
      assert.equal(statusAt({ status, expiresAtMs: NOW }, NOW + after), expected);
    });
  }
});

describe('expiring by hand', () => {
  for (const [status, open, ok] of [
    ['open', false, true],
    ['open', true, false],
    ['complete', false, false],
    ['expired', false, false],
  ] as const) {
    it(`${status}${open ? ' with an open attempt' : ''}`, () => {
      assert.equal(canExpire({ status }, open).ok, ok);
    });
  }
});

describe('what the intent makes of the session', () => {
  for (const [mode, amount, intentStatus, delayed, status, paymentStatus] of [
    ['payment', 1099, 'succeeded', false, 'complete', 'paid'],
    ['payment', 1099, 'processing', true, 'complete', 'unpaid'],
    ['payment', 1099, 'processing', false, 'open', 'unpaid'],
    ['payment', 1099, 'requires_capture', false, 'complete', 'unpaid'],
    ['payment', 1099, 'requires_payment_method', false, 'open', 'unpaid'],
    ['payment', 1099, 'requires_action', false, 'open', 'unpaid'],
    ['setup', null, 'succeeded', false, 'complete', 'no_payment_required'],
    ['subscription', 0, 'succeeded', false, 'complete', 'no_payment_required'],
    ['subscription', 500, 'succeeded', false, 'complete', 'paid'],
  ] as const) {
    it(`${mode} ${amount}, ${intentStatus}${delayed ? ' for days' : ''}`, () => {
      const progress = sessionAfter(
        session({ mode, amountTotalMinor: amount }),
        intentStatus,
        delayed,
      );
      assert.deepEqual(progress, { status, paymentStatus });
    });
  }
});

describe('whether a mandate is offered', () => {
  for (const [name, change, need] of [
    ['setup', { mode: 'setup' }, 'required'],
    ['subscription', { mode: 'subscription' }, 'required'],
    ['payment', {}, 'none'],
    ['payment, on_session', { paymentIntentData: { setup_future_usage: 'on_session' } }, 'none'],
    [
      'payment, off_session',
      { paymentIntentData: { setup_future_usage: 'off_session' } },
      'offered',
    ],
    [
      'payment, off_session for cards alone',
      { extra: { payment_method_options: { card: { setup_future_usage: 'off_session' } } } },
      'offered',
    ],
  ] as const) {
    it(name, () => {
      assert.equal(mandateNeed(session(change)), need);
      assert.equal(needsMandate(session(change)), need !== 'none');
    });
  }
});

describe('what is kept', () => {
  for (const [boxTicked, mandateAccepted, current, keep, allowRedisplay] of [
    [false, false, null, null, 'unspecified'],
    [true, false, null, 'on_session', 'always'],
    [false, true, null, 'off_session', 'limited'],
    [true, true, null, 'off_session', 'always'],
    [false, false, 'always', null, 'always'],
    [false, true, 'always', 'off_session', 'always'],
    [false, true, 'unspecified', 'off_session', 'limited'],
    [false, false, 'limited', null, 'limited'],
    [true, false, 'limited', 'on_session', 'always'],
  ] as const) {
    it(`box ${boxTicked}, mandate ${mandateAccepted}, before ${current}`, () => {
      assert.deepEqual(keepingOf({ boxTicked, mandateAccepted, current }), {
        keep,
        allowRedisplay,
      });
    });
  }
});

describe('saving and removing are independent switches, both off by default', () => {
  for (const save of ['enabled', 'disabled'] as const) {
    for (const remove of ['enabled', 'disabled'] as const) {
      it(`save ${save}, remove ${remove}`, () => {
        const one = session({
          savedPaymentMethodOptions: {
            allowRedisplayFilters: null,
            paymentMethodSave: save,
            paymentMethodRemove: remove,
          },
        });
        const removable = (shown: boolean, dependents: number) =>
          isRemovable(one, { shown, dependents });
        assert.equal(savesByBox(one), save === 'enabled');
        assert.equal(removable(true, 0), remove === 'enabled');
        assert.equal(removable(false, 0), false);
        assert.equal(removable(true, 1), false);
      });
    }
  }
});
