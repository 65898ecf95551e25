/**
 * The page's end of the conversation with a card frame. It opens a port to one exact origin, gives
 * each request an id and a deadline, and drops whatever is not in the protocol. It never sees a
 * number, because none is ever sent.
 */
import {
  type FrameError,
  type Notice,
  PROTOCOL_VERSION,
  REPLY_TIMEOUT_MS,
  type Reply,
  type Request,
} from '../../server/bank/protocol.ts';
import { readNotice, readReply } from './frame-message.ts';

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
export type FrameRequest = WithoutId<Request>;

const SHORT_MS = 5_000;

function deadlineMs(type: Request['type']): number {
  return type === 'init' || type === 'validate' || type === 'tokenize'
    ? REPLY_TIMEOUT_MS[type]
    : SHORT_MS;
}

export interface FrameChannel {
  /** Height of the frame's content in pixels, as told when it was ready. */
  readonly height: number;
  /** Always answers: silence is a `network` error after the request's deadline. */
  request(request: FrameRequest): Promise<Reply>;
  close(): void;
}

function failure(id: number, code: FrameError['code']): Reply {
  return { id, ok: false, error: { code, field: null, recoverable: true } };
}

/**
 * Says hello and waits until the frame is ready.
 * @param target the frame's window
 * @param origin the only origin that may receive the port
 * @returns null when no fitting frame answered in time
 */
export function openChannel(
  target: Pick<Window, 'postMessage'>,
  origin: string,
  onNotice: (notice: Notice) => void,
  timeoutMs: number = REPLY_TIMEOUT_MS.init,
): Promise<FrameChannel | null> {
  const { port1: port, port2 } = new MessageChannel();
  const nonce = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) =>
    part.toString(36),
  ).join('');
  const waiting = new Map<number, (reply: Reply) => void>();
  let lastId = 0;

  function close(): void {
    port.close();
    for (const [id, answer] of waiting) answer(failure(id, 'network'));
    waiting.clear();
  }

  function request(message: FrameRequest): Promise<Reply> {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve) => {
      const timer = setTimeout(() => answer(failure(id, 'network')), deadlineMs(message.type));
      function answer(reply: Reply): void {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(reply);
      }
      waiting.set(id, answer);
      port.postMessage({ ...message, id });
    });
  }

  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      port.close();
      resolve(null);
    }, timeoutMs);
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      const reply = readReply(data);
      if (reply) {
        waiting.get(reply.id)?.(reply);
        return;
      }
      const notice = readNotice(data);
      if (notice?.type === 'ready') {
        if (notice.nonce !== nonce || notice.v !== PROTOCOL_VERSION) return;
        clearTimeout(timer);
        resolve({ height: notice.height, request, close });
      } else if (notice) onNotice(notice);
    };
    target.postMessage({ type: 'keepsake:hello', v: PROTOCOL_VERSION, nonce }, origin, [port2]);
  });
}
