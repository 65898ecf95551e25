/**
 * How many units of work one process runs at the same time where they can stand in each other's way.
 * It narrows with every one that is undone and widens with those that are not, so that a small or
 * crowded database is asked by few at once instead of being asked again and again. It knows no
 * database.
 */

/** What is left of the width after a unit was undone. */
const NARROW = 0.7;
/** Units without trouble that make room for one more, at a width of one. */
const WIDEN = 0.25;

export interface Width {
  /**
   * Waits for room, at most so many milliseconds; who was undone goes before all who are new, and waits
   * as long as it takes.
   * @returns whether there is room now
   */
  enter(again: boolean, patienceMs: number): Promise<boolean>;
  /** @param undone whether another stood in the way */
  leave(undone: boolean): void;
}

/** @param most units at once, at most */
export function createWidth(most: number): Width {
  let width = most;
  let inside = 0;
  const fresh: (() => void)[] = [];
  const undoneBefore: (() => void)[] = [];

  function admit(): void {
    while (inside < Math.max(1, Math.floor(width))) {
      const next = undoneBefore.shift() ?? fresh.shift();
      if (!next) return;
      inside += 1;
      next();
    }
  }

  return {
    enter(again, patienceMs) {
      return new Promise((resolve) => {
        let patience: NodeJS.Timeout | undefined;
        const queue = again ? undoneBefore : fresh;
        const come = () => {
          clearTimeout(patience);
          resolve(true);
        };
        queue.push(come);
        admit();
        if (again || !queue.includes(come)) return;
        patience = setTimeout(() => {
          queue.splice(queue.indexOf(come), 1);
          resolve(false);
        }, patienceMs);
      });
    },
    leave(undone) {
      inside -= 1;
      width = undone ? Math.max(1, width * NARROW) : Math.min(most, width + WIDEN / width);
      admit();
    },
  };
}
