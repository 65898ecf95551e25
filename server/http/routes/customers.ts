/** `/v1/customers`. */
import {
  createCustomer,
  findCustomer,
  listCustomers,
  updateCustomer,
} from '../../domain/customers.ts';
import { deleteCustomer } from '../../domain/erasure.ts';
import { attachedToCustomer, attachPaymentMethod } from '../../domain/payment-methods.ts';
import {
  createCustomerInput,
  decodeCustomer,
  deleteInput,
  listCustomersInput,
  retrieveInput,
  updateCustomerInput,
} from '../../wire/customers.ts';
import { encodeList } from '../../wire/lists.ts';
import { endpoint, idOf } from '../endpoint.ts';

export const create = endpoint(createCustomerInput, async (ctx, input) => {
  const { payment_method: paymentMethod, test_clock: testClock } = input;
  const customer = await createCustomer(ctx, {
    ...decodeCustomer(input, null),
    testClock: testClock ?? null,
  });
  if (paymentMethod !== undefined)
    await attachPaymentMethod(ctx, paymentMethod, customer.id, 'payment_method');
  return ctx.encode.customer(customer);
});

export const retrieve = endpoint(retrieveInput, async (ctx, _input, params) =>
  ctx.encode.customer(await findCustomer(ctx, idOf(params))),
);

export const update = endpoint(updateCustomerInput, async (ctx, input, params) => {
  const after = await updateCustomer(ctx, idOf(params), async (before, tx) => {
    const method = input.invoice_settings?.default_payment_method;
    if (method)
      await attachedToCustomer(
        ctx,
        tx,
        method,
        before.id,
        'invoice_settings[default_payment_method]',
      );
    return decodeCustomer(input, before);
  });
  return ctx.encode.customer(after);
});

export const list = endpoint(listCustomersInput, async (ctx, input) => {
  const { data, hasMore } = await listCustomers(ctx, input);
  return encodeList('/v1/customers', data.map(ctx.encode.customer), hasMore);
});

export const remove = endpoint(deleteInput, async (ctx, _input, params) =>
  ctx.encode.customer(await deleteCustomer(ctx, idOf(params))),
);
