/** Prices at rest. */
import { type Narrow, type Queryable, repository } from './repository.ts';
import { priceTable } from './tables/prices.ts';

export const prices = repository(priceTable);

/** Prices with one of these names of the merchant's own. */
export function withLookupKeys(keys: readonly string[]): Narrow {
  return (query) => query.where('lookup_key', 'in', [...keys]);
}

/** Prices that come again, or those that are paid once. */
export function ofType(type: 'recurring' | 'one_time'): Narrow {
  return (query) => query.where('recurring', type === 'recurring' ? 'is not' : 'is', null);
}

/** Whether any price is of this product. */
export async function hasPrices(db: Queryable, account: string, product: string): Promise<boolean> {
  const row = await db
    .selectFrom('prices')
    .select('id')
    .where('account', '=', account)
    .where('product', '=', product)
    .executeTakeFirst();
  return row !== undefined;
}
