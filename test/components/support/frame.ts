/**
 * A bank's frame for tests: answers the protocol at the other end of the port. It runs beside the
 * test instead of in another page, so that what crossed can be looked at.
 */
import type { Hello, Notice, Reply, Request } from '../../../server/bank/protocol.ts';

export class FakeFrame {
  readonly heard: Request[] = [];
  readonly greetings: { readonly hello: Hello; readonly origin: string }[] = [];
  answer: (request: Request) => Reply | null = ({ id }) => ({ id, ok: true });
  /** Changes to what `ready` says; null keeps silent. */
  ready: Record<string, unknown> | null = {};
  port: MessagePort | undefined;

  /** Stands in for the frame's window. */
  readonly window = {
    postMessage: (hello: Hello, origin: string, [port]: [MessagePort]) => {
      this.greetings.push({ hello, origin });
      this.port = port;
      port.onmessage = ({ data }: MessageEvent<Request>) => {
        this.heard.push(data);
        const reply = this.answer(data);
        if (reply) this.say(reply);
      };
      const { nonce, v } = hello;
      if (this.ready) this.say({ type: 'ready', v, nonce, height: 240, ...this.ready });
    },
  } as unknown as Window;

  /** Anything at all, the protocol's messages among it. */
  say(message: Notice | Reply | Record<string, unknown>): void {
    this.port?.postMessage(message);
  }
}
