/**
 * The way between one process of the server and the three acquirers: an adapter that fulfils the
 * processor's contract over a network that loses, delays and garbles. It classifies what comes back
 * as an honest adapter does, and invents nothing that a real network could not do.
 */
import { createHmac } from 'node:crypto';
import type { Outcome } from '../../../../server/model/attempt.ts';
import type {
  Call,
  ExchangeResult,
  Processor,
  ProvisionResult,
} from '../../../../server/processors/processor.ts';
import type { Chance } from '../chance.ts';
import type { Kernel, Life } from '../kernel.ts';
import type { Weather } from '../weather.ts';
import type { Acquirer, Answer, Request } from './acquirer.ts';

/** What an adapter reads off the line. */
type Reading<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'not_sent' | 'down' | 'error' | 'timeout' | 'reset' | 'garbage' };

type Fault = 'refused' | 'lost' | 'down' | 'errorBefore' | 'errorAfter' | 'answerLost' | 'garbage';

const FAULTS: readonly Fault[] = [
  'refused',
  'lost',
  'down',
  'errorBefore',
  'errorAfter',
  'answerLost',
  'garbage',
];

export interface LineOptions {
  readonly kernel: Kernel;
  readonly chance: Chance;
  readonly weather: Weather;
  readonly life: Life;
  readonly acquirer: Acquirer;
  /** Deadline of a call, in milliseconds. */
  readonly timeoutMs: number;
  /** Is told of every call that arrives and may move money, before it is taken. */
  readonly arriving: (acquirer: Acquirer, request: Request) => void;
}

/** How a processor proves that a message is its own. */
export function signNews(processor: string, body: string, seconds: number): string {
  const mac = createHmac('sha256', `news of ${processor}`).update(`${seconds}.${body}`);
  return `${seconds}.${mac.digest('hex')}`;
}

const NEWS_TOLERANCE_S = 300;

const unknown = (reason: string): Outcome => ({ kind: 'unknown', reason });

/** What a call that may move money came to. */
function outcomeOf(reading: Reading<Answer>): Outcome {
  switch (reading.kind) {
    case 'answer':
      return reading.value.kind === 'outcome'
        ? reading.value.outcome
        : { kind: 'not_executed', reason: reading.value.reason };
    case 'not_sent':
    case 'down':
      return { kind: 'not_executed', reason: reading.kind };
    default:
      return unknown(reading.kind);
  }
}

