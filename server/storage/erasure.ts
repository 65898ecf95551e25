/** Empties what is personal of one customer, in every table. What is evidence or a sum stays. */
import { withoutPerson } from '../model/erasure.ts';
import type { Queryable } from './repository.ts';

const NOBODY = JSON.stringify({ email: null, name: null, phone: null, address: null });

/** The consents of a customer, without the person beside them. */
export async function erasePersons(
  tx: Queryable,
  account: string,
  customer: string,
  nowMs: number,
): Promise<void> {
  await tx
    .updateTable('consent_persons')
    .set({ address: null, user_agent: null, email: null, name: null, erased_ms: nowMs })
    .where(
      'consent',
      'in',
      tx
        .selectFrom('consents')
        .select('id')
        .where('account', '=', account)
        .where('customer', '=', customer),
    )
    .where('erased_ms', 'is', null)
    .execute();
}

/** Cards that were the customer's or were used for them, intents and sessions: ids, sums and states stay. */
export async function eraseObjects(
  tx: Queryable,
  account: string,
  customer: string,
): Promise<void> {
  const used = tx
    .selectFrom('payment_intents')
    .select('payment_method')
    .where('account', '=', account)
    .where('customer', '=', customer)
    .where('payment_method', 'is not', null);
  const agreed = tx
    .selectFrom('consents')
    .select('payment_method')
    .where('account', '=', account)
    .where('customer', '=', customer);
  await tx
    .updateTable('payment_methods')
    .set({ billing_details: NOBODY, metadata: '{}' })
    .where('account', '=', account)
    .where((where) =>
      where.or([
        where('customer', '=', customer),
        where('id', 'in', agreed),
        where('id', 'in', used.$castTo<{ payment_method: string }>()),
      ]),
    )
    .execute();
  await tx
    .updateTable('payment_intents')
    .set({ shipping: null, receipt_email: null, description: null, metadata: '{}' })
    .where('account', '=', account)
    .where('customer', '=', customer)
    .execute();
  await tx
    .updateTable('setup_intents')
    .set({ description: null, metadata: '{}' })
    .where('account', '=', account)
    .where('customer', '=', customer)
    .execute();
  await tx
    .updateTable('checkout_sessions')
    .set({
      customer_email: null,
      customer_details: null,
      shipping_details: null,
      metadata: '{}',
      client_reference_id: null,
    })
    .where('account', '=', account)
    .where('customer', '=', customer)
    .execute();
}

/** Stored events about the customer, without the person. @returns the ids of the objects they were about */
export async function eraseEvents(
  tx: Queryable,
  account: string,
  customer: string,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('events')
    .select(['id', 'object', 'data'])
    .where('account', '=', account)
    .where('customer', '=', customer)
    .execute();
  for (const { id, data } of rows) {
    const emptied = JSON.stringify(withoutPerson(JSON.parse(data)));
    if (emptied !== data)
      await tx.updateTable('events').set({ data: emptied }).where('id', '=', id).execute();
  }
  return [...new Set(rows.map((row) => row.object))];
}

/** Stored answers that name any of these objects, without the person. */
export async function eraseAnswers(
  tx: Queryable,
  account: string,
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) {
    const rows = await tx
      .selectFrom('idempotency_keys')
      .select(['key', 'body'])
      .where('account', '=', account)
      .where('body', 'like', `%"${id}"%`)
      .execute();
    for (const { key, body } of rows) {
      const emptied = JSON.stringify(withoutPerson(JSON.parse(body ?? 'null')));
      await tx
        .updateTable('idempotency_keys')
        .set({ body: emptied })
        .where('account', '=', account)
        .where('key', '=', key)
        .execute();
    }
  }
}

/** What stays: how many records of consent and how many payments, and when the last agreement was made. */
export async function whatStays(
  tx: Queryable,
  account: string,
  customer: string,
): Promise<{ consents: number; payments: number; lastMs: number | null }> {
  const consents = await tx
    .selectFrom('consents')
    .select((select) => [
      select.fn.countAll<number>().as('count'),
      select.fn.max('created_ms').as('last'),
    ])
    .where('account', '=', account)
    .where('customer', '=', customer)
    .executeTakeFirstOrThrow();
  const payments = await tx
    .selectFrom('payment_intents')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('account', '=', account)
    .where('customer', '=', customer)
    .executeTakeFirstOrThrow();
  return {
    consents: Number(consents.count),
    payments: Number(payments.count),
    lastMs: consents.last === null ? null : Number(consents.last),
  };
}
