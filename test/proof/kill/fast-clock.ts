/**
 * Runs inside a program under test: its clock goes many times faster, and jumps when it is told to,
 * so that leases, deadlines and proofs of absence pass in real processes without anybody waiting
 * for them. Every program of one lane has the same clock. It knows nothing of what the program does.
 */

/** How a lane's clock goes; the same in every program of the lane and in the test itself. */
export interface ClockSetting {
  /** Real epoch milliseconds at which both clocks agreed. */
  readonly startMs: number;
  /** Milliseconds of the lane in one real millisecond. */
  readonly speed: number;
  /** How far the lane has been moved ahead beside that, milliseconds. */
  readonly jumpMs: number;
}

const realNow = Date.now.bind(Date);

/** What the lane's clock says now, epoch milliseconds. */
export function laneNow({ startMs, speed, jumpMs }: ClockSetting): number {
  return Math.floor(startMs + (realNow() - startMs) * speed + jumpMs);
}

/**
 * Replaces the clock and the timers of this process.
 * @returns what moves the clock to another jump, in milliseconds from the lane's own course
 */
export function installClock(setting: ClockSetting): (jumpMs: number) => void {
  const { startMs, speed } = setting;
  let { jumpMs } = setting;
  Date.now = () => laneNow({ startMs, speed, jumpMs });
  const { setTimeout: later, setInterval: often } = globalThis;
  const shorter = (ms: unknown) => Math.max(1, Number(ms ?? 0) / speed);
  globalThis.setTimeout = Object.assign(
    (work: () => void, ms?: number) => later(work, ms ? shorter(ms) : 0),
    { __promisify__: later.__promisify__ },
  ) as typeof setTimeout;
  globalThis.setInterval = ((work: () => void, ms?: number) =>
    often(work, shorter(ms))) as typeof setInterval;
  const deadline = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (ms) => deadline(Math.ceil(shorter(ms)));
  return (to) => {
    jumpMs = to;
  };
}
