/** `/v1/payment_methods` and `/v1/customers/:id/payment_methods`. */
import type { Context } from '../../context.ts';
import { backupFor } from '../../domain/backups.ts';
import { createBankAccount } from '../../domain/bank-accounts.ts';
import { listCardUpdates } from '../../domain/card-news.ts';
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
import { METHOD_TYPES } from '../../model/method-type.ts';
import type { PaymentMethod } from '../../model/payment-method.ts';
import { decodeAccount } from '../../wire/bank-accounts.ts';
import { encodeCardUpdate, listCardUpdatesInput } from '../../wire/card-updates.ts';
import { encodeList } from '../../wire/lists.ts';
import {
  attachPaymentMethodInput,
  type CreatePaymentMethodInput,
  cardTokenOf,
  createPaymentMethodInput,
  decodePaymentMethod,
  detachPaymentMethodInput,
  listCustomerPaymentMethodsInput,
  listPaymentMethodsInput,
  type PaymentMethodDataInput,
  retrievePaymentMethodInput,
  updatePaymentMethodInput,
} from '../../wire/payment-methods.ts';
import { readinessInput } from '../../wire/readiness.ts';
import { endpoint, idOf } from '../endpoint.ts';

/**
 * What a request names, made: a card by its token, or a bank account by its number.
 * @param inside the parameter that holds it all; none at the top
 */
export async function createFrom(
  ctx: Context,
  input: CreatePaymentMethodInput | PaymentMethodDataInput,
  inside?: string,
): Promise<PaymentMethod> {
  const fields = decodePaymentMethod(input, null);
  const at = (name: string) => (inside === undefined ? name : `${inside}[${name}]`);
  const account = decodeAccount(input, fields.billingDetails?.name ?? null);
  if (account) return createBankAccount(ctx, account, fields, at(account.type));
  const { token, param } = cardTokenOf(input);
  return createPaymentMethod(ctx, token, fields, inside === undefined ? param : at('card[token]'));
}

export const create = endpoint(createPaymentMethodInput, async (ctx, input) =>
  ctx.encode.paymentMethod(await createFrom(ctx, input)),
);

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

interface Asked {
  readonly type?: string | undefined;
  readonly allow_redisplay?: 'always' | 'limited' | 'unspecified' | undefined;
}

const filterOf = (input: Asked) => {
  const type = METHOD_TYPES.find((each) => each === input.type);
  return {
    ...(input.allow_redisplay === undefined ? {} : { allowRedisplay: input.allow_redisplay }),
    ...(type === undefined ? {} : { type }),
  };
};
/** Of a kind that there is none of here. */
const isEmpty = ({ type }: Asked) =>
  type !== undefined && !METHOD_TYPES.some((each) => each === type);

export const list = endpoint(listPaymentMethodsInput, async (ctx, input) => {
  const filter = {
    ...filterOf(input),
    ...(input.customer === undefined ? {} : { customer: input.customer }),
  };
  const { data, hasMore } = isEmpty(input)
    ? { data: [], hasMore: false }
    : await listPaymentMethods(ctx, input, filter);
  return encodeList('/v1/payment_methods', data.map(ctx.encode.paymentMethod), hasMore);
});

export const listOfCustomer = endpoint(
  listCustomerPaymentMethodsInput,
  async (ctx, input, params) => {
    const customer = await findCustomer(ctx, idOf(params));
    const { data, hasMore } = isEmpty(input)
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

export const updates = endpoint(listCardUpdatesInput, async (ctx, input, params) => {
  const { data, hasMore } = await listCardUpdates(ctx, idOf(params), input);
  return encodeList(
    `/v1/payment_methods/${idOf(params)}/updates`,
    data.map(encodeCardUpdate),
    hasMore,
  );
});
