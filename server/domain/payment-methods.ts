/** Payment methods as merchants manage them: create, attach, update, detach, list. */
import type { Context } from '../context.ts';
import type { Credential } from '../model/credential.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { invalidRequest, notFound } from '../model/problem.ts';
import { paymentMethods, removeCredentials } from '../storage/payment-methods.ts';
import type { Listed, Queryable } from '../storage/repository.ts';
import { verifyForKeeping } from './card-verification.ts';
import { exchange, insertCard, keepCard } from './cards.ts';
import { record } from './consents.ts';
import { customerParam } from './customers.ts';
import { emit } from './events.ts';
import { type ListInput, pageOf } from './lists.ts';

export type PaymentMethodFields = Partial<
  Pick<PaymentMethod, 'billingDetails' | 'allowRedisplay' | 'metadata'>
>;

/** Tokens and test ids stand for a card that has yet to be made. */
export function isTestId(id: string): boolean {
  return /^(pm_card_|tok_|ctok_)/.test(id);
}

/** The card of that id; a joined one answers as the card that it became. */
async function follow(ctx: Context, db: Queryable, id: string): Promise<PaymentMethod | null> {
  const method = await paymentMethods.find(db, ctx.account, id);
  return method?.joinedInto ? paymentMethods.find(db, ctx.account, method.joinedInto) : method;
}

/** @throws Problem 404 */
export async function findPaymentMethod(
  ctx: Context,
  id: string,
  db: Queryable = ctx.store.db,
): Promise<PaymentMethod> {
  const method = await follow(ctx, db, id);
  if (!method) throw notFound('payment_method', id, true);
  return method;
}

/** A card named in a request's body; test ids are made into a card. @throws Problem 400 with `param` */
export async function paymentMethodParam(
  ctx: Context,
  id: string,
  param = 'payment_method',
): Promise<PaymentMethod> {
  if (isTestId(id)) return createPaymentMethod(ctx, id, {}, param);
  const method = await follow(ctx, ctx.store.db, id);
  if (!method) throw notFound('payment_method', id, param);
  return method;
}

/** @param token `ctok_…` from the card frame, or a test id */
export async function createPaymentMethod(
  ctx: Context,
  token: string,
  fields: PaymentMethodFields,
  param = 'card[token]',
): Promise<PaymentMethod> {
  const incoming = await exchange(ctx, token, null, param);
  const { method } = await ctx.store.transact((tx) => insertCard(ctx, tx, incoming, fields));
  return method;
}

/** A card attached to this customer. @throws Problem 400 with `param` */
export async function attachedToCustomer(
  ctx: Context,
  db: Queryable,
  id: string,
  customer: string,
  param: string,
): Promise<PaymentMethod> {
  const method = await follow(ctx, db, id);
  if (!method) throw notFound('payment_method', id, param);
  if (method.customer !== customer || method.detachedMs !== null) {
    throw invalidRequest(
      'The customer does not have that payment method attached. Attach it first.',
      'resource_missing',
      param,
    );
  }
  return method;
}

/** Whether a card may be used for (or attached to) this customer. @throws Problem 400 */
export function refuseForeign(method: PaymentMethod, customer: string | null): void {
  if (method.detachedMs !== null) {
    throw invalidRequest(
      'This PaymentMethod was detached and cannot be used again. Create a new one.',
      'payment_method_detached',
      'payment_method',
    );
  }
  if (method.customer !== null && method.customer !== customer) {
    throw invalidRequest(
      'This PaymentMethod belongs to another customer.',
      'payment_method_unexpected_state',
      'payment_method',
    );
  }
}

/**
 * Keeps a card for a customer at the merchant's word: the processor verifies it first.
 * @throws Problem 402 when the card is declined
 */
export async function attachPaymentMethod(
  ctx: Context,
  id: string,
  customerId: string,
  param = 'customer',
): Promise<PaymentMethod> {
  const method = isTestId(id)
    ? await createPaymentMethod(ctx, id, {}, param)
    : await findPaymentMethod(ctx, id);
  const customer = await customerParam(ctx, ctx.store.db, customerId);
  refuseForeign(method, customer.id);
  if (method.customer === customer.id) return method;
  await verifyForKeeping(ctx, method);
  return ctx.store.transact(async (tx) => {
    const now = await findPaymentMethod(ctx, method.id, tx);
    refuseForeign(now, customer.id);
    const kept = await keepCard(ctx, tx, now, customer.id, now.allowRedisplay);
    await assertKept(ctx, tx, kept);
    return kept;
  });
}

export async function updatePaymentMethod(
  ctx: Context,
  id: string,
  change: (before: PaymentMethod) => Partial<PaymentMethod>,
): Promise<PaymentMethod> {
  return ctx.store.transact(async (tx) => {
    const before = await findPaymentMethod(ctx, id, tx);
    if (before.detachedMs !== null)
      throw invalidRequest(
        'A detached PaymentMethod cannot be updated.',
        'payment_method_detached',
      );
    const fields = change(before);
    const after: PaymentMethod = { ...before, ...fields };
    await paymentMethods.update(tx, ctx.account, before.id, fields);
    if (fields.allowRedisplay !== undefined && after.customer !== null)
      await assertKept(ctx, tx, after);
    await emit(ctx, tx, {
      type: 'payment_method.updated',
      object: ctx.encode.paymentMethod(after),
      before: ctx.encode.paymentMethod(before),
    });
    return after;
  });
}

/** The merchant says that a card may be kept (and shown as it says): consent was given elsewhere. */
async function assertKept(ctx: Context, tx: Queryable, method: PaymentMethod): Promise<void> {
  await record(ctx, tx, {
    act: 'assertion',
    scope: 'redisplay',
    actor: 'merchant',
    surface: 'api',
    customer: method.customer,
    method,
    words: null,
    allowRedisplay: method.allowRedisplay,
  });
}

/** Takes a card from its customer for good, in `tx`. @returns the credentials whose processor must be told */
export async function detachIn(
  ctx: Context,
  tx: Queryable,
  method: PaymentMethod,
): Promise<readonly Credential[]> {
  const after: PaymentMethod = { ...method, customer: null, detachedMs: ctx.now() };
  await paymentMethods.update(tx, ctx.account, method.id, {
    customer: null,
    detachedMs: after.detachedMs,
  });
  await emit(ctx, tx, {
    type: 'payment_method.detached',
    object: ctx.encode.paymentMethod(after),
    before: ctx.encode.paymentMethod(method),
  });
  return removeCredentials(tx, ctx.account, method.id);
}

/** Attached and unattached cards, newest first; never detached ones. */
export async function listPaymentMethods(
  ctx: Context,
  input: ListInput,
  filter: Partial<PaymentMethod>,
): Promise<Listed<PaymentMethod>> {
  return paymentMethods.list(ctx.store.db, ctx.account, pageOf(input), {
    detachedMs: null,
    joinedInto: null,
    ...filter,
  });
}
