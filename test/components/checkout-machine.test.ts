/** Every step of the pure machine as a table: what moves a checkout, and what must not. */
import { expect } from '@open-wc/testing';
import {
  type Checkout,
  type CheckoutEvent,
  initialCheckout,
  type Phase,
  reduce,
  shownMethods,
} from '../../components/session/checkout-machine.ts';
import { result } from './support/server.ts';
import { checkoutState, mastercard, old, visa } from './support/state.ts';

const error = { type: 'card_error', code: 'card_declined', message: '' };
const action = {
  type: 'redirect_to_url' as const,
  redirect_to_url: { url: 'https://bank.example/1', return_url: null },
};

function at(phase: Phase, more: Partial<Checkout> = {}): Checkout {
  const loaded = reduce(initialCheckout, { type: 'loaded', data: checkoutState() });
  return { ...loaded, phase, ...more };
}

describe('checkout-machine: loading', () => {
  const press = (status: 'processing' | 'requires_action' | 'complete' | 'failed') => ({
    press: 'p',
    status,
    next_action: status === 'requires_action' ? action : null,
    error: status === 'failed' ? error : null,
  });
  const table: [string, Parameters<typeof checkoutState>[0], Partial<Checkout>][] = [
    ['prefilled card is chosen', {}, { phase: 'open', chosen: 'pm_mc' }],
    ['nothing is chosen without prefill', { prefill: null }, { phase: 'open', chosen: null }],
    ['no cards: new card', { prefill: null, payment_methods: [] }, { chosen: 'new' }],
    ['only unusable cards: new card', { prefill: null, payment_methods: [old] }, { chosen: 'new' }],
    [
      'no card entry: nothing',
      { prefill: null, payment_methods: [], card_entry: null },
      { chosen: null },
    ],
    [
      'an expired card is never chosen',
      { payment_methods: [{ ...mastercard, usable: false }, visa] },
      { chosen: null },
    ],
    ['processing press', { press: press('processing') }, { phase: 'processing' }],
    ['challenged press', { press: press('requires_action') }, { phase: 'challenge', action }],
    [
      'complete press of an open session is asked about',
      { press: press('complete') },
      { phase: 'processing' },
    ],
    ['failed press', { press: press('failed') }, { phase: 'open', problem: error }],
    ['expired session', { session: { status: 'expired' } }, { phase: 'expired' }],
    ['complete session', { session: { status: 'complete' } }, { phase: 'complete' }],
  ];
  for (const [name, changes, want] of table) {
    it(name, () => {
      const next = reduce(initialCheckout, { type: 'loaded', data: checkoutState(changes) });
      expect(next).to.deep.include(want);
    });
  }
});

describe('checkout-machine: steps', () => {
  const table: [string, Checkout, CheckoutEvent, Partial<Checkout>][] = [
    [
      'press',
      at('open', { problem: error }),
      { type: 'pressed' },
      { phase: 'confirming', problem: null },
    ],
    [
      'a second press changes nothing',
      at('confirming'),
      { type: 'pressed' },
      { phase: 'confirming' },
    ],
    ['no press while processing', at('processing'), { type: 'pressed' }, { phase: 'processing' }],
    ['withdrawn', at('confirming'), { type: 'withdrawn' }, { phase: 'open' }],
    ['lost is not failed', at('confirming'), { type: 'lost' }, { phase: 'confirming', lost: true }],
    [
      'complete',
      at('confirming'),
      { type: 'answered', result: result('complete') },
      { phase: 'complete' },
    ],
    [
      'processing',
      at('confirming', { lost: true }),
      { type: 'answered', result: result('processing') },
      { phase: 'processing', lost: false },
    ],
    [
      'challenge',
      at('confirming'),
      { type: 'answered', result: result('requires_action', { next_action: action }) },
      { phase: 'challenge', action },
    ],
    [
      'dismissed challenge stays dismissed',
      at('challenge', { action, dismissed: true }),
      { type: 'answered', result: result('requires_action', { next_action: action }) },
      { dismissed: true },
    ],
    [
      'challenge fails',
      at('challenge', { action }),
      { type: 'answered', result: result('open', { error }) },
      { phase: 'open', problem: error, action: null },
    ],
    [
      'never arrived',
      at('processing'),
      { type: 'answered', result: result('open') },
      { phase: 'open', problem: null },
    ],
    [
      'declined',
      at('confirming'),
      { type: 'failed', problem: error },
      { phase: 'open', problem: error },
    ],
    [
      'a late decline does not undo completion',
      at('complete'),
      { type: 'failed', problem: error },
      { phase: 'complete' },
    ],
    [
      'a late answer does not undo completion',
      at('complete'),
      { type: 'answered', result: result('open') },
      { phase: 'complete' },
    ],
    ['expiry does not undo completion', at('complete'), { type: 'expired' }, { phase: 'complete' }],
    [
      'choose',
      at('open', { problem: error }),
      { type: 'chosen', method: 'pm_visa' },
      { chosen: 'pm_visa', problem: null },
    ],
    [
      'an unusable card cannot be chosen',
      at('open'),
      { type: 'chosen', method: 'pm_old' },
      { chosen: 'pm_mc' },
    ],
    [
      'nothing can be chosen while busy',
      at('confirming'),
      { type: 'chosen', method: 'pm_visa' },
      { chosen: 'pm_mc' },
    ],
    [
      'security code wanted',
      at('confirming'),
      { type: 'failed', problem: { ...error, param: 'cvc_token' } },
      { wants: { securityCode: true, billing: false } },
    ],
    [
      'refresh keeps what the buyer chose',
      at('open', { chosen: 'pm_visa' }),
      { type: 'loaded', data: checkoutState() },
      { chosen: 'pm_visa' },
    ],
    [
      'refresh does not end a press',
      at('confirming'),
      { type: 'loaded', data: checkoutState() },
      { phase: 'confirming' },
    ],
  ];
  for (const [name, before, event, want] of table) {
    it(name, () => expect(reduce(before, event)).to.deep.include(want));
  }
});

describe('checkout-machine: removal', () => {
  const ids = (state: Checkout) => shownMethods(state).map(({ id }) => id);

  it('hides, and shows again when undone, with the choice', () => {
    const held = reduce(at('open'), { type: 'remove-held', method: 'pm_mc' });
    expect(ids(held)).to.deep.equal(['pm_visa', 'pm_old']);
    expect(held.chosen).to.equal(null);
    const undone = reduce(held, { type: 'remove-undone' });
    expect(ids(undone)).to.deep.equal(['pm_mc', 'pm_visa', 'pm_old']);
    expect(undone.chosen).to.equal('pm_mc');
  });

  it('stays hidden while the removal is sent, and comes back when it fails', () => {
    const held = reduce(at('open'), { type: 'remove-held', method: 'pm_visa' });
    const sent = reduce(held, { type: 'remove-sent' });
    expect(ids(sent)).to.deep.equal(['pm_mc', 'pm_old']);
    const failed = reduce(sent, { type: 'remove-failed', method: 'pm_visa', problem: error });
    expect(ids(failed)).to.include('pm_visa');
    expect(failed.problem).to.equal(error);
  });

  it('turns to a new card when no usable one is left', () => {
    const data = checkoutState({ payment_methods: [mastercard, old] });
    const open = reduce(initialCheckout, { type: 'loaded', data });
    expect(reduce(open, { type: 'remove-held', method: 'pm_mc' }).chosen).to.equal('new');
  });
});
