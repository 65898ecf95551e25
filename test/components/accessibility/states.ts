/**
 * Every element in every state that a buyer can meet, as one table. Whoever adds a state to an
 * element adds a row here; the row is then looked at in every look.
 */
import { keepingStates } from './keeping-states.ts';
import { partStates } from './part-states.ts';
import { payingStates } from './paying-states.ts';
import type { State } from './state.ts';
import { walletStates } from './wallet-states.ts';

export const STATES: readonly State[] = [
  ...payingStates,
  ...keepingStates,
  ...walletStates,
  ...partStates,
];
