/**
 * What the buyer reads, or hears, when a change was made, and when it was not: which one, and the
 * one thing to do next. Pure.
 */
import type { WalletMethod } from '../../server/wire/wallet.ts';
import { spokenName } from '../methods/describe.ts';
import type { WalletChange } from '../session/wallet-client.ts';
import type { Wallet, WalletProblem } from '../session/wallet-machine.ts';
import { joined } from './joined.ts';
import { dependents, isInUse } from './questions.ts';
import type { Voice } from './voice.ts';

/**
 * Announced once, when the answer is there.
 * @param gone the card went with its last permission
 */
export function doneText(
  change: WalletChange,
  card: WalletMethod,
  gone: boolean,
  voice: Voice,
): string {
  const { words, messages, more, states } = voice;
  const name = spokenName(card, messages);
  if (change.kind === 'replace') return states.cardUpdated(name);
  if (gone) return words.nowDeleted(name);
  switch (change.kind) {
    case 'backup':
      return states.nowBackup(name);
    case 'default':
      return words.nowDefault(name);
    case 'update':
      return words.nowUpdated(name);
    case 'withdraw':
      return words.nowHidden(name);
    case 'revoke':
      return words.nowRevoked(name);
    case 'remove':
      return more.removed(name);
  }
}

function whatFailed({ change }: WalletProblem, name: string, { words, states }: Voice): string {
  switch (change.kind) {
    case 'replace':
      return words.notUpdated(name);
    case 'backup':
      return states.notBackup;
    case 'default':
      return words.notDefault(name);
    case 'update':
      return words.notUpdated(name);
    case 'withdraw':
      return words.notHidden(name);
    case 'revoke':
      return words.notRevoked(name);
    case 'remove':
      return words.notRemoved(name);
  }
}

export function problemText(
  problem: WalletProblem,
  card: WalletMethod,
  state: Wallet,
  voice: Voice,
): string {
  const { words, states } = voice;
  const { change, error } = problem;
  const name = spokenName(card, voice.messages);
  if (isInUse(state, card)) {
    const what = dependents(state, card);
    return what.length > 0
      ? words.inUse(name, joined(what, voice.locale))
      : words.inUseUnnamed(name);
  }
  if (error.type === 'client_error' && error.code !== 'not_done') return words.lost;
  if (change.kind === 'replace' && error.type === 'card_error') return states.replaceDeclined(name);
  if (change.kind === 'backup') return states.notBackup;
  const next = error.code === 'rate_limit' ? words.againLater : words.again;
  return `${whatFailed(problem, name, voice)} ${next}`;
}
