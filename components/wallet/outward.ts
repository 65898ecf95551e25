/** Turns steps of the session into the page's events. It tells what happened, never what will. */
import type { WalletMethod } from '../../server/wire/wallet.ts';
import {
  KeepsakeChangeEvent,
  type KeepsakeDetail,
  KeepsakeErrorEvent,
  KeepsakeReadyEvent,
} from '../events.ts';
import type { WalletChange } from '../session/wallet-client.ts';
import { cardOf, type Wallet } from '../session/wallet-machine.ts';

/** A wallet is no checkout, so there is no session to name. */
export function detailOf(card: WalletMethod | null): KeepsakeDetail {
  const paymentMethod = card && { id: card.id, brand: card.brand, last4: card.last4 };
  return { session: null, paymentMethod };
}

/** The change that a step has brought about. */
export function changeMade(next: Wallet, previous: Wallet): WalletChange | null {
  if (next.phase !== 'ready' || (next.problem && next.problem !== previous.problem)) return null;
  if (previous.busy && !next.busy) return previous.busy;
  const gone = previous.leaving.find((id) => !next.leaving.includes(id));
  return gone && !cardOf(next, gone) ? { kind: 'remove', method: gone, replacement: null } : null;
}

/** What went wrong in a step: at which card, if at one, and the code. */
function problemMet(
  next: Wallet,
  previous: Wallet,
): { readonly method: string | null; readonly code: string } | null {
  if (next.phase === 'expired' && previous.phase !== 'expired') {
    return { method: null, code: 'session_expired' };
  }
  const { problem, refusal } = next;
  if (problem && problem !== previous.problem) {
    return { method: problem.change.method, code: problem.error.code ?? problem.error.type };
  }
  return refusal && refusal !== previous.refusal
    ? { method: null, code: refusal.code ?? refusal.type }
    : null;
}

export function tell(host: EventTarget, next: Wallet, previous: Wallet): void {
  if (next.phase === 'ready' && previous.phase !== 'ready') {
    host.dispatchEvent(new KeepsakeReadyEvent(detailOf(null)));
  }
  const problem = problemMet(next, previous);
  if (problem) {
    const detail = detailOf(problem.method === null ? null : cardOf(next, problem.method));
    host.dispatchEvent(
      new KeepsakeErrorEvent({ ...detail, code: problem.code, declineCode: null }),
    );
  }
  const change = changeMade(next, previous);
  if (change) {
    const { kind, method } = change;
    const detail = detailOf(cardOf(next, method) ?? cardOf(previous, method));
    host.dispatchEvent(new KeepsakeChangeEvent({ ...detail, newCard: false, change: kind }));
  }
}
