/**
 * Tells the API what changed: signed, retried a few times, and as duplicated, late or disordered
 * as an armed fault wants it. Nothing depends on its arrival; whoever missed an event can ask.
 */
import type { Account, Log } from './account.ts';
import type { Faults } from './faults.ts';
import { FAULT_DELAY_MS, WEBHOOK_RETRY_MS, WEBHOOK_TIMEOUT_MS } from './limits.ts';
import type { Line } from './line.ts';
import type { Signing } from './signing.ts';

export interface BankEvent {
  readonly account: Account;
  /** Such as `charge`; the event is then `charge.updated` and its data `{charge: …}`. */
  readonly kind: string;
  readonly reference: string;
  readonly object: unknown;
}

export interface Webhooks {
  emit(event: BankEvent): void;
  close(): void;
}

interface Options {
  /** Where events go; null sends nothing. */
  readonly url: string | null;
  readonly signing: Signing;
  readonly faults: Faults;
  readonly fetch: Line;
  readonly log: Log;
  now(): number;
  newId(prefix: string): string;
}

export function createWebhooks(options: Options): Webhooks {
  const { url, signing, faults, log } = options;
  const timers = new Set<NodeJS.Timeout>();
  const underWay = new Set<AbortController>();
  let closed = false;
  let held: string[] = [];

  function later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timer.unref();
    timers.add(timer);
  }

  async function post(target: string, body: string): Promise<boolean> {
    const ending = new AbortController();
    const deadline = setTimeout(() => ending.abort(), WEBHOOK_TIMEOUT_MS);
    underWay.add(ending);
    try {
      const response = await options.fetch(target, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'bank-signature': signing.signWebhook(body, options.now()),
        },
        body,
        redirect: 'manual',
        signal: ending.signal,
      });
      await response.text();
      return response.ok;
    } catch {
      return false;
    } finally {
      clearTimeout(deadline);
      underWay.delete(ending);
    }
  }

  async function deliver(target: string, body: string, tried = 0): Promise<void> {
    const delivered = await post(target, body);
    if (delivered || closed) return;
    const wait = WEBHOOK_RETRY_MS[tried];
    if (wait === undefined) log('webhook given up', { tries: tried + 1 });
    else later(wait, () => void deliver(target, body, tried + 1));
  }

  function release(target: string): void {
    const waiting = held;
    held = [];
    for (const body of waiting) void deliver(target, body);
  }

  return {
    emit({ account, kind, reference, object }) {
      if (url === null || closed) return;
      const fault = faults.forWebhook(account);
      const body = JSON.stringify({
        id: options.newId('bevt'),
        type: `${kind}.updated`,
        created: Math.floor(options.now() / 1000),
        account,
        reference,
        data: { [kind]: object },
      });
      if (fault?.kind === 'webhook_late') {
        later(fault.ms ?? FAULT_DELAY_MS, () => void deliver(url, body));
        return;
      }
      if (fault?.kind === 'webhook_reordered') {
        held.push(body);
        later(fault.ms ?? FAULT_DELAY_MS, () => release(url));
        return;
      }
      const sent = deliver(url, body);
      if (fault?.kind === 'webhook_duplicate') void deliver(url, body);
      if (held.length > 0) void sent.then(() => release(url));
    },
    close() {
      closed = true;
      for (const ending of underWay) ending.abort();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
