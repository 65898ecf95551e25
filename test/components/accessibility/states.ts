/**
 * Every element in every state that a buyer can meet, as one table. Whoever adds a state to an
 * element adds a row here; the row is then looked at in every look.
 */
import { keepingStates } from './keeping-states.ts';
import { partStates } from './part-states.ts';
import { payingStates } from './paying-states.ts';
import type { Stage } from './stage.ts';
import { walletStates } from './wallet-states.ts';

export interface State {
  readonly element: string;
  readonly state: string;
  /** Brings the element there, and gives what is to be looked at. */
  readonly arrange: (stage: Stage) => Promise<HTMLElement>;
  /** What is announced on the way, each once and in this order; nothing where it is left out. */
  readonly heard?: readonly RegExp[];
  /** What has the focus then, by its own name; somewhere on screen where it is left out. */
  readonly focus?: string;
}

export const STATES: readonly State[] = [
  ...payingStates,
  ...keepingStates,
  ...walletStates,
  ...partStates,
];
