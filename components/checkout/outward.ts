/** Turns steps of the session into the page's events. It tells what happened, never what will. */
import {
  type EventMethod,
  KeepsakeChangeEvent,
  type KeepsakeDetail,
  KeepsakeErrorEvent,
  KeepsakeReadyEvent,
} from '../events.ts';
import type { Checkout } from '../session/checkout-state.ts';
import { NEW_CARD } from '../shared/choice.ts';

/** @param id of a saved card; by default the chosen one */
export function detailOf({ data, chosen }: Checkout, id: string | null = chosen): KeepsakeDetail {
  const method = data?.payment_methods.find((shown) => shown.id === id);
  const paymentMethod: EventMethod | null = method
    ? { id: method.id, brand: method.brand, last4: method.last4 }
    : null;
  if (!data) return { session: null, paymentMethod };
  const { mode, status } = data.session;
  return { session: { id: data.session.id, mode, status }, paymentMethod };
}

function isShown({ phase }: Checkout): boolean {
  return phase !== 'loading' && phase !== 'unavailable';
}

/** Ready, changed, or in trouble; that all is done is told by whoever did it. */
export function tell(host: EventTarget, next: Checkout, previous: Checkout): void {
  const detail = detailOf(next);
  if (isShown(next) && !isShown(previous)) host.dispatchEvent(new KeepsakeReadyEvent(detail));
  else if (next.chosen !== previous.chosen && isShown(next)) {
    host.dispatchEvent(new KeepsakeChangeEvent({ ...detail, newCard: next.chosen === NEW_CARD }));
  }
  const { problem } = next;
  if (problem && (problem !== previous.problem || next.phase !== previous.phase)) {
    const declineCode = problem.decline_code ?? null;
    const code = problem.code ?? problem.type;
    host.dispatchEvent(new KeepsakeErrorEvent({ ...detail, code, declineCode }));
  }
}
