/** The wallet, for everybody. */
import { forEverybody } from './everybody.ts';
import { walletStates } from './wallet-states.ts';

describe('wallet for everybody', () => forEverybody((row) => walletStates.includes(row)));
