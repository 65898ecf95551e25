/** Empties what is personal of one customer, in every table. What is evidence or a sum stays. */
import { withoutPerson } from '../model/erasure.ts';
import { chargeIdOf } from '../model/id.ts';
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
    // The salt goes too: with it, whoever guesses an email could prove the guess by the hash.
    .set({ salt: '', address: null, user_agent: null, email: null, name: null, erased_ms: nowMs })
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

/** Cells of JSON text with everything personal emptied. */
const emptied = (cell: string) => JSON.stringify(withoutPerson(JSON.parse(cell)));

/** A list for `in`, which must not be empty; no id is an empty text. */
const among = (ids: readonly string[]) => (ids.length === 0 ? [''] : [...ids]);

/** Ids of one customer's things. */
interface Belongings {
  readonly intents: readonly string[];
  readonly sessions: readonly string[];
  /** Cards that were theirs, or were tried for them and never kept. */
  readonly cards: readonly string[];
  /** Mandates, consents, refunds, attempts and charges. */
  readonly others: readonly string[];
}

type Noun =
  | 'payment_intents'
  | 'setup_intents'
  | 'checkout_sessions'
  | 'mandates'
  | 'consents'
  | 'subscriptions'
  | 'invoices';

async function belongingsOf(tx: Queryable, account: string, customer: string): Promise<Belongings> {
  const theirs = async (table: Noun): Promise<string[]> => {
    const rows = await tx
      .selectFrom(table)
      .select('id')
      .where('account', '=', account)
      .where('customer', '=', customer)
      .execute();
    return rows.map((row) => row.id);
  };
  const intents = [...(await theirs('payment_intents')), ...(await theirs('setup_intents'))];
  const consents = await tx
    .selectFrom('consents')
    .select(['id', 'payment_method'])
    .where('account', '=', account)
    .where('customer', '=', customer)
    .execute();
  const tried = await tx
    .selectFrom('attempts')
    .select(['id', 'payment_method'])
    .where('account', '=', account)
    .where('intent', 'in', among([...intents, ...consents.map((row) => row.payment_method)]))
    .execute();
  const returned = await tx
    .selectFrom('refunds')
    .select('id')
    .where('account', '=', account)
    .where('intent', 'in', among(intents))
    .execute();
  const named = await tx
    .selectFrom('payment_methods')
    .select('id')
    .where('account', '=', account)
    .where('customer', '=', customer)
    .execute();
  const cards = [...named.map((row) => row.id), ...tried.map((row) => row.payment_method)];
  return {
    intents,
    sessions: await theirs('checkout_sessions'),
    cards: [...new Set([...cards, ...consents.map((row) => row.payment_method)])].filter(
      (id) => id !== null,
    ),
    others: [
      ...(await theirs('mandates')),
      ...(await theirs('subscriptions')),
      ...(await theirs('invoices')),
      ...consents.map((row) => row.id),
      ...returned.map((row) => row.id),
      ...tried.flatMap((row) => [row.id, chargeIdOf(row.id)]),
    ],
  };
}

async function eraseIntents(tx: Queryable, intents: readonly string[]): Promise<void> {
  const shared = { description: null, metadata: '{}', mandate_data: null, return_url: null };
  const rows = await tx
    .selectFrom('payment_intents')
    .select(['id', 'extra'])
    .where('id', 'in', among(intents))
    .execute();
  for (const { id, extra } of rows)
    await tx
      .updateTable('payment_intents')
      .set({ ...shared, shipping: null, receipt_email: null, extra: emptied(extra) })
      .where('id', '=', id)
      .execute();
  await tx.updateTable('setup_intents').set(shared).where('id', 'in', among(intents)).execute();
  await tx
    .updateTable('refunds')
    .set({ metadata: '{}' })
    .where('intent', 'in', among(intents))
    .execute();
}

async function eraseSessions(tx: Queryable, sessions: readonly string[]): Promise<void> {
  const rows = await tx
    .selectFrom('checkout_sessions')
    .selectAll()
    .where('id', 'in', among(sessions))
    .execute();
  for (const row of rows)
    await tx
      .updateTable('checkout_sessions')
      .set({
        customer_email: null,
        customer_details: null,
        shipping_details: null,
        metadata: '{}',
        client_reference_id: null,
        payment_intent_data: emptied(row.payment_intent_data),
        setup_intent_data: emptied(row.setup_intent_data),
        subscription_data: emptied(row.subscription_data),
        // What a recovery asks for is named by the intent's description, which may name a person.
        ...(row.recovers_intent === null ? {} : { line_items: emptied(row.line_items) }),
      })
      .where('id', '=', row.id)
      .execute();
}

/** What was sold and for how much stays, as in any books; what was said beside it goes. */
async function eraseBilling(tx: Queryable, account: string, customer: string): Promise<void> {
  const details = JSON.stringify({ comment: null, feedback: null, reason: null });
  await tx
    .updateTable('subscriptions')
    .set({ description: null, metadata: '{}', extra: '{}', cancellation_details: details })
    .where('account', '=', account)
    .where('customer', '=', customer)
    .execute();
  await tx
    .updateTable('invoices')
    .set({
      description: null,
      metadata: '{}',
      subscription_metadata: null,
      reason: null,
      actor: null,
    })
    .where('account', '=', account)
    .where('customer', '=', customer)
    .execute();
}

/**
 * Cards that were the customer's or were tried for them, intents and sessions: ids, sums and states
 * stay.
 * @returns the ids of everything that was theirs
 */
export async function eraseObjects(
  tx: Queryable,
  account: string,
  customer: string,
): Promise<readonly string[]> {
  const { intents, sessions, cards, others } = await belongingsOf(tx, account, customer);
  await eraseIntents(tx, intents);
  await eraseSessions(tx, sessions);
  await eraseBilling(tx, account, customer);
  await tx
    .updateTable('payment_methods')
    .set({ billing_details: NOBODY, metadata: '{}' })
    .where('account', '=', account)
    .where((where) =>
      where.or([where('id', 'in', among(cards)), where('joined_into', 'in', among(cards))]),
    )
    .execute();
  await tx
    .updateTable('mandates')
    .set({ metadata: '{}' })
    .where('account', '=', account)
    .where('customer', '=', customer)
    .execute();
  return [customer, ...intents, ...sessions, ...cards, ...others];
}

/** Stored events about the customer or anything of theirs, without the person. @returns ids of more things */
export async function eraseEvents(
  tx: Queryable,
  account: string,
  customer: string,
  belongings: readonly string[],
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('events')
    .select(['id', 'object', 'data'])
    .where('account', '=', account)
    .where((where) =>
      where.or([where('customer', '=', customer), where('object', 'in', among(belongings))]),
    )
    .execute();
  for (const { id, data } of rows) {
    const without = emptied(data);
    if (without !== data)
      await tx.updateTable('events').set({ data: without }).where('id', '=', id).execute();
  }
  return rows.map((row) => row.object);
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
      await tx
        .updateTable('idempotency_keys')
        .set({ body: emptied(body ?? 'null') })
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
