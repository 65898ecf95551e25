/**
 * Loaded into each program under test before the program itself (`node --import`): gives it the
 * lane's clock and its fate, and takes orders over the parent's channel. The program knows nothing
 * of it, and without it has none of this.
 */
import { type ClockSetting, installClock } from './fast-clock.ts';
import type { Fate } from './points.ts';
import { decree, watchPoints } from './sudden-death.ts';

/** What the parent may say. */
export type Order = { readonly jumpMs: number } | { readonly fate: Fate | null };

const clock = JSON.parse(process.env.PROOF_CLOCK ?? 'null') as ClockSetting | null;
const move = clock && installClock(clock);
if (process.env.PROOF_POINTS === 'on') watchPoints();
decree(JSON.parse(process.env.PROOF_FATE ?? 'null') as Fate | null);

process.on('message', (order: Order) => {
  if ('jumpMs' in order) move?.(order.jumpMs);
  else decree(order.fate);
  process.send?.(order);
});
// Whoever started it is gone: nobody would ever end it.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.channel?.unref();
