/**
 * One endpoint of the merchant API as data (what it takes, what it does) and the way every request
 * to one goes: authenticate, read, parse, execute at most once, expand, answer.
 */
import type { Context as HonoContext } from 'hono';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { inAccount } from '../domain/accounts.ts';
import { inTimeOf } from '../domain/clock.ts';
import { type Answer, once } from '../domain/idempotency-keys.ts';
import { isApiVersion } from '../model/api-version.ts';
import { mayTryCard } from '../model/card-testing.ts';
import { holdsSecret, type Needed, seesSecrets } from '../model/permission.ts';
import { invalidRequest, Problem } from '../model/problem.ts';
import { type Principal, refuseBrowsers, requirePermission } from './auth.ts';
import { guardEnvelope, readBody, readQuery, refuseNul } from './body.ts';
import { toEnvelope } from './errors.ts';
import { expandAll, refuseUnknownPaths } from './expand.ts';
import { parse } from './parse.ts';
import type { CardGuard, RequestLimit } from './rate-limit.ts';

/** API version whose shapes we follow; echoed as `Stripe-Version`. */
export const API_VERSION = '2026-10-28.endive';

/** An older or newer SDK names the version it was made for, and is answered in ours. @throws Problem 400 */
function refuseNoVersion(header: string | null): void {
  if (!isApiVersion(header))
    throw invalidRequest(
      `Stripe-Version must be a version such as ${API_VERSION}; leave it out for that one.`,
      'api_version_invalid',
    );
}

export interface Endpoint<S extends z.ZodType = z.ZodType> {
  readonly schema: S;
  /** @returns the object as it goes over the wire, not yet expanded */
  run(
    ctx: Context,
    input: z.output<S>,
    params: Readonly<Record<string, string>>,
  ): Promise<Record<string, unknown>>;
}

/** Ties a schema to what is done with its parameters. */
export function endpoint<S extends z.ZodType>(schema: S, run: Endpoint<S>['run']): Endpoint {
  return { schema, run: run as Endpoint['run'] };
}

/** The `:id` of a path. */
export function idOf(params: Readonly<Record<string, string>>): string {
  return params.id ?? '';
}

/** Refusals that happened after execution began, and so must be found again under the same key. */
function isKept(reason: unknown): boolean {
  return reason instanceof Problem && reason.status === 402;
}

/** Parameters that name a customer, or something of theirs. */
const OWNED = [
  'customer',
  'payment_method',
  'payment_intent',
  'setup_intent',
  'subscription',
  'invoice',
  'charge',
  'mandate',
] as const;

/** Ids by which the customer of a request is found, in whose time it is served. */
function namedIn(params: Record<string, string>, input: unknown): readonly string[] {
  const given = (input ?? {}) as Readonly<Record<string, unknown>>;
  return [params.id, ...OWNED.map((name) => given[name])].filter((id) => typeof id === 'string');
}

/** An answer as text. A key that may not pay is not handed what pays, wherever it stands in what it reads. */
function written({ permissions = null }: Context, answer: unknown): string {
  if (seesSecrets(permissions)) return JSON.stringify(answer);
  return JSON.stringify(answer, (_name, value) =>
    typeof value === 'string' && holdsSecret(value) ? null : value,
  );
}

async function execute(
  from: Context,
  target: Endpoint,
  input: unknown,
  params: Record<string, string>,
  expand: readonly string[],
): Promise<Answer> {
  const ctx = await inTimeOf(from, namedIn(params, input));
  try {
    const object = await target.run(ctx, input, params);
    const body = written(ctx, await expandAll(ctx, object, expand));
    return { status: 200, body, replayed: false, keep: true };
  } catch (reason) {
    if (!isKept(reason)) throw reason;
    const { status, body } = toEnvelope(reason, ctx.log, ctx.caller?.requestId ?? '');
    return { status, body: written(ctx, body), replayed: false, keep: true };
  }
}

/** Who is let in, and how often. */
export interface Gate {
  authenticate(header: string | null): Principal | Promise<Principal>;
  readonly requests: RequestLimit;
  readonly cards: CardGuard;
}

/** The context of a request in the account of its key. */
async function contextFor(own: Context, { account, permissions }: Principal): Promise<Context> {
  const ctx = await inAccount(own, account);
  return permissions === null ? ctx : { ...ctx, permissions };
}

/**
 * @param contextOf makes the operation's context for the default account
 * @param needed what a restricted key must be allowed
 * @returns a Hono handler
 */
export function merchant(
  gate: Gate,
  contextOf: (c: HonoContext) => Context,
  target: Endpoint,
  needed: Needed,
) {
  /** Runs one that may try a new card, unless too many were declined of late; and counts it if it was. */
  async function guarded(ctx: Context, run: () => Promise<Answer>): Promise<Answer> {
    const who = { account: ctx.account, session: null, address: null, newCard: true };
    gate.cards.check(who, ctx.wall());
    const answer = await run();
    if (answer.status === 402) gate.cards.note(who, ctx.wall());
    return answer;
  }

  return async (c: HonoContext): Promise<Response> => {
    const request = c.req.raw;
    const url = new URL(request.url);
    guardEnvelope(request, url);
    const own = contextOf(c);
    refuseBrowsers(request.headers.get('origin') ?? undefined, url, own.config.publicUrl);
    const entry = gate.authenticate(request.headers.get('authorization'));
    const who = entry instanceof Promise ? await entry : entry;
    gate.requests.take(who.key, own.wall());
    requirePermission(who, needed);
    refuseNoVersion(request.headers.get('stripe-version'));
    const ctx = who.key === 'root' ? own : await contextFor(own, who);
    const { parameters, raw } =
      request.method === 'GET' ? { parameters: {}, raw: '' } : await readBody(request);
    const input = parse(target.schema, { ...readQuery(url), ...parameters });
    const expand = (input as { expand?: readonly string[] } | undefined)?.expand ?? [];
    if (request.method !== 'GET') refuseUnknownPaths(ctx, url.pathname, expand);
    const params = c.req.param() as Record<string, string>;
    for (const part of Object.values(params)) refuseNul(part);
    const act = (its: Context) => execute(its, target, input, params, expand);
    const card = Object(input).payment_method !== undefined;
    const run = mayTryCard(request.method, url.pathname, card)
      ? (its: Context) => guarded(its, () => act(its))
      : act;
    const key = request.method === 'POST' ? request.headers.get('idempotency-key') : null;
    const signature = `${request.method} ${url.pathname}${url.search}\n${raw}`;
    const answer = key ? await once(ctx, key, signature, run) : await run(ctx);
    return c.body(answer.body, answer.status as 200, {
      'content-type': 'application/json',
      'stripe-version': API_VERSION,
      ...(key ? { 'idempotency-key': key } : {}),
      ...(answer.replayed ? { 'idempotent-replayed': 'true' } : {}),
      ...(answer.status >= 400 ? { 'stripe-should-retry': 'false' } : {}),
    });
  };
}
