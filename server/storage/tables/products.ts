/** A product as a row. */
import type { Product } from '../../model/product.ts';
import { defineTable } from '../table.ts';

export const productTable = defineTable<Product>()('products', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  createdMs: 'plain',
  updatedMs: 'plain',
  name: 'plain',
  description: 'plain',
  active: 'bool',
  defaultPrice: 'plain',
  metadata: 'json',
  extra: 'json',
});
