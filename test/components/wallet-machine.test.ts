/** What a wallet's state becomes, event by event. */
import { expect } from '@open-wc/testing';
import type { WalletChange } from '../../components/session/wallet-client.ts';
import {
  initialWallet,
  listedCards,
  reduce,
  replacementsFor,
  tookEffect,
  type Wallet,
  type WalletEvent,
} from '../../components/session/wallet-machine.ts';
import { mandate, walletCard, walletState } from './support/wallet.ts';

const data = walletState();
const later = walletState({ payment_methods: [walletCard('pm_mc')] });
const error = { type: 'client_error', code: 'network', message: 'network' };
const change: WalletChange = { kind: 'default', method: 'pm_mc' };
const removal = { kind: 'remove', method: 'pm_visa', replacement: null } as const;
const ready: Wallet = { ...initialWallet, phase: 'ready', data };
const busy: Wallet = { ...ready, busy: change };
const held: Wallet = { ...ready, held: removal };
const leaving: Wallet = { ...ready, leaving: ['pm_visa'] };
const expired: Wallet = { ...initialWallet, phase: 'expired' };
const unavailable: Wallet = { ...initialWallet, phase: 'unavailable', refusal: error };

const steps: readonly [string, Wallet, WalletEvent, Wallet][] = [
  ['the first answer', initialWallet, { type: 'loaded', data }, ready],
  ['no first answer', initialWallet, { type: 'load-failed', error }, unavailable],
  ['trying again', unavailable, { type: 'reload' }, initialWallet],
  ['a look behind what is shown', ready, { type: 'reload' }, ready],
  ['that look without an answer', ready, { type: 'load-failed', error }, ready],
  ['the end of the session', busy, { type: 'expired' }, expired],
  ['an answer after the end', expired, { type: 'loaded', data }, expired],
  ['a change begins', ready, { type: 'started', change }, busy],
  ['another one meanwhile', busy, { type: 'started', change: removal }, busy],
  ['its answer', busy, { type: 'changed', data: later }, { ...ready, data: later }],
  ['an answer to nothing', ready, { type: 'changed', data: later }, ready],
  [
    'its failure',
    busy,
    { type: 'failed', problem: { change, error } },
    { ...ready, problem: { change, error } },
  ],
  ['a removal is confirmed', ready, { type: 'remove-held', removal }, held],
  ['and undone', held, { type: 'remove-undone' }, ready],
  ['or sent', held, { type: 'remove-sent' }, leaving],
  ['undone too late', leaving, { type: 'remove-undone' }, leaving],
  ['done', leaving, { type: 'removed', method: 'pm_visa', data: later }, { ...ready, data: later }],
  [
    'or refused: the card is back',
    leaving,
    { type: 'failed', problem: { change: removal, error } },
    { ...ready, problem: { change: removal, error } },
  ],
  [
    'refused while something else is waited for',
    { ...leaving, busy: change },
    { type: 'failed', problem: { change: removal, error } },
    { ...busy, problem: { change: removal, error } },
  ],
];

describe('the wallet’s machine', () => {
  for (const [name, before, event, after] of steps) {
    it(name, () => expect(reduce(before, event)).to.deep.equal(after));
  }

  it('forgets the customer when the session ends', () => {
    expect(JSON.stringify(reduce(ready, { type: 'expired' }))).not.to.contain('ada@example.com');
  });

  it('lists all cards but those on their way out, and offers only good ones to take over', () => {
    expect(listedCards(leaving).map(({ id }) => id)).to.deep.equal(['pm_mc', 'pm_old']);
    expect(listedCards(held).map(({ id }) => id)).to.deep.equal(['pm_visa', 'pm_mc', 'pm_old']);
    expect(replacementsFor(ready, 'pm_visa').map(({ id }) => id)).to.deep.equal(['pm_mc']);
    expect(replacementsFor(held, 'pm_mc')).to.deep.equal([]);
  });

  const effects: readonly [WalletChange, boolean][] = [
    [{ kind: 'default', method: 'pm_visa' }, true],
    [{ kind: 'default', method: 'pm_mc' }, false],
    [{ kind: 'update', method: 'pm_mc', expMonth: 12, expYear: 2030 }, true],
    [{ kind: 'update', method: 'pm_mc', expMonth: 1, expYear: 2031 }, false],
    [{ kind: 'withdraw', method: 'pm_old', consent: 'cons_x' }, true],
    [{ kind: 'withdraw', method: 'pm_mc', consent: 'cons_pm_mc' }, false],
    [{ kind: 'revoke', method: 'pm_visa', mandate: mandate().id }, false],
    [{ kind: 'revoke', method: 'pm_visa', mandate: 'mandate_gone' }, true],
    [{ kind: 'remove', method: 'pm_gone', replacement: null }, true],
    [{ kind: 'remove', method: 'pm_mc', replacement: null }, false],
  ];
  for (const [wanted, is] of effects) {
    it(`${wanted.kind} of ${wanted.method}: ${is ? 'is so' : 'is not so'}`, () => {
      expect(tookEffect(wanted, data)).to.equal(is);
    });
  }
});
