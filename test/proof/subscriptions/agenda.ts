/** What is to be done and when, the earliest first. It does nothing itself. */

export interface Act {
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly name: string;
  /** What is counted exactly waits until nothing is due; the rest goes on beside the workers. */
  readonly exact: boolean;
  run(): Promise<void>;
}

export interface Agenda {
  add(act: Act): void;
  /** When the next act is due, epoch ms; infinite where none is left. */
  nextMs(): number;
  /** The earliest act that is due, off the agenda; null for none. */
  take(nowMs: number): Act | null;
}

export function createAgenda(): Agenda {
  /** The earliest last. */
  const acts: Act[] = [];
  const nextMs = () => acts.at(-1)?.atMs ?? Number.POSITIVE_INFINITY;
  return {
    add(act) {
      let at = acts.length;
      while (at > 0 && (acts[at - 1]?.atMs ?? 0) < act.atMs) at -= 1;
      acts.splice(at, 0, act);
    },
    nextMs,
    take: (nowMs) => (nextMs() <= nowMs ? (acts.pop() ?? null) : null),
  };
}
