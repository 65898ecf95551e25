/** What the buyer reads when a change was not made: which one, and the one thing to do next. Pure. */
import type { WalletMethod } from '../../server/wire/wallet.ts';
import { spokenName } from '../methods/describe.ts';
import type { Wallet, WalletProblem } from '../session/wallet-machine.ts';
import { dependents, isInUse } from './questions.ts';
import type { Voice } from './voice.ts';

function whatFailed({ change }: WalletProblem, name: string, { words }: Voice): string {
  switch (change.kind) {
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
  const name = spokenName(card, voice.messages);
  if (!isInUse(state, card))
    return `${whatFailed(problem, name, voice)} ${whatNext(problem, voice)}`;
  const what = dependents(state, card);
  if (what.length === 0) return voice.words.inUseUnnamed(name);
  const list = new Intl.ListFormat(voice.locale, { type: 'conjunction' });
  return voice.words.inUse(name, list.format(what));
}
