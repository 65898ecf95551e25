/** What processors told of a card since it was kept, on the wire. Our own object. */
import { z } from 'zod';
import type { AccountState, CardUpdate } from '../model/card-update.ts';
import { page } from './form.ts';
import { inSeconds } from './intents.ts';

export const listCardUpdatesInput = z.strictObject(page);

function encodeState({ open, card }: AccountState): Record<string, unknown> {
  return {
    open,
    last4: card.last4,
    exp_month: card.expMonth,
    exp_year: card.expYear,
    fingerprint: card.fingerprint,
  };
}

export function encodeCardUpdate(update: CardUpdate): Record<string, unknown> {
  return {
    id: update.id,
    object: 'card_update',
    payment_method: update.paymentMethod,
    processor: update.processor || null,
    kind: update.kind,
    source: update.source,
    told_by: update.toldBy,
    before: encodeState(update.before),
    after: encodeState(update.after),
    created: inSeconds(update.createdMs),
  };
}
