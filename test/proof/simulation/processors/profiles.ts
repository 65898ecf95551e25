/**
 * Three processors that keep different promises, and share one vault: each gives a credential of its
 * own for a card, which works at no other, and a network token of a kept card, which works at all. What each promises the server is told in its
 * capabilities; the acquirer keeps exactly to it, and not a second longer.
 */
import type { Capabilities } from '../../../../server/processors/processor.ts';

export interface Profile {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** How long what was done may stay hidden from a look-up, in milliseconds; never above `lookupSettleMs`. */
  readonly lookupLagMs: number;
}

const COMMON = {
  lookupByReference: true,
  currencies: 'all',
  credentialKinds: ['processor_token', 'network_token'],
  merchantInitiated: ['recurring', 'unscheduled'],
  webhooks: 'signed',
  vault: 'town',
} as const;

const DECADE_S = 10 * 365 * 24 * 3600;

export const PROFILES: readonly Profile[] = [
  {
    // Remembers every key, and tells at once what it did.
    name: 'archive',
    capabilities: {
      ...COMMON,
      idempotency: 'current_state',
      idempotencyWindowS: DECADE_S,
      lookupSettleMs: 0,
    },
    lookupLagMs: 0,
  },
  {
    // Forgets a key after a day, answers a known one with its first answer, and its books lag behind.
    name: 'daily',
    capabilities: {
      ...COMMON,
      idempotency: 'response',
      idempotencyWindowS: 24 * 3600,
      lookupSettleMs: 30_000,
    },
    lookupLagMs: 30_000,
  },
  {
    // Knows no keys at all: what is asked twice is done twice. It can only be asked by reference.
    name: 'plain',
    capabilities: {
      ...COMMON,
      idempotency: 'none',
      idempotencyWindowS: 0,
      lookupSettleMs: 2_000,
    },
    lookupLagMs: 2_000,
  },
];
