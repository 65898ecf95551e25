/**
 * One running program: started and waited for, told things over its channel, killed, and asked how
 * it died. It knows neither what it serves nor why it is killed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { type Fate, OBITUARY } from './points.ts';
import type { Order } from './preload.ts';
import type { Program } from './program.ts';

export type Verb = 'serve' | 'worker' | 'bank';

/** How long a program may take to be ready, or to obey; real milliseconds. */
const PATIENCE_MS = 20_000;
/** What is kept of what it said. */
const OUTPUT_CHARS = 20_000;

export interface RunningProgram {
  readonly verb: Verb;
  /** Resolves when it is dead: the point where it killed itself, or null. */
  readonly ended: Promise<string | null>;
  isAlive(): boolean;
  /** What it wrote, the end of it. */
  said(): string;
  /** Arms a named point, once it has heard. */
  arm(fate: Fate | null): Promise<void>;
  /** Moves its clock, once it has heard. */
  jump(jumpMs: number): Promise<void>;
  /** SIGKILL, now. */
  kill(): Promise<string | null>;
}

const all = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of all) child.kill('SIGKILL');
});

function spawnProgram(
  program: Program,
  verb: string,
  environment: Readonly<Record<string, string>>,
): ChildProcess {
  const words = ['--import', pathToFileURL(program.preload).href, program.main, verb];
  const child = spawn(process.execPath, words, {
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  all.add(child);
  child.once('close', () => all.delete(child));
  return child;
}

/** Runs a command to its end. @returns its exit code */
export function runCommand(
  program: Program,
  verb: 'reconcile' | 'verify',
  environment: Readonly<Record<string, string>>,
): Promise<number | null> {
  const child = spawnProgram(program, verb, environment);
  return new Promise((resolve) => child.once('close', resolve));
}

/** @throws when it ends or says nothing instead of getting ready */
export async function startProgram(
  program: Program,
  verb: Verb,
  environment: Readonly<Record<string, string>>,
): Promise<RunningProgram> {
  const child = spawnProgram(program, verb, environment);
  let output = '';
  let ready = () => {};
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const hear = (part: Buffer) => {
    output = (output + part.toString('utf8')).slice(-OUTPUT_CHARS);
    if (/^keepsake: (serving|working|bank on)/m.test(output)) ready();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const ended = new Promise<string | null>((resolve) => {
    child.once('close', () => {
      const [, point = null] = new RegExp(`${OBITUARY}([a-z ]+)`).exec(output) ?? [];
      resolve(point);
    });
  });
  let patience: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    patience = setTimeout(() => resolve('late'), PATIENCE_MS);
  });
  const first = await Promise.race([isReady, ended.then(() => 'dead' as const), late]);
  clearTimeout(patience);
  if (first === 'late') child.kill('SIGKILL');
  // One that was armed from the start may die on its feet.
  if (first !== undefined && !output.includes(OBITUARY))
    throw new Error(`keepsake ${verb} did not get ready:\n${output}`);

  const isAlive = () => child.exitCode === null && child.signalCode === null;
  /** Says something, and waits until it is obeyed or nobody is left to obey. */
  async function order(what: Order): Promise<void> {
    if (!isAlive() || !child.connected) return;
    const heard = new Promise<void>((resolve) => child.once('message', () => resolve()));
    child.send(what, () => {});
    await Promise.race([heard, ended]);
  }
  return {
    verb,
    ended,
    isAlive,
    said: () => output,
    arm: (fate) => order({ fate }),
    jump: (jumpMs) => order({ jumpMs }),
    kill() {
      child.kill('SIGKILL');
      return ended;
    },
  };
}