export function createProcessor(options: LineOptions): Processor {
  const { kernel, chance, weather, life, acquirer, timeoutMs } = options;
  const { name, capabilities } = acquirer.profile;

  const faultOf = (): Fault | null => (kernel.now() < acquirer.downUntilMs ? 'down' : struck());
  const struck = (): Fault | null => FAULTS.find((fault) => chance.happens(weather[fault])) ?? null;
  const wayMs = () =>
    chance.happens(weather.slow) ? chance.between(1_000, 45_000) : chance.between(1, 300);

  /** Carries a question there and the answer back, or says how it went wrong. */
  function exchange<T>(what: string, fault: Fault | null, act: () => T): Promise<Reading<T>> {
    return new Promise((resolve) => {
      let over = false;
      const end = (reading: Reading<T>) => {
        if (over) return;
        over = true;
        cancel();
        resolve(reading);
      };
      const cancel = kernel.later(life, timeoutMs, `${name} times out: ${what}`, () =>
        end({ kind: 'timeout' }),
      );
      const back = (reading: Reading<T>) =>
        kernel.later(life, wayMs(), `${name} answers ${reading.kind}: ${what}`, () => end(reading));
      kernel.later(
        life,
        chance.below(5),
        `asks ${name}${fault ? ` (${fault})` : ''}: ${what}`,
        () => {
          if (over) return;
          if (fault === 'refused') return void end({ kind: 'not_sent' });
          if (fault === 'lost') return;
          // On its way it is nobody's: the end of whoever sent it does not call it back.
          kernel.later(null, wayMs(), `reaches ${name}: ${what}`, () => {
            if (fault === 'down') return void back({ kind: 'down' });
            if (fault === 'errorBefore') return void back({ kind: 'error' });
            const value = act();
            if (fault === 'answerLost') return void back({ kind: 'reset' });
            if (fault === 'errorAfter') return void back({ kind: 'error' });
            if (fault === 'garbage') return void back({ kind: 'garbage' });
            back({ kind: 'answer', value });
          });
        },
      );
    });
  }

  async function move(
    call: Call,
    request: Omit<Request, 'attempt' | 'notAfterMs' | 'bytes'>,
  ): Promise<Outcome> {
    if (kernel.now() > call.notAfterMs) return { kind: 'not_executed', reason: 'too_late' };
    const { attempt, notAfterMs } = call;
    const sent: Request = { ...request, attempt, notAfterMs, bytes: JSON.stringify(request) };
    const reading = await exchange(`${request.kind} ${attempt}`, faultOf(), () => {
      options.arriving(acquirer, sent);
      return acquirer.take(sent);
    });
    return outcomeOf(reading);
  }

  const bare = {
    currency: null,
    credential: null,
    charge: null,
    capture: 'automatic',
    initiator: 'merchant',
    keep: null,
    requireChallenge: false,
  } as const;
  /** What moves no money may go unanswered too. */
  const muted = (): Fault | null => (chance.happens(weather.mute) ? 'answerLost' : null);

  return {
    name,
    capabilities,
    cardEntry: () => null,
    async exchange(token, session): Promise<ExchangeResult> {
      const reading = await exchange(`exchange ${token}`, muted(), () =>
        acquirer.exchange(token, session),
      );
      if (reading.kind === 'answer') return reading.value;
      return { ok: false, code: 'unavailable', message: 'The processor cannot be reached.' };
    },
    async provision(credential): Promise<ProvisionResult> {
      const reading = await exchange(`provision ${credential}`, muted(), () =>
        acquirer.provision(credential),
      );
      return reading.kind === 'answer' ? reading.value : { ok: false, code: 'unavailable' };
    },
    charge: (call) =>
      move(call, {
        kind: 'charge',
        amountMinor: call.amountMinor,
        currency: call.currency,
        credential: call.credential,
        charge: null,
        capture: call.capture,
        initiator: call.initiator,
        keep: call.keep,
        requireChallenge: call.requireChallenge,
      }),
    setup: (call) =>
      move(call, {
        ...bare,
        kind: 'setup',
        amountMinor: 0,
        currency: call.currency,
        credential: call.credential,
        initiator: call.initiator,
        keep: call.keep,
      }),
    async lookup(attempt) {
      const reading = await exchange(`lookup ${attempt}`, muted(), () => acquirer.lookup(attempt));
      return reading.kind === 'answer' ? reading.value : unknown(reading.kind);
    },
    capture: (call) =>
      move(call, { ...bare, kind: 'capture', charge: call.charge, amountMinor: call.amountMinor }),
    void: (call) => move(call, { ...bare, kind: 'void', charge: call.charge, amountMinor: 0 }),
    refund: (call) =>
      move(call, { ...bare, kind: 'refund', charge: call.charge, amountMinor: call.amountMinor }),
    async deleteCredential(credential) {
      const reading = await exchange(`forget ${credential}`, muted(), () => {
        acquirer.forget(credential);
        return true;
      });
      return reading.kind === 'answer';
    },
    readWebhook(headers, body) {
      const given = headers.get('news-signature') ?? '';
      const seconds = Number(given.split('.')[0]);
      if (signNews(name, body, seconds) !== given) return null;
      if (Math.abs(kernel.now() / 1000 - seconds) > NEWS_TOLERANCE_S) return null;
      const { id, attempt } = JSON.parse(body) as { id: string; attempt: string };
      return { event: id, attempt };
    },
  };
}
