/** Acts out what an armed fault wants of a call that moves money: before, instead of, or after the work. */
import type { Account } from './account.ts';
import type { BankContext } from './context.ts';
import type { OperationRow } from './ledger.ts';
import { view } from './ledger.ts';
import { FAULT_DELAY_MS, HANG_MS } from './limits.ts';

/** Resolves after `ms`, or as soon as the caller hangs up or the bank closes. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}

const json = (status: number, body: unknown) => Response.json(body, { status });
const silence = () =>
  json(504, { error: { code: 'timeout', message: 'The bank did not answer.' } });

/**
 * @param of whose call it is, and the last digits of the card that it is about
 * @param signals `caller` gives what ends a hang when the caller hangs up; `closing` ends it when the
 *   bank closes
 * @param work does it, at most once; gets the code of a decline that is to be forced
 */
export async function playing(
  ctx: BankContext,
  of: { readonly account: Account; readonly last4: string | null },
  signals: { readonly caller: () => AbortSignal; readonly closing: AbortSignal },
  work: (forcedDecline: string | null) => OperationRow,
): Promise<Response> {
  const fault = ctx.faults.forCall(of.account, of.last4);
  const either = () => AbortSignal.any([signals.caller(), signals.closing]);
  const answer = (row: OperationRow) => json(200, view(row, ctx.publicUrl));
  switch (fault?.kind) {
    case undefined:
      return answer(work(null));
    case 'down':
      return json(503, {
        error: { code: 'unavailable', message: 'The bank is down; nothing was done.' },
        executed: false,
      });
    case 'timeout_before_effect':
      await pause(fault.ms ?? HANG_MS, either());
      return silence();
    case 'delay':
      await pause(fault.ms ?? FAULT_DELAY_MS, signals.closing);
      return answer(work(null));
    case 'decline':
      return answer(work(fault.code ?? 'generic_decline'));
    case 'timeout_after_effect':
      work(null);
      await pause(fault.ms ?? HANG_MS, either());
      return silence();
    case 'error_after_effect':
      work(null);
      return json(500, { error: { code: 'internal', message: 'Something went wrong.' } });
    case 'garbage':
      work(null);
      return new Response('{"id":"bch_\u0000<html>', {
        headers: { 'content-type': 'application/json' },
      });
  }
}
