/** A checkout's saved cards, for everybody. */
import { forEverybody } from './everybody.ts';
import { keepingStates } from './keeping-states.ts';

describe('keeping for everybody', () => forEverybody((row) => keepingStates.includes(row)));
