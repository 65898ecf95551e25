/** One file for what is shown after a press, so that it is one download. */
export { problemView } from './problem.ts';
export { receiptView } from './receipt.ts';
