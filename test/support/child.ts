/**
 * Runs one program in a process group of its own and ends the whole group: when the program has
 * ended, when it takes too long, and when we are interrupted ourselves. It judges no output.
 */
import { type ChildProcess, spawn } from 'node:child_process';

/** Between the polite signal and the other one. */
const GRACE_MS = 4_000;

export interface ChildResult {
  readonly ok: boolean;
  /** Both streams, where they were kept; empty where they went to the terminal. */
  readonly output: string;
  /** Why it did not end well by itself: a signal, the deadline, a program that is not there. */
  readonly trouble: string | null;
}

const running = new Set<ChildProcess>();

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended already.
  }
}

/**
 * @param options.loud whether the program writes to our own stdout and stderr
 * @param options.timeoutMs after that long it is ended
 */
export function runChild(
  command: string,
  words: readonly string[],
  options: { loud: boolean; timeoutMs: number; env?: NodeJS.ProcessEnv },
): Promise<ChildResult> {
  return new Promise((resolve) => {
    const child = spawn(command, words, {
      detached: true,
      env: options.env ?? process.env,
      stdio: options.loud ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let output = '';
    let trouble: string | null = null;
    const keep = (chunk: Buffer) => {
      output += chunk.toString('utf8');
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const deadline = setTimeout(() => {
      trouble = `ended after ${Math.round(options.timeoutMs / 1000)} s`;
      signalGroup(child, 'SIGTERM');
      setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS).unref();
    }, options.timeoutMs);
    const finish = (ok: boolean) => {
      clearTimeout(deadline);
      running.delete(child);
      resolve({ ok: ok && trouble === null, output, trouble });
    };
    child.once('error', (error) => {
      trouble ??= error.message;
      finish(false);
    });
    // Whatever the program left behind must not hold our pipes open, nor outlive the step.
    child.once('exit', () => signalGroup(child, 'SIGKILL'));
    child.once('close', (code, signal) => {
      if (signal !== null) trouble ??= `ended by ${signal}`;
      finish(code === 0);
    });
  });
}

/** Ends every child when this process is told to end, then ends with the usual code. */
export function endChildrenOnInterrupt(): void {
  const codes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
  for (const [signal, code] of Object.entries(codes)) {
    process.once(signal, () => {
      for (const child of running) signalGroup(child, 'SIGTERM');
      const hard = setTimeout(() => {
        for (const child of running) signalGroup(child, 'SIGKILL');
        process.exit(code);
      }, GRACE_MS);
      const poll = setInterval(() => {
        if (running.size > 0) return;
        clearInterval(poll);
        clearTimeout(hard);
        process.exit(code);
      }, 50);
    });
  }
  process.once('exit', () => {
    for (const child of running) signalGroup(child, 'SIGKILL');
  });
}
