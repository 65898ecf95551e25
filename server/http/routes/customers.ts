/** `/v1/customers`. */
import { searchCustomers } from '../../domain/customer-search.ts';
import { findCustomer, listCustomers, updateCustomer } from '../../domain/customers.ts';
import { deleteCustomer } from '../../domain/erasure.ts';
import { attachedToCustomer, createCustomerWithCard } from '../../domain/payment-methods.ts';
import { afterDefaultChange } from '../../domain/subscription-permissions.ts';
import { onTestClock } from '../../domain/test-clocks.ts';
import { timelineOf } from '../../domain/timeline.ts';
import { encodeMatch, searchCustomersInput } from '../../wire/customer-search.ts';
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
import {
  encodeEntry,
  encodeTimeline,
  TIMELINE_ENCODERS,
  timelineInput,
} from '../../wire/timeline.ts';
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

/** Who may be meant by what somebody has in hand. Our own. */
export const search = endpoint(searchCustomersInput, async (ctx, input) => {
  const { matches, more } = await searchCustomers(ctx, input.query);
  const data = matches.map(({ because, customer, intent }) =>
    encodeMatch(because, customer && ctx.encode.customer(customer), intent),
  );
  return encodeList('/v1/customers/find', data, more);
});

/** A customer's whole story in one list, newest first. Our own. */
export const timeline = endpoint(timelineInput, async (ctx, input, params) => {
  const id = idOf(params);
  const wish = { kinds: input.kinds, page: input.page, limit: input.limit };
  const { entries, next } = await timelineOf(ctx, id, wish, TIMELINE_ENCODERS);
  return encodeTimeline(`/v1/customers/${id}/timeline`, entries.map(encodeEntry), next);
});
