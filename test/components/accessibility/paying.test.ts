/** A checkout on the way to its payment, for everybody. */
import { forEverybody } from './everybody.ts';
import { payingStates } from './paying-states.ts';

describe('paying for everybody', () => forEverybody((row) => payingStates.includes(row)));
