/**
 * What the buyer reads, or hears, when a change was made, and when it was not: which one, and the
 * one thing to do next. Pure.
 */
import type { WalletMethod, WalletSubscription } from '../../server/wire/wallet.ts';
import { spokenName } from '../methods/describe.ts';
import type { WalletChange } from '../session/wallet-client.ts';
import { cardOf, type Wallet, type WalletProblem } from '../session/wallet-machine.ts';
import { joined } from './joined.ts';
import { dependents, isInUse } from './questions.ts';
import { formatDate } from './terms.ts';
import type { Voice } from './voice.ts';

export type SubscriptionChange = Extract<WalletChange, { readonly subscription: string }>;
type CardChange = Exclude<WalletChange, SubscriptionChange>;

export function isOfSubscription(change: WalletChange): change is SubscriptionChange {
  return 'subscription' in change;
}

/** Announced when a subscription was changed. @param its as it was before */
export function subscriptionText(
  change: SubscriptionChange,
  its: WalletSubscription,
  state: Wallet,
  { plan, messages, locale }: Voice,
): string {
  if (change.kind === 'keep') return plan.kept(its.name);
  if (change.kind === 'cancel')
    return plan.canceled(its.name, formatDate(its.ends_if_cancelled_at, locale));
  const card = cardOf(state, change.card);
  return card ? plan.moved(its.name, spokenName(card, messages)) : '';
}

/**
 * Announced once, when the answer is there.
 * @param gone the card went with its last permission
 */
export function doneText(
  change: CardChange,
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

function whatFailed(change: CardChange, name: string, { words, states }: Voice): string {
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

/** What is said at a subscription whose change failed. */
export function subscriptionProblem(
  { change, error }: WalletProblem,
  its: WalletSubscription,
  { words, states, plan }: Voice,
): string {
  if (error.type === 'client_error' && error.code !== 'not_done') return words.lost;
  if (change.kind === 'move' && error.type === 'card_error') return states.notBackup;
  const next = error.code === 'rate_limit' ? words.againLater : words.again;
  return `${plan.failed(its.name)} ${next}`;
}

/** Nothing for a change of a subscription: that is told where it stands. */
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
  return isOfSubscription(change) ? '' : `${whatFailed(change, name, voice)} ${next}`;
}
