/**
 * A process that leads the lives it is told to, one after another, and tells what each came to. What
 * it runs is the server of the tree that it lies in.
 */
import { openDatabases } from './database.ts';
import { type LifeResult, lead } from './life.ts';

/** Lives that a process is to lead. */
export interface Order {
  readonly seeds: readonly number[];
  readonly operations: number;
}

/** What it says: that it is ready for an order, or what a life came to. */
export type Word =
  | { readonly kind: 'ready' }
  | { readonly kind: 'lived'; readonly result: LifeResult };

const say = (word: Word) => process.send?.(word);

// A refusal is an exception here; where it was thrown is of interest in a replay only.
Error.stackTraceLimit = 0;
const databases = await openDatabases();

async function carryOut({ seeds, operations }: Order): Promise<void> {
  for (const seed of seeds) {
    const path = databases.make();
    const result = await lead({ seed, operations, path, speak: null });
    databases.drop(path);
    say({ kind: 'lived', result });
  }
  say({ kind: 'ready' });
}

process.on('message', (order: Order) => void carryOut(order));
function end(): void {
  databases.close();
  process.exit();
}
process.once('disconnect', end);
process.once('SIGTERM', end);
say({ kind: 'ready' });
