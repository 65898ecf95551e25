/** `/v1/customers`. */
import { findCustomer, listCustomers, updateCustomer } from '../../domain/customers.ts';
import { deleteCustomer } from '../../domain/erasure.ts';
import { attachedToCustomer, createCustomerWithCard } from '../../domain/payment-methods.ts';
import { afterDefaultChange } from '../../domain/subscription-permissions.ts';
import { onTestClock } from '../../domain/test-clocks.ts';
import {
  createCustomerInput,
  decodeCustomer,
  deleteInput,
  encodeErasure,
  listCustomersInput,
  retrieveInput,
  updateCustomerInput,
} from '../../wire/customers.ts';
import { encodeList } from '../../wire/lists.ts';
import { endpoint, idOf } from '../endpoint.ts';

export const create = endpoint(createCustomerInput, async (ctx, input) => {
  const { payment_method: card, test_clock: clock } = input;
  const its = clock === undefined ? ctx : await onTestClock(ctx, clock);
  const { defaultPaymentMethod = null, ...fields } = decodeCustomer(input, null);
  return ctx.encode.customer(
    await createCustomerWithCard(
      its,
      { ...fields, testClock: clock ?? null },
      { card: card ?? null, defaultPaymentMethod },
    ),
  );
});

export const retrieve = endpoint(retrieveInput, async (ctx, _input, params) =>
  ctx.encode.customer(await findCustomer(ctx, idOf(params))),
);

export const update = endpoint(updateCustomerInput, async (ctx, input, params) => {
  const after = await updateCustomer(ctx, idOf(params), async (before, tx) => {
    const fields = decodeCustomer(input, before);
    if (!fields.defaultPaymentMethod) return fields;
    const { id } = await attachedToCustomer(
      ctx,
      tx,
      fields.defaultPaymentMethod,
      before.id,
      'invoice_settings[default_payment_method]',
    );
    if (id !== before.defaultPaymentMethod) await afterDefaultChange(ctx, tx, before.id);
    return { ...fields, defaultPaymentMethod: id };
  });
  return ctx.encode.customer(after);
});

export const list = endpoint(listCustomersInput, async (ctx, input) => {
  const { data, hasMore } = await listCustomers(ctx, input);
  return encodeList('/v1/customers', data.map(ctx.encode.customer), hasMore);
});

export const remove = endpoint(deleteInput, async (ctx, _input, params) => {
  const { customer, erasure } = await deleteCustomer(ctx, idOf(params));
  return { ...ctx.encode.customer(customer), erasure: encodeErasure(erasure) };
});
