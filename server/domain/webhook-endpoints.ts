/** Webhook endpoints: where a merchant wants its events. */
import type { Context } from '../context.ts';
import { WEBHOOK_ENDPOINTS } from '../model/limits.ts';
import { invalidRequest, notFound } from '../model/problem.ts';
import { isListening, type WebhookEndpoint } from '../model/webhook-endpoint.ts';
import { cancelDeliveries } from '../storage/deliveries.ts';
import type { Listed, Queryable } from '../storage/repository.ts';
import { countEndpoints, webhookEndpoints } from '../storage/webhook-endpoints.ts';
import { type ListInput, pageOf } from './lists.ts';
import { notePoint, resumedId } from './recovery-points.ts';

/** What a merchant may set. */
export type EndpointFields = Pick<
  WebhookEndpoint,
  'url' | 'description' | 'enabledEvents' | 'apiVersion' | 'metadata'
>;

/** Where a secret is sealed for: no other row can open it. */
const placeOf = (id: string) => `webhook_endpoints:${id}`;

/** @returns the endpoint and its secret, which nobody is shown again */
export async function createWebhookEndpoint(
  ctx: Context,
  fields: EndpointFields,
): Promise<{ readonly endpoint: WebhookEndpoint; readonly secret: string }> {
  const made = resumedId(ctx, 'we');
  if (made !== null) {
    const endpoint = await findWebhookEndpoint(ctx, made);
    return { endpoint, secret: secretOf(ctx, endpoint) };
  }
  const id = ctx.newId('we');
  const secret = ctx.newId('whsec');
  const endpoint: WebhookEndpoint = {
    id,
    account: ctx.account,
    seq: ctx.nextSeq(),
    createdMs: ctx.wall(),
    ...fields,
    status: 'enabled',
    disabledBy: null,
    secret: ctx.keys.encrypt(placeOf(id), secret),
    deletedMs: null,
  };
  await ctx.store.transact(async (tx) => {
    if ((await countEndpoints(tx, ctx.account)) >= WEBHOOK_ENDPOINTS)
      throw invalidRequest(
        `An account may have at most ${WEBHOOK_ENDPOINTS} webhook endpoints.`,
        'resource_limit_exceeded',
      );
    await webhookEndpoints.insert(tx, endpoint);
    await notePoint(ctx, tx, id);
  });
  return { endpoint, secret };
}

/** What messages to an endpoint are signed with. */
export function secretOf(ctx: Context, endpoint: WebhookEndpoint): string {
  return ctx.keys.decrypt(placeOf(endpoint.id), endpoint.secret);
}

/** @throws Problem 404, for a deleted one too */
export async function findWebhookEndpoint(
  ctx: Context,
  id: string,
  db: Queryable = ctx.store.db,
): Promise<WebhookEndpoint> {
  const endpoint = await webhookEndpoints.find(db, ctx.account, id);
  if (!endpoint || endpoint.deletedMs !== null) throw notFound('webhook endpoint', id, true);
  return endpoint;
}

/** An endpoint that deliveries may go to. @throws Problem 400 for a disabled one */
export async function listeningEndpoint(
  ctx: Context,
  tx: Queryable,
  id: string,
): Promise<WebhookEndpoint> {
  const endpoint = await findWebhookEndpoint(ctx, id, tx);
  if (isListening(endpoint)) return endpoint;
  throw invalidRequest(
    `The webhook endpoint ${id} is disabled. Enable it first.`,
    'webhook_endpoint_disabled',
  );
}

/**
 * Changes what `decide` names. What is outstanding while an endpoint is disabled is given up when
 * its time comes, unless the endpoint is enabled again before.
 */
export async function updateWebhookEndpoint(
  ctx: Context,
  id: string,
  decide: (before: WebhookEndpoint) => Partial<EndpointFields & Pick<WebhookEndpoint, 'status'>>,
): Promise<WebhookEndpoint> {
  return ctx.store.transact(async (tx) => {
    const before = await findWebhookEndpoint(ctx, id, tx);
    const fields = decide(before);
    const disabledBy =
      fields.status === undefined || fields.status === before.status
        ? before.disabledBy
        : fields.status === 'disabled'
          ? ('merchant' as const)
          : null;
    await webhookEndpoints.update(tx, ctx.account, id, { ...fields, disabledBy });
    return { ...before, ...fields, disabledBy };
  });
}

/** The endpoint answered that it is gone for good: it is disabled, and what was to go there ends. */
export async function disableGone(ctx: Context, tx: Queryable, id: string): Promise<void> {
  await webhookEndpoints.update(tx, ctx.account, id, {
    status: 'disabled',
    disabledBy: 'endpoint',
  });
  await cancelDeliveries(tx, id, ctx.wall());
}

/** Deletes an endpoint; what was to go there ends at once. @throws Problem 404 */
export async function deleteWebhookEndpoint(ctx: Context, id: string): Promise<void> {
  await ctx.store.transact(async (tx) => {
    await findWebhookEndpoint(ctx, id, tx);
    await webhookEndpoints.update(tx, ctx.account, id, { deletedMs: ctx.wall(), secret: '' });
    await cancelDeliveries(tx, id, ctx.wall());
  });
}

export async function listWebhookEndpoints(
  ctx: Context,
  input: ListInput,
): Promise<Listed<WebhookEndpoint>> {
  return webhookEndpoints.list(ctx.store.db, ctx.account, pageOf(input), { deletedMs: null });
}
