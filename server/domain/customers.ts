/** Customers: load, decide, write. Their cards are another file's business. */
import type { Context } from '../context.ts';
import type { Customer } from '../model/customer.ts';
import { notFound } from '../model/problem.ts';
import { customers } from '../storage/customers.ts';
import type { Listed, Queryable } from '../storage/repository.ts';
import { emit } from './events.ts';
import { type ListInput, pageOf } from './lists.ts';

/** What a merchant may set; fields left out stay (or start) empty. */
export type CustomerFields = Partial<
  Pick<
    Customer,
    | 'email'
    | 'name'
    | 'phone'
    | 'description'
    | 'address'
    | 'shipping'
    | 'metadata'
    | 'defaultPaymentMethod'
    | 'testClock'
    | 'extra'
  >
>;

const EMPTY = {
  email: null,
  name: null,
  phone: null,
  description: null,
  address: null,
  shipping: null,
  metadata: {},
  defaultPaymentMethod: null,
  testClock: null,
  extra: {},
} as const;

/** Writes a new customer in `tx`, with its event. */
export async function createCustomerIn(
  ctx: Context,
  tx: Queryable,
  fields: CustomerFields,
): Promise<Customer> {
  const customer: Customer = {
    id: ctx.newId('cus'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: ctx.now(),
    deletedMs: null,
    ...EMPTY,
    ...fields,
  };
  await customers.insert(tx, customer);
  await emit(ctx, tx, { type: 'customer.created', object: ctx.encode.customer(customer) });
  return customer;
}

/** A customer that may be deleted. @throws Problem 404 */
export async function findCustomer(
  ctx: Context,
  id: string,
  db: Queryable = ctx.store.db,
): Promise<Customer> {
  const customer = await customers.find(db, ctx.account, id);
  if (!customer) throw notFound('customer', id, true);
  return customer;
}

/** A living customer, named in a request's body. @throws Problem 400 with `param` */
export async function customerParam(
  ctx: Context,
  db: Queryable,
  id: string,
  param = 'customer',
): Promise<Customer> {
  const customer = await customers.find(db, ctx.account, id);
  if (!customer || customer.deletedMs !== null) throw notFound('customer', id, param);
  return customer;
}

/** Changes what `fields` names. @throws Problem 404, also for a deleted customer */
export async function updateCustomer(
  ctx: Context,
  id: string,
  change: (before: Customer, tx: Queryable) => Promise<CustomerFields>,
): Promise<Customer> {
  return ctx.store.transact((tx) => updateCustomerIn(ctx, tx, id, change));
}

/** The same, in the caller's transaction. */
export async function updateCustomerIn(
  ctx: Context,
  tx: Queryable,
  id: string,
  change: (before: Customer, tx: Queryable) => Promise<CustomerFields>,
): Promise<Customer> {
  const before = await findCustomer(ctx, id, tx);
  if (before.deletedMs !== null) throw notFound('customer', id, true);
  const fields = await change(before, tx);
  const after: Customer = { ...before, ...fields };
  await customers.update(tx, ctx.account, id, fields);
  await emit(ctx, tx, {
    type: 'customer.updated',
    object: ctx.encode.customer(after),
    before: ctx.encode.customer(before),
  });
  return after;
}

export async function listCustomers(
  ctx: Context,
  input: ListInput & {
    readonly email?: string | undefined;
    readonly test_clock?: string | undefined;
  },
): Promise<Listed<Customer>> {
  const filter: Partial<Customer> = {
    deletedMs: null,
    ...(input.email === undefined ? {} : { email: input.email }),
    ...(input.test_clock === undefined ? {} : { testClock: input.test_clock }),
    // Whoever lives by a test clock is shown only to those who ask for it, or for somebody.
    ...(input.test_clock === undefined && input.email === undefined ? { testClock: null } : {}),
  };
  return customers.list(ctx.store.db, ctx.account, pageOf(input), filter);
}
