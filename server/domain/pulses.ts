/** The pulse of what has to keep happening: written down, so that other processes see it too. */
import type { Context } from '../context.ts';
import { notePulse, type Pulse } from '../storage/pulses.ts';

/** Notes that it happened now. */
export async function beat(ctx: Context, pulse: Pulse): Promise<void> {
  await ctx.store.transact((tx) => notePulse(tx, pulse, ctx.wall()));
}
