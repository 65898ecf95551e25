/**
 * A processor whose calls are measured: how long each took and what it came to. It changes no answer
 * and knows no money.
 */
import type { Processor } from '../processors/processor.ts';
import type { Meter } from './catalog.ts';

/** Methods that go out to the processor. */
const CALLS = [
  'exchange',
  'provision',
  'openAccount',
  'charge',
  'setup',
  'lookup',
  'finish',
  'capture',
  'void',
  'refund',
  'cardAccount',
  'deleteCredential',
  'statement',
] as const satisfies readonly (keyof Processor)[];

type Method = (...given: readonly unknown[]) => Promise<unknown>;

/** What a call came to, in a word of a closed set. */
function resultOf(answer: unknown): string {
  if (typeof answer === 'boolean') return answer ? 'ok' : 'failed';
  if (typeof answer !== 'object' || answer === null) return 'unavailable';
  const { kind, ok } = answer as { readonly kind?: unknown; readonly ok?: unknown };
  if (typeof kind === 'string') return kind;
  return ok === false ? 'failed' : 'ok';
}

/** @param nowMs a clock that never goes back */
export function measuredProcessor(processor: Processor, meter: Meter, nowMs: () => number) {
  const { name } = processor;
  // What is not measured is inherited as it is, absent methods stay absent.
  const measured: Processor = Object.create(processor) as Processor;
  const own = measured as unknown as Record<string, unknown>;
  for (const operation of CALLS) {
    const method = processor[operation] as Method | undefined;
    if (!method) continue;
    own[operation] = async (...given: readonly unknown[]) => {
      const began = nowMs();
      let result = 'thrown';
      try {
        const answer = await method.apply(processor, given as unknown[]);
        result = resultOf(answer);
        return answer;
      } finally {
        const labels = { processor: name, operation, result };
        meter.measure('calls', labels, (nowMs() - began) / 1000);
      }
    };
  }
  // What is inherited runs on the processor itself, whose private parts only it has.
  own.cardEntry = (session: Parameters<Processor['cardEntry']>[0]) => processor.cardEntry(session);
  own.readWebhook = (headers: Headers, body: string) => processor.readWebhook(headers, body);
  return measured;
}
