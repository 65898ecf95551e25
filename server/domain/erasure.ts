/**
 * A customer is deleted: their cards go with everything that was allowed for them, processors are
 * asked to forget their tokens, and the person is taken out of everything that stays.
 */
import type { Context } from '../context.ts';
import { retainUntilMs } from '../model/consent.ts';
import type { Customer } from '../model/customer.ts';
import type { Erasure } from '../model/erasure.ts';
import { notFound } from '../model/problem.ts';
import { customers } from '../storage/customers.ts';
import {
  eraseAnswers,
  eraseEvents,
  eraseObjects,
  erasePersons,
  whatStays,
} from '../storage/erasure.ts';
import { methodsOfCustomer } from '../storage/payment-methods.ts';
import { findCustomer } from './customers.ts';
import { emit } from './events.ts';
import { removeIn } from './removal.ts';
import { endAllOf } from './subscription-ends.ts';

const NOTHING = {
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

/** @throws Problem 404, also for a deleted one */
export async function deleteCustomer(
  ctx: Context,
  id: string,
): Promise<{ readonly customer: Customer; readonly erasure: Erasure }> {
  const erased = await ctx.store.transact(async (tx) => {
    const before = await findCustomer(ctx, id, tx);
    if (before.deletedMs !== null) throw notFound('customer', id, true);
    await endAllOf(ctx, tx, id);
    for (const method of await methodsOfCustomer(tx, ctx.account, id)) {
      await removeIn(ctx, tx, method, { actor: 'merchant', surface: 'api', session: null });
    }
    const customer: Customer = { ...before, ...NOTHING, deletedMs: ctx.now() };
    await customers.update(tx, ctx.account, id, { ...NOTHING, deletedMs: customer.deletedMs });
    await emit(ctx, tx, {
      type: 'customer.deleted',
      object: { ...ctx.encode.customer(customer), customer: id },
    });
    await erasePersons(tx, ctx.account, id, ctx.now());
    const belongings = await eraseObjects(tx, ctx.account, id);
    const objects = await eraseEvents(tx, ctx.account, id, belongings);
    await eraseAnswers(tx, ctx.account, [...new Set([...belongings, ...objects])]);
    const { consents, payments, lastMs } = await whatStays(tx, ctx.account, id);
    const keptUntilMs = lastMs === null ? null : retainUntilMs(lastMs, ctx.now());
    return { customer, erasure: { consents, payments, keptUntilMs } };
  });
  await ctx.store.purge();
  return erased;
}
