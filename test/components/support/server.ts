/** Stands in for the API at the page's `fetch`: answers by path and remembers what was asked. */
import type {
  Agreements,
  CheckoutState,
  ConfirmInput,
  ConfirmResult,
} from '../../../server/wire/elements.ts';
import { checkoutState } from './state.ts';

export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly keepalive: boolean;
  readonly body: unknown;
}

type Answer = { readonly status: number; readonly body: unknown } | 'network';
type Script<Input> = (input: Input, times: number) => Answer | Promise<Answer>;

export const complete: Answer = { status: 200, body: result('complete') };
export const processing: Answer = { status: 200, body: result('processing') };

export function result(
  status: ConfirmResult['status'],
  more: Partial<ConfirmResult> = {},
): ConfirmResult {
  return {
    status,
    session: {
      id: 'cs_test_1',
      status: status === 'complete' ? 'complete' : 'open',
      payment_status: status === 'complete' ? 'paid' : 'unpaid',
      redirect_url: null,
      intent: 'pi_1',
    },
    press: null,
    ...more,
  };
}

export function declined(declineCode: string): Answer {
  return {
    status: 402,
    body: {
      error: {
        type: 'card_error',
        code: 'card_declined',
        decline_code: declineCode,
        message: 'RAW WORDS OF THE BANK',
      },
    },
  };
}

export function refused(status: number, code: string, param?: string): Answer {
  const error = { type: 'invalid_request_error', code, message: 'raw', ...(param && { param }) };
  return { status, body: { error } };
}

export class FakeServer {
  readonly calls: Call[] = [];
  state: CheckoutState | Script<Call> = checkoutState();
  onConfirm: Script<ConfirmInput> = () => complete;
  onStatus: Script<Call> = () => processing;
  onRemove: Script<Call> = () => ({ status: 200, body: {} });
  onUpdate: Script<Call> = () => refused(404, 'resource_missing');
  onHide: Script<Call> = () => ({ status: 200, body: this.state });
  /** What is agreed for any card. */
  agreements: Agreements['agreements'] = [];
  readonly #real = window.fetch;

  constructor() {
    window.fetch = (input, init) => this.#answer(new Request(input, init));
  }

  restore(): void {
    window.fetch = this.#real;
  }

  asked(method: string, path: string): readonly Call[] {
    return this.calls.filter((call) => call.method === method && call.url.pathname.endsWith(path));
  }

  get presses(): readonly ConfirmInput[] {
    return this.asked('POST', '/confirm').map(({ body }) => body as ConfirmInput);
  }

  async #answer(request: Request): Promise<Response> {
    const text = await request.text();
    const call: Call = {
      method: request.method,
      url: new URL(request.url),
      headers: request.headers,
      keepalive: request.keepalive,
      body: text ? JSON.parse(text) : null,
    };
    this.calls.push(call);
    const answer = await this.#script(call);
    if (answer === 'network') throw new TypeError('Failed to fetch');
    return new Response(JSON.stringify(answer.body), { status: answer.status });
  }

  #script(call: Call): Answer | Promise<Answer> {
    const { pathname } = call.url;
    const times = this.calls.filter((other) => other.url.pathname === pathname).length;
    if (pathname.endsWith('/confirm')) return this.onConfirm(call.body as ConfirmInput, times);
    if (pathname.endsWith('/status')) return this.onStatus(call, times);
    if (pathname.endsWith('/hide')) return this.onHide(call, times);
    if (pathname.endsWith('/agreements')) {
      return { status: 200, body: { agreements: this.agreements } };
    }
    if (call.method === 'POST') return this.onUpdate(call, times);
    if (call.method === 'DELETE') return this.onRemove(call, times);
    return typeof this.state === 'function'
      ? this.state(call, times)
      : { status: 200, body: this.state };
  }
}
