/** Lets one at a time to something that cannot be shared, in the order of asking. It knows no database. */

export interface Gate {
  /** Whether nobody is inside or waiting. */
  isFree(): boolean;
  /** @returns once it is one's turn, what to call when done */
  enter(): Promise<() => void>;
}

export function createGate(): Gate {
  let tail: Promise<void> = Promise.resolve();
  let present = 0;
  return {
    isFree: () => present === 0,
    async enter() {
      present += 1;
      const before = tail;
      let next = () => {};
      tail = new Promise((resolve) => {
        next = resolve;
      });
      await before;
      return () => {
        present -= 1;
        next();
      };
    },
  };
}
