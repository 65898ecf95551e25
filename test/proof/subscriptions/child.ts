/**
 * A process that leads the lives it is told to and tells what each came to. What it runs is the server of
 * the tree that it lies in. `--years N` is how long each lasts; an order's number is of subscriptions.
 */
import { parseArgs } from 'node:util';
import type { Order } from '../simulation/child.ts';
import { openDatabases } from '../simulation/database.ts';
import { lead } from './life.ts';
import { WATCH } from './mailbox.ts';

const { values } = parseArgs({ options: { years: { type: 'string', default: '3' } } });
const years = Number(values.years);

// A refusal is an exception here; where it was thrown is of interest in a replay only.
Error.stackTraceLimit = 0;
const databases = await openDatabases(WATCH);

async function carryOut({ seeds, operations }: Order): Promise<void> {
  for (const seed of seeds) {
    const path = databases.make();
    const result = await lead({ seed, subscriptions: operations, years, path, speak: null });
    databases.drop(path);
    process.send?.({ kind: 'lived', result });
  }
  process.send?.({ kind: 'ready' });
}

process.on('message', (order: Order) => void carryOut(order));
function end(): void {
  databases.close();
  process.exit();
}
process.once('disconnect', end);
process.once('SIGTERM', end);
process.send?.({ kind: 'ready' });
