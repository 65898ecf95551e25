/** What is asked before a permission ends or a card goes, and what is said to end with it. Pure. */
import type { WalletMethod } from '../../server/wire/wallet.ts';
import { expiry, spokenName } from '../methods/describe.ts';
import type { WalletChange } from '../session/wallet-client.ts';
import { replacementsFor, type Wallet } from '../session/wallet-machine.ts';
import type { Question } from './question-dialog.ts';
import { purposeOf } from './terms.ts';
import type { Voice } from './voice.ts';

export type Asked = Extract<WalletChange, { readonly kind: 'remove' | 'withdraw' | 'revoke' }>;

const ASKED: readonly WalletChange['kind'][] = ['remove', 'withdraw', 'revoke'];

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

/** @param card the one that is asked about, as it is now */
export function questionFor(
  asked: Asked,
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
    case 'revoke':
      return {
        title: words.revokeQuestion(name),
        effects: [
          { text: words.revokeEffect(merchant) },
          ...(card.pays_for.length > 0 ? [{ text: words.revokePaysFor, list: card.pays_for }] : []),
          ...(isLast ? [{ text: words.deletes(merchant) }] : []),
        ],
        choice: null,
        confirm: words.revoke,
        keep: more.keep,
      };
  }
}
