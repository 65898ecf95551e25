/** Webhook endpoints at rest. A deleted one stays as a row, for the log of what went there. */
import { compiled } from './compiled.ts';
import { type Queryable, repository } from './repository.ts';
import type { Schema } from './schema.ts';
import { webhookEndpointTable } from './tables/webhook-endpoints.ts';

export const webhookEndpoints = repository(webhookEndpointTable);

/** Where events of this account go now, with what each endpoint wants. Asked at every event. */
export async function listeningEndpoints(
  tx: Queryable,
  account: string,
): Promise<readonly { readonly id: string; readonly enabledEvents: readonly string[] }[]> {
  const { rows } = await compiled<Schema, { id: string; enabled_events: string }>(
    tx,
    'webhook_endpoints.listening',
    (db) =>
      db
        .selectFrom('webhook_endpoints')
        .select(['id', 'enabled_events'])
        .where('account', '=', '')
        .where('status', '=', 'enabled')
        .where('deleted_ms', 'is', null),
    [account, 'enabled'],
  );
  return rows.map((row) => ({ id: row.id, enabledEvents: JSON.parse(row.enabled_events) }));
}

/** How many endpoints an account has, disabled ones included. */
export async function countEndpoints(tx: Queryable, account: string): Promise<number> {
  const { count } = await tx
    .selectFrom('webhook_endpoints')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('account', '=', account)
    .where('deleted_ms', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}
