/**
 * How a card comes in (a token is exchanged for a credential and display data), and how it comes to
 * stay (attached to a customer; saved again, it is the same card).
 */
import type { Context } from '../context.ts';
import { preference } from '../model/card-network.ts';
import type { Credential } from '../model/credential.ts';
import type { BillingDetails, PaymentMethod } from '../model/payment-method.ts';
import { invalidRequest, notFound, Problem } from '../model/problem.ts';
import type { Exchanged } from '../processors/processor.ts';
import { moveMandates } from '../storage/mandates.ts';
import {
  credentials,
  moveCredentials,
  paymentMethods,
  sameCard,
} from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { emit } from './events.ts';

export const NO_BILLING_DETAILS: BillingDetails = {
  email: null,
  name: null,
  phone: null,
  address: null,
};

/** A card as a processor knows it, before anything of it is written. */
export interface Incoming {
  readonly processor: string;
  readonly exchanged: Exchanged;
}

const REFUSALS = {
  token_used: 'This card token was used already. Enter the card again.',
  token_expired: 'This card token has expired. Enter the card again.',
  token_foreign: 'This card token was made for another checkout session.',
} as const;

/**
 * Asks the preferred processor what stands behind a card token or a test id. No transaction may be open.
 * @param session the checkout session the token must belong to; null on the merchant API
 * @param param the parameter that held the token, for the refusal; true for the path
 */
export async function exchange(
  ctx: Context,
  token: string,
  session: string | null,
  param: string | true,
): Promise<Incoming> {
  const [processor] = ctx.processors;
  if (!processor) throw new Error('no processor is configured');
  const result = await processor.exchange(token, session);
  // In a session the same press may come twice; elsewhere a used token is a used token.
  const reused = result.ok && result.value.replayed === true && session === null;
  if (result.ok && !reused) return { processor: processor.name, exchanged: result.value };
  const code = result.ok ? 'token_used' : result.code;
  if (code === 'token_invalid') throw notFound('payment_method', token, param);
  if (code === 'unavailable') {
    throw new Problem({
      status: 409,
      type: 'invalid_request_error',
      code: 'processor_unavailable',
      message: 'The card could not be read just now. Nothing was charged; try again in a moment.',
    });
  }
  throw invalidRequest(REFUSALS[code], code, param === true ? 'id' : param);
}

/** Writes an incoming card as an unattached, one-time payment method with its credential. */
export async function insertCard(
  ctx: Context,
  tx: Queryable,
  incoming: Incoming,
  fields: Partial<Pick<PaymentMethod, 'billingDetails' | 'allowRedisplay' | 'metadata'>> & {
    readonly preferredNetwork?: string;
  } = {},
): Promise<{ method: PaymentMethod; credential: Credential }> {
  const { exchanged } = incoming;
  const given = fields.billingDetails ?? NO_BILLING_DETAILS;
  const method: PaymentMethod = {
    id: ctx.newId('pm'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: ctx.now(),
    type: 'card',
    customer: null,
    card: {
      ...exchanged.card,
      preferredNetwork: fields.preferredNetwork
        ? preference(exchanged.card, fields.preferredNetwork)
        : exchanged.card.preferredNetwork,
    },
    billingDetails: { ...given, name: given.name ?? exchanged.name },
    allowRedisplay: fields.allowRedisplay ?? 'unspecified',
    metadata: fields.metadata ?? {},
    detachedMs: null,
    joinedInto: null,
  };
  const id = ctx.newId('cred');
  const credential: Credential = {
    id,
    account: ctx.account,
    paymentMethod: method.id,
    processor: incoming.processor,
    kind: exchanged.kind,
    reusability: exchanged.reusability,
    secret: ctx.keys.encrypt(`credentials:${id}`, exchanged.credential),
    networkTransactionId: null,
    createdMs: ctx.now(),
  };
  await paymentMethods.insert(tx, method);
  await credentials.insert(tx, credential);
  return { method, credential };
}

const WIDTH = { unspecified: 0, limited: 1, always: 2 } as const;

/**
 * Keeps a card for a customer. The same card of the same customer is the same payment method: its
 * expiry is refreshed, what was allowed for it is joined, and the new credential moves to it.
 * @param allowRedisplay what the records allow now; never narrows what was allowed before
 * @returns the payment method that stays
 */
export async function keepCard(
  ctx: Context,
  tx: Queryable,
  method: PaymentMethod,
  customer: string,
  allowRedisplay: PaymentMethod['allowRedisplay'],
): Promise<PaymentMethod> {
  const known = await sameCard(tx, ctx.account, customer, method.card.fingerprint);
  if (!known || known.id === method.id) {
    if (method.customer === customer && method.allowRedisplay === allowRedisplay) return method;
    const attached: PaymentMethod = { ...method, customer, allowRedisplay };
    await paymentMethods.update(tx, ctx.account, method.id, { customer, allowRedisplay });
    if (method.customer === null)
      await emit(ctx, tx, {
        type: 'payment_method.attached',
        object: ctx.encode.paymentMethod(attached),
      });
    return attached;
  }
  const wider =
    WIDTH[allowRedisplay] > WIDTH[known.allowRedisplay] ? allowRedisplay : known.allowRedisplay;
  const changes = {
    card: {
      ...method.card,
      preferredNetwork: method.card.preferredNetwork ?? known.card.preferredNetwork,
    },
    allowRedisplay: wider,
    billingDetails: fuller(known.billingDetails, method.billingDetails),
  };
  const joined: PaymentMethod = { ...known, ...changes };
  await paymentMethods.update(tx, ctx.account, known.id, changes);
  await paymentMethods.update(tx, ctx.account, method.id, { joinedInto: known.id });
  await moveCredentials(tx, ctx.account, method.id, known.id);
  await moveMandates(tx, ctx.account, method.id, known.id);
  await emit(ctx, tx, {
    type: 'payment_method.updated',
    object: ctx.encode.paymentMethod(joined),
    before: ctx.encode.paymentMethod(known),
  });
  return joined;
}

/** What was typed last wins, where anything was typed. */
function fuller(before: BillingDetails, after: BillingDetails): BillingDetails {
  return {
    email: after.email ?? before.email,
    name: after.name ?? before.name,
    phone: after.phone ?? before.phone,
    address: after.address ?? before.address,
  };
}
