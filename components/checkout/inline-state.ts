/**
 * Whether the state that a page carries inside the tag may be shown. A page can come out of a cache:
 * what is another session's, over, or not whole is worth nothing, and then the server is asked.
 */
import type { CheckoutState } from '../../server/wire/elements.ts';
import { isCheckoutState } from '../session/client.ts';
import { storedPress } from '../session/press-store.ts';

export interface Inline {
  readonly state: CheckoutState;
  /** What was left out of it: shown at once, and asked for again behind what is on screen. */
  readonly isStale: boolean;
}

const PARTS = ['merchant', 'collect', 'offers', 'line_items'] as const;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * The decision alone: no clock, no page.
 *
 * @param text of the script inside the tag
 * @param session id of the session that the tag's secret opens
 * @param nowMs the browser's time, epoch milliseconds; where it is wrong, one request too many is made
 */
export function readInline(text: string, session: string, nowMs: number): Inline | null {
  const state = parsed(text);
  if (!isCheckoutState(state) || PARTS.some((part) => typeof state[part] !== 'object')) return null;
  if (state.session.id !== session || state.session.status !== 'open') return null;
  if (!(state.session.expires_at * 1000 > nowMs)) return null;
  if (state.payment_methods.some((method) => typeof method?.brand !== 'string')) return null;
  const lapsed = state.prefill !== null && !(state.prefill?.expires_at * 1000 > nowMs);
  return { state: lapsed ? { ...state, prefill: null } : state, isStale: lapsed };
}

/**
 * The state inside a tag; null where there is none, or where it may no longer be so: the page was
 * come back to, or loaded again after a press. A press of before on a page that is new is found out
 * later: the browser's storage is slow to ask, and nothing can be pressed until then.
 */
export function carriedState(tag: Element, session: string): Inline | null {
  const text = tag.querySelector(':scope > script[slot="state"]')?.textContent;
  const [arrival] = performance.getEntriesByType('navigation');
  const how = arrival && 'type' in arrival ? arrival.type : '';
  const isOld = how === 'back_forward' || (how === 'reload' && storedPress(session) !== null);
  return !text || isOld ? null : readInline(text, session, Date.now());
}
