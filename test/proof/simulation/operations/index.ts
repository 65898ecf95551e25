/** Everything that is done in a life, and how often. */
import { type Chance, createWeighing } from '../chance.ts';
import {
  askStatus,
  expireSession,
  openCheckout,
  pressAgain,
  pressNew,
  removeShown,
} from './checkout.ts';
import {
  agreeLater,
  comeIn,
  detach,
  erase,
  keepCard,
  leakNumber,
  revoke,
  withdraw,
} from './customers.ts';
import type { Operation } from './operation.ts';
import {
  amend,
  cancel,
  capture,
  captureAndCancel,
  chargeLater,
  confirmAgain,
  payNow,
  payTwice,
  refund,
  repeatKey,
} from './payments.ts';
import { giveUpSetup, setUp } from './setups.ts';
import {
  answerChallenge,
  crash,
  forge,
  holdUp,
  jump,
  readBooks,
  resolveByHand,
  startAnother,
  switchOff,
  tend,
  wait,
  waitLong,
  work,
  workAll,
} from './surroundings.ts';

/** Name, how often, what. */
const OPERATIONS: Readonly<Record<string, readonly [weight: number, act: Operation]>> = {
  comeIn: [3, comeIn],
  keepCard: [5, keepCard],
  agreeLater: [4, agreeLater],
  revoke: [2, revoke],
  detach: [1, detach],
  withdraw: [1, withdraw],
  erase: [0.7, erase],
  leakNumber: [0.5, leakNumber],
  payNow: [10, payNow],
  payTwice: [7, payTwice],
  confirmAgain: [5, confirmAgain],
  amend: [2, amend],
  chargeLater: [14, chargeLater],
  capture: [8, capture],
  cancel: [5, cancel],
  captureAndCancel: [4, captureAndCancel],
  refund: [10, refund],
  repeatKey: [8, repeatKey],
  openCheckout: [6, openCheckout],
  pressNew: [5, pressNew],
  pressAgain: [6, pressAgain],
  askStatus: [4, askStatus],
  removeShown: [1, removeShown],
  expireSession: [2, expireSession],
  setUp: [3, setUp],
  giveUpSetup: [1, giveUpSetup],
  answerChallenge: [10, answerChallenge],
  work: [30, work],
  workAll: [6, workAll],
  tend: [9, tend],
  crash: [1.2, crash],
  startAnother: [1.5, startAnother],
  switchOff: [1.5, switchOff],
  holdUp: [2, holdUp],
  wait: [14, wait],
  waitLong: [0.5, waitLong],
  jump: [1, jump],
  forge: [2, forge],
  resolveByHand: [6, resolveByHand],
  readBooks: [1, readBooks],
};

/** Things that move the clock or the processes themselves; nothing else begins meanwhile. */
const ALONE: readonly string[] = ['tend', 'wait', 'waitLong', 'jump', 'startAnother'];

export interface Drawn {
  readonly name: string;
  readonly act: Operation;
  readonly alone: boolean;
}

/** Each life does some things more and some less than others. @returns draws the next thing to do */
export function createDraw(chance: Chance): () => Drawn {
  const draw = createWeighing(
    Object.entries(OPERATIONS).map(([name, [weight, act]]): readonly [number, Drawn] => [
      weight * (chance.happens(0.15) ? 0 : 0.3 + 1.7 * chance.next()),
      { name, act, alone: ALONE.includes(name) },
    ]),
  );
  return () => draw(chance);
}
