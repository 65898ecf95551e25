/** A customer is deleted: their cards go with everything that was allowed for them, and they answer as deleted. */
import type { Context } from '../context.ts';
import type { Customer } from '../model/customer.ts';
import { notFound } from '../model/problem.ts';
import { customers } from '../storage/customers.ts';
import { methodsOfCustomer } from '../storage/payment-methods.ts';
import { findCustomer } from './customers.ts';
import { emit } from './events.ts';
import { removeIn } from './removal.ts';

/** @throws Problem 404, also for a deleted one */
export async function deleteCustomer(ctx: Context, id: string): Promise<Customer> {
  return ctx.store.transact(async (tx) => {
    const before = await findCustomer(ctx, id, tx);
    if (before.deletedMs !== null) throw notFound('customer', id, true);
    for (const method of await methodsOfCustomer(tx, ctx.account, id)) {
      await removeIn(ctx, tx, method, { actor: 'merchant', surface: 'api', session: null });
    }
    const nothing = {
      email: null,
      name: null,
      phone: null,
      description: null,
      address: null,
      shipping: null,
      metadata: {},
      defaultPaymentMethod: null,
      extra: {},
    } as const;
    const after: Customer = { ...before, ...nothing, deletedMs: ctx.now() };
    await customers.update(tx, ctx.account, id, { ...nothing, deletedMs: after.deletedMs });
    await emit(ctx, tx, { type: 'customer.deleted', object: ctx.encode.customer(after) });
    return after;
  });
}
