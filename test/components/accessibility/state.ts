/** One row of the table of states: what it is called, how to get there, and what buyers then get. */
import type { Stage } from './stage.ts';

export interface State {
  readonly element: string;
  readonly state: string;
  /** Brings the element there, and gives what is to be looked at. */
  readonly arrange: (stage: Stage) => Promise<HTMLElement>;
  /** What is announced on the way, each once and in this order; nothing where it is left out. */
  readonly heard?: readonly RegExp[];
  /** What has the focus then, by its own name; somewhere on screen where it is left out. */
  readonly focus?: string;
}
