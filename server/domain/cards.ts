/**
 * How a card comes in (a token is exchanged for a credential and display data), and how it comes to
 * stay (attached to a customer; saved again, it is the same card).
 */
import type { Context } from '../context.ts';
import { preference } from '../model/card-network.ts';
import type { Credential } from '../model/credential.ts';
import type { BillingDetails, PaymentMethod } from '../model/payment-method.ts';
import { invalidRequest, notFound, Problem } from '../model/problem.ts';
import type { Exchanged, ExchangeResult } from '../processors/processor.ts';
import { moveMandates } from '../storage/mandates.ts';
import {
  credentials,
  moveCredentials,
  paymentMethods,
  sameCard,
} from '../storage/payment-methods.ts';
import type { Queryable } from '../storage/repository.ts';
import { emit } from './events.ts';
import { forgetUnlessKept } from './forgetting.ts';
import { carryLater } from './portability.ts';
import { isAvoided } from './routing.ts';

export const NO_BILLING_DETAILS: BillingDetails = {
  email: null,
  name: null,
  phone: null,
  address: null,
};

/** A card as processors know it, before anything of it is written. */
export interface Incoming {
  /** Who was asked first and answered: what is shown of the card is theirs. */
  readonly processor: string;
  readonly exchanged: Exchanged;
  /** What others of the same vault gave for the same token. */
  readonly others: readonly { readonly processor: string; readonly exchanged: Exchanged }[];
}

const REFUSALS = {
  token_used: 'This card token was used already. Enter the card again.',
  token_expired: 'This card token has expired. Enter the card again.',
  token_foreign: 'This card token was made for another checkout session.',
} as const;

/** How much longer the others may take than the one that was asked first, in milliseconds. */
const OTHERS_PATIENCE_MS = 500;

interface Answered {
  readonly processor: string;
  readonly result: ExchangeResult;
}

/** In a session the same press may come twice; elsewhere a used token is a used token. */
function usable({ result }: Answered, session: string | null): Exchanged | null {
  if (!result.ok) return null;
  return result.value.replayed === true && session === null ? null : result.value;
}

/** What is there of some answers once the first is, or a moment later. */
async function soon(
  ctx: Context,
  first: Promise<unknown>,
  answers: readonly Promise<Answered>[],
): Promise<readonly Answered[]> {
  const there: Answered[] = [];
  const all = Promise.all(answers.map((answer) => answer.then((each) => there.push(each))));
  await first;
  let cancel = () => {};
  const late = new Promise<void>((resolve) => {
    cancel = ctx.timer(OTHERS_PATIENCE_MS, resolve);
  });
  await Promise.race([all, late]);
  cancel();
  return [...there];
}

/**
 * Asks what stands behind a card token or a test id: the preferred processor, and at the same time
 * the others of its vault, so that the card can be charged by any of them. No transaction may be open.
 * @param session the checkout session the token must belong to; null on the merchant API
 * @param param the parameter that held the token, for the refusal; true for the path
 */
export async function exchange(
  ctx: Context,
  token: string,
  session: string | null,
  param: string | true,
): Promise<Incoming> {
  const [favourite] = ctx.processors;
  if (!favourite) throw new Error('no processor is configured');
  const { vault } = favourite.capabilities;
  const mates = ctx.processors.filter(
    (each) => each !== favourite && vault !== null && each.capabilities.vault === vault,
  );
  // One that is down just now is asked as well, and not waited for.
  const [preferred = favourite, ...rest] = [favourite, ...mates].toSorted(
    (a, b) => Number(isAvoided(ctx, a.name)) - Number(isAvoided(ctx, b.name)),
  );
  const asked = [preferred, ...rest].map(async (processor) => ({
    processor: processor.name,
    result: await processor.exchange(token, session),
  }));
  const [first, ...others] = asked;
  if (!first) throw new Error('the preferred processor was asked');
  const answers = others.length === 0 ? [] : await soon(ctx, first, others);
  const known = [await first, ...answers].flatMap((each) => {
    const exchanged = usable(each, session);
    return exchanged ? [{ processor: each.processor, exchanged }] : [];
  });
  const answer = await first;
  const { result } = answer;
  const order = ctx.processors.map(({ name }) => name);
  known.sort((a, b) => order.indexOf(a.processor) - order.indexOf(b.processor));
  const [best, ...more] = known;
  // What the first one says of the token itself holds for all; only its silence can be made up for.
  const silent = !result.ok && result.code === 'unavailable';
  if (best && (silent || usable(answer, session) !== null)) return { ...best, others: more };
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

/** Writes an incoming card as an unattached, one-time payment method with its credentials. */
export async function insertCard(
  ctx: Context,
  tx: Queryable,
  incoming: Incoming,
  fields: Partial<Pick<PaymentMethod, 'billingDetails' | 'allowRedisplay' | 'metadata'>> & {
    readonly preferredNetwork?: string;
  } = {},
): Promise<{ method: PaymentMethod; credentials: readonly Credential[] }> {
  const { exchanged } = incoming;
  const given = fields.billingDetails ?? NO_BILLING_DETAILS;
  const method: PaymentMethod = {
    id: ctx.newId('pm'),
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: ctx.now(),
    type: exchanged.bank?.type ?? 'card',
    bank: exchanged.bank?.facts ?? null,
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
  await paymentMethods.insert(tx, method);
  const made: Credential[] = [];
  for (const each of [incoming, ...incoming.others]) {
    const id = ctx.newId('cred');
    const credential: Credential = {
      id,
      account: ctx.account,
      paymentMethod: method.id,
      processor: each.processor,
      kind: each.exchanged.kind,
      reusability: each.exchanged.reusability,
      secret: ctx.keys.encrypt(`credentials:${id}`, each.exchanged.credential),
      networkTransactionId: null,
      createdMs: ctx.wall(),
    };
    await credentials.insert(tx, credential);
    if (each.exchanged.provisional) await forgetUnlessKept(ctx, tx, credential);
    made.push(credential);
  }
  return { method, credentials: made };
}

const WIDTH = { unspecified: 0, limited: 1, always: 2 } as const;

/**
 * Keeps a card for a customer, here and at the other processors of its vault. The same card of the
 * same customer is the same payment method: its expiry is refreshed, what was allowed for it is
 * joined, and the new credentials move to it.
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
  const kept = await join(ctx, tx, method, customer, allowRedisplay);
  await carryLater(ctx, tx, kept.id);
  return kept;
}

async function join(
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
    ...(method.bank ? { bank: method.bank } : {}),
    allowRedisplay: wider,
    // Just verified, or charged: whatever was told of its account before, it is open.
    closedMs: null,
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
