/** `/v1/payment_methods` and `/v1/customers/:id/payment_methods`. */
import { backupFor } from '../../domain/backups.ts';
import { findCustomer } from '../../domain/customers.ts';
import {
  attachPaymentMethod,
  createPaymentMethod,
  findPaymentMethod,
  listPaymentMethods,
  updatePaymentMethod,
} from '../../domain/payment-methods.ts';
import { readinessOf } from '../../domain/readiness.ts';
import { detachPaymentMethod } from '../../domain/removal.ts';
import { encodeList } from '../../wire/lists.ts';
import {
  attachPaymentMethodInput,
  cardTokenOf,
  createPaymentMethodInput,
  decodePaymentMethod,
  detachPaymentMethodInput,
  listCustomerPaymentMethodsInput,
  listPaymentMethodsInput,
  retrievePaymentMethodInput,
  updatePaymentMethodInput,
} from '../../wire/payment-methods.ts';
import { readinessInput } from '../../wire/readiness.ts';
import { endpoint, idOf } from '../endpoint.ts';

export const create = endpoint(createPaymentMethodInput, async (ctx, input) => {
  const { token, param } = cardTokenOf(input);
  return ctx.encode.paymentMethod(
    await createPaymentMethod(ctx, token, decodePaymentMethod(input, null), param),
  );
});

export const retrieve = endpoint(retrievePaymentMethodInput, async (ctx, _input, params) =>
  ctx.encode.paymentMethod(await findPaymentMethod(ctx, idOf(params))),
);

export const update = endpoint(updatePaymentMethodInput, async (ctx, input, params) => {
  const after = await updatePaymentMethod(ctx, idOf(params), (before) =>
    decodePaymentMethod(input, before),
  );
  return ctx.encode.paymentMethod(after);
});

export const attach = endpoint(attachPaymentMethodInput, async (ctx, input, params) =>
  ctx.encode.paymentMethod(await attachPaymentMethod(ctx, idOf(params), input.customer)),
);

export const detach = endpoint(detachPaymentMethodInput, async (ctx, _input, params) =>
  ctx.encode.paymentMethod(await detachPaymentMethod(ctx, idOf(params))),
);

const filterOf = (input: {
  readonly allow_redisplay?: 'always' | 'limited' | 'unspecified' | undefined;
}) => (input.allow_redisplay === undefined ? {} : { allowRedisplay: input.allow_redisplay });

export const list = endpoint(listPaymentMethodsInput, async (ctx, input) => {
  const filter = {
    ...filterOf(input),
    ...(input.customer === undefined ? {} : { customer: input.customer }),
  };
  const empty = input.type !== undefined && input.type !== 'card';
  const { data, hasMore } = empty
    ? { data: [], hasMore: false }
    : await listPaymentMethods(ctx, input, filter);
  return encodeList('/v1/payment_methods', data.map(ctx.encode.paymentMethod), hasMore);
});

export const listOfCustomer = endpoint(
  listCustomerPaymentMethodsInput,
  async (ctx, input, params) => {
    const customer = await findCustomer(ctx, idOf(params));
    const empty = input.type !== undefined && input.type !== 'card';
    const { data, hasMore } = empty
      ? { data: [], hasMore: false }
      : await listPaymentMethods(ctx, input, { ...filterOf(input), customer: customer.id });
    return encodeList(
      `/v1/customers/${customer.id}/payment_methods`,
      data.map(ctx.encode.paymentMethod),
      hasMore,
    );
  },
);

export const ready = endpoint(readinessInput, async (ctx, input, params) => {
  const method = await findPaymentMethod(ctx, idOf(params));
  const charge = {
    amountMinor: input.amount,
    currency: input.currency,
    category: input.category ?? null,
  };
  const answer = await readinessOf(ctx, ctx.store.db, method, { initiator: 'merchant', charge });
  const backup = answer.ready ? null : await backupFor(ctx, ctx.store.db, method);
  return ctx.encode.readiness(answer, backup);
});
