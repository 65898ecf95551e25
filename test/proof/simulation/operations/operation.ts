/** What anybody does in a life: one thing, that may take a while and come to nothing. */
import type { World } from '../world.ts';

export type Operation = (world: World) => Promise<void>;

/** Amounts, in minor units: few, so that caps are met exactly. */
export function anAmount(world: World): number {
  return world.chance.pick([100, 250, 500, 999, 1000, 2000]);
}
