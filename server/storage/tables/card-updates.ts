/** A processor's word about a card as a row. */
import type { CardUpdate } from '../../model/card-update.ts';
import { defineTable } from '../table.ts';

export const cardUpdateTable = defineTable<CardUpdate>()('card_updates', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  paymentMethod: 'plain',
  processor: 'plain',
  kind: 'plain',
  source: 'plain',
  toldBy: 'plain',
  before: 'json',
  after: 'json',
  asOfMs: 'plain',
  createdMs: 'plain',
});
