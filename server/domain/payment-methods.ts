/** Payment methods as merchants manage them: create, attach, update, detach, list. */
import type { Context } from '../context.ts';
import type { Credential } from '../model/credential.ts';
import type { Customer } from '../model/customer.ts';
import type { PaymentMethod } from '../model/payment-method.ts';
import { invalidRequest, notFound, type Problem } from '../model/problem.ts';
import { customers } from '../storage/customers.ts';
import { paymentMethods, removeCredentials } from '../storage/payment-methods.ts';
import type { Listed, Queryable } from '../storage/repository.ts';
import { noteEdit } from './card-updates.ts';
import { verifyForKeeping } from './card-verification.ts';
import { exchange, insertCard, keepCard } from './cards.ts';
import { assertKept } from './consents.ts';
import { type CustomerFields, createCustomerIn, customerParam, findCustomer } from './customers.ts';
import { emit } from './events.ts';
import { type ListInput, pageOf } from './lists.ts';
import { notePoint, resumedId } from './recovery-points.ts';

export type PaymentMethodFields = Partial<
  Pick<PaymentMethod, 'billingDetails' | 'allowRedisplay' | 'metadata'>
> & {
  /** The network that the holder of a co-badged card chose. */
  readonly preferredNetwork?: string;
};

/** Tokens and test ids stand for a card that has yet to be made. */
export function isTestId(id: string): boolean {
  return /^(pm_[A-Za-z]+_|tok_|ctok_)/.test(id);
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

/**
 * @param token `ctok_…` from the card frame, or a test id
 * @param param the parameter that held the token; true for the path
 */
export async function createPaymentMethod(
  ctx: Context,
  token: string,
  fields: PaymentMethodFields,
  param: string | true = 'card[token]',
): Promise<PaymentMethod> {
  const incoming = await exchange(ctx, token, null, param);
  const { method } = await ctx.store.transact((tx) => insertCard(ctx, tx, incoming, fields));
  return method;
}

function notAttached(param: string): Problem {
  return invalidRequest(
    'The customer does not have that payment method attached. Attach it first.',
    'resource_missing',
    param,
  );
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
  if (method.customer !== customer || method.detachedMs !== null) throw notAttached(param);
  return method;
}

/**
 * Whether a card may be used for (or attached to) this customer.
 * @param later a later charge asks readiness about a detached card, so that the refusal is on record
 * @throws Problem 400
 */
export function refuseForeign(
  method: PaymentMethod,
  customer: string | null,
  later: boolean = false,
): void {
  if (method.detachedMs !== null && !later) {
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

/** Keeps a verified card for a customer, in `tx`, and notes that the merchant said so. */
export async function attachIn(
  ctx: Context,
  tx: Queryable,
  id: string,
  customer: string,
): Promise<PaymentMethod> {
  const method = await findPaymentMethod(ctx, id, tx);
  refuseForeign(method, customer);
  if (method.customer === customer) return method;
  const kept = await keepCard(ctx, tx, method, customer, method.allowRedisplay);
  await assertKept(ctx, tx, kept);
  return kept;
}

/**
 * Keeps a card for a customer at the merchant's word: the processor verifies it first.
 * @param id of a card, or a test id or token that stands for one, from the path
 * @throws Problem 402 when the card is declined
 */
export async function attachPaymentMethod(
  ctx: Context,
  id: string,
  customerId: string,
): Promise<PaymentMethod> {
  const customer = await customerParam(ctx, ctx.store.db, customerId);
  const method = isTestId(id)
    ? await createPaymentMethod(ctx, id, {}, true)
    : await findPaymentMethod(ctx, id);
  refuseForeign(method, customer.id);
  if (method.customer !== customer.id) await verifyForKeeping(ctx, method);
  return ctx.store.transact((tx) => attachIn(ctx, tx, method.id, customer.id));
}

/**
 * A customer together with their first card, or neither.
 * @param wishes `card` to attach; `defaultPaymentMethod` must be that card
 * @throws Problem 402 when the card is declined
 */
export async function createCustomerWithCard(
  ctx: Context,
  fields: CustomerFields,
  wishes: { readonly card: string | null; readonly defaultPaymentMethod: string | null },
): Promise<Customer> {
  const made = resumedId(ctx, 'cus');
  if (made !== null) return findCustomer(ctx, made);
  const { card, defaultPaymentMethod } = wishes;
  const method = card === null ? null : await paymentMethodParam(ctx, card);
  if (method) refuseForeign(method, null);
  if (defaultPaymentMethod !== null && ![card, method?.id].includes(defaultPaymentMethod)) {
    throw notAttached('invoice_settings[default_payment_method]');
  }
  if (method) await verifyForKeeping(ctx, method);
  return ctx.store.transact(async (tx) => {
    const chosen = defaultPaymentMethod === null ? null : (method?.id ?? null);
    const customer = await createCustomerIn(ctx, tx, { ...fields, defaultPaymentMethod: chosen });
    await notePoint(ctx, tx, customer.id);
    if (method) await attachIn(ctx, tx, method.id, customer.id);
    return customer;
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
    await noteEdit(ctx, tx, before, after);
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
  await dropDefault(ctx, tx, method);
  return removeCredentials(tx, ctx.account, method.id);
}

/** A card that is gone is nobody's default any more. */
async function dropDefault(ctx: Context, tx: Queryable, method: PaymentMethod): Promise<void> {
  if (method.customer === null) return;
  const before = await customers.find(tx, ctx.account, method.customer);
  if (before?.defaultPaymentMethod !== method.id || before.deletedMs !== null) return;
  const change = { defaultPaymentMethod: null } as const;
  await customers.update(tx, ctx.account, before.id, change);
  await emit(ctx, tx, {
    type: 'customer.updated',
    object: ctx.encode.customer({ ...before, ...change }),
    before: ctx.encode.customer(before),
  });
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
