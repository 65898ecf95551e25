/**
 * What clients and the merchant's endpoint saw, as far as the oracle asks about it: every answer, every
 * answer under an idempotency key, and every event that arrived.
 */
import { createHmac } from 'node:crypto';
import type { Message } from '../../../server/context.ts';

/** A rule that did not hold. It ends a life. */
export class Violation extends Error {
  readonly rule: string;
  constructor(rule: string, message: string) {
    super(`${rule}: ${message}`);
    this.rule = rule;
  }
}

/** One event as the merchant knows it. */
export interface Received {
  readonly id: string;
  readonly type: string;
  readonly object: Readonly<Record<string, unknown>>;
  /** The whole message without what may differ from one sending to the next. */
  readonly body: string;
  times: number;
}

/** What is known under one idempotency key. */
export interface KeyAnswer {
  readonly text: string;
  readonly atMs: number;
}

export interface Journal {
  readonly received: Map<string, Received>;
  /** What arrived since the oracle looked last. */
  readonly fresh: Received[];
  /** Answers that must be found again, by idempotency key. */
  readonly answers: Map<string, KeyAnswer>;
  /** Secret of the merchant's endpoint; set once it is made. */
  endpointSecret: string;
  hear(message: Message): void;
}

export function createJournal(): Journal {
  const received = new Map<string, Received>();
  const journal: Journal = {
    received,
    fresh: [],
    answers: new Map(),
    endpointSecret: '',
    hear({ headers, body }) {
      const [, t = '', v1 = ''] =
        /^t=(\d+),v1=([0-9a-f]+)$/.exec(headers['stripe-signature'] ?? '') ?? [];
      const expected = createHmac('sha256', journal.endpointSecret)
        .update(`${t}.${body}`)
        .digest('hex');
      if (v1 !== expected) throw new Violation('events-signed', 'a signature does not hold');
      const { pending_webhooks: _, ...event } = JSON.parse(body) as Record<string, unknown>;
      const id = String(event.id);
      const text = JSON.stringify(event);
      const before = received.get(id);
      if (!before) {
        const { object } = event.data as { object: Record<string, unknown> };
        const first = { id, type: String(event.type), object, body: text, times: 1 };
        received.set(id, first);
        journal.fresh.push(first);
        return;
      }
      before.times += 1;
      // Erasure takes a person out of what is sent again; nothing else may differ.
      if (before.body !== text && text.length >= before.body.length)
        throw new Violation('events-same-when-repeated', `${id} came with another body`);
    },
  };
  return journal;
}
