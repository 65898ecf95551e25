/** Cards and their credentials at rest. A credential's secret is sealed before it gets here. */
import type { Credential } from '../model/credential.ts';
import { SHOWN_METHODS } from '../model/limits.ts';
import type { AllowRedisplay, PaymentMethod } from '../model/payment-method.ts';
import { findAll, type Listed, type Page, type Queryable, repository } from './repository.ts';
import {
  credentialTable,
  type FlatPaymentMethod,
  paymentMethodTable,
} from './tables/payment-methods.ts';

function gather(flat: FlatPaymentMethod): PaymentMethod {
  const {
    brand,
    last4,
    expMonth,
    expYear,
    funding,
    country,
    fingerprint,
    networks,
    preferredNetwork,
    ...rest
  } = flat;
  return {
    ...rest,
    card: {
      brand,
      last4,
      expMonth,
      expYear,
      funding,
      country,
      fingerprint,
      networks,
      preferredNetwork,
    },
  };
}

function spread(fields: Partial<PaymentMethod>): Partial<FlatPaymentMethod> {
  const { card, ...rest } = fields;
  return { ...rest, ...card };
}

const flat = repository(paymentMethodTable);

export const credentials = repository(credentialTable);

/** The same verbs as every noun's, with the card gathered into one value. */
export const paymentMethods = {
  async find(db: Queryable, account: string, id: string): Promise<PaymentMethod | null> {
    const method = await flat.find(db, account, id);
    return method && gather(method);
  },
  insert: (tx: Queryable, method: PaymentMethod): Promise<void> =>
    flat.insert(tx, spread(method) as FlatPaymentMethod),
  update: (
    tx: Queryable,
    account: string,
    id: string,
    fields: Partial<PaymentMethod>,
  ): Promise<void> => flat.update(tx, account, id, spread(fields)),
  async list(
    db: Queryable,
    account: string,
    page: Page,
    filter: Partial<PaymentMethod>,
  ): Promise<Listed<PaymentMethod>> {
    const { data, hasMore } = await flat.list(db, account, page, spread(filter));
    return { data: data.map(gather), hasMore };
  },
};

/** A customer's attached cards of the given kinds, newest first, at most as many as are ever shown. */
export async function attachedMethods(
  db: Queryable,
  account: string,
  customer: string,
  kinds: readonly AllowRedisplay[],
): Promise<readonly PaymentMethod[]> {
  const methods = await findAll(
    paymentMethodTable,
    db,
    `attached ${kinds.length}`,
    (any) =>
      any
        .selectFrom('payment_methods')
        .selectAll()
        .where('account', '=', '')
        .where('customer', '=', '')
        .where('detached_ms', 'is', null)
        .where('allow_redisplay', 'in', [...kinds])
        .orderBy('seq', 'desc')
        .limit(SHOWN_METHODS),
    [account, customer, ...kinds, SHOWN_METHODS],
  );
  return methods.map(gather);
}

/** The attached card of a customer with this fingerprint: saved again, it is the same card. */
export async function sameCard(
  db: Queryable,
  account: string,
  customer: string,
  fingerprint: string,
): Promise<PaymentMethod | null> {
  const [same] = await findAll(
    paymentMethodTable,
    db,
    'same',
    (any) =>
      any
        .selectFrom('payment_methods')
        .selectAll()
        .where('account', '=', '')
        .where('customer', '=', '')
        .where('fingerprint', '=', '')
        .where('detached_ms', 'is', null),
    [account, customer, fingerprint],
  );
  return same ? gather(same) : null;
}

/** Every credential of a card. */
export async function credentialsOf(
  db: Queryable,
  account: string,
  paymentMethod: string,
): Promise<readonly Credential[]> {
  return findAll(
    credentialTable,
    db,
    'ofCard',
    (any) =>
      any
        .selectFrom('credentials')
        .selectAll()
        .where('account', '=', '')
        .where('payment_method', '=', ''),
    [account, paymentMethod],
  );
}

/** Gives a card the credentials of another that turned out to be the same. */
export async function moveCredentials(
  tx: Queryable,
  account: string,
  from: string,
  to: string,
): Promise<void> {
  await tx
    .updateTable('credentials')
    .set({ payment_method: to })
    .where('account', '=', account)
    .where('payment_method', '=', from)
    .execute();
}

/** Forgets every credential of a card. @returns what was forgotten, so that its processor can be told */
export async function removeCredentials(
  tx: Queryable,
  account: string,
  paymentMethod: string,
): Promise<readonly Credential[]> {
  const gone = await credentialsOf(tx, account, paymentMethod);
  await tx
    .deleteFrom('credentials')
    .where('account', '=', account)
    .where('payment_method', '=', paymentMethod)
    .execute();
  return gone;
}

/** Forgets one credential. */
export async function removeCredential(tx: Queryable, account: string, id: string): Promise<void> {
  await tx.deleteFrom('credentials').where('account', '=', account).where('id', '=', id).execute();
}

/** The credentials of many cards, by card. */
export async function credentialsOfMany(
  db: Queryable,
  account: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Credential[]>> {
  if (ids.length === 0) return new Map();
  const credentialsFound = await findAll(
    credentialTable,
    db,
    `ofCards ${ids.length}`,
    (any) =>
      any
        .selectFrom('credentials')
        .selectAll()
        .where('account', '=', '')
        .where('payment_method', 'in', [...ids]),
    [account, ...ids],
  );
  const byCard = new Map<string, Credential[]>();
  for (const credential of credentialsFound) {
    byCard.set(credential.paymentMethod, [
      ...(byCard.get(credential.paymentMethod) ?? []),
      credential,
    ]);
  }
  return byCard;
}

/** Every attached card of a customer, newest first. */
export async function methodsOfCustomer(
  db: Queryable,
  account: string,
  customer: string,
): Promise<readonly PaymentMethod[]> {
  const rows = await db
    .selectFrom('payment_methods')
    .selectAll()
    .where('account', '=', account)
    .where('customer', '=', customer)
    .where('detached_ms', 'is', null)
    .orderBy('seq', 'desc')
    .execute();
  return rows.map((row) => gather(paymentMethodTable.decode(row)));
}

/** Two credentials to try keys on, wherever in the table they stand; none where nothing is kept. */
export async function someCredentials(
  db: Queryable,
): Promise<readonly { readonly id: string; readonly secret: string }[]> {
  const one = (order: 'asc' | 'desc') =>
    db.selectFrom('credentials').select(['id', 'secret']).orderBy('id', order).limit(1).execute();
  return (await Promise.all([one('asc'), one('desc')])).flat();
}
