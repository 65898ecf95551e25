/** A price as a row. */
import type { Price } from '../../model/price.ts';
import { defineTable } from '../table.ts';

export const priceTable = defineTable<Price>()('prices', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  createdMs: 'plain',
  product: 'plain',
  active: 'bool',
  currency: 'plain',
  unitAmountMinor: 'plain',
  recurring: 'json',
  nickname: 'plain',
  lookupKey: 'plain',
  metadata: 'json',
  extra: 'json',
});
