/** One customer's story on the wire: our own list, whose entries hold the objects that they tell of. */
import { z } from 'zod';
import type { ConsentPerson } from '../model/consent.ts';
import type { Delivery } from '../model/delivery.ts';
import type { NoticeRecord } from '../model/notices.ts';
import type { Refusal } from '../model/refusal.ts';
import { TIMELINE_KINDS, type TimelineKind } from '../model/timeline.ts';
import { encodePerson } from './consents.ts';
import { encodeDelivery } from './deliveries.ts';
import { common, integer, list, text } from './form.ts';
import { inSeconds } from './intents.ts';
import { encodeRefusal } from './refusals.ts';

export const timelineInput = z.strictObject({
  ...common,
  kinds: list(z.enum(TIMELINE_KINDS), TIMELINE_KINDS.length).min(1).optional(),
  limit: integer(1, 100).optional(),
  page: text(200).optional(),
});

/** A notice by its own record; what it said stands in its event. */
function encodeNoticeRecord(record: NoticeRecord): Record<string, unknown> {
  return {
    id: record.id,
    object: 'notice',
    about: inSeconds(record.aboutMs),
    created: inSeconds(record.createdMs),
    customer: record.customer,
    due_by: inSeconds(record.dueByMs),
    invoice: record.invoice,
    kind: record.kind,
    subscription: record.subscription,
  };
}

export const TIMELINE_ENCODERS = {
  person: (person: ConsentPerson | undefined) => encodePerson(person),
  refusal: (refusal: Refusal) => encodeRefusal(refusal),
  notice: encodeNoticeRecord,
  delivery: (delivery: Delivery) => encodeDelivery(delivery),
};

export function encodeEntry(entry: {
  readonly id: string;
  readonly kind: TimelineKind;
  readonly createdMs: number;
  readonly actor: string;
  readonly what: Record<string, unknown>;
}): Record<string, unknown> {
  return {
    id: entry.id,
    object: 'timeline_entry',
    actor: entry.actor,
    created: inSeconds(entry.createdMs),
    kind: entry.kind,
    [entry.kind]: entry.what,
  };
}

export function encodeTimeline(
  url: string,
  entries: readonly Record<string, unknown>[],
  next: string | null,
): Record<string, unknown> {
  return { object: 'list', data: entries, has_more: next !== null, next_page: next, url };
}
