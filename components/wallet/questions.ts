/** What is asked before a permission ends or a card goes, and what is said to end with it. Pure. */
import type { WalletMethod, WalletSubscription } from '../../server/wire/wallet.ts';
import { expiry, spokenName } from '../methods/describe.ts';
import type { WalletChange } from '../session/wallet-client.ts';
import { cardOf, replacementsFor, subscriptionOf, type Wallet } from '../session/wallet-machine.ts';
import type { Question } from './question-dialog.ts';
import { formatDate, purposeOf } from './terms.ts';
import type { Voice } from './voice.ts';

export type Asked = Extract<
  WalletChange,
  { readonly kind: 'remove' | 'withdraw' | 'revoke' | 'cancel' }
>;

const ASKED: readonly WalletChange['kind'][] = ['remove', 'withdraw', 'revoke', 'cancel'];

export function isAsked(change: WalletChange): change is Asked {
  return ASKED.includes(change.kind);
}

/** What depends on a card: as the wallet names it, or as the refusal of its removal did. */
export function dependents(state: Wallet, card: WalletMethod): readonly string[] {
  const { problem } = state;
  if (card.pays_for.length > 0 || problem?.change.method !== card.id) return card.pays_for;
  const named: unknown = Object(problem.error).pays_for;
  return Array.isArray(named) ? named.filter((name) => typeof name === 'string') : [];
}

/** Whether a removal was refused because something depends on the card. */
export function isInUse({ problem }: Wallet, card: WalletMethod): boolean {
  return (
    problem?.change.kind === 'remove' &&
    problem.change.method === card.id &&
    problem.error.code === 'payment_method_in_use'
  );
}

function aboutRemoval(state: Wallet, card: WalletMethod, voice: Voice): Question {
  const { words, messages, more, locale, merchant } = voice;
  const paysFor = dependents(state, card);
  const needsOther = paysFor.length > 0 || isInUse(state, card);
  const others = needsOther ? replacementsFor(state, card.id) : [];
  const stuck = needsOther && others.length === 0;
  const purposes = card.mandates.map((mandate) => purposeOf(mandate, words, locale));
  return {
    title: more.removeQuestion(spokenName(card, messages)),
    effects: [
      { text: more.removeEffect },
      ...(purposes.length > 0 ? [{ text: words.ends(merchant), list: purposes }] : []),
      ...(paysFor.length > 0 ? [{ text: more.removePaysFor, list: paysFor }] : []),
      ...(stuck ? [{ text: words.moveNone }] : []),
    ],
    choice:
      others.length > 0
        ? {
            legend: words.moveLegend,
            missing: words.moveChoose,
            options: others.map((other) => ({
              id: other.id,
              name: spokenName(other, messages),
              note: expiry(other, messages),
            })),
          }
        : null,
    confirm: stuck ? null : messages.remove,
    keep: more.keep,
  };
}

/** What ends with a permission, and when: the subscriptions that it is for. */
function endsWith({ data }: Wallet, mandate: string, { plan, locale }: Voice): readonly string[] {
  const its = (data?.subscriptions ?? []).filter((each) => each.mandate === mandate);
  return its.map((each) => {
    const date = formatDate(each.ends_at ?? each.ends_if_cancelled_at, locale);
    return `${each.name}: ${plan.ends(date)}`;
  });
}

function aboutEnd(its: WalletSubscription, { plan, locale }: Voice): Question {
  return {
    title: plan.question(its.name),
    effects: [{ text: plan.effect(formatDate(its.ends_if_cancelled_at, locale)) }],
    choice: null,
    confirm: plan.cancel,
    keep: plan.keep,
  };
}

/** @returns null for what is there no longer */
export function questionFor(asked: Asked, state: Wallet, voice: Voice): Question | null {
  if (asked.kind === 'cancel') {
    const its = subscriptionOf(state, asked.subscription);
    return its && aboutEnd(its, voice);
  }
  const card = cardOf(state, asked.method);
  return card && aboutCard(asked, state, card, voice);
}

function aboutCard(
  asked: Exclude<Asked, { readonly kind: 'cancel' }>,
  state: Wallet,
  card: WalletMethod,
  voice: Voice,
): Question {
  const { words, messages, more, merchant } = voice;
  const name = spokenName(card, messages);
  const isLast = !card.shown.allowed && card.mandates.length === 1;
  switch (asked.kind) {
    case 'remove':
      return aboutRemoval(state, card, voice);
    case 'withdraw':
      return {
        title: words.stopQuestion(name),
        effects: [
          { text: words.stopEffect(merchant) },
          { text: card.mandates.length > 0 ? words.stopLeaves(merchant) : words.deletes(merchant) },
        ],
        choice: null,
        confirm: words.stopShowing,
        keep: more.keep,
      };
    case 'revoke': {
      const ends = endsWith(state, asked.mandate, voice);
      const needed = ends.length > 0 ? ends : card.pays_for;
      return {
        title: words.revokeQuestion(name),
        effects: [
          { text: words.revokeEffect(merchant) },
          ...(needed.length > 0 ? [{ text: words.revokePaysFor, list: needed }] : []),
          ...(isLast ? [{ text: words.deletes(merchant) }] : []),
        ],
        choice: null,
        confirm: words.revoke,
        keep: more.keep,
      };
    }
  }
}
