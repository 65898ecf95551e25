/**
 * A saved card that goes: asked about, announced, brought back, with the focus where the buyer goes
 * on. The session holds the call back; this only leads through it.
 */

import { KeepsakeRemoveEvent } from '../events.ts';
import type { Localize } from '../locale/localize.ts';
import { moreOf } from '../locale/more.ts';
import type { CheckoutController } from '../session/checkout-controller.ts';
import { shownMethods } from '../session/checkout-state.ts';
import { NEW_CARD } from '../shared/choice.ts';
import { nameOf } from './name-of.ts';
import { detailOf } from './outward.ts';

/** What the checkout lends. */
export interface Around {
  readonly host: EventTarget;
  readonly session: CheckoutController;
  readonly localize: Localize;
  readonly say: (words: string) => void;
  readonly focusMethods: (method: string) => void;
}

/** The buyer wants it gone: the page may object, and there is time to undo. */
export function removeCard({ host, session, localize, say, focusMethods }: Around, id: string) {
  const { state } = session;
  const shown = shownMethods(state);
  const at = shown.findIndex((method) => method.id === id);
  const next = (shown[at + 1] ?? shown[at - 1])?.id ?? NEW_CARD;
  if (!host.dispatchEvent(new KeepsakeRemoveEvent(detailOf(state, id)))) return;
  say(moreOf(localize).removed(nameOf(state, localize, id)));
  session.acts?.remove(id);
  focusMethods(next);
}

export function undoRemoval({ session, localize, say, focusMethods }: Around): void {
  const method = session.state.held?.method;
  if (!method) return;
  say(moreOf(localize).restored(nameOf(session.state, localize, method)));
  session.acts?.undoRemove();
  focusMethods(method);
}
