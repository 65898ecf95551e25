/** Products at rest. */
import { type Queryable, repository } from './repository.ts';
import { productTable } from './tables/products.ts';

export const products = repository(productTable);

export async function removeProduct(tx: Queryable, account: string, id: string): Promise<void> {
  await tx.deleteFrom('products').where('account', '=', account).where('id', '=', id).execute();
}
