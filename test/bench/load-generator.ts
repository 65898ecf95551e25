/**
 * The sender: a few keep-alive connections, one request at a time on each, over plain sockets,
 * because a full HTTP client would be the slowest part of what it measures. It reads just enough of
 * an answer to know its status and its end. Started by `load.ts`, spoken to by messages.
 */
import { connect, type Socket } from 'node:net';
import type { Answer, Order, Salvo, Shot } from './load.ts';

const HEAD_END = Buffer.from('\r\n\r\n');
const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n');
/** So many broken connections, and the order is given up. */
const MAX_BROKEN = 50;

function encode(shot: Shot, host: string): Buffer {
  const headers = { host, ...shot.headers, 'content-length': String(Buffer.byteLength(shot.body)) };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${shot.method} ${shot.path} HTTP/1.1\r\n${head.join('')}\r\n${shot.body}`);
}

interface Response {
  readonly status: string;
  /** Whether the server closes the connection after it. */
  readonly last: boolean;
}

/** The answer that `bytes` holds, or null while it is not whole. */
function readResponse(bytes: Buffer): Response | null {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return null;
  const head = bytes.toString('latin1', 0, headEnd).toLowerCase();
  const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
  const whole =
    length === undefined
      ? bytes.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK) || head.startsWith('http/1.1 204')
      : bytes.length >= headEnd + HEAD_END.length + Number(length);
  return whole ? { status: head.slice(9, 12), last: head.includes('\r\nconnection: close') } : null;
}

function fire(order: Order): Promise<Salvo> {
  const { hostname, port, host } = new URL(order.origin);
  const shots = order.shots.map((shot) => encode(shot, host));
  const startedMs = performance.now();
  const times: number[] = [];
  const bad: Record<string, number> = {};
  let good = 0;
  let sent = 0;
  let broken = 0;
  let lastMs = startedMs;

  const next = (): Buffer | null => {
    const over = performance.now() - startedMs > order.maxMs || broken > MAX_BROKEN;
    if (over || (!order.repeat && sent >= shots.length)) return null;
    sent += 1;
    return shots[(sent - 1) % shots.length] ?? null;
  };
  const miss = (what: string) => {
    bad[what] = (bad[what] ?? 0) + 1;
  };

  /** One connection from its first request to its last; opened again where the server closed it. */
  const serve = (done: () => void): void => {
    const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let parts: Buffer[] = [];
    let beganMs: number | null = null;
    let finished = false;
    const send = () => {
      const request = next();
      if (!request) {
        finished = true;
        socket.destroy();
        return;
      }
      parts = [];
      beganMs = performance.now();
      socket.write(request);
    };
    socket.on('connect', send);
    socket.on('data', (part) => {
      parts.push(part);
      const response = readResponse(parts.length === 1 ? part : Buffer.concat(parts));
      if (!response || beganMs === null) return;
      lastMs = performance.now();
      times.push(lastMs - beganMs);
      beganMs = null;
      if (response.status.startsWith('2')) good += 1;
      else miss(response.status);
      if (!response.last) send();
    });
    socket.on('error', (error) => {
      broken += 1;
      miss(error.message);
    });
    socket.on('close', () => {
      if (beganMs !== null) miss('closed without an answer');
      if (finished || broken > MAX_BROKEN) done();
      else serve(done);
    });
  };

  const lines = Array.from(
    { length: order.connections },
    () => new Promise<void>((resolve) => serve(resolve)),
  );
  return Promise.all(lines).then(() => {
    const sorted = times.sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
    return { good, bad, elapsedMs: lastMs - startedMs, medianMs: at(0.5), p99Ms: at(0.99) };
  });
}

process.on('message', (order: Order) => {
  const answer = (value: Answer) => process.send?.(value);
  fire(order).then(
    (salvo) => answer({ ok: true, salvo }),
    (error: unknown) => answer({ ok: false, message: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
