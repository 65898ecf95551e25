/**
 * Sends many requests from a process of its own, so that the sender's work is not taken for the
 * server's. The sender itself is `load-generator.ts`; here are its messages and its handle.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Shot {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Order {
  /** `http://host:port`. */
  readonly origin: string;
  readonly shots: readonly Shot[];
  /** Each once, or round and round until the time is up. */
  readonly repeat: boolean;
  readonly connections: number;
  /** No request begins after that many milliseconds. */
  readonly maxMs: number;
}

export interface Salvo {
  /** Answers with a 2xx status. */
  readonly good: number;
  /** Other statuses and broken connections, by name. */
  readonly bad: Readonly<Record<string, number>>;
  /** Milliseconds from the first byte sent to the last answer. */
  readonly elapsedMs: number;
  /** Milliseconds of one request. */
  readonly medianMs: number;
  readonly p99Ms: number;
}

export type Answer =
  | { readonly ok: true; readonly salvo: Salvo }
  | { readonly ok: false; readonly message: string };

/** After the order's own time; a server that answers nothing for that long has hung. */
const PATIENCE_MS = 20_000;

export interface Load {
  /** @throws when not every answer was a 2xx, since then the figure means nothing */
  fire(order: Order): Promise<Salvo>;
  close(): void;
}

function ask(child: ChildProcess, order: Order): Promise<Salvo> {
  return new Promise((resolve, reject) => {
    const patience = setTimeout(
      () => settle(new Error('no end in time')),
      order.maxMs + PATIENCE_MS,
    );
    const settle = (result: Salvo | Error) => {
      clearTimeout(patience);
      child.off('message', onMessage);
      child.off('exit', onExit);
      if (result instanceof Error) reject(result);
      else resolve(result);
    };
    const onMessage = (message: unknown) => {
      const answer = message as Answer;
      settle(answer.ok ? answer.salvo : new Error(answer.message));
    };
    const onExit = () => settle(new Error('the load generator ended'));
    child.on('message', onMessage);
    child.on('exit', onExit);
    child.send(order);
  });
}

export function startLoad(): Load {
  const program = fileURLToPath(new URL('./load-generator.ts', import.meta.url));
  const child = fork(program, [], { execArgv: ['--import', 'tsx'] });
  return {
    async fire(order) {
      const salvo = await ask(child, order);
      const bad = Object.entries(salvo.bad).map(([what, count]) => `${count} × ${what}`);
      if (bad.length > 0) throw new Error(`${order.origin} answered ${bad.join(', ')}`);
      if (salvo.good === 0) throw new Error(`${order.origin} answered nothing`);
      return salvo;
    },
    close: () => child.kill(),
  };
}

/** Answers a second. */
export function rate(salvo: Salvo): number {
  return (salvo.good * 1000) / salvo.elapsedMs;
}
