/** The parts that are used alone, for everybody. */
import { forEverybody } from './everybody.ts';
import { partStates } from './part-states.ts';

describe('parts for everybody', () => forEverybody((row) => partStates.includes(row)));
